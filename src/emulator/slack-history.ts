// Source: Slack docs, conversations.history: newest first, in pages.

import {
  fail,
  missingScope,
  type SlackAnswer,
  type SlackArguments,
  type SlackMessage,
  type SlackState,
  wire,
} from './slack-state.ts';

export function history(state: SlackState, args: SlackArguments): SlackAnswer {
  const channel = state.channels.find(({ id }) => id === args.channel);
  if (channel === undefined) return fail('channel_not_found');
  const needed = channel.private === true ? 'groups:history' : 'channels:history';
  if (!state.scopes.includes(needed)) return missingScope(state, needed);
  if (channel.member === false) return fail('not_in_channel');
  const limit = args.limit === undefined ? 100 : Number(args.limit);
  if (!Number.isInteger(limit) || limit < 1 || limit > 999) return fail('invalid_limit');
  const newest = state.messages.filter(inWindow(channel.id, args)).toReversed();
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

function inWindow(channelId: string, args: SlackArguments): (message: SlackMessage) => boolean {
  const { oldest = '0', latest = '9999999999', inclusive, cursor = '' } = args;
  const before = Buffer.from(cursor, 'base64').toString().replace('next_ts:', '') || '9999999999';
  return ({ channel, ts }) => {
    const at = Number(ts);
    const edges = inclusive === 'true' && (at === Number(oldest) || at === Number(latest));
    const inside = edges || (at > Number(oldest) && at < Number(latest));
    return channel === channelId && inside && at < Number(before);
  };
}
