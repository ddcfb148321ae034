import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { createLull } from '../../src/store/lull.ts';

function running(): { readonly work: () => Promise<void>; readonly end: () => void } {
  const { promise, resolve } = Promise.withResolvers<void>();
  return { work: () => promise, end: resolve };
}

describe('a lull', () => {
  it('is there at once beside a few events', async () => {
    const lull = createLull();
    const { work, end } = running();
    const taking = [lull.first(work), lull.first(work)];

    const startedAt = performance.now();
    await lull.quiet(60_000);

    assert.ok(performance.now() - startedAt < 1_000);
    end();
    await Promise.all(taking);
  });

  it('comes when a burst ends, for all that wait', async () => {
    const lull = createLull();
    const { work, end } = running();
    const taking = Array.from({ length: 4 }, () => lull.first(work));
    let isQuiet = false;

    const waiting = Promise.all([lull.quiet(60_000), lull.quiet(60_000)]).then(() => {
      isQuiet = true;
    });
    await new Promise((resolve) => setTimeout(resolve, 50));
    const duringBurst = isQuiet;
    end();
    await Promise.all([...taking, waiting]);

    assert.equal(duringBurst, false);
    assert.equal(isQuiet, true);
  });

  it('is waited for no longer than asked while a burst goes on', async () => {
    const lull = createLull();
    const { work, end } = running();
    const taking = Array.from({ length: 4 }, () => lull.first(work));

    await lull.quiet(20);

    end();
    await Promise.all(taking);
  });
});
