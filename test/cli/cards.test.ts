import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, it } from 'node:test';
import { cardsCommand } from '../../src/cli/cards.ts';
import { checkBlocks } from '../../src/slack/check-blocks.ts';
import { SAMPLE_CARDS } from '../../src/slack/sample-cards.ts';
import { memoryIo } from './memory-io.ts';

async function run(...args: string[]): Promise<string> {
  const io = memoryIo();
  assert.equal(await cardsCommand(args, io), 0);
  return io.out();
}

describe('redactor cards', () => {
  it('shows every sample, as the README does', async () => {
    const text = await run();

    for (const { name } of SAMPLE_CARDS) assert.ok(text.includes(`── ${name} ──\n`), name);
    const readme = readFileSync(new URL('../../README.md', import.meta.url), 'utf8');
    assert.ok(readme.includes(`\`\`\`\n${text}\`\`\`\n`), 'the README shows what the command prints');
  });

  it('gives blocks that Slack takes', async () => {
    const cards: unknown = JSON.parse(await run('--json'));

    assert.ok(Array.isArray(cards) && cards.length === SAMPLE_CARDS.length);
    for (const { blocks } of cards) assert.deepEqual(checkBlocks(blocks), []);
  });
});
