// What can go wrong with Slack, on demand.

export type SlackFaultKind =
  /** HTTP 429; without `retryAfterSeconds` the header is missing. */
  | { readonly kind: 'rate_limited'; readonly retryAfterSeconds?: number }
  /** HTTP 200 with `{"ok":false,"error":…}`: ratelimited, invalid_auth, missing_scope, internal_error… */
  | { readonly kind: 'error'; readonly error: string }
  /** Any other status, with a page as its body. */
  | { readonly kind: 'status'; readonly status: number }
  /** HTTP 200 with a page instead of JSON. */
  | { readonly kind: 'html' }
  /** Half an answer, then the connection is cut. */
  | { readonly kind: 'cut' }
  /** No answer, until the caller gives up or the emulator is reset. */
  | { readonly kind: 'hang' }
  /** The connection is cut without an answer. */
  | { readonly kind: 'reset' };

export type SlackFault = SlackFaultKind & {
  /** `chat.postMessage`, for example; every method when left out. */
  readonly method?: string;
  /** How many calls it hits; every one when left out. */
  readonly times?: number;
  /** Passes by itself at this time. */
  readonly until?: Date;
  /** The call takes effect first: only its answer is lost. */
  readonly afterEffect?: boolean;
};

export interface SlackFaults {
  /** Faults are looked at in the order in which they were added; the first that fits is used. */
  add(fault: SlackFault): void;
  clear(): void;
  /** The fault for this call, used up by one. */
  take(method: string, now: Date): SlackFault | undefined;
}

export function createSlackFaults(): SlackFaults {
  let faults: { readonly fault: SlackFault; left: number }[] = [];
  return {
    add: (fault) => {
      faults.push({ fault, left: fault.times ?? Number.POSITIVE_INFINITY });
    },
    clear: () => {
      faults = [];
    },
    take: (method, now) => {
      faults = faults.filter(
        ({ fault, left }) => left > 0 && (fault.until === undefined || fault.until > now),
      );
      const found = faults.find(({ fault }) => fault.method === undefined || fault.method === method);
      if (found === undefined) return undefined;
      found.left -= 1;
      return found.fault;
    },
  };
}
