// What time it is at Intercom: messages carry its times, and our clock may be wrong.

export interface TheirClock {
  now(): Date;
  /** Takes what an answer says of when it was sent. */
  note(sentAt: Date | undefined): void;
}

/** An answer says whole seconds, and took its time to come. */
const AGREE_MS = 2_000;
/** Whatever is further off was not written when the answer was. */
const FURTHEST_MS = 86_400_000;

export function createTheirClock(clock: () => Date): TheirClock {
  let aheadMs = 0;
  return {
    now: () => new Date(clock().getTime() + aheadMs),
    note(sentAt) {
      if (!sentAt) return;
      const ms = sentAt.getTime() - clock().getTime();
      if (Math.abs(ms) <= FURTHEST_MS) aheadMs = Math.abs(ms) <= AGREE_MS ? 0 : ms;
    },
  };
}
