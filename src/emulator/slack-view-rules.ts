// What a modal may be. Source: Slack docs, modal view reference. Slack calls a wrong one invalid_arguments.

import { slackBlockErrors } from './slack-blocks.ts';
import type { Json } from './slack-state.ts';
import { atMost, first, ifGiven, isJson, onlyFields, plainText } from './slack-text-rules.ts';

const FIELDS = [
  'type',
  'title',
  'blocks',
  'close',
  'submit',
  'private_metadata',
  'callback_id',
  'clear_on_close',
  'notify_on_close',
  'external_id',
  'submit_disabled',
];
const BYTES = 250_000;

/** One line for each error; empty when the view is fine. */
export function slackViewErrors(view: unknown): readonly string[] {
  if (!isJson(view)) return ['must be an object [json-pointer:/view]'];
  if (view.type !== 'modal') return [`unsupported type: ${String(view.type)} [json-pointer:/view/type]`];
  const verdict = first(
    onlyFields(view, FIELDS),
    plainText(view.title, 24),
    ifGiven(view.submit, (text) => plainText(text, 24)),
    ifGiven(view.close, (text) => plainText(text, 24)),
    atMost(view.private_metadata, 3000, 'private_metadata'),
    atMost(view.callback_id, 255, 'callback_id'),
    hasInput(view) && view.submit === undefined ? 'submit is required with an input block' : undefined,
    Buffer.byteLength(JSON.stringify(view)) > BYTES ? 'view is too large' : undefined,
  );
  const wrong = slackBlockErrors(view.blocks, 'modal').map((error) =>
    error.replace(':/blocks', ':/view/blocks'),
  );
  return verdict === undefined ? wrong : [`${verdict} [json-pointer:/view]`, ...wrong];
}

function hasInput({ blocks }: Json): boolean {
  return Array.isArray(blocks) && blocks.some((block) => isJson(block) && block.type === 'input');
}
