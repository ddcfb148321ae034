// What each HTML element does to the text around it.

/**
 * `inline` joins what stands before and after it; `block` puts a line break; `cell` a tab; `hidden` has no text
 * that anybody reads.
 */
export type TagRole = 'inline' | 'block' | 'cell' | 'hidden';

const NAMES: Readonly<Record<TagRole, string>> = {
  inline:
    'a abbr acronym area audio b base bdi bdo big blink button canvas cite code data datalist del dfn em embed ' +
    'font i iframe img input ins kbd label link map mark meta meter nobr noembed noframes noscript object output ' +
    'param picture progress q rb rp rt rtc ruby s samp select small source span strike strong sub sup svg time ' +
    'track tt u var video wbr xmp',
  block:
    'address article aside blockquote body br caption center col colgroup dd details dialog dir div dl dt ' +
    'fieldset figcaption figure footer form frame frameset h1 h2 h3 h4 h5 h6 head header hgroup hr html legend li ' +
    'listing main marquee menu nav ol optgroup option p plaintext pre search section summary table tbody textarea ' +
    'tfoot thead title tr ul',
  cell: 'td th',
  hidden: 'script style template',
};

const ROLES: ReadonlyMap<string, TagRole> = new Map(
  (['inline', 'block', 'cell', 'hidden'] as const).flatMap((role) =>
    NAMES[role].split(' ').map((name): [string, TagRole] => [name, role]),
  ),
);

/** The role of an element, or undefined when HTML has none of this name. */
export function tagRole(name: string): TagRole | undefined {
  const role = ROLES.get(name) ?? ROLES.get(name.toLowerCase());
  if (role !== undefined) return role;
  // Custom and Office elements, such as `<o:p>`.
  return /^[a-z][a-z0-9]*[:-]/i.test(name) ? 'inline' : undefined;
}

const TAG = new RegExp(
  `<(?:!--|!doctype\\b|/?(?:${[...ROLES.keys()].join('|')})(?:\\s*/?>|\\s+[a-z_:][\\w:.-]{0,40}\\s{0,4}=))`,
  'i',
);

/** Whether a body is HTML. Intercom sends both; plain text may hold a `<` that must not swallow what follows. */
export function isHtml(body: string): boolean {
  return body.includes('<') && TAG.test(body);
}
