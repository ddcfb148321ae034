// What a card says, before it is written as Slack blocks or as plain text.

import type { PressAction } from '../press.ts';
import type { Line } from './pieces.ts';

/** Always shown beside words, never alone: colour and shape are not for everybody. */
export type CardSymbol = 'failed' | 'warning' | 'locked' | 'pending' | 'done' | 'deleted' | 'seen';

export interface Field {
  readonly label: string;
  readonly value: Line;
}

export interface Button {
  readonly action: PressAction;
  /** 30 characters at most, which is what a phone shows. */
  readonly label: string;
  readonly style?: 'primary' | 'danger';
  /** Asked before it counts. */
  readonly confirm?: {
    readonly title: string;
    readonly text: string;
    readonly yes: string;
    readonly no: string;
  };
}

export interface Layout {
  readonly symbol: CardSymbol;
  /** Reads alone on a phone. */
  readonly headline: string;
  readonly lead: Line;
  readonly fields: readonly Field[];
  /** One line per finding, most urgent first. */
  readonly items: readonly Line[];
  /** How many more there are than `items` could ever hold. */
  readonly more: number;
  /** What to do next, one sentence each; empty when nothing is to be done. */
  readonly steps: readonly string[];
  /** What people can do on the card itself. */
  readonly buttons: readonly Button[];
  /** Where the button leads; undefined: no button. */
  readonly openUrl: string | undefined;
  readonly footer: Line;
}
