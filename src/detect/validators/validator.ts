// What a validator is: one check that a pattern cannot express.

export interface Validator {
  /** The fewest digits that any value which it accepts holds: a text with fewer need not be searched. */
  readonly minDigits: number;
  /** The value normalised, for the next validator and for fingerprints; undefined when it is no such value. */
  check(value: string): string | undefined;
}

export function digitsOf(value: string): string {
  return value.replace(/[^0-9]/g, '');
}
