// Slack's limits for messages, checked before Slack does, since a refused card is a card that nobody sees.
// Source: Slack docs, Block Kit reference. The total is not documented; Slack was seen to refuse blocks with
// 11,300 characters of text (bolt-js issue 2867), so the budget here stays well below.

import type { types } from '@slack/bolt';

export interface BlockProblem {
  /** Where, for example `2.fields.0.text`. */
  readonly path: string;
  readonly problem: 'empty' | 'too_many' | 'too_long' | 'bad_url' | 'unexpected_type' | 'duplicate_id';
}

const MAX = {
  blocks: 35,
  messageText: 8000,
  messageJson: 12_000,
  sectionText: 3000,
  fields: 10,
  fieldText: 2000,
  headerText: 150,
  contextElements: 10,
  contextText: 2000,
  actions: 25,
  buttonText: 75,
  buttonUrl: 3000,
  buttonValue: 2000,
  id: 255,
} as const;

/**
 * Every limit that these blocks break as a message; empty when Slack will take them.
 * Kinds of blocks that cards never use are refused.
 */
export function checkBlocks(blocks: readonly types.KnownBlock[]): readonly BlockProblem[] {
  const json = JSON.stringify(blocks);
  const ids = blocks.flatMap((block) => block.block_id ?? []);
  return [
    ...size('blocks', blocks.length, MAX.blocks, 'too_many'),
    ...size('json', json.length, MAX.messageJson, 'too_long', 0),
    ...size('text', textLength(blocks), MAX.messageText, 'too_long', 0),
    ...(new Set(ids).size < ids.length ? [{ path: 'block_id', problem: 'duplicate_id' } as const] : []),
    ...blocks.flatMap((block, index) => checkBlock(block, `${index}`)),
  ];
}

function checkBlock(block: types.KnownBlock, path: string): readonly BlockProblem[] {
  const id =
    block.block_id === undefined ? [] : size(`${path}.block_id`, block.block_id.length, MAX.id, 'too_long');
  switch (block.type) {
    case 'divider':
      return id;
    case 'header':
      return [...id, ...checkText(block.text.text, `${path}.text`, MAX.headerText)];
    case 'section':
      return [...id, ...checkSection(block, path)];
    case 'context':
      return [...id, ...checkContext(block, path)];
    case 'actions':
      return [...id, ...checkActions(block, path)];
    default:
      return [{ path, problem: 'unexpected_type' }];
  }
}

function checkSection(block: types.SectionBlock, path: string): readonly BlockProblem[] {
  const { text, fields } = block;
  if (text === undefined && fields === undefined) return [{ path, problem: 'empty' }];
  return [
    ...(text === undefined ? [] : checkText(text.text, `${path}.text`, MAX.sectionText)),
    ...(fields === undefined ? [] : size(`${path}.fields`, fields.length, MAX.fields, 'too_many')),
    ...(fields ?? []).flatMap((field, index) =>
      checkText(field.text, `${path}.fields.${index}`, MAX.fieldText),
    ),
    ...(block.accessory === undefined
      ? []
      : [{ path: `${path}.accessory`, problem: 'unexpected_type' } as const]),
  ];
}

function checkContext(block: types.ContextBlock, path: string): readonly BlockProblem[] {
  return [
    ...size(`${path}.elements`, block.elements.length, MAX.contextElements, 'too_many'),
    ...block.elements.flatMap((element, index): readonly BlockProblem[] =>
      element.type === 'image'
        ? [{ path: `${path}.elements.${index}`, problem: 'unexpected_type' }]
        : checkText(element.text, `${path}.elements.${index}`, MAX.contextText),
    ),
  ];
}

function checkActions(block: types.ActionsBlock, path: string): readonly BlockProblem[] {
  const ids = block.elements.flatMap((element) => ('action_id' in element ? (element.action_id ?? []) : []));
  return [
    ...size(`${path}.elements`, block.elements.length, MAX.actions, 'too_many'),
    ...(new Set(ids).size < ids.length
      ? [{ path: `${path}.elements`, problem: 'duplicate_id' } as const]
      : []),
    ...block.elements.flatMap((element, index): readonly BlockProblem[] =>
      element.type === 'button'
        ? checkButton(element, `${path}.elements.${index}`)
        : [{ path: `${path}.elements.${index}`, problem: 'unexpected_type' }],
    ),
  ];
}

function checkButton({ text, url, value, action_id }: types.Button, path: string): readonly BlockProblem[] {
  return [
    ...checkText(text.text, `${path}.text`, MAX.buttonText),
    ...(action_id === undefined ? [] : size(`${path}.action_id`, action_id.length, MAX.id, 'too_long')),
    ...(value === undefined ? [] : size(`${path}.value`, value.length, MAX.buttonValue, 'too_long')),
    ...(url === undefined ? [] : size(`${path}.url`, url.length, MAX.buttonUrl, 'too_long')),
    ...(url === undefined || URL.canParse(url) ? [] : [{ path: `${path}.url`, problem: 'bad_url' } as const]),
  ];
}

function checkText(text: string, path: string, max: number): readonly BlockProblem[] {
  return size(path, text.length, max, 'too_long');
}

function size(
  path: string,
  length: number,
  max: number,
  problem: 'too_many' | 'too_long',
  min = 1,
): readonly BlockProblem[] {
  if (length < min) return [{ path, problem: 'empty' }];
  return length > max ? [{ path, problem }] : [];
}

/** Of everything that is read, however deep it stands. */
function textLength(value: unknown): number {
  if (typeof value !== 'object' || value === null) return 0;
  return Object.entries(value).reduce(
    (total, [key, inner]) =>
      total + (key === 'text' && typeof inner === 'string' ? inner.length : textLength(inner)),
    0,
  );
}
