// What is wrong with the rules, said so that their author can mend it.

export interface RuleProblem {
  readonly file: string;
  /** From 1; 0 when the whole file or directory is meant. */
  readonly line: number;
  readonly ruleId: string | undefined;
  readonly problem: string;
  readonly remedy: string;
}

/** One line: `payment.yaml:12 payment_card.number: what is wrong. To mend it: how.` */
export function describeProblem({ file, line, ruleId, problem, remedy }: RuleProblem): string {
  const place = line > 0 ? `${file}:${line}` : file;
  return `${place}${ruleId === undefined ? '' : ` ${ruleId}`}: ${problem}. To mend it: ${remedy}.`;
}

/** As an author mends them: file by file, from top to bottom. */
export function inOrder(problems: readonly RuleProblem[]): readonly RuleProblem[] {
  return problems.toSorted((a, b) => (a.file === b.file ? a.line - b.line : a.file < b.file ? -1 : 1));
}
