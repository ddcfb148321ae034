// What a message to post or to edit says, or why Slack would not take it.

import { isTooLong, slackBlockErrors } from './slack-blocks.ts';
import { fail, type SlackAnswer, type SlackArguments } from './slack-state.ts';

export interface SlackContent {
  readonly text: string;
  /** Undefined: not given. */
  readonly blocks: readonly unknown[] | undefined;
  readonly metadata: unknown;
}

export function readContent(args: SlackArguments): SlackContent | (SlackAnswer & { readonly error: string }) {
  const blocks = readJson(args.blocks);
  const metadata = readJson(args.metadata);
  if (blocks === 'invalid') return fail('invalid_blocks_format');
  if (metadata === 'invalid') return fail('invalid_metadata_format');
  if (isTooLong(blocks)) return fail('msg_blocks_too_long');
  if (blocks === undefined || !Array.isArray(blocks)) {
    if ((args.text ?? '') === '') return fail('no_text');
    return blocks === undefined ? { text: args.text ?? '', blocks, metadata } : fail('invalid_blocks_format');
  }
  const errors = slackBlockErrors(blocks);
  if (errors.length > 0) {
    return {
      ...fail('invalid_blocks'),
      response_metadata: { messages: errors.map((error) => `[ERROR] ${error}`) },
    };
  }
  if (blocks.length === 0 && (args.text ?? '') === '') return fail('no_text');
  return { text: args.text ?? '', blocks, metadata };
}

function readJson(text: string | undefined): unknown {
  if (text === undefined) return undefined;
  try {
    return JSON.parse(text);
  } catch {
    return 'invalid';
  }
}
