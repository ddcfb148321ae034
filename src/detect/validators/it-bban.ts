/** What the CIN counts a character as where its place is odd; the place of the list is its value where it is even. */
const ODD = [1, 0, 5, 7, 9, 13, 15, 17, 19, 21, 2, 4, 18, 20, 11, 3, 6, 8, 12, 14, 16, 10, 22, 25, 24, 23];

/**
 * The account number of Italy and San Marino: CIN, ABI (bank), CAB (branch) and account, with the CIN's check letter
 * (https://it.wikipedia.org/wiki/Coordinate_bancarie).
 */
export function isItalianBban(account: string): boolean {
  if (!/^[A-Z][0-9]{10}[0-9A-Z]{12}$/.test(account)) return false;
  const sum = [...account.slice(1)].reduce((total, character, at) => {
    const value = /[0-9]/.test(character) ? Number(character) : character.charCodeAt(0) - 0x41;
    return total + (at % 2 === 0 ? (ODD[value] ?? 0) : value);
  }, 0);
  return String.fromCharCode(0x41 + (sum % 26)) === account.charAt(0);
}
