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
        .map((line) => labelled(JSON.parse(line) as CorpusMessage, file.replace('.jsonl', ''))),
    );
}

export function labelled(message: CorpusMessage, language: string): LabelledMessage {
  const body = 'html' in message ? message.html : message.text;
  return { id: message.id, language, body, kinds: message.kinds };
}
