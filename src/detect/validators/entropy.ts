import type { Validator } from './validator.ts';

/** At least so many bits of entropy per character, as random keys have and words do not: `entropy:3.5`. */
export function entropy(argument: string | undefined): Validator | undefined {
  const floor = Number(argument);
  if (argument === undefined || !(floor > 0 && floor < 8)) return undefined;
  return { minDigits: 0, check: (value) => (entropyOf(value) >= floor ? value : undefined) };
}

/** Shannon entropy in bits per character. */
function entropyOf(value: string): number {
  const counts = new Map<string, number>();
  for (const character of value) counts.set(character, (counts.get(character) ?? 0) + 1);
  const length = [...value].length;
  return [...counts.values()].reduce((sum, count) => sum - (count / length) * Math.log2(count / length), 0);
}
