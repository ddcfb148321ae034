// What an app answers to a person: at a response_url, or in its answer to a command.
// Source: Slack docs, handling user interaction: five uses within 30 minutes, for the presser only unless in_channel.

import { slackBlockErrors } from './slack-blocks.ts';
import { nextId, nextTs } from './slack-memory.ts';
import { postAt, removePost, replacePost } from './slack-posts.ts';
import { type Json, type SlackAnswerUrl, type SlackResponse, type SlackState, TEAM } from './slack-state.ts';
import { isJson } from './slack-text-rules.ts';

const USES = 5;
const LIFE_MS = 30 * 60_000;
const PATH = new RegExp(`^/(?:actions|commands)/${TEAM}/([0-9]+)$`);

export type SlackAnswerOutcome = { readonly status: number; readonly body: Json };
type Spot = Pick<SlackAnswerUrl, 'user' | 'channel' | 'ts'>;

export function newAnswerUrl(state: SlackState, kind: 'actions' | 'commands', spot: Spot): string {
  const id = nextId(state, '');
  state.answerUrls.set(id, { ...spot, at: state.clock(), uses: 0 });
  return `http://${state.host}/${kind}/${TEAM}/${id}`;
}

export function isAnswerPath(path: string): boolean {
  return path.startsWith('/actions/') || path.startsWith('/commands/');
}

/** The codes of what was used up are as apps report them; Slack's docs name none. */
export function answerAt(state: SlackState, path: string, body: unknown): SlackAnswerOutcome {
  const id = PATH.exec(path)?.[1] ?? '';
  const url = state.answerUrls.get(id);
  if (url === undefined) return refuse(404, 'no_service');
  if (state.clock().getTime() - url.at.getTime() > LIFE_MS) return refuse(404, 'expired_url');
  if (url.uses >= USES) return refuse(404, 'used_url');
  if (!isJson(body)) return refuse(400, 'invalid_payload');
  const response = readResponse(url, 'response_url', body);
  const { text, blocks, deleteOriginal } = response;
  if (slackBlockErrors(blocks).length > 0) return refuse(400, 'invalid_blocks');
  if (text === '' && blocks.length === 0 && !deleteOriginal) return refuse(400, 'no_text');
  state.answerUrls.set(id, { ...url, uses: url.uses + 1 });
  state.responses.push(response);
  show(state, url, response);
  return { status: 200, body: { ok: true } };
}

/** Nothing when the answer says nothing. */
export function recordAnswer(state: SlackState, spot: Spot, body: unknown): void {
  const given = typeof body === 'string' ? { text: body } : body;
  if (!isJson(given)) return;
  const response = readResponse(spot, 'answer', given);
  if (response.text === '' && response.blocks.length === 0) return;
  state.responses.push(response);
  show(state, spot, response);
}

function show(state: SlackState, spot: Spot, response: SlackResponse): void {
  const { channel, text, blocks, replaceOriginal, deleteOriginal } = response;
  const original = postAt(state, spot.channel, spot.ts);
  if (original !== undefined && deleteOriginal) removePost(state, original);
  else if (original !== undefined && replaceOriginal)
    replacePost(state, { ...original, text, blocks, edits: original.edits + 1 });
  else if (response.responseType === 'in_channel')
    state.posts.push({ channel, ts: nextTs(state), text, blocks, metadata: undefined, edits: 0 });
}

function readResponse({ user, channel }: Spot, via: SlackResponse['via'], body: Json): SlackResponse {
  const { text, blocks, response_type, replace_original, delete_original } = body;
  return {
    user,
    channel,
    text: typeof text === 'string' ? text : '',
    blocks: Array.isArray(blocks) ? blocks : [],
    via,
    responseType: response_type === 'in_channel' ? 'in_channel' : 'ephemeral',
    replaceOriginal: replace_original === true,
    deleteOriginal: delete_original === true,
  };
}

function refuse(status: number, error: string): SlackAnswerOutcome {
  return { status, body: { ok: false, error } };
}
