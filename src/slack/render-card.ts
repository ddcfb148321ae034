// Card → what Slack is sent, and what a terminal shows.

import type { types } from '@slack/bolt';
import type { Card } from './card.ts';
import { conversationLayout } from './conversation-layout.ts';
import type { CardSymbol, Field, Layout } from './layout.ts';
import { bold, type Line, toMrkdwn, toPlain } from './pieces.ts';
import { serviceLayout } from './service-layout.ts';

type SectionBlock = types.SectionBlock;

export interface RenderedCard {
  /** What a notification shows: one line, 300 characters at most. */
  readonly text: string;
  readonly blocks: readonly types.KnownBlock[];
}

/** Slack docs, section block: 3,000 characters. Some are kept free. */
const SECTION_BUDGET = 2900;

const EMOJI: Readonly<Record<CardSymbol, string>> = {
  failed: ':red_circle:',
  warning: ':warning:',
  locked: ':lock:',
  pending: ':hourglass_flowing_sand:',
  done: ':white_check_mark:',
  deleted: ':wastebasket:',
  seen: ':eyes:',
};

const SIGNS: Readonly<Record<CardSymbol, string>> = {
  failed: '🔴',
  warning: '⚠️',
  locked: '🔒',
  pending: '⏳',
  done: '✅',
  deleted: '🗑️',
  seen: '👀',
};

/** The message for Slack. `now` is shown as the time that the card speaks for. */
export function renderCard(card: Card, now: Date): RenderedCard {
  const layout = layoutOf(card, now);
  const { symbol, headline, lead, openUrl } = layout;
  const blocks: types.KnownBlock[] = [
    section(`${EMOJI[symbol]} ${toMrkdwn([bold(headline)])}\n${toMrkdwn(lead)}`),
    ...fieldSection(layout.fields),
    ...list('Messages', itemLines(layout, toMrkdwn)),
    ...list('What to do', stepLines(layout.steps)),
    ...(openUrl === undefined ? [] : [openButton(openUrl)]),
    { type: 'context', elements: [mrkdwn(toMrkdwn(layout.footer))] },
  ];
  return { text: `${EMOJI[symbol]} ${toMrkdwn([`${headline}. ${toPlain(lead)}`])}`, blocks };
}

/** The same card for a terminal: no markup, times in UTC. */
export function cardAsText(card: Card, now: Date): string {
  const layout = layoutOf(card, now);
  const lines = [
    `${SIGNS[layout.symbol]} ${layout.headline}`,
    toPlain(layout.lead),
    ...layout.fields.map(({ label, value }) => `${label}: ${toPlain(value).replaceAll('\n', ' ')}`),
    ...itemLines(layout, toPlain),
    ...layout.steps.map((step) => `→ ${step}`),
    ...(layout.openUrl === undefined ? [] : [`Open in Intercom: ${layout.openUrl}`]),
    toPlain(layout.footer),
  ];
  return lines.join('\n');
}

function layoutOf(card: Card, now: Date): Layout {
  return card.kind === 'conversation' ? conversationLayout(card, now) : serviceLayout(card, now);
}

/** As many items as one section holds, then how many more there are. */
function itemLines(layout: Layout, write: (line: Line) => string): string[] {
  const lines = layout.items.map((item) => `• ${write(item)}`);
  let room = SECTION_BUDGET;
  const fitting = lines.filter((line) => {
    room -= line.length + 1;
    return room >= 0;
  });
  const more = layout.more + lines.length - fitting.length;
  return more > 0 ? [...fitting, `and ${more} more`] : fitting;
}

function list(title: string, lines: readonly string[]): SectionBlock[] {
  if (lines.length === 0) return [];
  return [section([`*${title}*`, ...lines].join('\n'))];
}

function stepLines(steps: readonly string[]): string[] {
  const lines = steps.map((step) => toMrkdwn([step]));
  return lines.length > 1 ? lines.map((line) => `• ${line}`) : lines;
}

function fieldSection(fields: readonly Field[]): SectionBlock[] {
  if (fields.length === 0) return [];
  return [
    { type: 'section', fields: fields.map(({ label, value }) => mrkdwn(`*${label}*\n${toMrkdwn(value)}`)) },
  ];
}

function section(text: string): SectionBlock {
  return { type: 'section', text: mrkdwn(text) };
}

function mrkdwn(text: string): { readonly type: 'mrkdwn'; readonly text: string } {
  return { type: 'mrkdwn', text };
}

function openButton(url: string): types.KnownBlock {
  const text = { type: 'plain_text', text: 'Open in Intercom' } as const;
  return { type: 'actions', elements: [{ type: 'button', action_id: 'open_in_intercom', text, url }] };
}
