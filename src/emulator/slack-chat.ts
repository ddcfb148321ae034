// Source: Slack docs, chat.postMessage and chat.update.

import { readContent } from './slack-content.ts';
import { fail, type SlackAnswer, type SlackArguments, type SlackState, wire } from './slack-state.ts';

export function postMessage(state: SlackState, args: SlackArguments): SlackAnswer {
  const channel = state.channels.find(({ id, name }) => [id, name, `#${name}`].includes(args.channel ?? ''));
  if (channel === undefined) return fail('channel_not_found');
  if (channel.archived === true) return fail('is_archived');
  if (channel.member === false) return fail('not_in_channel');
  const content = readContent(args);
  if ('error' in content) return content;
  const text = content.text.slice(0, 40_000);
  const ts = nextTs(state);
  const { blocks = [], metadata } = content;
  const message = { channel: channel.id, ts, text, blocks, metadata, edits: 0 };
  state.messages.push(message);
  return { ok: true, channel: channel.id, ts, message: wire(message, true) };
}

/** Text without blocks takes the blocks away; metadata that is not given stays. */
export function update(state: SlackState, args: SlackArguments): SlackAnswer {
  const channel = state.channels.find(({ id }) => id === args.channel);
  if (channel === undefined) return fail('channel_not_found');
  if (channel.archived === true) return fail('is_archived');
  const index = state.messages.findIndex(({ ts }) => ts === args.ts);
  const old = state.messages[index];
  if (old === undefined || old.channel !== channel.id) return fail('message_not_found');
  const content = readContent(args);
  if ('error' in content) return content;
  if (content.text.length > 4000) return fail('msg_too_long');
  const { text, blocks = [], metadata = old.metadata } = content;
  const message = { ...old, text, blocks, metadata, edits: old.edits + 1 };
  state.messages[index] = message;
  return { ok: true, channel: channel.id, ts: old.ts, text, message: wire(message, true) };
}

/** Unique and rising, also within one millisecond. */
function nextTs(state: SlackState): string {
  state.lastTs = Math.max(state.lastTs + 1, state.clock().getTime() * 1000);
  return `${Math.floor(state.lastTs / 1_000_000)}.${String(state.lastTs % 1_000_000).padStart(6, '0')}`;
}
