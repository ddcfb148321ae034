import type { Validator } from './validator.ts';

const PLACEHOLDER =
  /(?:x{4}|\*{3}|\.{3}|…|•{2}|_{4}|<[^>]*>|\{\{|\$\{|example|placeholder|redacted|insert|your[_-]?(?:token|key|secret|api))/i;

/** Refuses what stands for a value in manuals and masks: `xxxx`, `<token>`, `${KEY}`, one character over and over. */
export const notPlaceholder: Validator = {
  minDigits: 0,
  check: (value) => (PLACEHOLDER.test(value) || isMonotone(value) ? undefined : value),
};

/** Whether one character makes up half of the value. */
function isMonotone(value: string): boolean {
  const counts = new Map<string, number>();
  for (const character of value) counts.set(character, (counts.get(character) ?? 0) + 1);
  return Math.max(0, ...counts.values()) * 2 > value.length && value.length > 3;
}
