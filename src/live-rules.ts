// The rules in use. They change while the service runs, when a pack does or on SIGHUP; a set with a fault is refused
// as a whole, and the one before it stays.

import { type FSWatcher, watch } from 'node:fs';
import { describeError, type Log } from './log.ts';
import { isRuleId, type Match } from './message.ts';
import { createRuleSet, type RuleSet, withPolicy } from './rule-set.ts';
import type { SideScanner } from './side-scanner.ts';

export interface LiveRules {
  current(): RuleSet;
  /** Undefined when it took longer than `withinMs`: then nothing is known about the body. */
  scan(body: string, withinMs?: number): Promise<readonly Match[] | undefined>;
  /** Reads the folder again. Never rejects: what is wrong is logged and told. */
  reload(): Promise<void>;
  /** How many faults the folder's present content has; the rules in use have none. */
  faults(): number;
  stop(): void;
}

export interface LiveRulesDependencies {
  readonly rulesDir: string;
  readonly first: RuleSet;
  readonly beside: SideScanner;
  readonly onRefused: () => Promise<void>;
  readonly onTaken: () => Promise<void>;
  readonly log: Log;
}

/** Longer bodies are scanned beside the event loop: the slowest text takes about a microsecond a character. */
const LONGEST_HERE = 64 * 1024;

/** Editors and mounted folders write in several steps. */
const SETTLE_MS = 300;

export function createLiveRules(deps: LiveRulesDependencies): LiveRules {
  const { beside, log } = deps;
  let current = deps.first;
  let faults = 0;
  let timer: NodeJS.Timeout | undefined;
  let reloading: Promise<void> = Promise.resolve();
  const watcher = watchFolder(deps.rulesDir, () => {
    clearTimeout(timer);
    timer = setTimeout(() => void reload(), SETTLE_MS).unref();
  });

  async function readAgain(): Promise<void> {
    const checked = await beside.load(deps.rulesDir, 'examples');
    const { rules, policy, problems } = withPolicy(deps.rulesDir, checked, current.options);
    faults = problems.length;
    if (problems.length > 0) {
      const named = problems.flatMap(({ ruleId }) => (ruleId && isRuleId(ruleId) ? [ruleId] : []));
      log.error('rules refused, the ones before stay', {
        count: problems.length,
        rules: [...new Set(named)],
      });
      return deps.onRefused();
    }
    current = createRuleSet(rules, policy, current.options);
    log.info('rules taken', { rules: rules.length });
    await deps.onTaken();
  }

  function reload(): Promise<void> {
    reloading = reloading
      .then(readAgain)
      .catch((error: unknown) => log.error('rules could not be read again', describeError(error)));
    return reloading;
  }

  return {
    current: () => current,
    async scan(body, withinMs) {
      if (body.length <= LONGEST_HERE) return current.scan(body);
      const scanning = beside.scan(current, body);
      if (withinMs === undefined) return scanning;
      return within(withinMs, scanning);
    },
    reload,
    faults: () => faults,
    stop() {
      clearTimeout(timer);
      watcher?.close();
    },
  };
}

/** Undefined where the system watches no folders: then SIGHUP remains. */
function watchFolder(folder: string, onChange: () => void): FSWatcher | undefined {
  try {
    return watch(folder, { persistent: false }, onChange).on('error', () => undefined);
  } catch {
    return undefined;
  }
}

function within<Result>(ms: number, running: Promise<Result>): Promise<Result | undefined> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => resolve(undefined), ms);
    running.then(resolve, reject).finally(() => clearTimeout(timer));
  });
}
