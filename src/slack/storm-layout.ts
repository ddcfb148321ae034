// The one card of an hour in which much failed: how many conversations stand how, and why.

import type { StormCard } from './card.ts';
import { conversationLink } from './conversation-link.ts';
import { footer } from './footer.ts';
import type { Button, Field, Layout } from './layout.ts';
import { type Line, link, time } from './pieces.ts';
import { count } from './quantities.ts';
import { whyOpen } from './why-open.ts';

const REASONS = 5;
const LISTED = 10;

const RETRY_ALL: Button = {
  action: 'retry_all',
  label: 'Retry all',
  style: 'primary',
  confirm: {
    title: 'Try all again?',
    text: 'Every message of these conversations that could not be redacted is tried again now.',
    yes: 'Retry all',
    no: 'Not now',
  },
};

const WAIT = 'Nothing to do yet: they are tried again by themselves, for up to 72 hours.';
const SEE_ALL = 'See all of them with `/redactor open`.';
const FOR_PEOPLE = 'Some are not tried again by themselves: see them with `/redactor open`.';

export function stormLayout(card: StormCard, now: Date): Layout {
  const all = sum(Object.values(card.standings));
  const {
    failed = 0,
    unredactable = 0,
    parked = 0,
    unscanned = 0,
    pending = 0,
    attachments = 0,
  } = card.standings;
  const visible = failed + unredactable + parked + unscanned + pending;
  const open = visible + attachments;
  const isOver = card.until !== undefined;
  return {
    symbol: visible > 0 ? 'failed' : open > 0 ? 'warning' : 'done',
    headline:
      visible > 0
        ? `Redaction failed in ${count(visible, 'conversation')}: personal data is still visible`
        : open > 0
          ? `Check the attachments in ${count(open, 'conversation')}: the files are still there`
          : `All ${count(all, 'conversation')} ended well`,
    lead: [`${count(all, 'conversation')} in one card, since `, time(card.since), isOver ? ', now calm' : ''],
    fields: fields(card, { failed, unredactable, parked, unscanned, pending, attachments }),
    items: card.open.slice(0, LISTED).map((one): Line => {
      const url = conversationLink(card.region, one.workspaceId, one.conversationId);
      return [link(url, `conversation ${one.conversationId}`), ', said ', time(one.saidAt)];
    }),
    more: Math.max(0, open - Math.min(LISTED, card.open.length)),
    steps: open > 0 ? [isOver ? SEE_ALL : open === failed + pending ? WAIT : FOR_PEOPLE] : [],
    buttons: visible > 0 ? [RETRY_ALL] : [],
    openUrl: undefined,
    footer: footer(card.noticeId, now),
  };
}

function fields(card: StormCard, counts: Readonly<Record<string, number>>): readonly Field[] {
  const words: Readonly<Record<string, string>> = {
    failed: 'failed',
    unredactable: 'need a person',
    parked: 'need a permission',
    unscanned: 'not fully checked',
    pending: 'under way',
    attachments: 'with attachments to check',
  };
  const stand = Object.entries(counts)
    .filter(([, number]) => number > 0)
    .map(([standing, number]) => `${number} ${words[standing]}`);
  const why = card.reasons
    .slice(0, REASONS)
    .map(({ outcome, count: times }) => `${times} × ${whyOpen(outcome)}.`);
  return [
    ...(stand.length > 0 ? [{ label: 'Open', value: [stand.join(', ')] }] : []),
    ...(card.oldest ? [{ label: 'Still visible', value: ['since ', time(card.oldest)] }] : []),
    ...(why.length > 0 ? [{ label: 'Why', value: [why.join('\n')] }] : []),
  ];
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
