// One request to the local Slack: a method of the Web API, or an answer at a response_url.

import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import { answerAt, isAnswerPath } from './slack-answers.ts';
import type { SlackFaults } from './slack-faults.ts';
import { SLACK_METHODS } from './slack-methods.ts';
import { fail, type SlackAnswer, type SlackArguments, type SlackState } from './slack-state.ts';
import { misbehave, readArguments, sendJson } from './slack-wire.ts';

interface Answer {
  readonly status: number;
  readonly body: SlackAnswer;
}

export async function serveSlack(
  state: SlackState,
  faults: SlackFaults,
  hanging: Set<Socket>,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const { pathname } = new URL(request.url ?? '/', 'http://slack');
  const method = isAnswerPath(pathname) ? 'response_url' : pathname.replace('/api/', '');
  const { args, json } = await readArguments(request);
  const at = state.clock();
  const fault = faults.take(method, at);
  const effect = fault === undefined || fault.afterEffect === true;
  const answer = !effect
    ? undefined
    : method === 'response_url'
      ? (answerAt(state, pathname, json) as Answer)
      : { status: 200, body: answerTo(state, method, args, request.headers.authorization) };
  state.calls.push({ method, args, at, result: fault?.kind ?? answer?.body.error ?? 'ok' });
  if (fault?.kind === 'hang') hanging.add(request.socket);
  else if (fault !== undefined) misbehave(fault, request, response);
  else if (answer !== undefined)
    sendJson(response, answer.status, answer.body, { 'x-oauth-scopes': state.scopes.join(',') });
}

/** Socket Mode is opened by the app's token, all else by the bot's. */
function answerTo(state: SlackState, name: string, args: SlackArguments, given = ''): SlackAnswer {
  const method = Object.hasOwn(SLACK_METHODS, name) ? SLACK_METHODS[name] : undefined;
  if (method === undefined) return fail('unknown_method');
  if (given === '') return fail('not_authed');
  const wanted = name === 'apps.connections.open' ? state.appToken : state.token;
  if (given === `Bearer ${wanted}`) return method(state, args);
  const isOurs = [state.token, state.appToken].some((token) => given === `Bearer ${token}`);
  return fail(isOurs ? 'not_allowed_token_type' : 'invalid_auth');
}
