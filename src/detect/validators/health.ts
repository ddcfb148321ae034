// Validators of numbers of health care, and of dates of birth.

import { auMedicare } from './au-medicare.ts';
import { birthDate } from './birth-date.ts';
import { brCns } from './br-cns.ts';
import { deKvnr } from './de-kvnr.ts';
import { deLanr } from './de-lanr.ts';
import { type NamedFactory, plain } from './factory.ts';
import { gbNhs } from './gb-nhs.ts';
import { nzNhi } from './nz-nhi.ts';
import { usDea } from './us-dea.ts';
import { usNpi } from './us-npi.ts';

export const healthValidators: readonly NamedFactory[] = [
  ['gb_nhs', plain(gbNhs)],
  ['au_medicare', plain(auMedicare)],
  ['nz_nhi', plain(nzNhi)],
  ['de_kvnr', plain(deKvnr)],
  ['de_lanr', plain(deLanr)],
  ['br_cns', plain(brCns)],
  ['us_npi', plain(usNpi)],
  ['us_dea', plain(usDea)],
  ['birth_date', birthDate],
];
