// Source: Slack docs, chat.postMessage, chat.update, chat.delete and chat.getPermalink.

import { readContent } from './slack-content.ts';
import { nextTs } from './slack-memory.ts';
import { isReply, postAt, removePost, replacePost, wire } from './slack-posts.ts';
import {
  fail,
  type SlackAnswer,
  type SlackArguments,
  type SlackChannel,
  type SlackState,
} from './slack-state.ts';

export function postMessage(state: SlackState, args: SlackArguments): SlackAnswer {
  const channel = findOpenChannel(state, args.channel);
  if ('error' in channel) return channel;
  const content = readContent(args);
  if ('error' in content) return content;
  const { thread_ts, reply_broadcast = 'false' } = args;
  const wrong = thread_ts === undefined ? undefined : whyNoThread(state, channel.id, thread_ts);
  if (wrong !== undefined) return fail(wrong);
  const text = content.text.slice(0, 40_000);
  const { blocks = [], metadata } = content;
  const post = { channel: channel.id, ts: nextTs(state), text, blocks, metadata, edits: 0 };
  const placed =
    thread_ts === undefined
      ? post
      : { ...post, threadTs: thread_ts, broadcast: ['true', '1'].includes(reply_broadcast) };
  state.posts.push(placed);
  return { ok: true, channel: channel.id, ts: post.ts, message: wire(placed, true) };
}

/** Text without blocks takes the blocks away; metadata that is not given stays. */
export function update(state: SlackState, args: SlackArguments): SlackAnswer {
  const channel = state.channels.find(({ id }) => id === args.channel);
  if (channel === undefined) return fail('channel_not_found');
  if (channel.archived === true) return fail('is_archived');
  const old = postAt(state, channel.id, args.ts);
  if (old === undefined) return fail('message_not_found');
  const content = readContent(args);
  if ('error' in content) return content;
  if (content.text.length > 4000) return fail('msg_too_long');
  const { text, blocks = [], metadata = old.metadata } = content;
  const post = { ...old, text, blocks, metadata, edits: old.edits + 1 };
  replacePost(state, post);
  return { ok: true, channel: channel.id, ts: old.ts, text, message: wire(post, true) };
}

export function deleteMessage(state: SlackState, args: SlackArguments): SlackAnswer {
  if (!state.channels.some(({ id }) => id === args.channel)) return fail('channel_not_found');
  const post = postAt(state, args.channel, args.ts);
  if (post === undefined) return fail('message_not_found');
  removePost(state, post);
  return { ok: true, channel: post.channel, ts: post.ts };
}

export function getPermalink(state: SlackState, args: SlackArguments): SlackAnswer {
  if (!state.channels.some(({ id }) => id === args.channel)) return fail('channel_not_found');
  const post = postAt(state, args.channel, args.message_ts);
  if (post === undefined) return fail('message_not_found');
  const thread = isReply(post) ? `?thread_ts=${post.threadTs}&cid=${post.channel}` : '';
  const permalink = `https://emulator.slack.com/archives/${post.channel}/p${post.ts.replace('.', '')}${thread}`;
  return { ok: true, channel: post.channel, permalink };
}

/** By id, or by name as chat.postMessage takes it. */
export function findOpenChannel(
  state: SlackState,
  given = '',
): SlackChannel | (SlackAnswer & { readonly error: string }) {
  const channel = state.channels.find(({ id, name }) => [id, name, `#${name}`].includes(given));
  if (channel === undefined) return fail('channel_not_found');
  if (channel.archived === true) return fail('is_archived');
  return channel.member === false ? fail('not_in_channel') : channel;
}

/** A reply's own time is no thread. Codes as Slack was seen to answer (slackapi/bolt-js issue 2307, vercel/chat issue 268). */
function whyNoThread(state: SlackState, channel: string, ts: string): string | undefined {
  if (!/^\d{10}\.\d{6}$/.test(ts)) return 'invalid_thread_ts';
  const parent = postAt(state, channel, ts);
  if (parent === undefined) return 'thread_not_found';
  return isReply(parent) ? 'cannot_reply_to_message' : undefined;
}
