import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { scanner } from '../detect/shipped.ts';
import { fallen, figuresOf, readFigures } from './figures.ts';
import { asJsonLines, generate, listTemplates, NO_LANGUAGE } from './generate.ts';
import { MESSAGES, readCorpus } from './read.ts';
import { score } from './score.ts';

const KINDS = [
  'api_key',
  'aws_key',
  'bank_account',
  'card_expiry',
  'card_pin',
  'card_security_code',
  'connection_string',
  'date_of_birth',
  'driving_licence',
  'email',
  'github_token',
  'health_id',
  'iban',
  'imei',
  'ip_address',
  'jwt',
  'licence_plate',
  'mac_address',
  'national_id',
  'one_time_code',
  'passport',
  'password',
  'payment_card',
  'phone',
  'postal_address',
  'private_key',
  'residence_permit',
  'seed_phrase',
  'tax_id',
  'vin',
  'visa',
  'wallet_address',
  'wallet_key',
];

const corpus = readCorpus();
const templates = listTemplates();

describe('the corpus', () => {
  for (const one of templates) {
    it(`is what its templates give: ${one.language}`, () => {
      const committed = readFileSync(join(MESSAGES, `${one.language}.jsonl`), 'utf8');

      assert.equal(asJsonLines(generate(one)), committed, 'write it again: npm run corpus');
    });

    it(`has forty sentences with personal data and sixty without: ${one.language}`, () => {
      assert.ok(new Set(one.personal).size >= 40, `only ${new Set(one.personal).size} with`);
      assert.ok(new Set(one.other).size >= 60, `only ${new Set(one.other).size} without`);
      assert.equal(new Set([...one.personal, ...one.other]).size, one.personal.length + one.other.length);
    });
  }

  it('labels messages as their sentences say', () => {
    const wronglyLabelled = corpus.filter(({ id, kinds }) => kinds.length > 0 !== id.includes('-p'));

    assert.deepEqual(wronglyLabelled, []);
  });

  it('holds three thousand messages in twenty languages, half of them without personal data', () => {
    const languages = new Set(templates.map(({ language }) => language).filter((one) => one !== NO_LANGUAGE));

    assert.ok(corpus.length >= 3_000);
    assert.ok(languages.size >= 20);
    assert.equal(corpus.filter(({ kinds }) => kinds.length === 0).length * 2, corpus.length);
    assert.equal(new Set(corpus.map(({ id }) => id)).size, corpus.length);
  });

  it('holds every kind, and no other', () => {
    assert.deepEqual([...new Set(corpus.flatMap(({ kinds }) => kinds))].sort(), KINDS);
  });
});

describe('accuracy', () => {
  it('is no worse than recorded', () => {
    const now = figuresOf(score(corpus, scanner));

    assert.deepEqual(fallen(readFigures(), now), [], 'see it with: npm run accuracy -- --misses KIND');
  });
});
