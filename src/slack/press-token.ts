// What a button carries: which card it belongs to and how old that card is, signed, so that a value that was made up
// or copied to another button counts for nothing. Who presses is Slack's signature's affair, whether it still counts
// the store's.

import { createHmac, hkdfSync, timingSafeEqual } from 'node:crypto';
import { type Id, toId } from '../message.ts';
import type { PressAction } from '../press.ts';

export interface PressToken {
  readonly noticeId: Id;
  readonly turn: number;
}

export interface PressTokens {
  write(token: PressToken, action: PressAction): string;
  /** Undefined when it is not one of ours for this action. */
  read(value: string, action: PressAction): PressToken | undefined;
}

const VERSION = 'v1';

export function createPressTokens(signingSecret: string): PressTokens {
  const key = Buffer.from(hkdfSync('sha256', signingSecret, '', 'intercom-redactor press', 32));
  const sign = (content: string, action: PressAction): Buffer =>
    createHmac('sha256', key).update(`${content}.${action}`).digest();
  return {
    write({ noticeId, turn }, action) {
      const content = `${VERSION}.${noticeId}.${turn}`;
      return `${content}.${sign(content, action).toString('base64url')}`;
    },
    read(value, action) {
      const [version, id, turn = '', signature = '', ...more] = value.split('.');
      const noticeId = toId(id);
      if (version !== VERSION || !noticeId || !/^\d{1,9}$/.test(turn) || more.length > 0) return undefined;
      const expected = sign(`${VERSION}.${noticeId}.${turn}`, action);
      const given = Buffer.from(signature, 'base64url');
      const isOurs = given.length === expected.length && timingSafeEqual(given, expected);
      return isOurs ? { noticeId, turn: Number(turn) } : undefined;
    },
  };
}
