// Buttons and forms: each is acknowledged first, within Slack's three seconds whatever the store and Slack do, and worked
// on afterwards. One listener for all buttons and one for all forms, since Bolt runs every listener that matches.

import type { App, BlockAction, ButtonAction, SlackViewAction, types } from '@slack/bolt';
import type { WebClient } from '@slack/web-api';
import type { Desk, Presser } from '../desk.ts';
import { isPressAction, type PressAction, type PressAsked } from '../press.ts';
import type { Tracked } from '../tracked.ts';
import { answerPerson, type Way } from './answer-person.ts';
import { deleteForm, readDeleteForm } from './delete-form.ts';
import { exceptionForm, readExceptionForm } from './exception-form.ts';
import { type FormFacts, type FormSubject, type FormValues, readFormSubject } from './form-subject.ts';
import { answerText, UNKNOWN_BUTTON } from './press-answer.ts';

export interface PressListenersDependencies {
  readonly desk: Desk;
  readonly tracked: Tracked;
  readonly way: Way;
  readonly clock: () => Date;
}

interface Form {
  show(facts: FormFacts): types.ModalView;
  /** What is wrong with it, by block id. */
  read(
    subject: FormSubject,
    values: FormValues,
  ): { readonly asked: PressAsked; readonly typed?: string } | Faults;
}
interface Faults {
  readonly errors: Record<string, string>;
  /** As it was asked all the same, for the audit. Undefined when the form was not filled in at all. */
  readonly wrong: { readonly asked: PressAsked; readonly typed: string } | undefined;
}

const FORMS: Readonly<Partial<Record<PressAction, Form>>> = {
  delete: { show: deleteForm, read: readDeleteForm },
  not_personal_data: { show: exceptionForm, read: readExceptionForm },
};

/** A link: Slack tells of it, and wants it acknowledged. */
const LINK = 'open_in_intercom';

export function addPresses(bolt: App, deps: PressListenersDependencies): void {
  const { desk, tracked } = deps;

  bolt.action<BlockAction>(/.*/, async ({ ack, body, action, client }) => {
    await ack();
    if (action.action_id === LINK) return;
    tracked.begin(() => pressed(body, action as ButtonAction, client));
  });

  bolt.view<SlackViewAction>(/.*/, async ({ ack, body, view, client }) => {
    const form = isPressAction(view.callback_id) ? FORMS[view.callback_id] : undefined;
    if (!form || body.type !== 'view_submission') return ack();
    const subject = readFormSubject(view.private_metadata);
    if (!subject) return ack();
    const read = form.read(subject, view.state.values);
    const by = presserOf(body);
    if ('errors' in read) {
      await ack({ response_action: 'errors', errors: read.errors });
      const { wrong } = read;
      if (wrong) tracked.begin(async () => void (await desk.press({ by, token: subject.token, ...wrong })));
      return;
    }
    await ack();
    tracked.begin(async () => {
      const answer = await desk.press({ by, token: subject.token, ...read });
      await tell(client, by, { channel: subject.channel }, answerText(answer));
    });
  });

  async function pressed(body: BlockAction, action: ButtonAction, client: WebClient): Promise<void> {
    const by = presserOf(body);
    const place = { channel: body.channel?.id, responseUrl: body.response_url };
    const { action_id: name, value: token = '' } = action;
    if (!isPressAction(name)) return tell(client, by, place, UNKNOWN_BUTTON);
    const form = FORMS[name];
    if (form) return openForm(form, { by, token, action: name }, body, client);
    const answer = await desk.press({ by, token, asked: { action: name } as PressAsked });
    return tell(client, by, place, answerText(answer));
  }

  async function openForm(
    form: Form,
    request: Parameters<Desk['open']>[0],
    { trigger_id, channel, response_url: responseUrl }: BlockAction,
    client: WebClient,
  ): Promise<void> {
    const { by, token } = request;
    const place = { channel: channel?.id, responseUrl };
    const opening = await desk.open(request);
    if (opening.kind !== 'form') return tell(client, by, place, answerText(opening));
    const { conversationId } = opening;
    const subject = { token, channel: channel?.id ?? '', conversationId, openedAt: deps.clock().getTime() };
    try {
      await client.views.open({ trigger_id, view: form.show({ subject, conversationId }) });
    } catch {
      return tell(client, by, place, answerText({ kind: 'not_opened' }));
    }
    await desk.opened(request);
  }

  function tell(
    client: WebClient,
    { userId }: Presser,
    place: { readonly channel: string | undefined; readonly responseUrl?: string | undefined },
    text: string | undefined,
  ): Promise<void> {
    if (text === undefined) return Promise.resolve();
    return answerPerson(client, { ...place, userId }, text, deps.way);
  }
}

function presserOf({ user, team }: Pick<BlockAction | SlackViewAction, 'user' | 'team'>): Presser {
  // A guest of a shared channel presses in our workspace, but belongs to another one.
  const teamIds = [user.team_id, team?.id].filter((id) => typeof id === 'string');
  return { userId: user.id, teamIds };
}
