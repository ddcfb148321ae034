// A conversation's card: what is wrong, where, why, since when, and what to do.

import type { Finding } from '../outcome.ts';
import { approvalFace } from './approval-face.ts';
import { type ConversationCard, cardStanding, isMessage, isOpen, type Standing } from './card.ts';
import { conversationButtons } from './conversation-buttons.ts';
import { conversationLink } from './conversation-link.ts';
import { exposureOfAll } from './exposure.ts';
import { findingLine, placeLine } from './finding-line.ts';
import { footer } from './footer.ts';
import { headline } from './headline.ts';
import type { CardSymbol, Field, Layout } from './layout.ts';
import { nextStep, PATIENCE } from './next-step.ts';
import { type Line, link } from './pieces.ts';
import { pressField } from './press-field.ts';
import { count } from './quantities.ts';
import { ruleLine } from './rule-line.ts';
import { whyOpen } from './why-open.ts';

const LISTED = 10;
const SENTENCES = 4;

const SYMBOLS: Readonly<Record<Standing, CardSymbol>> = {
  failed: 'failed',
  unredactable: 'warning',
  parked: 'locked',
  pending: 'pending',
  redacted: 'done',
  unscanned: 'warning',
  attachments: 'warning',
  scanned: 'done',
  gone: 'deleted',
  by_hand: 'done',
  dismissed: 'seen',
  reported: 'seen',
};

export function conversationLayout(card: ConversationCard, now: Date): Layout {
  const standing = cardStanding(card.findings);
  const approval = card.approval && approvalFace(card.approval, card.presses.hasApprovers);
  const open = card.findings.filter(isOpen);
  const listed = card.findings.length < 2 ? [] : [...open, ...card.findings.filter((one) => !isOpen(one))];
  const isGone = standing === 'gone' || ['deleted', 'gone'].includes(card.approval?.state ?? '');
  const url = isGone ? undefined : conversationLink(card.region, card.workspaceId, card.conversationId);
  return {
    symbol: approval?.head?.symbol ?? SYMBOLS[standing],
    headline: approval?.head?.headline ?? headline(standing, card),
    lead: lead(card, url),
    fields: [...fields(card.findings, open), ...(approval?.fields ?? []), ...pressField(card, now)],
    items: listed.slice(0, LISTED).map((finding) => findingLine(card, finding)),
    more: Math.max(0, listed.length - LISTED),
    steps: [...(approval?.steps ?? []), ...steps(open, card.presses.hasApprovers)],
    buttons: conversationButtons(card),
    openUrl: url,
    footer: footer(card.noticeId, now),
  };
}

function lead(card: ConversationCard, url: string | undefined): Line {
  const name = `conversation ${card.conversationId}`;
  const conversation = url === undefined ? name : link(url, name);
  const messages = card.findings.filter(isMessage);
  const [first] = messages;
  if (first === undefined) return ['All of ', conversation];
  if (card.findings.length === 1) return [...placeLine(card, first), ' in ', conversation];
  const open = messages.filter(isOpen).length;
  const share = open > 0 && open < messages.length ? `${open} of ` : '';
  return [`${share}${count(messages.length, 'message')} in `, conversation];
}

function fields(findings: readonly Finding[], open: readonly Finding[]): readonly Field[] {
  const messages = findings.filter(isMessage);
  const rules = ruleLine(messages.flatMap((finding) => finding.rules));
  const exposure = exposureOfAll(messages);
  return [
    ...(rules.length === 0 ? [] : [{ label: 'Rules', value: rules }]),
    ...(exposure === undefined ? [] : [exposure]),
    ...(open.length === 0 ? [] : [{ label: 'Why', value: [whys(open).join('\n')] }]),
  ];
}

function steps(open: readonly Finding[], hasApprovers: boolean): readonly string[] {
  const all = [...new Set(open.map((finding) => nextStep(finding, hasApprovers)))];
  const urgent = all.filter((step) => !PATIENCE.includes(step));
  return bounded(urgent.length > 0 ? urgent : all, 'next step');
}

/** Each reason once, with the most attempts that any finding with it has seen. */
function whys(open: readonly Finding[]): readonly string[] {
  const attempts = new Map<string, number>();
  for (const finding of open) {
    const why = whyOpen(finding.outcome);
    attempts.set(why, Math.max(finding.attempts, attempts.get(why) ?? 0));
  }
  const sentences = [...attempts].map(
    ([why, tries]) => `${why}${tries > 1 ? ` (tried ${tries} times)` : ''}.`,
  );
  return bounded(sentences, 'reason');
}

function bounded(sentences: readonly string[], noun: string): readonly string[] {
  const more = sentences.length - SENTENCES;
  return more > 0 ? [...sentences.slice(0, SENTENCES), `And ${count(more, `more ${noun}`)}.`] : sentences;
}
