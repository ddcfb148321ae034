// What /readyz looks at of the store and the rules.

import type { DoorHealth } from './door-health.ts';
import type { Check } from './health.ts';
import type { LiveRules } from './live-rules.ts';
import { describeError } from './log.ts';
import type { Store } from './store/store.ts';

export async function checkStore(store: Store, doorHealth: DoorHealth): Promise<Check> {
  try {
    await store.ping();
    return doorHealth.keeps()
      ? { state: 'ok', reason: store.backend }
      : { state: 'down', reason: 'not_kept' };
  } catch (error) {
    return { state: 'down', reason: describeError(error).code };
  }
}

export function checkRules(rules: LiveRules): Check {
  const faults = rules.faults();
  const inUse = `${rules.current().rules.length} rules`;
  return faults === 0
    ? { state: 'ok', reason: inUse }
    : { state: 'degraded', reason: `${inUse}, new ones refused for ${faults} faults` };
}
