// One sentence, two scripts: Slack's mrkdwn and plain text for a terminal. Cards are put together from these pieces,
// so that both say the same.

import type { Id } from '../message.ts';

/** Plain words, or something that Slack shows in its own way. */
export type Piece =
  | string
  | { readonly kind: 'bold'; readonly text: string }
  | { readonly kind: 'code'; readonly text: string }
  | { readonly kind: 'link'; readonly url: string; readonly label: string }
  | { readonly kind: 'time'; readonly at: Date }
  /** A Slack user; Slack shows the name. */
  | { readonly kind: 'person'; readonly id: Id };

export type Line = readonly Piece[];

export function bold(text: string): Piece {
  return { kind: 'bold', text };
}

export function code(text: string): Piece {
  return { kind: 'code', text };
}

export function link(url: string, label: string): Piece {
  return { kind: 'link', url, label };
}

export function time(at: Date): Piece {
  return { kind: 'time', at };
}

export function person(id: Id): Piece {
  return { kind: 'person', id };
}

/** Slack docs, formatting message text: these three characters, and no others, must be escaped. */
export function escapeMrkdwn(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

export function toMrkdwn(line: Line): string {
  return line.map(pieceToMrkdwn).join('');
}

export function toPlain(line: Line): string {
  return line.map(pieceToPlain).join('');
}

function pieceToMrkdwn(piece: Piece): string {
  if (typeof piece === 'string') return escapeMrkdwn(piece);
  switch (piece.kind) {
    case 'bold':
      return `*${escapeMrkdwn(piece.text)}*`;
    case 'code':
      return `\`${escapeMrkdwn(piece.text)}\``;
    case 'link':
      return `<${escapeMrkdwn(piece.url)}|${escapeMrkdwn(piece.label)}>`;
    case 'time':
      return slackTime(piece.at);
    case 'person':
      return isUserId(piece.id) ? `<@${piece.id}>` : escapeMrkdwn(piece.id);
  }
}

function pieceToPlain(piece: Piece): string {
  if (typeof piece === 'string') return piece;
  switch (piece.kind) {
    case 'bold':
    case 'code':
      return piece.text;
    case 'link':
      return piece.label;
    case 'time':
      return utcTime(piece.at);
    case 'person':
      return piece.id;
  }
}

/** The admin API's callers may have ids of another kind. */
function isUserId(id: Id): boolean {
  return /^[UW][A-Z0-9]{2,30}$/.test(id);
}

/** Slack docs, date formatting: in the reader's own time zone; where that cannot be shown, what follows the bar. */
function slackTime(at: Date): string {
  return `<!date^${Math.floor(at.getTime() / 1000)}^{date_short_pretty} {time}|${utcTime(at)}>`;
}

function utcTime(at: Date): string {
  return `${at.toISOString().slice(0, 16).replace('T', ' ')} UTC`;
}
