// Block Kit's rules, as Slack's block reference gives them. Says which block is wrong, as Slack does.

import { accessory, actionElement, image, inputElement } from './slack-elements.ts';
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

export type SlackSurface = 'message' | 'modal';

/** Not documented; Slack was seen to take 9,600 characters in 50 blocks and to refuse 11,300. */
const TOTAL_TEXT = 11_000;
const MOST_BLOCKS = { message: 50, modal: 100 } as const;

interface BlockRule {
  readonly fields: readonly string[];
  readonly rule: (block: Json) => Verdict;
  /** Both when left out. */
  readonly only?: SlackSurface;
}

const BLOCKS: Readonly<Record<string, BlockRule>> = {
  divider: { fields: [], rule: () => undefined },
  header: { fields: ['text'], rule: (block) => plainText(block.text, 150) },
  section: { fields: ['text', 'fields', 'accessory', 'expand'], rule: section },
  context: {
    fields: ['elements'],
    rule: (block) =>
      each(block.elements, 10, (element) =>
        isJson(element) && element.type === 'image' ? image(element) : textObject(element, 3000),
      ),
  },
  actions: {
    fields: ['elements'],
    rule: (block) => unique(block.elements, 'action_id') ?? each(block.elements, 25, actionElement),
  },
  image: { fields: ['image_url', 'slack_file', 'alt_text', 'title'], rule: image },
  input: {
    fields: ['label', 'element', 'hint', 'optional', 'dispatch_action'],
    rule: (block) =>
      first(
        plainText(block.label, 2000),
        inputElement(block.element),
        ifGiven(block.hint, (hint) => plainText(hint, 2000)),
      ),
  },
  // Slack serves it in modals only (node-slack-sdk pull request 2567).
  alert: { fields: ['text', 'level'], rule: (block) => textObject(block.text, 3000), only: 'modal' },
};

/** What Slack would complain about, one line for each; empty when the blocks are fine. */
export function slackBlockErrors(blocks: unknown, surface: SlackSurface = 'message'): readonly string[] {
  if (!Array.isArray(blocks)) return ['must provide an array'];
  const most = MOST_BLOCKS[surface];
  if (blocks.length > most) return [`no more than ${most} items allowed [json-pointer:/blocks]`];
  const wrong = blocks.flatMap((block, index) => {
    const verdict = isJson(block) ? blockVerdict(block, surface) : 'must be an object';
    return verdict === undefined ? [] : [`${verdict} [json-pointer:/blocks/${index}]`];
  });
  const twice = unique(blocks, 'block_id');
  return twice === undefined ? wrong : [...wrong, twice];
}

/** Whether the blocks say more than one message may. */
export function isTooLong(blocks: unknown): boolean {
  return lettersIn(blocks) > TOTAL_TEXT;
}

function blockVerdict(block: Json, surface: SlackSurface): Verdict {
  const { type } = block;
  const rule = typeof type === 'string' && Object.hasOwn(BLOCKS, type) ? BLOCKS[type] : undefined;
  if (rule === undefined || (rule.only ?? surface) !== surface) return `unsupported type: ${String(type)}`;
  return first(
    atMost(block.block_id, 255, 'block_id'),
    onlyFields(block, ['type', 'block_id', ...rule.fields]),
    rule.rule(block),
  );
}

function section(block: Json): Verdict {
  if (block.text === undefined && block.fields === undefined) return 'must have text or fields';
  return first(
    ifGiven(block.text, (text) => textObject(text, 3000)),
    ifGiven(block.fields, (fields) => each(fields, 10, (field) => textObject(field, 2000))),
    ifGiven(block.accessory, accessory),
  );
}

function lettersIn(value: unknown): number {
  if (Array.isArray(value)) return value.reduce((sum: number, inner) => sum + lettersIn(inner), 0);
  if (!isJson(value)) return 0;
  const own = typeof value.text === 'string' ? value.text.length : 0;
  return own + Object.values(value).reduce((sum: number, inner) => sum + lettersIn(inner), 0);
}
