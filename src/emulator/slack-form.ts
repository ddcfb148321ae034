// What a person fills into a modal, as Slack's own client lets them. Source: Slack docs, view payload's `state.values`.

import type { Json, SlackView } from './slack-state.ts';
import { isJson } from './slack-text-rules.ts';

/** Text or an option's value, or several of them for checkboxes, by action id. */
export type SlackFilled = Readonly<Record<string, string | readonly string[]>>;

/**
 * The view's `state.values`: what was filled in, else what stood there at the start.
 * @throws for what a person could not do: an unknown field or option, a field left empty, a text too long.
 */
export function fillIn({ content }: SlackView, filled: SlackFilled): Json {
  const blocks = (Array.isArray(content.blocks) ? content.blocks : []).filter(isJson);
  const fields = blocks.flatMap((block) => elementsOf(block).map((element) => ({ block, element })));
  const unknown = Object.keys(filled).find((id) => !fields.some(({ element }) => element.action_id === id));
  if (unknown !== undefined) throw new Error(`the view has no field ${unknown}`);
  const values: Record<string, Record<string, Json>> = {};
  for (const { block, element } of fields) {
    const value = valueIn(element, filled[String(element.action_id)]);
    const mustBeFilled = block.type === 'input' && block.optional !== true;
    if (mustBeFilled && isEmpty(value)) throw new Error(`${element.action_id} must be filled in`);
    const id = String(block.block_id);
    values[id] = { ...values[id], [String(element.action_id)]: value };
  }
  return values;
}

/** The blocks that an error may stand at. */
export function inputBlockIds({ content }: SlackView): readonly string[] {
  const blocks = (Array.isArray(content.blocks) ? content.blocks : []).filter(isJson);
  return blocks.filter(({ type }) => type === 'input').map(({ block_id }) => String(block_id));
}

function elementsOf({ type, element, elements, accessory }: Json): readonly Json[] {
  const all = type === 'input' ? [element] : type === 'actions' ? elements : [accessory];
  const fillable = ['plain_text_input', 'static_select', 'radio_buttons', 'checkboxes'];
  return (Array.isArray(all) ? all : []).filter(isJson).filter((one) => fillable.includes(String(one.type)));
}

function valueIn(element: Json, given: SlackFilled[string] | undefined): Json {
  const { type } = element;
  if (type === 'plain_text_input') return { type, value: textOf(element, given) };
  if (type !== 'checkboxes') {
    const start = isJson(element.initial_option) ? element.initial_option.value : undefined;
    const value = given ?? start;
    return { type, selected_option: value === undefined ? null : optionOf(element, value) };
  }
  const start = Array.isArray(element.initial_options) ? element.initial_options : [];
  const chosen = given === undefined ? start.map(({ value }) => value) : [given].flat();
  return { type, selected_options: chosen.map((value) => optionOf(element, value)) };
}

function textOf(element: Json, given: SlackFilled[string] | undefined): string | null {
  const text = given ?? element.initial_value ?? '';
  if (typeof text !== 'string') throw new Error(`${element.action_id} takes one text`);
  const { min_length = 0, max_length = 3000 } = element;
  if (text === '') return null;
  if (text.length < Number(min_length) || text.length > Number(max_length))
    throw new Error(`${element.action_id} takes ${min_length} to ${max_length} characters`);
  return text;
}

function optionOf({ action_id, options, option_groups }: Json, value: unknown): Json {
  const groups = Array.isArray(option_groups) ? option_groups.flatMap((group) => group.options) : [];
  const all = [...(Array.isArray(options) ? options : []), ...groups];
  const option = all.find((one) => isJson(one) && one.value === value);
  if (option === undefined) throw new Error(`${action_id} does not offer ${value}`);
  return option;
}

function isEmpty({ value, selected_option, selected_options }: Json): boolean {
  if (Array.isArray(selected_options)) return selected_options.length === 0;
  return (value ?? selected_option ?? null) === null;
}
