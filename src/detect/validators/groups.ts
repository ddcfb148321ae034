import type { Validator } from './validator.ts';

/** At least so many groups of digits, parted by anything else: `groups:3`. Goes before what drops separators. */
export function groups(argument: string | undefined): Validator | undefined {
  const floor = Number(argument);
  if (!Number.isInteger(floor) || floor < 1) return undefined;
  return {
    minDigits: floor,
    check: (value) => ((value.match(/[0-9]+/g) ?? []).length >= floor ? value : undefined),
  };
}
