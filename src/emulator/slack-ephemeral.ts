// Source: Slack docs, chat.postEphemeral: seen by one person, until they reload.

import { findOpenChannel } from './slack-chat.ts';
import { readContent } from './slack-content.ts';
import { nextTs } from './slack-memory.ts';
import { fail, type SlackAnswer, type SlackArguments, type SlackState } from './slack-state.ts';

export function postEphemeral(state: SlackState, args: SlackArguments): SlackAnswer {
  const channel = findOpenChannel(state, args.channel);
  if ('error' in channel) return channel;
  const { user = '' } = args;
  const { people } = state;
  const isKnown = people.length === 0 || people.some(({ id }) => id === user);
  if (!/^[UW][A-Z0-9]+$/.test(user) || !isKnown) return fail('user_not_in_channel');
  const content = readContent(args);
  if ('error' in content) return content;
  state.ephemerals.push({ user, channel: channel.id, text: content.text, blocks: content.blocks ?? [] });
  return { ok: true, message_ts: nextTs(state) };
}
