// One line of `scan --jsonl`: {"id","text"} or {"id","html"}.

/** `id` is JSON as it was given, since a number may have more digits than JavaScript keeps; `null` when there is none. */
export type MessageLine =
  | { readonly kind: 'message'; readonly id: string; readonly body: string }
  | { readonly kind: 'unreadable'; readonly id: string; readonly error: string };

export function readMessageLine(line: string): MessageLine {
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch {
    return { kind: 'unreadable', id: idAtStart(line) ?? 'null', error: 'not JSON' };
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    return { kind: 'unreadable', id: 'null', error: 'not an object with id and text or html' };
  }
  const { id: given, text, html }: Readonly<Record<string, unknown>> = { ...value };
  const id = idAsGiven(given, line);
  if (id === undefined) return { kind: 'unreadable', id: 'null', error: 'no id that is text or a number' };
  if (typeof text === 'string' && typeof html === 'string')
    return { kind: 'unreadable', id, error: 'both text and html: give one of them' };
  if (typeof text === 'string') return { kind: 'message', id, body: text };
  if (typeof html === 'string') return { kind: 'message', id, body: html };
  return { kind: 'unreadable', id, error: 'no text or html that is text' };
}

function idAsGiven(id: unknown, line: string): string | undefined {
  if (typeof id === 'string' || Number.isSafeInteger(id)) return JSON.stringify(id);
  return typeof id === 'number' ? numberAsWritten(line) : undefined;
}

/** The digits of the outermost `id`. */
function numberAsWritten(line: string): string | undefined {
  const written = new Map<unknown, string | undefined>();
  let outermost: string | undefined;
  JSON.parse(line, function (this: unknown, key: string, value: unknown, context?: { source?: string }) {
    if (key === 'id') written.set(this, context?.source);
    outermost = written.get(value);
    return value;
  });
  return outermost;
}

/** The id of a line that is cut off or broken after it. */
function idAtStart(line: string): string | undefined {
  const id = /^\s*\{\s*"id"\s*:\s*("(?:[^"\\]|\\.){0,200}"|-?\d{1,30})\s*[,}]/.exec(line)?.[1];
  try {
    return id === undefined || JSON.parse(id) === undefined ? undefined : id;
  } catch {
    return undefined;
  }
}
