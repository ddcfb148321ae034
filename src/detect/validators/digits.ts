import { digitsOf, type Validator } from './validator.ts';

/** So many digits, whatever parts them: `digits:9`, `digits:7-8`. Leaves the digits for the validators behind it. */
export function digits(argument: string | undefined): Validator | undefined {
  const [, least, most = least] = /^(\d{1,2})(?:-(\d{1,2}))?$/.exec(argument ?? '') ?? [];
  if (least === undefined) return undefined;
  return {
    minDigits: Number(least),
    check(value) {
      const all = digitsOf(value);
      const isAsLong = all.length >= Number(least) && all.length <= Number(most);
      // One digit over and over is typed to get past a form, and a mask.
      return isAsLong && !/^(\d)\1*$/.test(all) ? all : undefined;
    },
  };
}
