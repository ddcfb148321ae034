// Bodies as `display_as=plaintext` and webhooks of 2.15 and later show them. Intercom documents no algorithm:
// inferred, but for links, which docs of 2.16 say are rendered as `label (url)`.

const NAMED: Readonly<Record<string, string>> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
  nbsp: '\u00a0',
};

const LINK = /<a\b[^>]*?\bhref="([^"]*)"[^>]*>(.*?)<\/a>/gis;
const LINE_END = /<br\s*\/?>|<\/(?:p|div|li|h[1-6]|tr|blockquote|pre)>/gi;
const TAG = /<\/?[a-z!][^>]*>/gi;
const ENTITY = /&(?:#(\d{1,7})|#x([0-9a-f]{1,6})|([a-z]+));/gi;

/** @param linkUrls render links as `label (url)`; otherwise only the label stays. */
export function toPlainText(html: string, linkUrls: boolean): string {
  if (!/[<&]/.test(html)) return html;
  const linked = linkUrls ? html.replace(LINK, '$2 ($1)') : html;
  return decode(linked.replace(LINE_END, '\n').replace(TAG, '')).trim();
}

/** What a person typed, as Intercom keeps it. Intercom docs: HTML is not supported in messages from contacts. */
export function toHtml(text: string): string {
  const escaped = text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
  return `<p>${escaped.replaceAll('\n', '<br>')}</p>`;
}

function decode(text: string): string {
  return text.replace(ENTITY, (entity, decimal?: string, hex?: string, name?: string) => {
    if (name !== undefined) return NAMED[name.toLowerCase()] ?? entity;
    const code = decimal === undefined ? Number.parseInt(hex ?? '', 16) : Number(decimal);
    return code <= 0x10ffff ? String.fromCodePoint(code) : entity;
  });
}
