// The sums from which most check digits of health numbers and documents are made.

/** Digits times their weights, added up. Characters beyond the weights do not count. */
export function weightedSum(digits: string, weights: readonly number[]): number {
  return weights.reduce((sum, weight, at) => sum + weight * digitAt(digits, at), 0);
}

/** The value of a digit of a string that holds digits only. */
export function digitAt(digits: string, at: number): number {
  return digits.charCodeAt(at) - 0x30;
}

/** One digit over and over, as people type into a form's field to get past it. */
export function isOneDigit(digits: string): boolean {
  return /^(\d)\1*$/.test(digits);
}
