import { stdnum as library } from 'stdnum';
import type { Validator } from './validator.ts';

/**
 * A number of a country, by the package stdnum, a port of python-stdnum: `stdnum:BR.cpf` is its validator `cpf` of
 * Brazil (https://github.com/koblas/stdnum-js). Normalises to its compact form. Checks what stands in the value and
 * nothing else, so the pattern must hold the number's format.
 */
export function stdnum(argument: string | undefined): Validator | undefined {
  const [country = '', name = '', ...rest] = (argument ?? '').split('.');
  const countries: Readonly<Record<string, Readonly<Record<string, LibraryValidator>>>> = library;
  const validators = Object.hasOwn(countries, country) ? countries[country] : undefined;
  const validator = validators && Object.hasOwn(validators, name) ? validators[name] : undefined;
  if (validator === undefined || rest.length > 0) return undefined;
  return {
    minDigits: 0,
    check(value) {
      const result = validator.validate(value);
      return result.isValid ? result.compact : undefined;
    },
  };
}

interface LibraryValidator {
  validate(value: string): { readonly isValid: boolean; readonly compact?: string };
}
