// People in the local Slack: what they press, fill in and type reaches the app as Slack would deliver it.

import { recordAnswer } from './slack-answers.ts';
import {
  deliver,
  makeRequest,
  type SlackAppAnswer,
  type SlackDeliveryOptions,
  type SlackDoor,
  type SlackRequest,
} from './slack-delivery.ts';
import { fillIn, type SlackFilled } from './slack-form.ts';
import {
  commandForm,
  pressPayload,
  type SlackActor,
  type SlackCommandGiven,
  type SlackPressed,
  viewPayload,
} from './slack-payloads.ts';
import type { SlackEnvelopeType } from './slack-socket-mode.ts';
import type { Json, SlackState, SlackView } from './slack-state.ts';
import { takeViewAnswer } from './slack-view-answer.ts';
import { changeView, viewAt } from './slack-views.ts';

export type SlackPress = SlackPressed & SlackDeliveryOptions;
export type SlackCommand = SlackCommandGiven & SlackDeliveryOptions;
export type SlackViewUse = SlackActor & SlackDeliveryOptions & { readonly view: Pick<SlackView, 'id'> };
export type SlackSubmit = SlackViewUse & {
  /** By action id. */
  readonly values?: SlackFilled;
};

export interface SlackSubmitAnswer extends SlackAppAnswer {
  /** What the app has against it, by block id; empty when it takes it. */
  readonly errors: Readonly<Record<string, string>>;
}

/** All are @throws for what nobody could do: a button that is not there, a view that is closed. */
export interface SlackPeople {
  press(press: SlackPress): Promise<SlackAppAnswer>;
  submit(submit: SlackSubmit): Promise<SlackSubmitAnswer>;
  /** Undefined: the app did not ask to be told. */
  closeView(close: SlackViewUse): Promise<SlackAppAnswer | undefined>;
  command(command: SlackCommand): Promise<SlackAppAnswer>;
  /** The same bytes again, under the same signature. Changes nothing in the local Slack. */
  replay(request: SlackRequest): Promise<SlackAppAnswer>;
}

export function createSlackPeople(state: SlackState, door: SlackDoor, timeoutMs: number): SlackPeople {
  const send = (type: SlackEnvelopeType, payload: Json, options: SlackDeliveryOptions) =>
    deliver(door, makeRequest(door, type, payload, options), timeoutMs);
  return {
    press: async (press) => send('interactive', pressPayload(state, press), press),
    submit: async (submit) => {
      const view = openViewAt(state, submit.view.id);
      const values = fillIn(view, submit.values ?? {});
      const payload = viewPayload(state, 'view_submission', submit, view, values);
      const answer = await send('interactive', payload, submit);
      return { ...answer, errors: answer.status === 200 ? takeViewAnswer(state, view, answer.body) : {} };
    },
    closeView: async (close) => {
      const view = openViewAt(state, close.view.id);
      changeView(state, view.id, { standing: 'closed' });
      if (view.content.notify_on_close !== true) return undefined;
      return send('interactive', viewPayload(state, 'view_closed', close, view, {}), close);
    },
    command: async (command) => {
      const form = commandForm(state, command);
      const answer = await send('slash_commands', form, command);
      const spot = { user: command.user, channel: form.channel_id ?? '', ts: undefined };
      if (answer.status === 200) recordAnswer(state, spot, answer.body);
      return answer;
    },
    replay: (request) => deliver(door, request, timeoutMs),
  };
}

function openViewAt(state: SlackState, id: string): SlackView {
  const view = viewAt(state, id);
  if (view.standing !== 'open') throw new Error(`the view ${id} is ${view.standing}`);
  return view;
}
