// What the demo prints at its end: the cards as a person sees them, and the morning in figures.

import type { SlackMessage } from '../emulator/slack-state.ts';
import type { Played } from './play.ts';

const SIGNS: Readonly<Record<string, string>> = {
  ':red_circle:': '🔴',
  ':warning:': '⚠️ ',
  ':lock:': '🔒',
  ':white_check_mark:': '✅',
  ':hourglass_flowing_sand:': '⏳',
  ':wastebasket:': '🗑️ ',
};

const WIDTH = 110;

/** Lines of at most WIDTH characters, broken between words. */
function wrap(line: string): string[] {
  const lines: string[] = [];
  for (const word of line.split(' ')) {
    const last = lines.at(-1);
    if (last !== undefined && last.length + word.length < WIDTH - 2)
      lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(lines.length > 0 ? `  ${word}` : word);
  }
  return lines;
}

/** A posted message as text, from the blocks that Slack holds. */
export function cardAsLines(message: SlackMessage): readonly string[] {
  const lines = message.blocks
    .flatMap((block) => textsOf(block))
    .flatMap((text) => plain(text).split('\n'))
    .flatMap(wrap);
  return [`┌${'─'.repeat(WIDTH)}`, ...lines.map((line) => `│ ${line}`), `└${'─'.repeat(WIDTH)}`];
}

function textsOf(block: unknown): string[] {
  if (typeof block !== 'object' || block === null) return [];
  if ('url' in block && typeof block.url === 'string')
    return [`[${textsOf('text' in block ? block.text : '').join('')}] ${block.url}`];
  if ('text' in block) return typeof block.text === 'string' ? [block.text] : textsOf(block.text);
  const inner = 'fields' in block ? block.fields : 'elements' in block ? block.elements : [];
  return Array.isArray(inner) ? inner.flatMap(textsOf) : [];
}

function plain(mrkdwn: string): string {
  return mrkdwn
    .replace(/<!date\^[^|>]*\|([^>]*)>/g, '$1')
    .replace(/<[^|>]*\|([^>]*)>/g, '$1')
    .replace(/:[a-z_]+:/g, (name) => SIGNS[name] ?? name)
    .replace(/\*([^*\n]+)\*\n?/g, (whole, words) => (whole.endsWith('\n') ? `${words}: ` : words))
    .replace(/`([^`]+)`/g, '$1')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&');
}

export function summary(played: readonly Played[], cards: number): readonly string[] {
  const redacted = played.filter(({ scene }) => scene.ends === 'redacted');
  const duringOutage = redacted.filter(({ ms }) => ms >= SLOW_MS);
  const times = redacted.filter(({ ms }) => ms < SLOW_MS).map(({ ms }) => ms);
  const count = (ends: string): number => played.filter(({ scene }) => scene.ends === ends).length;
  const rows: readonly [string, string][] = [
    [
      'webhooks taken',
      `${played.length} messages, ${played.filter(({ scene }) => scene.duplicate).length} of them twice`,
    ],
    ['left alone', `${count('clean')}`],
    ['redacted', `${count('redacted')}`],
    ['cannot be redacted', `${count('card')}, told in ${cards} cards`],
    ['exposure', `median ${at(times, 0.5)}, worst ${at(times, 1)} (webhook to proven redacted)`],
    [
      'exposure in the outage',
      duringOutage.length > 0
        ? `worst ${at(
            duringOutage.map(({ ms }) => ms),
            1,
          )}`
        : 'none',
    ],
  ];
  return rows.map(([name, value]) => `${name.padEnd(24)} ${value}`);
}

/** Slower than this only because Intercom was down. */
const SLOW_MS = 1_000;

function at(values: readonly number[], share: number): string {
  const sorted = values.toSorted((a, b) => a - b);
  const value = sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))];
  return value === undefined ? '-' : `${value.toFixed(0)} ms`;
}
