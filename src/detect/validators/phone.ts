// Telephone numbers. What follows a number on its line may look like more of it, so where the whole is no number
// its first groups may still be one.

import { isInternational, isNational } from './numbering-plans.ts';
import { digitsOf, type Validator } from './validator.ts';

/** E.164 allows 15 digits; the shortest numbers with a calling code have 7. */
const INTERNATIONAL_LENGTHS = { least: 7, most: 15 };
/** The longest are those dialled abroad, `00` and a calling code. */
const NATIONAL_LENGTHS = { least: 7, most: 16 };
/** Longer ones begin with a trunk prefix, or with the calling code that lost its plus sign. */
const LONGEST_BARE = 11;
const LONGEST_NATIONAL = 13;
/** Longer ones without a plus sign are cards. */
const LONGEST_UNSIGNED = 14;

/** Those where people would write a number without its calling code to a help desk that is not next door. */
const REGIONS: ReadonlySet<string> = new Set(
  `US CA GB DE FR ES IT BR MX IN AU NZ IE ZA AT CH BE NL LU PT SE NO DK FI IS PL CZ SK HU RO BG HR SI RS BA ME MK AL
   GR CY MT EE LV LT UA RU BY MD GE AM AZ KZ UZ TR IL PS SA AE EG MA DZ TN JO LB KW QA BH OM IQ IR NG KE GH ET TZ UG
   AR CL CO PE EC VE UY PY BO CR PA GT HN SV NI DO PR PK BD LK NP CN HK TW MO JP KR SG MY TH VN ID PH KH`.split(
    /\s+/,
  ),
);

/** As North Americans write numbers, those with invented area codes too; and what has a trunk prefix. */
const WRITTEN_AS_ONE =
  /^(?:1[ .-]?)?\(?\d{3}\)?[ .-]{1,2}\d{3}[ .-]\d{4}$|^\d{3}-\d{4}$|^\(?0[1-9](?:\D{0,2}\d){7,9}$/;

/** What digits in groups are besides: each is known by its shape. */
const OTHER: readonly RegExp[] = [
  /^(?:\d{1,2}([./-])\d{1,2}\1(?:19|20)?\d{2}|(?:19|20)\d{2}([./-])\d{1,2}\2\d{1,2})(?:[^\d./-]|$)/, // dates
  /^\d{1,3}\.\d{4,}(?:\D|$)|^\d{1,3}(?:\.\d{3})+$/, // decimals, coordinates, thousands
  /^\d{1,2}\.\d{1,2}\.\d{3,5}$|^(?:\d{1,3}\.){3}\d{1,3}(?:[^\d.]|$)/, // versions, IP addresses
  /^\d{2,3}\.\d{1,2}\.\d{3,5}\.\d{1,3}(?:\D|$)/, // browsers' versions
  /^\d{2}\.\d{2}\.\d{2}-\d{3}\.\d{2}(?:\D|$)/, // Belgian persons
  /^\d{2}-\d{4}-\d{2}$|^\d{3}-\d{2}-\d{4,5}$/, // policies, Social Security, Korean firms
  /^\d{3}\.\d{3}\.\d{3}-\d\d$|^\d{2}\.\d{3}\.\d{3}[/-]\d/, // Brazilian and Chilean persons and firms
  /^\d{6}-\d{4}$|^\d{6}-\d{7}$|^\d{2}-\d{8}-\d$|^[2-9]\d{3} \d{4} \d{4}$/, // Nordic, Korean, Argentine, Indian persons
];

/** `international`: behind `+`, `00` or `011`. Normalises to E.164. */
function international(asked: 'valid' | 'possible'): Validator {
  return {
    minDigits: INTERNATIONAL_LENGTHS.least,
    check(value) {
      const bare = value.replace(/^0(?:0|11)\D{0,3}/, '');
      for (const written of beginnings(bare, INTERNATIONAL_LENGTHS, () => true)) {
        const digits = digitsOf(written);
        if (!isMonotone(digits) && isInternational(digits, asked)) return `+${digits}`;
      }
      return undefined;
    },
  };
}

/** What groups parted by points are besides, even directly behind the word for a telephone number. */
const OTHER_DOTTED: readonly RegExp[] = [
  /^\d{1,2}\.\d{1,2}\.(?:19|20)?\d{2}$|^(?:19|20)\d{2}\.\d{1,2}\.\d{1,2}$/, // dates
  /^(?:[1-9]\d{0,2}\.){3}\d{1,3}$|^\d\.\d{1,2}\.\d+$/, // IP addresses, versions
  /^[1-9](?:\.\d{3})+$|^\d\d?\.\d{3}\.000$|^\d\.\d+$|^[1-9]\d{1,2}\.\d{6,}$/, // thousands, decimals, coordinates
  /(?:^|\.)\d(?:\.|$)/, // versions
];

/** As dialled inside a country; not what any of the shapes tells. */
const national = (others: readonly RegExp[]): Validator => ({
  minDigits: NATIONAL_LENGTHS.least,
  check(value) {
    if (others.some((shape) => shape.test(value))) return undefined;
    for (const written of beginnings(value, NATIONAL_LENGTHS, isOtherStyle)) {
      const digits = digitsOf(written);
      if (isMonotone(digits)) continue;
      const abroad = /^0(?:0|11)(\d{7,13})$/.exec(digits)?.[1];
      if (abroad !== undefined && isInternational(abroad, 'possible')) return `+${abroad}`;
      if (WRITTEN_AS_ONE.test(written) || isDialled(digits)) return digits;
      if (
        digits.length >= LONGEST_BARE &&
        digits.length <= LONGEST_UNSIGNED &&
        isInternational(digits, 'valid')
      )
        return `+${digits}`;
    }
    return undefined;
  },
});

function isDialled(digits: string): boolean {
  const longest = digits.startsWith('0') ? LONGEST_NATIONAL : LONGEST_BARE;
  return digits.length <= longest && isNational(digits, REGIONS);
}

/** North American, as dialled there. */
const northAmerican: Validator = {
  minDigits: 10,
  check(value) {
    const digits = digitsOf(value).replace(/^1(?=\d{10}$)/, '');
    return !isMonotone(digits) && isInternational(`1${digits}`, 'valid') ? digits : undefined;
  },
};

export const PHONES: Readonly<Record<string, Validator>> = {
  international: international('valid'),
  possible: international('possible'),
  national: national(OTHER),
  dotted: national(OTHER_DOTTED),
  north_american: northAmerican,
};

/** The whole and its beginnings at the ends of groups, the longest first; few, however many groups there are. */
function beginnings(
  value: string,
  { least, most }: { readonly least: number; readonly most: number },
  mayEnd: (written: string, separator: string, own: ReadonlySet<string>) => boolean,
): readonly string[] {
  const found: string[] = [];
  const own = new Set<string>();
  let digits = 0;
  let end = 0;
  for (const group of value.matchAll(/\d+/g)) {
    if (group.index > end) own.add(value.slice(end, group.index));
    digits += group[0].length;
    if (digits > most) break;
    end = group.index + group[0].length;
    if (digits < least) continue;
    const [separator = ''] = /^\D*/.exec(value.slice(end, end + 5)) ?? [];
    const written = value.slice(0, end);
    if (end === value.length || mayEnd(written, separator, own)) found.push(written);
  }
  return found.reverse().slice(0, 5);
}

/** Whether what parts a number from the next is not what parts its own groups. */
function isOtherStyle(written: string, separator: string, own: ReadonlySet<string>): boolean {
  return separator !== '' && (own.size === 0 ? written.length >= 9 : !own.has(separator));
}

/** One digit over and over stands for a number in a form. */
function isMonotone(digits: string): boolean {
  return /^\d{0,3}(\d)\1{6,}$/.test(digits);
}
