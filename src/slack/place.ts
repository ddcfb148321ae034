// Where a card stands in Slack: what chat.update needs, and what is kept of it.

export interface Place {
  /** A channel's id, as Slack gave it; never its name. */
  readonly channel: string;
  /** Slack's name for a message within its channel: seconds, a dot, six digits. */
  readonly ts: string;
}

const CHANNEL_ID = /^[CDG][A-Z0-9]{2,30}$/;
const TS = /^\d{1,12}\.\d{1,9}$/;

export function isChannelId(channel: string): boolean {
  return CHANNEL_ID.test(channel);
}

/** From an answer of Slack; undefined when it does not say. */
export function readPlace(channel: string | undefined, ts: string | undefined): Place | undefined {
  if (channel === undefined || ts === undefined || !isChannelId(channel) || !TS.test(ts)) return undefined;
  return { channel, ts };
}
