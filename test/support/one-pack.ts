// A folder with one of the packs that come with the product: reading all of them takes its time.

import { copyFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after } from 'node:test';
import { OWN_RULES_DIR } from '../../src/rule-set.ts';

/** The rules of payment, in a folder of their own that goes when the test file ends. */
export function onePack(): string {
  const folder = mkdtempSync(join(tmpdir(), 'redactor-pack-'));
  copyFileSync(join(OWN_RULES_DIR, 'payment.yaml'), join(folder, 'payment.yaml'));
  after(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}
