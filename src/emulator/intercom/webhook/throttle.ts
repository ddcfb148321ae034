/** Intercom docs: a throttled subscription waits from 1 minute up to 2 hours. */
const MAX_FACTOR = 120;

export interface Throttle {
  /** How long to wait before the next notification may go, in real milliseconds; 0 when it may go now. */
  waitMs(): number;
  /** The receiver answered 429: waits longer each time. False when it would be too long: drop the notification. */
  slowDown(): boolean;
  /** A notification was taken: the next wait starts small again. One that is running goes on. */
  ease(): void;
  clear(): void;
}

export function createThrottle(firstMs: number): Throttle {
  let delayMs = 0;
  let until = 0;
  const waitMs = () => Math.max(0, until - performance.now());
  return {
    waitMs,
    slowDown() {
      if (waitMs() > 0) return true;
      delayMs = delayMs === 0 ? firstMs : delayMs * 2;
      if (delayMs > firstMs * MAX_FACTOR) return false;
      until = performance.now() + delayMs;
      return true;
    },
    ease() {
      if (waitMs() === 0) delayMs = 0;
    },
    clear() {
      delayMs = 0;
      until = 0;
    },
  };
}
