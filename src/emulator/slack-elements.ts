// Block Kit's interactive elements. Source: Slack docs, block element and composition object reference.

import type { Json } from './slack-state.ts';
import {
  atMost,
  each,
  first,
  ifGiven,
  isJson,
  onlyFields,
  plainText,
  textObject,
  unique,
  type Verdict,
} from './slack-text-rules.ts';

type Rule = (element: Json) => Verdict;

const BUTTON = ['text', 'url', 'value', 'style', 'confirm', 'accessibility_label'];
const SELECT = ['placeholder', 'options', 'initial_option', 'confirm', 'focus_on_load', 'option_groups'];
const CHOICE = ['options', 'initial_option', 'initial_options', 'confirm', 'focus_on_load'];
const INPUT = [
  'initial_value',
  'multiline',
  'min_length',
  'max_length',
  'placeholder',
  'focus_on_load',
  'dispatch_action_config',
];

const ELEMENTS: Readonly<Record<string, Rule>> = {
  button: (element) =>
    first(
      onlyFields(element, ['type', 'action_id', ...BUTTON]),
      ifGiven(element.url, link),
      atMost(element.value, 2000, 'value'),
      atMost(element.accessibility_label, 75, 'accessibility_label'),
      element.style === undefined || element.style === 'primary' || element.style === 'danger'
        ? undefined
        : 'invalid style',
      plainText(element.text, 75),
    ),
  overflow: (element) =>
    first(onlyFields(element, ['type', 'action_id', 'options', 'confirm']), options(element, 5)),
  static_select: (element) =>
    first(
      onlyFields(element, ['type', 'action_id', ...SELECT]),
      ifGiven(element.placeholder, (text) => plainText(text, 150)),
      element.option_groups === undefined ? options(element, 100) : undefined,
    ),
  radio_buttons: (element) =>
    first(onlyFields(element, ['type', 'action_id', ...CHOICE]), options(element, 10)),
  checkboxes: (element) => first(onlyFields(element, ['type', 'action_id', ...CHOICE]), options(element, 10)),
  plain_text_input: (element) =>
    first(
      onlyFields(element, ['type', 'action_id', ...INPUT]),
      ifGiven(element.placeholder, (text) => plainText(text, 150)),
      atMost(element.initial_value, 3000, 'initial_value'),
    ),
};

const IN_ACTIONS = ['button', 'overflow', 'static_select', 'radio_buttons', 'checkboxes'];
const IN_INPUT = ['plain_text_input', 'static_select', 'radio_buttons', 'checkboxes'];

export function actionElement(element: unknown): Verdict {
  return elementVerdict(element, IN_ACTIONS);
}

export function inputElement(element: unknown): Verdict {
  return elementVerdict(element, IN_INPUT);
}

/** An image, or what may stand in an actions block. */
export function accessory(element: unknown): Verdict {
  return isJson(element) && element.type === 'image' ? image(element) : actionElement(element);
}

export function image(given: Json): Verdict {
  if (typeof given.alt_text !== 'string') return 'missing required field: alt_text';
  return atMost(given.image_url, 3000, 'image_url');
}

function elementVerdict(element: unknown, allowed: readonly string[]): Verdict {
  if (!isJson(element)) return 'no element';
  const { type } = element;
  const rule = typeof type === 'string' && allowed.includes(type) ? ELEMENTS[type] : undefined;
  if (rule === undefined) return `unsupported element: ${String(type)}`;
  return first(
    rule(element),
    atMost(element.action_id, 255, 'action_id'),
    ifGiven(element.confirm, confirmation),
  );
}

function link(given: unknown): Verdict {
  const isLink = typeof given === 'string' && given.length <= 3000 && /^[a-z][a-z0-9+.-]*:/i.test(given);
  return isLink ? undefined : 'invalid url';
}

/** Two options may not have one value: Slack could not tell which was chosen. */
function options({ options: choices }: Json, most: number): Verdict {
  return first(each(choices, most, option), unique(choices, 'value'));
}

function option(given: unknown): Verdict {
  if (!isJson(given)) return 'no option';
  return first(
    onlyFields(given, ['text', 'value', 'description', 'url']),
    typeof given.value === 'string' ? atMost(given.value, 75, 'value') : 'missing required field: value',
    textObject(given.text, 75),
    ifGiven(given.description, (text) => textObject(text, 75)),
  );
}

function confirmation(given: unknown): Verdict {
  if (!isJson(given)) return 'invalid confirm';
  return first(
    onlyFields(given, ['title', 'text', 'confirm', 'deny', 'style']),
    plainText(given.title, 100),
    textObject(given.text, 300),
    plainText(given.confirm, 30),
    plainText(given.deny, 30),
  );
}
