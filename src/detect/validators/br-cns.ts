import { digitsOf, type Validator } from './validator.ts';
import { weightedSum } from './weighted-sum.ts';

/**
 * Brazil's Cartão Nacional de Saúde: fifteen digits, definitive (1, 2) or provisional (7, 8, 9), whose weighted sum
 * is divisible by 11 (https://integracao.esusab.ufsc.br/ledi/documentacao/regras/algoritmo_CNS.html).
 */
export const brCns: Validator = {
  minDigits: 15,
  check(value) {
    const digits = digitsOf(value);
    if (!/^[12789]\d{14}$/.test(digits)) return undefined;
    return weightedSum(digits, [15, 14, 13, 12, 11, 10, 9, 8, 7, 6, 5, 4, 3, 2, 1]) % 11 === 0
      ? digits
      : undefined;
  },
};
