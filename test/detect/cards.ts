// Invented card numbers with right check digits, and ways to write them.

export const CARDS: Readonly<Record<string, string>> = {
  visa: '4539173956482019',
  'visa 19': '4539173956482017396',
  mastercard: '5425173956482013',
  'mastercard 2': '2223173956482014',
  amex: '374217395648205',
  'diners club 14': '30561739564826',
  'diners club 16': '3600173956482015',
  discover: '6011173956482011',
  'discover 19': '6011173956482017394',
  jcb: '3530173956482010',
  'jcb 19': '3530173956482017396',
  unionpay: '6212173956482018',
  'unionpay 19': '6222173956482017397',
  'maestro 16': '6759173956482017',
  mir: '2201173956482010',
  'mir 19': '2201173956482017395',
  elo: '6362973956482019',
  hiper: '6370953956482011',
  hipercard: '6062823956482019',
  troy: '9792003956482019',
  verve: '5060993956482014',
  'verve 19': '5060993956482017390',
  naranja: '5895623956482018',
  rupay: '6075003956482013',
  dankort: '5019173956482015',
  bancontact: '6703173956482014',
  uzcard: '8600173956482014',
  humo: '9860173956482017',
  mada: '5888453956482019',
};

/** Found only beside a word that says what they are. */
export const UNUSUAL_CARDS: Readonly<Record<string, string>> = {
  'visa 13': '4222173956489',
  'visa 18': '453917395648201736',
  'maestro 12': '501817395640',
  'maestro 13': '5038173956488',
  'maestro 15': '630417395648201',
  'maestro 19': '6761173956482017394',
  'jcb 15': '213117395648202',
};

/** In groups as on the card. */
export function grouped(card: string, separator = ' '): string {
  const sizes = card.length === 15 ? [4, 6, 5] : card.length === 14 ? [4, 6, 4] : [4, 4, 4, 4, 4];
  const groups: string[] = [];
  let at = 0;
  for (const size of sizes) {
    groups.push(card.slice(at, at + size));
    at += size;
  }
  return groups.filter((group) => group !== '').join(separator);
}

/** The same digits in another script, by its zero. */
export function inDigits(text: string, zero: number): string {
  return text.replace(/\d/g, (digit) => String.fromCodePoint(zero + Number(digit)));
}

const everyDigit =
  (separator: string) =>
  (card: string): string =>
    card.split('').join(separator);

/** Ways to write a card that must not matter. */
export const DISGUISES: Readonly<Record<string, (card: string) => string>> = {
  'as one run': (card) => card,
  'in groups': (card) => grouped(card),
  'with dashes': (card) => grouped(card, '-'),
  'with dots': (card) => grouped(card, '.'),
  'with double spaces': (card) => grouped(card, '  '),
  'with spaced dashes': (card) => grouped(card, ' - '),
  'with slashes': (card) => grouped(card, '/'),
  'with underscores': (card) => grouped(card, '_'),
  'with no-break spaces': (card) => grouped(card, '\u00a0'),
  'with thin spaces': (card) => grouped(card, '\u2009'),
  'with en dashes': (card) => grouped(card, '\u2013'),
  'over lines': (card) => grouped(card, '\n'),
  'over line breaks': (card) => `<p>${grouped(card, '<br>')}</p>`,
  'over paragraphs': (card) => `<p>${grouped(card, '</p><p>')}</p>`,
  'over divs and lines': (card) => `<div>${grouped(card, '</div>\r\n<div>')}</div>`,
  'with tags between digits': (card) => `<b>${everyDigit('</b><b>')(card)}</b>`,
  'with wbr between digits': everyDigit('<wbr>'),
  'with comments between digits': (card) => `${everyDigit('<!-- 1 -->')(card)}<br>`,
  'with bold groups': (card) => grouped(card).replace(/ /g, '</b> <b>'),
  'in spans': (card) => `<span style="color:red">${card.slice(0, 4)}</span><span>${card.slice(4)}</span>`,
  'in decimal entities': (card) => `<p>${card.replace(/\d/g, (digit) => `&#${48 + Number(digit)};`)}</p>`,
  'in hexadecimal entities': (card) =>
    card.replace(/\d/g, (digit) => `&#x${(48 + Number(digit)).toString(16)};`),
  'with zero-width spaces': everyDigit('\u200b'),
  'with zero-width entities': everyDigit('&#8203;'),
  'with soft hyphens': everyDigit('&shy;'),
  'with word joiners': everyDigit('\u2060'),
  'in full-width digits': (card) => inDigits(card, 0xff10),
  'in Arabic digits': (card) => inDigits(grouped(card), 0x660),
  'in Persian digits': (card) => inDigits(card, 0x6f0),
  'in Devanagari digits': (card) => inDigits(card, 0x966),
  'in mathematical digits': (card) => inDigits(card, 0x1d7ce),
  'in keycaps': (card) => card.replace(/\d/g, '$&\ufe0f\u20e3'),
  'with expiry and code': (card) => `${grouped(card)} 12/26 123`,
  'with expiry and code as groups': (card) => `${grouped(card)} 1226 123`,
  'with expiry after one run': (card) => `${card} 12/26 123`,
  'with commas around': (card) => `Sam,${card},12/26,123`,
  'with bars around': (card) => `${card}|12|2026|123`,
  'with a number before': (card) => `1. ${grouped(card)}`,
  'with the code before': (card) => `123 ${grouped(card)}`,
  'with the expiry before': (card) => `12/26 ${grouped(card)}`,
  'after a colon': (card) => `cc:${card}`,
  'in quotes': (card) => `"${grouped(card)}"`,
  'in parentheses': (card) => `(${grouped(card)})`,
  'at the end of a sentence': (card) => `It is ${card}.`,
  'between Chinese letters': (card) => `卡号${card}有效期`,
  'in a link': (card) => `<a href="https://pay.example/?card=${encodeURIComponent(grouped(card))}">pay</a>`,
  'in a tel: link': (card) => `<a href="tel:${card}">call</a>`,
};
