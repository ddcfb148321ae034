// How `rules test` prints why a rule matches or does not.

import type { Explanation } from '../detect/explain.ts';

/** Some lines for one rule: its id and decision, then each step. The text is the author's own, so it is shown. */
export function explanationLines(
  { rule, span, steps, decision, confidence }: Explanation,
  body: string,
): readonly string[] {
  const found =
    span === undefined
      ? ''
      : `  ${span.start}-${span.end} ${JSON.stringify(body.slice(span.start, span.end))}`;
  const said = confidence === undefined ? decision : `${decision}, ${confidence}`;
  return [
    `${rule.id}: ${said}${found}`,
    ...steps.map(({ passed, what }) => `  ${passed ? 'yes' : 'no '}  ${what}`),
  ];
}

export function printedExplanation({ rule, span, steps, decision, confidence }: Explanation): object {
  return { rule: rule.id, decision, confidence, ...span, steps };
}
