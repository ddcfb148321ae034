// Numbers that states and banks give to people: what they look like, and what proves that one could exist.

import { stdnum } from 'stdnum';
import { CHECKS } from './checks.ts';
import type { Random } from './random.ts';
import { fillShape } from './shape.ts';

/** name → kind, shapes, and the check: one of ours, `stdnum:NL.bsn`, or none. */
export const STATE_NUMBERS: Readonly<Record<string, readonly [kind: string, shapes: string, check: string]>> =
  {
    'us.ssn': ['national_id', '<001-665>-<01-99>-<0001-9999>', 'stdnum:US.ssn'],
    'gb.nino': ['national_id', '@@ ## ## ## @|@@######@', 'stdnum:GB.nino'],
    'gb.utr': ['tax_id', '##########', 'stdnum:GB.utr'],
    'gb.nhs': ['health_id', '<4-7>## ### ####|<4-7>#########', 'gb.nhs'],
    'ca.sin': ['national_id', '<1-7>## ### ###|<1-7>##-###-###', 'luhn'],
    'au.tfn': ['tax_id', '<1-9>## ### ###', 'stdnum:AU.tfn'],
    'au.medicare': ['health_id', '<2-6>### ##### <1-9>', 'au.medicare'],
    'in.aadhaar': ['national_id', '<2-9>### #### ####', 'stdnum:IN.aadhaar'],
    'in.pan': ['tax_id', '@@@P@####@', 'stdnum:IN.pan'],
    'in.epic': ['national_id', '@@@#######', 'stdnum:IN.epic'],
    'sg.nric': ['national_id', 'S#######@', 'sg.nric'],
    'za.id': ['national_id', '<yy><mm><dd>####08#', 'stdnum:ZA.idnr'],
    'ie.pps': ['national_id', '#######@', 'stdnum:IE.pps'],
    'es.dni': ['national_id', '########@|##.###.###-@|########-@', 'stdnum:ES.dni'],
    'es.nie': ['national_id', 'X#######@|Y-#######-@', 'stdnum:ES.nie'],
    'mx.curp': ['national_id', 'QUIA<yy><mm><dd>MDFLRD0#|FEMO<yy><mm><dd>HJCRNS0#', 'stdnum:MX.curp'],
    'mx.rfc': ['tax_id', 'QUIA<yy><mm><dd>^^^|FEMO<yy><mm><dd>^^^', 'stdnum:MX.rfc'],
    'ar.cuit': ['tax_id', '20-<10-39>######-#|27-<10-39>######-#', 'stdnum:AR.cuit'],
    'cl.rut': ['national_id', '<7-23>.###.###-#', 'stdnum:CL.run'],
    'mx.clabe': ['bank_account', '0<12-21>180##############|002180############', 'stdnum:MX.clabe'],
    'br.cpf': ['national_id', '###.###.###-##|###########', 'stdnum:BR.cpf'],
    'pt.nif': ['tax_id', '<1-2>########|<1-2>## ### ###', 'stdnum:PT.nif'],
    'pt.cc': ['national_id', '<1-2>####### # ^^#', 'stdnum:PT.cc'],
    'fr.nir': [
      'national_id',
      '<1-2> <yy> <mm> <01-19> ### ### ##|<1-2><yy><mm><21-95>########',
      'stdnum:FR.nir',
    ],
    'fr.spi': ['tax_id', '<0-3># ## ### ### ###', 'stdnum:FR.nif'],
    'be.nn': ['national_id', '<yy>.<mm>.<dd>-###.##', 'stdnum:BE.nn'],
    'ch.ahv': ['national_id', '756.####.####.##', 'stdnum:CH.ssn'],
    'at.svnr': ['national_id', '<1-9>### <dd><mm><yy>', 'stdnum:AT.vnr'],
    'de.idnr': ['tax_id', '<1-9># ### ### ###|<1-9>##########', 'stdnum:DE.idnr'],
    'de.svnr': ['national_id', '<50-89> <dd><mm><yy> @ ###', 'stdnum:DE.svnr'],
    'de.perso': ['national_id', 'L0#X##T##|L#GH#K##P', ''],
    'de.pass': ['passport', 'C0#X##T##|CF#H#K##P', ''],
    'de.kvnr': ['health_id', '@#########', 'de.kvnr'],
    'it.cf': ['tax_id', '@@@@@@<yy>@<dd>@###@', 'stdnum:IT.codicefiscale'],
    'nl.bsn': ['national_id', '<1-9>########|<1-9>###.##.###', 'stdnum:NL.bsn'],
    'se.pnr': ['national_id', '<yy><mm><dd>-####|<1948-1999><mm><dd>-####', 'stdnum:SE.personnummer'],
    'dk.cpr': ['national_id', '<dd><mm><yy>-####', 'stdnum:DK.cpr'],
    'no.fnr': ['national_id', '<dd><mm><yy> #####|<dd><mm><yy>#####', 'stdnum:NO.fodselsnummer'],
    'no.konto': ['bank_account', '<1-9>###.##.#####|<1-9>### ## #####', 'stdnum:NO.kontonr'],
    'fi.hetu': ['national_id', '<dd><mm><yy>-###^', 'stdnum:FI.hetu'],
    'pl.pesel': ['national_id', '<yy><mm><dd>#####', 'stdnum:PL.pesel'],
    'pl.dowod': ['national_id', 'A@@ ######|C@@######', 'pl.dowod'],
    'pl.nip': ['tax_id', '<1-9>##-<1-9>##-##-##', 'stdnum:PL.nip'],
    'cz.rc': ['national_id', '<54-99><mm><dd>/####', 'stdnum:CZ.rc'],
    'hu.taj': ['national_id', '<1-9>## ### ###|<1-9>##-###-###', 'hu.taj'],
    'hu.szemelyi': ['national_id', '<1-2>-<48-96><mm><dd>-####', 'hu.szemelyi'],
    'hu.ado': ['tax_id', '8#########', 'hu.ado'],
    'ro.cnp': ['national_id', '<1-2><yy><mm><dd><01-40>####', 'stdnum:RO.cnp'],
    'tr.tckn': ['national_id', '<1-9>##########', 'stdnum:TR.tckimlik'],
    'tr.vkn': ['tax_id', '<1-9>#########', 'stdnum:TR.vkn'],
    'gr.amka': ['national_id', '<dd><mm><yy>#####', 'stdnum:GR.amka'],
    'gr.afm': ['tax_id', '<0-1>########', 'stdnum:GR.vat'],
    'ru.inn': ['tax_id', '<50-78>##########', 'stdnum:RU.inn'],
    'ru.snils': ['national_id', '<1-9>##-###-### ##', 'ru.snils'],
    'ua.rntrc': ['tax_id', '<2-3>#########', 'stdnum:UA.rntrc'],
    'il.id': ['national_id', '<0-3>########', 'stdnum:IL.idnr'],
    'sa.id': ['national_id', '1#########', 'luhn'],
    'ae.id': ['national_id', '784-<yyyy>-#######-#', 'luhn'],
    'eg.id': ['national_id', '2<yy><mm><dd><01-04>#####', ''],
    'jp.mynumber': ['national_id', '<1-9>### #### ####|<1-9>###########', 'jp.mynumber'],
    'kr.rrn': ['national_id', '<yy><mm><dd>-<1-2>######', 'stdnum:KR.rrn'],
    'kr.frn': ['national_id', '<yy><mm><dd>-<5-6>######', ''],
    'cn.ric': ['national_id', '110105<1960-1999><mm><dd>###^|330106<1960-1999><mm><dd>####', 'stdnum:CN.ric'],
    'tw.id': ['national_id', '@<1-2>########', 'stdnum:TW.natid'],
    'th.id': ['national_id', '<1-8>-####-#####-##-#|<1-8>############', 'stdnum:TH.idnr'],
    'vn.cccd': ['national_id', '0<01-36><0-1><yy>######', ''],
    'id.nik': ['national_id', '317<1-5><01-07><dd><mm><yy>000<1-9>', ''],
    'id.npwp': ['tax_id', '##.###.###.#-###.000', 'stdnum:ID.npwp'],
    'se.samordning': ['national_id', '7<1-9>05<61-88>-####', 'luhn'],
    'vn.mst': ['tax_id', '8#########', 'stdnum:VN.mst'],
    'br.cnh': ['driving_licence', '0##########', 'br.cnh'],
    'br.cns': ['health_id', '700<1-9>###########', 'br.cns'],
    'pt.nib': ['bank_account', '00350###00###########', 'pt.nib'],
    'pl.nrb': ['bank_account', '## 1140 2004 0000 3### #### ####', 'pl.nrb'],
    'cz.account': ['bank_account', '19-20001#####/0800|2#########/2010', 'cz.account'],
    'hu.giro': ['bank_account', '117#####-########-00000000|104#####-########', 'hu.giro'],
    'us.aba': ['bank_account', '0<21-31>######|1<11-25>######', 'us.aba'],
  };

interface StdnumValidator {
  validate(value: string): { readonly isValid: boolean };
}

function checkNamed(name: string): (value: string) => boolean {
  if (name === '') return () => true;
  const own = CHECKS[name];
  if (own !== undefined) return own;
  const [country = '', number = ''] = name.replace('stdnum:', '').split('.');
  const countries: Readonly<Record<string, Readonly<Record<string, StdnumValidator>>>> = stdnum;
  const validator = countries[country]?.[number];
  if (validator === undefined) throw new Error(`There is no check ${name}.`);
  return (value) => validator.validate(value).isValid || validator.validate(value.replace(/\W/g, '')).isValid;
}

const MOST_TRIES = 200_000;

/** The first number of that shape which passes its check. */
export function stateNumber(name: string, random: Random): string | undefined {
  const [, shapes, checkName] = STATE_NUMBERS[name] ?? [];
  if (shapes === undefined || checkName === undefined) return undefined;
  const check = checkNamed(checkName);
  for (let tried = 0; tried < MOST_TRIES; tried += 1) {
    const value = fillShape(shapes, random);
    if (check(value)) return value;
  }
  throw new Error(`No number of the shape of ${name} passes its check.`);
}
