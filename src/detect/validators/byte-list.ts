import type { Validator } from './validator.ts';

/** So many numbers from 0 to 255, not few over and over, as Solana's tools write a key pair: `byte_list:64`. */
export function byteList(argument: string | undefined): Validator | undefined {
  const length = Number(argument);
  if (!Number.isInteger(length) || length < 1) return undefined;
  return {
    minDigits: length,
    check(value) {
      const numbers = (value.match(/[0-9]+/g) ?? []).map(Number);
      const isList = numbers.length === length && numbers.every((number) => number < 256);
      return isList && new Set(numbers).size > length / 4 ? numbers.join(',') : undefined;
    },
  };
}
