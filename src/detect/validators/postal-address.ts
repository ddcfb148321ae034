import type { Validator } from './validator.ts';

/** What sentences with two numbers speak of, and addresses do not. */
const OTHER =
  /(?:^|[^\p{L}])(?:copyright|portions|license|version|release|order|invoice|ticket|page|pages|line|lines|chapter|minutes?|hours?|days?|weeks?|months?|years?|percent|error|update|bestellung|rechnung|seite|uhr|euros?|eur|usd|gbp|chf|pedido|factura|commande|facture|ordine|fattura|página|pagina|jours|días|dias|giorni)(?:$|[^\p{L}])/iu;

/** A year where a postcode of four digits could stand. */
const YEAR =
  /(?:19[5-9]|20[0-4])\d,? (?:jan|feb|f[eé]v|mar|mär|apr|avr|abr|ma[iy]|jun|juin|jul|juil|aug|ago|ao[uû]|sep|set|oct|okt|out|ott|nov|dec|dez|dé|dic)/i;

/** A number of the house and a postcode, and no word that makes them something else. Normalises letters and spaces. */
export const postalAddress: Validator = {
  minDigits: 3,
  check(value) {
    const groups = value.match(/\d+/g) ?? [];
    if (groups.length < 2 || OTHER.test(value) || YEAR.test(value)) return undefined;
    return value.toLowerCase().replace(/[\s,]+/g, ' ');
  },
};
