// A rule as the scanner uses it.

import type { Rule } from '../rules/rule.ts';
import type { Pattern } from './pattern.ts';
import type { Validator } from './validators/validator.ts';
import type { Keyword } from './words.ts';

export interface CompiledRule {
  readonly rule: Rule;
  /** The pattern with its boundary, as RE2 gets it. */
  readonly source: string;
  readonly pattern: Pattern;
  /** `digits`: the match goes from its first to its last digit. `groups`: it is group 1, its value the group `value`. */
  readonly span: 'digits' | 'groups';
  /** Characters that a search may pass over after a refused match. */
  readonly inside: RegExp;
  /** A text without any of these words, folded, holds no match. Empty: no such words. */
  readonly keywords: readonly Keyword[];
  /** A text with fewer digits holds no match; with the span `digits`, one with fewer close together. */
  readonly minDigits: number;
  readonly validators: readonly NamedValidator[];
  /** Words, as far as the rule's context names any. */
  readonly context: Pattern | undefined;
  readonly veto: CompiledVeto;
  readonly allowed: readonly Pattern[];
}

export interface NamedValidator {
  readonly name: string;
  readonly validator: Validator;
}

interface CompiledVeto {
  readonly words: Pattern | undefined;
  // One by one: together they outgrow what RE2 takes for its fast automaton, and take fifteen times as long.
  readonly precededBy: readonly Pattern[];
  readonly followedBy: readonly Pattern[];
  readonly patterns: readonly Pattern[];
}

/** Something wrong with one field of a rule. */
export interface Fault {
  readonly field: readonly string[];
  readonly problem: string;
  readonly remedy: string;
}
