import type { Validator } from './validator.ts';

const DAYS = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

/** No clock here: nobody alive was born before the first, and no number is given for years after the second. */
const FIRST_YEAR = 1900;
const LAST_YEAR = 2039;

/**
 * The value's letters and digits hold a date of birth: `dated:YYMMDD@2` from the third on. `D+40` in some countries
 * marks women: `dated:YYMMDD@6+40` admits days raised by forty.
 */
export function dated(argument: string | undefined): Validator | undefined {
  const parts = /^([YMD]{6}|[YMD]{8})@(\d{1,2})(?:\+(\d{1,3}))?$/.exec(argument ?? '');
  const [, form, at, raise] = parts ?? [];
  if (form === undefined || at === undefined) return undefined;
  const start = Number(at);
  return {
    minDigits: form.length,
    check(value) {
      const compact = value.replace(/[^0-9A-Za-z]/g, '');
      const digits = compact.slice(start, start + form.length);
      return isDate(digits, form, Number(raise ?? 0)) ? value : undefined;
    },
  };
}

function isDate(digits: string, form: string, raise: number): boolean {
  if (digits.length !== form.length || !/^\d+$/.test(digits)) return false;
  const [years, month, written] = ['Y', 'M', 'D'].map((unit) =>
    Number([...digits].filter((_, index) => form[index] === unit).join('')),
  );
  if (years === undefined || month === undefined || written === undefined) return false;
  const day = raise > 0 && written > raise ? written - raise : written;
  const lastDay = DAYS[month - 1] ?? 0;
  if (day < 1 || day > lastDay) return false;
  if (form.length === 6) return true;
  const isLeap = years % 4 === 0 && (years % 100 !== 0 || years % 400 === 0);
  return years >= FIRST_YEAR && years <= LAST_YEAR && (isLeap || month !== 2 || day < 29);
}
