import { cardAsText, renderCard } from '../slack/render-card.ts';
import { SAMPLE_CARDS, SAMPLE_TIME } from '../slack/sample-cards.ts';
import type { Command } from './io.ts';
import { parseOrExplain } from './usage.ts';

const HELP = `Usage: npm run -s redactor -- cards [--json]

Shows a sample of every card that Slack can get. All that is in them is made up.

  --json   as the blocks that Slack is sent, to paste into its Block Kit Builder

Example:
  npm run -s redactor -- cards
`;

export const cardsCommand: Command = async (args, io) => {
  const options = { help: { type: 'boolean', short: 'h' }, json: { type: 'boolean' } } as const;
  const parsed = parseOrExplain({ args: [...args], options }, HELP, io);
  if (typeof parsed === 'number') return parsed;
  io.stdout.write(parsed.values.json ? asJson() : asText());
  return 0;
};

function asText(): string {
  return SAMPLE_CARDS.map(({ name, card }) => `── ${name} ──\n${cardAsText(card, SAMPLE_TIME)}\n`).join('\n');
}

function asJson(): string {
  // Nobody could press these.
  const unsigned = (): string => 'sample';
  const cards = SAMPLE_CARDS.map(({ name, card }) => ({ name, ...renderCard(card, SAMPLE_TIME, unsigned) }));
  return `${JSON.stringify(cards, null, 2)}\n`;
}
