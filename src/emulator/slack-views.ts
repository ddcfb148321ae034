// Source: Slack docs, views.open and views.update: a trigger opens one view, within three seconds.

import { nextId } from './slack-memory.ts';
import {
  APP,
  fail,
  type Json,
  type SlackAnswer,
  type SlackArguments,
  type SlackState,
  type SlackView,
  TEAM,
} from './slack-state.ts';
import { isJson } from './slack-text-rules.ts';
import { slackViewErrors } from './slack-view-rules.ts';

const TRIGGER_MS = 3000;

export function openView(state: SlackState, args: SlackArguments): SlackAnswer {
  const { trigger_id = '' } = args;
  const trigger = state.triggers.get(trigger_id);
  if (trigger === undefined) return fail('invalid_trigger_id');
  if (trigger.used) return fail('exchanged_trigger_id');
  if (state.clock().getTime() - trigger.at.getTime() > TRIGGER_MS) return fail('expired_trigger_id');
  const content = readView(args.view);
  if ('error' in content) return content;
  state.triggers.set(trigger_id, { ...trigger, used: true });
  return { ok: true, view: viewWire(addView(state, trigger.user, content.view)) };
}

export function updateView(state: SlackState, args: SlackArguments): SlackAnswer {
  const view = state.views.find(
    ({ id, content }) =>
      id === args.view_id || (args.external_id !== undefined && content.external_id === args.external_id),
  );
  if (view === undefined || view.standing !== 'open') return fail('not_found');
  if (args.hash !== undefined && args.hash !== view.hash) return fail('hash_conflict');
  const content = readView(args.view);
  if ('error' in content) return content;
  return { ok: true, view: viewWire(changeView(state, view.id, { content: content.view })) };
}

/** For one more press: it opens one view, for three seconds. */
export function newTrigger(state: SlackState, user: string): string {
  const id = nextId(state, '1700000000.');
  state.triggers.set(id, { user, at: state.clock(), used: false });
  return id;
}

export function addView(state: SlackState, user: string, content: Json, previousId?: string): SlackView {
  const id = nextId(state, 'V0');
  const view: SlackView = { id, user, hash: nextId(state, 'hash.'), standing: 'open', previousId, content };
  state.views.push(view);
  return view;
}

export function changeView(
  state: SlackState,
  id: string,
  change: Partial<Pick<SlackView, 'content' | 'standing'>>,
): SlackView {
  const old = viewAt(state, id);
  const view = { ...old, ...change, hash: nextId(state, 'hash.') };
  state.views = state.views.map((other) => (other.id === id ? view : other));
  return view;
}

/** @throws when there is none. */
export function viewAt(state: SlackState, id: string): SlackView {
  const view = state.views.find((other) => other.id === id);
  if (view === undefined) throw new Error(`there is no view ${id}`);
  return view;
}

/** A view as Slack sends it. */
export function viewWire(view: SlackView, values: Json = {}): Json {
  const { id, hash, content, previousId = null } = view;
  const empty = { private_metadata: '', callback_id: '', external_id: '', submit: null, close: null };
  return {
    ...empty,
    clear_on_close: false,
    notify_on_close: false,
    ...content,
    id,
    team_id: TEAM,
    state: { values },
    hash,
    previous_view_id: previousId,
    root_view_id: previousId ?? id,
    app_id: APP,
    app_installed_team_id: TEAM,
    bot_id: 'B0EMULATOR',
  };
}

function readView(text = ''): { readonly view: Json } | (SlackAnswer & { readonly error: string }) {
  let view: unknown;
  try {
    view = JSON.parse(text);
  } catch {
    return fail('invalid_arguments');
  }
  const errors = slackViewErrors(view);
  if (errors.length === 0 && isJson(view)) return { view: withBlockIds(view) };
  const messages = errors.map((error) => `[ERROR] ${error}`);
  return { ...fail('invalid_arguments'), response_metadata: { messages } };
}

/** Slack names the blocks that have no name. */
export function withBlockIds(content: Json): Json {
  const blocks = Array.isArray(content.blocks) ? content.blocks : [];
  return { ...content, blocks: blocks.map((block, index) => ({ block_id: `b${index}`, ...block })) };
}
