// Block Kit's rules for messages, as Slack's block reference gives them. Says which block is wrong, as Slack does.

type Json = Readonly<Record<string, unknown>>;
/** Undefined: fine. */
type Verdict = string | undefined;

const MESSAGE_BLOCKS = 50;
/** Not documented; Slack was seen to take 9,600 characters in 50 blocks and to refuse 11,300. */
const TOTAL_TEXT = 11_000;

const BLOCKS: Readonly<Record<string, (block: Json) => Verdict>> = {
  divider: () => undefined,
  header: (block) => textObject(block.text, 150, ['plain_text']),
  section: (block) => {
    if (block.text === undefined && block.fields === undefined) return 'must have text or fields';
    if (block.text !== undefined) {
      const wrong = textObject(block.text, 3000);
      if (wrong !== undefined) return wrong;
    }
    return block.fields === undefined
      ? undefined
      : each(block.fields, 10, (field) => textObject(field, 2000));
  },
  context: (block) =>
    each(block.elements, 10, (element) =>
      isJson(element) && element.type === 'image' ? undefined : textObject(element, 3000),
    ),
  actions: (block) =>
    unique(block.elements, 'action_id') ??
    each(block.elements, 25, (element) => (isJson(element) ? button(element) : 'no element')),
};

/** What Slack would complain about, one line for each; empty when the blocks are fine. */
export function slackBlockErrors(blocks: unknown): readonly string[] {
  if (!Array.isArray(blocks)) return ['must provide an array'];
  if (blocks.length > MESSAGE_BLOCKS)
    return [`no more than ${MESSAGE_BLOCKS} items allowed [json-pointer:/blocks]`];
  const wrong = blocks.flatMap((block, index) => {
    const verdict = isJson(block) ? blockVerdict(block) : 'must be an object';
    return verdict === undefined ? [] : [`${verdict} [json-pointer:/blocks/${index}]`];
  });
  const twice = unique(blocks, 'block_id');
  return twice === undefined ? wrong : [...wrong, twice];
}

/** Whether the blocks say more than one message may. */
export function isTooLong(blocks: unknown): boolean {
  return lettersIn(blocks) > TOTAL_TEXT;
}

function blockVerdict(block: Json): Verdict {
  const { type, block_id } = block;
  if (typeof block_id === 'string' && block_id.length > 255) return 'block_id must be at most 255 characters';
  const rule = typeof type === 'string' && Object.hasOwn(BLOCKS, type) ? BLOCKS[type] : undefined;
  return rule === undefined ? `unsupported type: ${String(type)}` : rule(block);
}

function button(element: Json): Verdict {
  const { type, url, value, action_id, style } = element;
  if (type !== 'button') return `unsupported element: ${String(type)}`;
  if (typeof url === 'string' && (url.length > 3000 || !/^[a-z][a-z0-9+.-]*:/i.test(url)))
    return 'invalid url';
  if (typeof value === 'string' && value.length > 2000) return 'value must be at most 2000 characters';
  if (typeof action_id === 'string' && action_id.length > 255)
    return 'action_id must be at most 255 characters';
  if (style !== undefined && style !== 'primary' && style !== 'danger') return 'invalid style';
  return textObject(element.text, 75, ['plain_text']);
}

function textObject(given: unknown, longest: number, types = ['plain_text', 'mrkdwn']): Verdict {
  if (!isJson(given) || typeof given.type !== 'string' || !types.includes(given.type))
    return 'invalid text object';
  if (typeof given.text !== 'string' || given.text === '') return 'must be more than 0 characters';
  return given.text.length > longest ? `must be less than ${longest + 1} characters` : undefined;
}

function each(list: unknown, most: number, rule: (item: unknown) => Verdict): Verdict {
  if (!Array.isArray(list) || list.length === 0) return 'must have at least 1 item';
  if (list.length > most) return `no more than ${most} items allowed`;
  return list.map(rule).find((verdict) => verdict !== undefined);
}

function unique(list: unknown, key: string): Verdict {
  if (!Array.isArray(list)) return undefined;
  const ids = list.flatMap((item) => (isJson(item) && typeof item[key] === 'string' ? [item[key]] : []));
  return new Set(ids).size === ids.length ? undefined : `${key} must be unique`;
}

function lettersIn(value: unknown): number {
  if (Array.isArray(value)) return value.reduce((sum: number, inner) => sum + lettersIn(inner), 0);
  if (!isJson(value)) return 0;
  const own = typeof value.text === 'string' ? value.text.length : 0;
  return own + Object.values(value).reduce((sum: number, inner) => sum + lettersIn(inner), 0);
}

function isJson(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
