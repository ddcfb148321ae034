import { digitsOf, type Validator } from './validator.ts';

/**
 * At least so many digits: `min_digits:7`. Changes nothing. For rules without keywords, since it tells which texts
 * they need not be run on.
 */
export function minDigits(argument: string | undefined): Validator | undefined {
  if (argument === undefined || !/^[1-9]\d?$/.test(argument)) return undefined;
  const fewest = Number(argument);
  return { minDigits: fewest, check: (value) => (digitsOf(value).length >= fewest ? value : undefined) };
}
