// What an app's answer to a filled-in modal does. Source: Slack docs, modals: `response_action`.

import { inputBlockIds } from './slack-form.ts';
import type { Json, SlackState, SlackView } from './slack-state.ts';
import { isJson } from './slack-text-rules.ts';
import { slackViewErrors } from './slack-view-rules.ts';
import { addView, changeView, withBlockIds } from './slack-views.ts';

/**
 * The errors by block id; none when the view was taken.
 * @throws for an answer at which Slack shows the person "We had some trouble connecting".
 */
export function takeViewAnswer(
  state: SlackState,
  view: SlackView,
  body: unknown,
): Readonly<Record<string, string>> {
  const answer = isJson(body) ? body : {};
  const { response_action } = answer;
  if (response_action === 'errors') return readErrors(view, answer.errors);
  if (response_action === undefined) changeView(state, view.id, { standing: 'submitted' });
  else if (response_action === 'clear') clear(state, view);
  else if (response_action === 'update') changeView(state, view.id, { content: readView(answer.view) });
  else if (response_action === 'push') addView(state, view.user, readView(answer.view), view.id);
  else throw new Error(`Slack knows no response_action ${String(response_action)}`);
  return {};
}

function readErrors(view: SlackView, errors: unknown): Readonly<Record<string, string>> {
  const blocks = inputBlockIds(view);
  if (!isJson(errors) || Object.keys(errors).length === 0) throw new Error('Slack wants an error at least');
  for (const [id, text] of Object.entries(errors)) {
    if (!blocks.includes(id)) throw new Error(`the view has no input block ${id}`);
    if (typeof text !== 'string' || text === '') throw new Error(`the error at ${id} is no text`);
  }
  return errors as Readonly<Record<string, string>>;
}

function clear(state: SlackState, view: SlackView): void {
  const isInStack = ({ id, previousId }: SlackView) =>
    id === view.id || id === view.previousId || previousId === view.id;
  for (const { id } of state.views.filter(isInStack)) changeView(state, id, { standing: 'submitted' });
}

function readView(given: unknown): Json {
  const errors = slackViewErrors(given);
  if (!isJson(given) || errors.length > 0)
    throw new Error(`Slack would not show the view: ${errors.join('; ')}`);
  return withBlockIds(given);
}
