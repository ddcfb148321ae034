// Validators of numbers that a state gives to a person.

import { brazilianPis } from './brazilian-pis.ts';
import { brazilianVoter } from './brazilian-voter.ts';
import { chineseRic } from './chinese-ric.ts';
import { compact } from './compact.ts';
import { dated } from './dated.ts';
import { digits } from './digits.ts';
import { dominicanCedula } from './dominican-cedula.ts';
import { type NamedFactory, plain } from './factory.ts';
import { indonesianNik } from './indonesian-nik.ts';
import { iranianMelli } from './iranian-melli.ts';
import { japaneseMyNumber } from './japanese-my-number.ts';
import { koreanRrn } from './korean-rrn.ts';
import { kuwaitiCivilId } from './kuwaiti-civil-id.ts';
import { malaysianMykad } from './malaysian-mykad.ts';
import { minDigits } from './min-digits.ts';
import { singaporeNric } from './singapore-nric.ts';
import { taiwaneseId } from './taiwanese-id.ts';
import { usItin } from './us-itin.ts';
import { usSsn } from './us-ssn.ts';
import { uzbekPinfl } from './uzbek-pinfl.ts';

export const identityValidators: readonly NamedFactory[] = [
  ['compact', plain(compact)],
  ['digits', digits],
  ['min_digits', minDigits],
  ['dated', dated],
  ['us_ssn', plain(usSsn)],
  ['us_itin', plain(usItin)],
  ['brazilian_pis', plain(brazilianPis)],
  ['brazilian_voter', plain(brazilianVoter)],
  ['dominican_cedula', plain(dominicanCedula)],
  ['chinese_ric', plain(chineseRic)],
  ['taiwanese_id', plain(taiwaneseId)],
  ['japanese_my_number', plain(japaneseMyNumber)],
  ['korean_rrn', koreanRrn],
  ['singapore_nric', plain(singaporeNric)],
  ['malaysian_mykad', plain(malaysianMykad)],
  ['indonesian_nik', plain(indonesianNik)],
  ['uzbek_pinfl', plain(uzbekPinfl)],
  ['iranian_melli', plain(iranianMelli)],
  ['kuwaiti_civil_id', plain(kuwaitiCivilId)],
];
