// The payloads of a person's doing. Source: Slack docs, interaction payloads reference, and slash commands.

import { newAnswerUrl } from './slack-answers.ts';
import { isReply, postAt, wire } from './slack-posts.ts';
import { APP, type Json, type SlackPost, type SlackState, type SlackView, TEAM } from './slack-state.ts';
import { isJson } from './slack-text-rules.ts';
import { newTrigger, viewWire, withBlockIds } from './slack-views.ts';

export interface SlackActor {
  readonly user: string;
  /** The workspace in which it is done; ours when left out. */
  readonly team?: string | undefined;
  /** The person's own workspace, where it is another one than `team`: a guest of a shared channel. */
  readonly userTeam?: string | undefined;
}

export interface SlackPressed extends SlackActor {
  readonly message: Pick<SlackPost, 'channel' | 'ts'>;
  readonly actionId: string;
  /** In place of the button's own; with it, a button may be pressed that is not there. */
  readonly value?: string | undefined;
  /** What was chosen in a menu. */
  readonly option?: string | undefined;
  /** Presses what the given message shows, though it may have been edited since. */
  readonly asShown?: Pick<SlackPost, 'blocks'> | undefined;
}

export function pressPayload(state: SlackState, pressed: SlackPressed): Json {
  const { channel, ts } = pressed.message;
  const post = postAt(state, channel, ts);
  if (post === undefined) throw new Error(`there is no message ${ts} in ${channel}`);
  const { blocks = [] } = withBlockIds({ blocks: pressed.asShown?.blocks ?? post.blocks });
  const thread = isReply(post) ? { thread_ts: post.threadTs } : {};
  return {
    type: 'block_actions',
    ...actorFields(state, pressed),
    container: { type: 'message', message_ts: ts, channel_id: channel, is_ephemeral: false, ...thread },
    trigger_id: newTrigger(state, pressed.user),
    channel: { id: channel, name: channelName(state, channel) },
    message: { ...wire(post, true), blocks, team: TEAM },
    state: { values: {} },
    response_url: newAnswerUrl(state, 'actions', { user: pressed.user, channel, ts }),
    actions: [actionOf(blocks as readonly Json[], pressed)],
  };
}

export function viewPayload(
  state: SlackState,
  type: 'view_submission' | 'view_closed',
  actor: SlackActor,
  view: SlackView,
  values: Json,
): Json {
  const shown = { type, ...actorFields(state, actor), view: viewWire(view, values) };
  if (type === 'view_closed') return { ...shown, is_cleared: false };
  return { ...shown, trigger_id: newTrigger(state, actor.user), response_urls: [] };
}

export interface SlackCommandGiven extends SlackActor {
  /** With its slash. */
  readonly command: string;
  readonly text: string;
  /** Where it is typed; the first channel when left out. */
  readonly channel?: string | undefined;
}

export function commandForm(state: SlackState, given: SlackCommandGiven): Readonly<Record<string, string>> {
  const { user, team = TEAM, command, text, channel = state.channels[0]?.id ?? 'D0EMULATOR' } = given;
  return {
    token: 'emulator-verification',
    team_id: team,
    team_domain: team.toLowerCase(),
    channel_id: channel,
    channel_name: channelName(state, channel),
    user_id: user,
    user_name: nameOf(state, user),
    command,
    text,
    api_app_id: APP,
    is_enterprise_install: 'false',
    response_url: newAnswerUrl(state, 'commands', { user, channel, ts: undefined }),
    trigger_id: newTrigger(state, user),
  };
}

function actorFields(state: SlackState, { user, team = TEAM, userTeam = team }: SlackActor): Json {
  const name = nameOf(state, user);
  return {
    user: { id: user, username: name, name, team_id: userTeam },
    api_app_id: APP,
    token: 'emulator-verification',
    team: { id: team, domain: team.toLowerCase() },
    enterprise: null,
    is_enterprise_install: false,
  };
}

function actionOf(blocks: readonly Json[], { actionId, value, option }: SlackPressed): Json {
  const found = blocks
    .flatMap((block) =>
      [block.accessory, ...(Array.isArray(block.elements) ? block.elements : [])].map((element) => ({
        element,
        block_id: block.block_id,
      })),
    )
    .find(({ element }) => isJson(element) && element.action_id === actionId);
  const action_ts = (Date.now() / 1000).toFixed(6);
  if (found === undefined || !isJson(found.element)) {
    if (value === undefined) throw new Error(`nothing on the message has the action id ${actionId}`);
    const text = { type: 'plain_text', text: 'Forged' };
    return { type: 'button', action_id: actionId, block_id: 'forged', text, value, action_ts };
  }
  const { options, ...element } = found.element;
  const own = { ...element, block_id: found.block_id, action_ts };
  if (element.type === 'button') return value === undefined ? own : { ...own, value };
  const chosen = Array.isArray(options) ? options.find((choice) => choice.value === option) : undefined;
  if (chosen === undefined) throw new Error(`${actionId} does not offer ${option}`);
  return { ...own, selected_option: chosen };
}

function nameOf(state: SlackState, user: string): string {
  return state.people.find(({ id }) => id === user)?.name ?? user.toLowerCase();
}

function channelName(state: SlackState, channel: string): string {
  return state.channels.find(({ id }) => id === channel)?.name ?? 'directmessage';
}
