// The local Slack's memory at its beginning, and its ids.

import type { SlackState, SlackWorkspace } from './slack-state.ts';

export function createSlackState(workspace: SlackWorkspace): SlackState {
  return {
    ...workspace,
    host: '',
    posts: [],
    ephemerals: [],
    responses: [],
    views: [],
    calls: [],
    triggers: new Map(),
    answerUrls: new Map(),
    tickets: new Set(),
    lastTs: 0,
    lastId: 0,
  };
}

/** Everything but the workspace itself. Times and ids go on rising. */
export function forget(state: SlackState): void {
  state.posts = [];
  state.ephemerals = [];
  state.responses = [];
  state.views = [];
  state.calls = [];
  state.triggers.clear();
  state.answerUrls.clear();
  state.tickets.clear();
}

/** Unique and rising, also within one millisecond. */
export function nextTs(state: SlackState): string {
  state.lastTs = Math.max(state.lastTs + 1, state.clock().getTime() * 1000);
  return `${Math.floor(state.lastTs / 1_000_000)}.${String(state.lastTs % 1_000_000).padStart(6, '0')}`;
}

export function nextId(state: SlackState, prefix: string): string {
  state.lastId += 1;
  return `${prefix}${String(state.lastId).padStart(8, '0')}`;
}
