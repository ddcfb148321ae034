// Fields of forms. A field's block and its element have one name.

import type { types } from '@slack/bolt';

type PlainText = types.PlainTextElement;

export function plain(text: string): PlainText {
  return { type: 'plain_text', text };
}

export interface Choice {
  readonly value: string;
  readonly label: string;
}

export function select(name: string, label: string, choices: readonly Choice[]): types.InputBlock {
  const options = choices.map(toOption);
  return {
    type: 'input',
    block_id: name,
    label: plain(label),
    element: { type: 'static_select', action_id: name, options },
  };
}

/** The first is chosen at the start. */
export function radio(name: string, label: string, choices: readonly Choice[]): types.InputBlock {
  const options = choices.map(toOption);
  const [first] = options;
  return {
    type: 'input',
    block_id: name,
    label: plain(label),
    element: {
      type: 'radio_buttons',
      action_id: name,
      options,
      ...(first ? { initial_option: first } : {}),
    },
  };
}

export function shortText(name: string, label: string, length: number): types.InputBlock {
  return {
    type: 'input',
    block_id: name,
    label: plain(label),
    element: { type: 'plain_text_input', action_id: name, min_length: length, max_length: length },
  };
}

export function paragraph(text: string): types.SectionBlock {
  return { type: 'section', text: { type: 'mrkdwn', text } };
}

function toOption({ value, label }: Choice): types.PlainTextOption {
  return { value, text: plain(label) };
}
