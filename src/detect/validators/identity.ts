// Validators of numbers that a state gives to a person.

import { type NamedFactory, plain } from './factory.ts';
import { usSsn } from './us-ssn.ts';

export const identityValidators: readonly NamedFactory[] = [['us_ssn', plain(usSsn)]];
