// Card → what Slack is sent, and what a terminal shows.

import type { types } from '@slack/bolt';
import { unreachable } from '../errors.ts';
import type { Card } from './card.ts';
import { conversationLayout } from './conversation-layout.ts';
import { digestLayout } from './digest-layout.ts';
import type { Button, CardSymbol, Field, Layout } from './layout.ts';
import { bold, type Line, toMrkdwn, toPlain } from './pieces.ts';
import type { PressTokens } from './press-token.ts';
import { serviceLayout } from './service-layout.ts';
import { stormLayout } from './storm-layout.ts';

type SectionBlock = types.SectionBlock;

export interface RenderedCard {
  /** What a notification shows: one line, 300 characters at most. */
  readonly text: string;
  readonly blocks: readonly types.KnownBlock[];
}

/** Signs what a button carries. */
export type WriteToken = PressTokens['write'];

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
export function renderCard(card: Card, now: Date, write: WriteToken): RenderedCard {
  const layout = layoutOf(card, now);
  const { symbol, headline, lead } = layout;
  const blocks: types.KnownBlock[] = [
    section(`${EMOJI[symbol]} ${toMrkdwn([bold(headline)])}\n${toMrkdwn(lead)}`),
    ...fieldSection(layout.fields),
    ...list('Messages', itemLines(layout, toMrkdwn)),
    ...list('What to do', stepLines(layout.steps)),
    ...actions(card, layout, write),
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
    ...(layout.buttons.length === 0 ? [] : [layout.buttons.map(({ label }) => `[${label}]`).join(' ')]),
    ...(layout.openUrl === undefined ? [] : [`Open in Intercom: ${layout.openUrl}`]),
    toPlain(layout.footer),
  ];
  return lines.join('\n');
}

function layoutOf(card: Card, now: Date): Layout {
  switch (card.kind) {
    case 'conversation':
      return conversationLayout(card, now);
    case 'service':
      return serviceLayout(card, now);
    case 'storm':
      return stormLayout(card, now);
    case 'digest':
      return digestLayout(card, now);
    default:
      return unreachable(card);
  }
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

function actions(card: Card, { buttons, openUrl }: Layout, write: WriteToken): types.KnownBlock[] {
  const turn = card.kind === 'conversation' ? card.presses.turn : card.kind === 'storm' ? card.turn : 0;
  const token = { noticeId: card.noticeId, turn };
  const pressed = buttons.map((button) => toButton(button, write(token, button.action)));
  const open = openUrl === undefined ? [] : [openButton(openUrl)];
  const elements = [...pressed, ...open];
  return elements.length === 0 ? [] : [{ type: 'actions', elements }];
}

function toButton({ action, label, style, confirm }: Button, value: string): types.Button {
  return {
    type: 'button',
    action_id: action,
    text: plainText(label),
    value,
    ...(style ? { style } : {}),
    ...(confirm
      ? {
          confirm: {
            title: plainText(confirm.title),
            text: plainText(confirm.text),
            confirm: plainText(confirm.yes),
            deny: plainText(confirm.no),
          },
        }
      : {}),
  };
}

function openButton(url: string): types.Button {
  return { type: 'button', action_id: 'open_in_intercom', text: plainText('Open in Intercom'), url };
}

function plainText(text: string): { readonly type: 'plain_text'; readonly text: string } {
  return { type: 'plain_text', text };
}
