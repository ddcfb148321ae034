// Source: Slack docs, conversations.history (newest first, in pages) and conversations.replies (oldest first).

import { isReply, postAt, wire } from './slack-posts.ts';
import {
  fail,
  missingScope,
  type SlackAnswer,
  type SlackArguments,
  type SlackPost,
  type SlackState,
} from './slack-state.ts';

export function history(state: SlackState, args: SlackArguments): SlackAnswer {
  const refused = whyUnreadable(state, args);
  if (refused !== undefined) return refused;
  const limit = args.limit === undefined ? 100 : Number(args.limit);
  if (!Number.isInteger(limit) || limit < 1 || limit > 999) return fail('invalid_limit');
  const isShown = inWindow(args);
  const newest = state.posts
    .filter((post) => post.channel === args.channel && (!isReply(post) || post.broadcast) && isShown(post))
    .toReversed();
  const page = newest.slice(0, limit);
  const more = newest.length > limit;
  return {
    ok: true,
    messages: page.map((message) => wire(message, args.include_all_metadata === 'true')),
    has_more: more,
    response_metadata: {
      next_cursor: more ? Buffer.from(`next_ts:${page.at(-1)?.ts}`).toString('base64') : '',
    },
  };
}

/** The parent first. All on one page. */
export function replies(state: SlackState, args: SlackArguments): SlackAnswer {
  const refused = whyUnreadable(state, args);
  if (refused !== undefined) return refused;
  if (postAt(state, args.channel, args.ts) === undefined) return fail('thread_not_found');
  const thread = state.posts.filter(
    (post) => post.channel === args.channel && (isReply(post) ? post.threadTs : post.ts) === args.ts,
  );
  const messages = thread.map((message) => wire(message, args.include_all_metadata === 'true'));
  return { ok: true, messages, has_more: false };
}

function whyUnreadable(state: SlackState, args: SlackArguments): SlackAnswer | undefined {
  const channel = state.channels.find(({ id }) => id === args.channel);
  if (channel === undefined) return fail('channel_not_found');
  const needed = channel.private === true ? 'groups:history' : 'channels:history';
  if (!state.scopes.includes(needed)) return missingScope(state, needed);
  return channel.member === false ? fail('not_in_channel') : undefined;
}

function inWindow(args: SlackArguments): (message: SlackPost) => boolean {
  const { oldest = '0', latest = '9999999999', inclusive, cursor = '' } = args;
  const before = Buffer.from(cursor, 'base64').toString().replace('next_ts:', '') || '9999999999';
  return ({ ts }) => {
    const at = Number(ts);
    const edges = inclusive === 'true' && (at === Number(oldest) || at === Number(latest));
    const inside = edges || (at > Number(oldest) && at < Number(latest));
    return inside && at < Number(before);
  };
}
