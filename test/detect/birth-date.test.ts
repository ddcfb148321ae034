import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { monthOf } from '../../src/detect/validators/month-names.ts';
import { findValidator } from '../../src/detect/validators/registry.ts';

/** All of them the twelfth of March 1985. */
const WAYS_TO_WRITE: readonly string[] = [
  '1985-03-12',
  '1985-03-12T08:30:00Z',
  '1985/3/12',
  '1985. 03. 12.',
  '12/03/1985',
  '12.3.1985',
  '12. 3. 1985',
  '12-03-85',
  '12 March 1985',
  'March 12th, 1985',
  '12th of March, 1985',
  'Mar 12 1985',
  '12-Mar-85',
  '12. März 1985',
  '12 mars 1985',
  '12 de marzo de 1985',
  '12 de março de 1985',
  '12 maart 1985',
  '12 marca 1985',
  '12. března 1985',
  '1985. március 12.',
  '12 martie 1985',
  '12 Mart 1985',
  '12 марта 1985 г.',
  '12 березня 1985',
  '12 Μαρτίου 1985',
  '12 مارس 1985',
  '12 במרץ 1985',
  '12 मार्च 1985',
  '12 মার্চ 1985',
  '12 มีนาคม 2528',
  '12 มี.ค. 2528',
  '12/03/2528',
  '12 tháng 3 năm 1985',
  '12 maaliskuuta 1985',
  '1985 m. kovo 12 d.',
  '1985年3月12日',
  '昭和60年3月12日',
  'S60.3.12',
  '民國74年3月12日',
  '1985년 3월 12일',
  '19850312',
  '12031985',
];

const NO_DATES: readonly string[] = [
  '31/13/1985',
  '00/00/1985',
  '30 February 1990',
  '31/04/1990',
  '12/03/1885',
  '12/03/2027',
  '12/03/3000',
  '1970-01-01',
  '01/01/1900',
  '12 seats 1985',
  '12/1985',
  '1985',
  '12345',
  '',
];

describe('birth_date', () => {
  const any = findValidator('birth_date');

  it('reads a date in the ways in which people write it', () => {
    for (const written of WAYS_TO_WRITE) assert.equal(any?.check(written), '1985-03-12', written);
  });

  it('takes the month first where only that is a date', () => {
    assert.equal(any?.check('03/31/1985'), '1985-03-31');
  });

  it('refuses what is no date, and what stands for a missing one', () => {
    for (const written of NO_DATES) assert.equal(any?.check(written), undefined, written);
  });

  it('takes two digits for the last such year', () => {
    assert.equal(any?.check('12/03/26'), '2026-03-12');
    assert.equal(any?.check('12/03/27'), '1927-03-12');
  });

  it('with a year, refuses later dates', () => {
    const old = findValidator('birth_date:2014');

    assert.equal(old?.check('31/12/2014'), '2014-12-31');
    assert.equal(old?.check('01/01/2015'), undefined);
  });
});

describe('names of months', () => {
  it('are known whole, cut short and without accents', () => {
    assert.deepEqual(
      ['december', 'Dez', 'fevr.', 'fév', 'août', 'aout', 'Ağustos', 'янв'].map(monthOf),
      [12, 12, 2, 2, 8, 8, 8, 1],
    );
  });

  it('are no other words', () => {
    assert.deepEqual(['de', 'ma', 'order', 'item', 'tháng'].map(monthOf), [
      undefined,
      undefined,
      undefined,
      undefined,
      undefined,
    ]);
  });
});
