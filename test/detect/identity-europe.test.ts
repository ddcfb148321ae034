// Numbers are invented, and valid by their check digits where they should be.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { europeanIdentityValidators } from '../../src/detect/validators/identity-europe.ts';
import { findValidator } from '../../src/detect/validators/registry.ts';

interface Case {
  readonly valid: readonly string[];
  readonly invalid: readonly string[];
}

const CASES: Readonly<Record<string, Case>> = {
  al_nid: { valid: ['I85105312K', 'I85615312K'], invalid: ['I85135312K', 'I8510531K', '185105312K'] },
  at_social_security: { valid: ['4205 150385', '4248150385'], invalid: ['4206 150385', '0205 150385'] },
  baltic_personal_code: { valid: ['48503157211', '38711232315'], invalid: ['48503157212', '48513157211'] },
  be_id_card: { valid: ['592-1234500-62'], invalid: ['592-1234500-63', '592-1234500-6'] },
  be_national_number: {
    valid: ['85.03.15-123.01', '02031512304', '85030012334'],
    invalid: ['85.03.15-123.02', '85331512301'],
  },
  bg_egn: { valid: ['8503154316'], invalid: ['8503154317', '8513154316'] },
  bg_lnch: { valid: ['7001234568'], invalid: ['7001234569', '700123456'] },
  by_personal_number: {
    valid: ['4150385A000PB0', '4150385А003РВ9'],
    invalid: ['4150385A000PB1', '4151385A000PB0', '4150385A000XX0'],
  },
  ch_ahv: { valid: ['756.1234.5678.97', '7561234567941'], invalid: ['756.1234.5678.98', '7551234567897'] },
  de_id_card: {
    valid: ['L3CT42K91', 'L3CT42K913', 'T220413393', 't22041339'],
    invalid: ['L3CT42K914', 'LACT42K91', '220413393', 'TTTTTTTTT'],
  },
  de_social_security: {
    valid: ['15 150385 M 006', '15150385M051'],
    invalid: ['15 150385 M 007', '15320385M006', '15151385M006'],
  },
  de_tax_id: {
    valid: ['65 929 970 139', '26954371827'],
    invalid: ['65929970138', '11111111111', '06592997013'],
  },
  dk_cpr: { valid: ['150385-4311'], invalid: ['320385-4311', '150385431'] },
  es_dni: {
    valid: ['54362046M', 'X5436216M', 'y-5436264-k', 'K5436203S', '54.362.046-M'],
    invalid: ['54362046N', '00000000T', 'A5436216M', '5436204'],
  },
  es_social_security: {
    valid: ['28/12345678/40', '281234567941'],
    invalid: ['28/12345678/41', '991234567840'],
  },
  fi_hetu: {
    valid: ['150385-231F', '150304A231K', '150372Y9112', '150385-231f'],
    invalid: ['150385-231G', '320385-231F', '150385/231F', '150385-000A'],
  },
  fo_ptal: { valid: ['150385-431'], invalid: ['321385-431'] },
  fr_nir: {
    valid: ['2 85 03 78 640 123 59', '185032A04012311'],
    invalid: ['2 85 03 78 640 123 60', '2 85 15 78 640 123 59', '285037864012'],
  },
  fr_nir_without_key: {
    valid: ['2850378640123', '185032B040123'],
    invalid: ['2851578640123', '985037864012'],
  },
  fr_spi: { valid: ['30 12 345 678 167'], invalid: ['3012345678168', '4012345678167'] },
  gb_nino: {
    valid: ['AB 12 34 56 C', 'jg103759a', 'JG103759'],
    invalid: ['BG123456C', 'QQ123456C', 'AB000000C'],
  },
  gb_utr: { valid: ['24123 45676'], invalid: ['2412345678', '241234567'] },
  gr_afm: { valid: ['094310259'], invalid: ['094310258', '000000000'] },
  gr_amka: { valid: ['15038504310'], invalid: ['15038504311', '15138504310'] },
  hr_oib: { valid: ['43102500124'], invalid: ['43102500125', '4310250012'] },
  hu_personal_number: { valid: ['2-850315-4314'], invalid: ['2-850315-4315', '2-851315-4314'] },
  hu_taj: { valid: ['043 102 503'], invalid: ['043 102 504'] },
  hu_tax_number: { valid: ['8374310251'], invalid: ['8374310252', '7374310251'] },
  ie_pps: { valid: ['4310200U', '4310202KA'], invalid: ['4310200V', '0000000W', '431020U'] },
  is_kennitala: { valid: ['150385-4319', '1503042370'], invalid: ['150385-4329', '550385-4319'] },
  it_codice_fiscale: {
    valid: ['FNTMRA85C55H501X', 'fnt mra 85c55 h501x', 'FNTMRA85C55H50MP'],
    invalid: ['FNTMRA85C55H501Y', 'FNTMRA85C75H501X', 'XXXXXX00X00X000X'],
  },
  jmbg: { valid: ['1503985505018'], invalid: ['1503985505019', '1513985505018'] },
  kz_iin: { valid: ['850315400312'], invalid: ['850315400313', '851315400312'] },
  lu_matricule: { valid: ['1985031504375'], invalid: ['1985031504376', '1985131504375', '1985031504385'] },
  lv_dated_personal_code: { valid: ['150385-14317'], invalid: ['150385-14318', '325431-54315'] },
  lv_personal_code: {
    valid: ['150385-14317', '32543154315'],
    invalid: ['151385-14317', '150385-94317', '42543154315'],
  },
  md_idnp: { valid: ['2003431025004'], invalid: ['2003431025005', '1003431025004'] },
  nl_bsn: { valid: ['343102511', '23102500'], invalid: ['343102512', '000000000', '3431025'] },
  no_fodselsnummer: { valid: ['150385 43145', '55038543139'], invalid: ['15038543146', '15138543145'] },
  pl_id_card: { valid: ['CBF 431028', 'cbf431073'], invalid: ['CBF431029', 'CB4310281'] },
  pl_nip: { valid: ['743-102-50-08'], invalid: ['743-102-50-09'] },
  pl_pesel: { valid: ['85031504312', '04231504319'], invalid: ['85031504313', '85131504312', '00000000000'] },
  pt_citizen_card: { valid: ['14310250 4 ZZ0'], invalid: ['14310250 4 ZZ1', '143102504120'] },
  pt_nif: { valid: ['243 102 500'], invalid: ['243102501', '503102505', '24310250'] },
  pt_niss: { valid: ['11431025008'], invalid: ['11431025009', '31431025008'] },
  ro_cnp: { valid: ['2850315400311'], invalid: ['2850315400312', '2851315400311'] },
  rodne_cislo: {
    valid: ['855315/4313', '430215/123'],
    invalid: ['855315/4314', '859915/4313', '850215/123'],
  },
  rodne_cislo_checked: { valid: ['855315/4313'], invalid: ['430215/123', '850315/2019'] },
  ru_inn: { valid: ['774310250072'], invalid: ['774310250073', '7743102500'] },
  ru_snils: { valid: ['143-102-500 91'], invalid: ['143-102-500 92', '000-000-001 01'] },
  se_personnummer: {
    valid: ['850315-4315', '198503154315', '850375-4312', '200403154370'],
    invalid: ['850315-4316', '851315-4315', '21850315-4315'],
  },
  se_personnummer_unlike_time: {
    valid: ['19850315-4315', '20040315-4370'],
    invalid: ['850315-4315', '20150315-1430', '20240315-4370'],
  },
  tr_kimlik: { valid: ['43102500184'], invalid: ['43102500185', '03102500184'] },
  ua_tax_number: { valid: ['3112100319'], invalid: ['3112100318', '9912100319'] },
  ua_unzr: { valid: ['19850315-04312'], invalid: ['19851315-04312', '17850315-04312'] },
};

test('each European validator has its cases', () => {
  const names = europeanIdentityValidators.map(([name]) => name).sort();

  assert.deepEqual(Object.keys(CASES).sort(), names);
});

for (const [name, { valid, invalid }] of Object.entries(CASES)) {
  test(`${name} accepts ${valid.length} numbers and refuses ${invalid.length}`, () => {
    const validator = findValidator(name);

    const accepted = [...valid, ...invalid].filter((value) => validator?.check(value) !== undefined);

    assert.deepEqual(accepted, valid);
  });

  test(`${name} accepts no fewer digits than it says`, () => {
    const fewest = Math.min(...valid.map((value) => value.replace(/\D/g, '').length));

    assert.ok((findValidator(name)?.minDigits ?? 0) <= fewest);
  });
}

test('a validator without an argument takes none', () => {
  assert.equal(findValidator('pl_pesel:1'), undefined);
});
