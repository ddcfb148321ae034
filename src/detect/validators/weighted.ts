// Sums of weighed digits, of which most check digits are made.

/** Digits times their weights, added up; a digit beyond the weights counts nothing. */
export function weighedSum(digits: string, weights: readonly number[]): number {
  return weights.reduce((sum, weight, at) => sum + weight * Number(digits[at] ?? 0), 0);
}

/** Whether one digit makes up the whole value, as in what people type to get past a form. */
export function isMonotone(digits: string): boolean {
  return /^(\d)\1*$/.test(digits);
}
