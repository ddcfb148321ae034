// What a scanner finds in the corpus, against what its messages hold. A message is the unit: redaction wipes it whole.

import type { Scanner } from '../../src/detect/scanner.ts';
import { summarise } from '../../src/detect/summarise.ts';
import { isKind, isRuleId, type RuleCount } from '../../src/message.ts';
import { decide } from '../support/decide-as-shipped.ts';
import type { LabelledMessage } from './read.ts';

export interface Tally {
  /** Messages that should be found. */
  held: number;
  /** Messages found that should be. */
  right: number;
  /** Messages found that should not be. */
  wrong: number;
}

export interface Miss {
  readonly message: LabelledMessage;
  /** `missed` by every rule of the kind, or the ids of the rules that were wrong. */
  readonly why: string;
}

export interface Score {
  readonly messages: number;
  readonly rules: ReadonlyMap<string, Tally>;
  readonly kinds: ReadonlyMap<string, Tally>;
  readonly languages: ReadonlyMap<string, Tally>;
  /** Messages that would be redacted: a confidence of likely or certain, and a kind that is not only watched. */
  readonly acted: Tally;
  misses(kind: string): readonly Miss[];
}

/**
 * What else may be said of a value of a kind: neither a miss nor a false alarm. Most states know people by their number
 * for taxes or health, a token is a key to something, and a connection string names a host and holds a password.
 */
const ALSO: Readonly<Record<string, readonly string[]>> = {
  api_key: ['basic_auth'],
  aws_key: ['api_key'],
  card_pin: ['password'],
  connection_string: ['password', 'ip_address'],
  driving_licence: ['national_id'],
  github_token: ['api_key'],
  health_id: ['national_id'],
  jwt: ['api_key', 'basic_auth'],
  national_id: ['tax_id', 'health_id'],
  password: ['connection_string'],
  private_key: ['api_key'],
  residence_permit: ['national_id', 'visa'],
  tax_id: ['national_id'],
  visa: ['residence_permit'],
  wallet_key: ['private_key', 'api_key'],
};

export function score(corpus: readonly LabelledMessage[], scanner: Scanner): Score {
  const rules = new Map<string, Tally>();
  const kinds = new Map<string, Tally>();
  const languages = new Map<string, Tally>();
  const acted = tally();
  const misses = new Map<string, Miss[]>();

  for (const message of corpus) {
    const found = summarise(scanner.scan(message.body));
    const also = new Set(message.kinds.flatMap((kind) => ALSO[kind] ?? []));
    const kindsFound = new Set<string>(found.map(({ kind }) => kind));
    for (const { ruleId, kind } of found) {
      if (message.kinds.includes(kind)) of(rules, ruleId).right += 1;
      else if (!also.has(kind)) of(rules, ruleId).wrong += 1;
    }
    for (const kind of new Set([...message.kinds, ...kindsFound])) {
      const holds = message.kinds.includes(kind);
      if (!holds && also.has(kind)) continue;
      for (const one of [of(kinds, kind), of(languages, message.language)]) {
        count(one, holds, kindsFound.has(kind));
      }
      const why = whyWrong(holds, found, kind);
      if (why !== undefined) misses.set(kind, [...(misses.get(kind) ?? []), { message, why }]);
    }
    count(acted, isToBeActedOn(message.kinds), decide(found, 'enforce') === 'redact');
  }
  return {
    messages: corpus.length,
    rules: sorted(rules),
    kinds: sorted(kinds),
    languages: sorted(languages),
    acted,
    misses: (kind) => misses.get(kind) ?? [],
  };
}

function tally(): Tally {
  return { held: 0, right: 0, wrong: 0 };
}

function of(tallies: Map<string, Tally>, name: string): Tally {
  const one = tallies.get(name) ?? tally();
  tallies.set(name, one);
  return one;
}

function count(one: Tally, holds: boolean, found: boolean): void {
  if (holds) one.held += 1;
  if (found && holds) one.right += 1;
  if (found && !holds) one.wrong += 1;
}

function whyWrong(holds: boolean, found: readonly RuleCount[], kind: string): string | undefined {
  const rules = found.filter((one) => one.kind === kind).map(({ ruleId }) => ruleId);
  if (holds) return rules.length === 0 ? 'missed' : undefined;
  return rules.join(', ');
}

/** As the policy would decide if a certain rule found each kind. */
function isToBeActedOn(kinds: readonly string[]): boolean {
  const certain = kinds.flatMap((kind): readonly RuleCount[] => {
    const ruleId = `${kind}.any`;
    return isKind(kind) && isRuleId(ruleId) ? [{ ruleId, kind, confidence: 'certain', count: 1 }] : [];
  });
  return decide(certain, 'enforce') === 'redact';
}

function sorted(tallies: ReadonlyMap<string, Tally>): ReadonlyMap<string, Tally> {
  return new Map([...tallies].sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** Of what was found, how much was right. */
export function precision({ right, wrong }: Tally): number {
  return right + wrong === 0 ? 1 : right / (right + wrong);
}

/** Of what should be found, how much was. */
export function recall({ held, right }: Tally): number {
  return held === 0 ? 1 : right / held;
}
