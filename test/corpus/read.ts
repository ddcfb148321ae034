// The corpus as it is committed.

import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { CorpusMessage } from './generate.ts';

export const MESSAGES = join(import.meta.dirname, 'messages');

export interface LabelledMessage {
  readonly id: string;
  readonly language: string;
  readonly body: string;
  readonly kinds: readonly string[];
}

export function readCorpus(): readonly LabelledMessage[] {
  return readdirSync(MESSAGES)
    .sort()
    .flatMap((file) =>
      readFileSync(join(MESSAGES, file), 'utf8')
        .split('\n')
        .filter((line) => line !== '')
        .map((line) => {
          const message = JSON.parse(line) as CorpusMessage;
          const body = 'html' in message ? message.html : message.text;
          return { id: message.id, language: file.replace('.jsonl', ''), body, kinds: message.kinds };
        }),
    );
}
