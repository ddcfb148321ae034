// Bolt and web-api log whole requests at debug, and Slack's own words at every level. None of it is let through:
// only how often each level was used.

import { type Logger, LogLevel } from '@slack/web-api';

/** Told the level of each line that Bolt or web-api wanted to log, never the line. */
export type CountLog = (level: `${LogLevel}`) => void;

const ORDER = [LogLevel.DEBUG, LogLevel.INFO, LogLevel.WARN, LogLevel.ERROR] as const;

export function createQuietLogger(log: CountLog = () => {}, level: LogLevel = LogLevel.WARN): Logger {
  let lowest = level;
  const counting = (own: LogLevel) => () => {
    if (ORDER.indexOf(own) >= ORDER.indexOf(lowest)) log(own);
  };
  return {
    debug: counting(LogLevel.DEBUG),
    info: counting(LogLevel.INFO),
    warn: counting(LogLevel.WARN),
    error: counting(LogLevel.ERROR),
    setLevel: (next) => {
      lowest = next;
    },
    getLevel: () => lowest,
    setName: () => {},
  };
}
