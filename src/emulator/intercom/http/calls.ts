/** One request that reached the emulator. Filled in as it goes: `status` comes with the answer. */
export interface Call {
  readonly method: string;
  /** Without the query. */
  readonly path: string;
  readonly query: Readonly<Record<string, string>>;
  /** Parsed JSON; undefined when there was none or it was not JSON. */
  readonly body: unknown;
  /** The `Intercom-Version` header as sent. */
  readonly version: string | undefined;
  /** Unix milliseconds of the emulator's clock, when the request was read. */
  readonly at: number;
  /** undefined until answered, and for good when no answer was sent. */
  readonly status: number | undefined;
}

/** A list that forgets its oldest entries once it holds twice as many as wanted. */
export function remember<T>(list: T[], entry: T, limit: number): void {
  list.push(entry);
  if (list.length > limit * 2) list.splice(0, list.length - limit);
}
