// Validators of the person, tax and identity card numbers of European countries.

import { alNid, bgEgn, bgLnch, grAfm, grAmka, hrOib, jmbg, mdIdnp, roCnp } from './balkan-numbers.ts';
import { balticPersonalCode, lvDatedPersonalCode, lvPersonalCode } from './baltic-numbers.ts';
import { gbNino, gbUtr, iePps } from './british-irish-numbers.ts';
import {
  huPersonalNumber,
  huTaj,
  huTaxNumber,
  plIdCard,
  plNip,
  plPesel,
  rodneCislo,
  rodneCisloChecked,
} from './central-european-numbers.ts';
import { codiceFiscale } from './codice-fiscale.ts';
import { byPersonalNumber, kzIin, ruInn, ruSnils, trKimlik, uaTaxNumber, uaUnzr } from './eastern-numbers.ts';
import { type NamedFactory, plain } from './factory.ts';
import { fiHetu } from './fi-hetu.ts';
import { atSocialSecurity, chAhv, deIdCard, deSocialSecurity, deTaxId } from './german-numbers.ts';
import { esDni, esSocialSecurity, ptCitizenCard, ptNif, ptNiss } from './iberian-numbers.ts';
import {
  dkCpr,
  foPtal,
  isKennitala,
  noFodselsnummer,
  sePersonnummer,
  sePersonnummerUnlikeTime,
} from './nordic-numbers.ts';
import type { Validator } from './validator.ts';
import {
  beIdCard,
  beNationalNumber,
  frNir,
  frNirWithoutKey,
  frSpi,
  luMatricule,
  nlBsn,
} from './western-numbers.ts';

const VALIDATORS: Readonly<Record<string, Validator>> = {
  al_nid: alNid,
  at_social_security: atSocialSecurity,
  baltic_personal_code: balticPersonalCode,
  be_id_card: beIdCard,
  be_national_number: beNationalNumber,
  bg_egn: bgEgn,
  bg_lnch: bgLnch,
  by_personal_number: byPersonalNumber,
  ch_ahv: chAhv,
  de_id_card: deIdCard,
  de_social_security: deSocialSecurity,
  de_tax_id: deTaxId,
  dk_cpr: dkCpr,
  es_dni: esDni,
  es_social_security: esSocialSecurity,
  fi_hetu: fiHetu,
  fo_ptal: foPtal,
  fr_nir: frNir,
  fr_nir_without_key: frNirWithoutKey,
  fr_spi: frSpi,
  gb_nino: gbNino,
  gb_utr: gbUtr,
  gr_afm: grAfm,
  gr_amka: grAmka,
  hr_oib: hrOib,
  hu_personal_number: huPersonalNumber,
  hu_taj: huTaj,
  hu_tax_number: huTaxNumber,
  ie_pps: iePps,
  is_kennitala: isKennitala,
  it_codice_fiscale: codiceFiscale,
  jmbg,
  kz_iin: kzIin,
  lu_matricule: luMatricule,
  lv_dated_personal_code: lvDatedPersonalCode,
  lv_personal_code: lvPersonalCode,
  md_idnp: mdIdnp,
  nl_bsn: nlBsn,
  no_fodselsnummer: noFodselsnummer,
  pl_id_card: plIdCard,
  pl_nip: plNip,
  pl_pesel: plPesel,
  pt_citizen_card: ptCitizenCard,
  pt_nif: ptNif,
  pt_niss: ptNiss,
  ro_cnp: roCnp,
  rodne_cislo: rodneCislo,
  rodne_cislo_checked: rodneCisloChecked,
  ru_inn: ruInn,
  ru_snils: ruSnils,
  se_personnummer: sePersonnummer,
  se_personnummer_unlike_time: sePersonnummerUnlikeTime,
  tr_kimlik: trKimlik,
  ua_tax_number: uaTaxNumber,
  ua_unzr: uaUnzr,
};

export const europeanIdentityValidators: readonly NamedFactory[] = Object.entries(VALIDATORS).map(
  ([name, validator]) => [name, plain(validator)],
);
