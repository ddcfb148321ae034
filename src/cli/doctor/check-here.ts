// What can be checked on this machine: Node, rules and the store.

import { readFileSync } from 'node:fs';
import type { StoreConfig } from '../../config-store.ts';
import { unreachable } from '../../errors.ts';
import { describeError } from '../../log.ts';
import { type Abilities, OWN_RULES_DIR, withPolicy } from '../../rule-set.ts';
import { loadRules } from '../../rules/load.ts';
import { probeStore } from '../../store/probe-store.ts';
import { databaseFault } from '../start-fault.ts';
import type { Line } from './line.ts';

export function checkNode(version: string): Line {
  const manifest: { readonly engines: { readonly node: string } } = JSON.parse(
    readFileSync(new URL('../../../package.json', import.meta.url), 'utf8'),
  );
  const wanted = manifest.engines.node.replace('>=', '');
  const [major = 0, minor = 0] = version.split('.').map(Number);
  const [wantedMajor = 0, wantedMinor = 0] = wanted.split('.').map(Number);
  const isNewEnough = major > wantedMajor || (major === wantedMajor && minor >= wantedMinor);
  return isNewEnough
    ? { check: 'node', state: 'ok', reason: version }
    : {
        check: 'node',
        state: 'fail',
        reason: `${version} is too old`,
        todo: `Run it with Node ${wanted} or newer; npm run takes the one in node_modules.`,
      };
}

/** `able` is undefined where the configuration is wrong. */
export function checkRules(rulesDir: string, able: Abilities | undefined): Line {
  const checked = loadRules(rulesDir, rulesDir === OWN_RULES_DIR ? 'form' : 'examples');
  const { rules, problems } = withPolicy(rulesDir, checked, able);
  return problems.length === 0
    ? { check: 'rules', state: 'ok', reason: `${rules.length} rules, and the policy` }
    : {
        check: 'rules',
        state: 'fail',
        reason: `${problems.length} ${problems.length === 1 ? 'fault' : 'faults'}; the service would refuse to start`,
        todo: 'npm run -s redactor -- rules check names each with file and line.',
      };
}

export async function checkStore(config: StoreConfig): Promise<Line> {
  const check = 'store';
  try {
    const found = await probeStore(config);
    switch (found) {
      case 'reachable':
        return {
          check,
          state: 'ok',
          reason: config.databaseUrl ? 'PostgreSQL answers' : 'the embedded store opens',
        };
      case 'new':
        return { check, state: 'ok', reason: 'the embedded store is made at the first start' };
      case 'in_use':
        return {
          check,
          state: 'skipped',
          reason: 'not opened: another process uses DATA_DIR, as a running service does',
          todo: 'Its GET /readyz says how the store is.',
        };
      default:
        return unreachable(found);
    }
  } catch (error) {
    return config.databaseUrl
      ? {
          check,
          state: 'fail',
          reason: databaseFault(error)?.message ?? `cannot be used (${describeError(error).code})`,
          todo: 'Mend DATABASE_URL or the database, then run this again.',
        }
      : {
          check,
          state: 'fail',
          reason: `the embedded store cannot be opened (${describeError(error).code})`,
          todo: 'Check DATA_DIR, its owner and the free space.',
        };
  }
}
