// Validators of passports, visas and driving licences.

import { brCnh } from './br-cnh.ts';
import { type NamedFactory, oneOf, plain } from './factory.ts';
import { mrzTd1, mrzTd2, mrzTd3, mrzVisa } from './mrz.ts';
import { passportNumber } from './passport-number.ts';

export const documentValidators: readonly NamedFactory[] = [
  ['mrz', oneOf({ td1: mrzTd1, td2: mrzTd2, td3: mrzTd3, visa: mrzVisa })],
  ['passport_number', plain(passportNumber)],
  ['br_cnh', plain(brCnh)],
];
