// A folder with one of the packs that come with the product: reading all of them takes its time.

import { copyFileSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after } from 'node:test';
import { OWN_RULES_DIR } from '../../src/rule-set.ts';

/** The rules of payment, with a policy if one is given, in a folder of their own that goes when the test file ends. */
export function onePack(policy?: string): string {
  const folder = mkdtempSync(join(tmpdir(), 'redactor-pack-'));
  copyFileSync(join(OWN_RULES_DIR, 'payment.yaml'), join(folder, 'payment.yaml'));
  if (policy !== undefined) writeFileSync(join(folder, 'policy.yaml'), policy);
  after(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}
