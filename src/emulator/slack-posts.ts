// Messages and their threads.

import {
  APP,
  type Json,
  type SlackMessage,
  type SlackPost,
  type SlackReply,
  type SlackState,
} from './slack-state.ts';

export function isReply(post: SlackPost | SlackReply): post is SlackReply {
  return 'threadTs' in post;
}

export function postAt(
  state: SlackState,
  channel: string | undefined,
  ts: string | undefined,
): SlackPost | SlackReply | undefined {
  return state.posts.find((post) => post.ts === ts && post.channel === channel);
}

export function replacePost(state: SlackState, post: SlackPost | SlackReply): void {
  state.posts = state.posts.map((old) => (old.ts === post.ts && old.channel === post.channel ? post : old));
}

/** A message takes its thread along. */
export function removePost(state: SlackState, { channel, ts }: SlackPost): void {
  state.posts = state.posts.filter(
    (post) => post.channel !== channel || (post.ts !== ts && !(isReply(post) && post.threadTs === ts)),
  );
}

/** Those of the channel itself, each with its thread. */
export function messagesOf(state: SlackState): readonly SlackMessage[] {
  const threads = Map.groupBy(
    state.posts.filter((post) => isReply(post)),
    ({ channel, threadTs }) => `${channel} ${threadTs}`,
  );
  return state.posts
    .filter((post) => !isReply(post))
    .map((post) => ({ ...post, replies: threads.get(`${post.channel} ${post.ts}`) ?? [] }));
}

/** A message as Slack shows it. */
export function wire(post: SlackPost | SlackReply, withMetadata: boolean): Json {
  const { ts, text, blocks, metadata, edits } = post;
  return {
    type: 'message',
    ...(isReply(post) && post.broadcast && { subtype: 'thread_broadcast' }),
    user: 'U0EMULATOR',
    bot_id: 'B0EMULATOR',
    app_id: APP,
    ts,
    text,
    blocks,
    ...(isReply(post) && { thread_ts: post.threadTs }),
    ...(edits > 0 && blocks.length === 0 && { edited: { user: 'U0EMULATOR', ts } }),
    ...(withMetadata && metadata !== undefined && { metadata }),
  };
}
