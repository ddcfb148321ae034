// The forms that values of the configuration have. Each says what is wrong without repeating what was given.

import { z } from 'zod';
import { toMs } from './duration.ts';
import { type Id, toId } from './message.ts';
import { parseTimeOfDay, type QuietHours, type TimeOfDay } from './time-of-day.ts';

export const text = z.string();
export const address = z
  .string()
  .refine((value) => URL.canParse(value) && /^https?:/.test(value), 'must be an http or https address')
  .transform((value) => value.replace(/\/+$/, ''));
export const port = z
  .string()
  .refine((value) => /^\d{1,5}$/.test(value) && Number(value) <= 65_535, 'must be a number from 0 to 65535')
  .transform(Number);
export const secrets = z
  .string()
  .transform((value) => value.split(',').map((secret) => secret.trim()))
  .refine(
    (list) => list.every((secret) => secret !== ''),
    'must be one secret, or several with a comma between',
  );

export const id = z.string().transform((value, context) => {
  const given = toId(value);
  if (!given) context.addIssue({ code: 'custom', message: 'must be an id of letters, digits, _ and -' });
  return given as Id;
});
/** Source: Slack docs, user ids begin with U or W. */
export const userIds = z
  .string()
  .transform((value) => value.split(',').map((one) => one.trim()))
  .pipe(
    z.array(
      z
        .string()
        .regex(/^[UW][A-Z0-9]{2,30}$/, "must be Slack users' ids (U…), not names")
        .pipe(id),
    ),
  );

export function oneOf<const T extends string>(values: readonly T[]): z.ZodType<T, string> {
  return z.enum(values, { error: () => `must be ${values.join(' or ')}` });
}

export function timesOfDay(between: string, message: string) {
  return z.string().transform((value, context): QuietHours => {
    const [from, to, ...more] = value.split(between).map((one) => parseTimeOfDay(one.trim()));
    if (from && to && more.length === 0 && from.minutes !== to.minutes) return { from, to };
    context.addIssue({ code: 'custom', message });
    return z.NEVER;
  });
}

export const timeOfDayOrOff = text.transform((value, context): TimeOfDay | 'off' => {
  const time = value === 'off' ? 'off' : parseTimeOfDay(value);
  if (time) return time;
  context.addIssue({ code: 'custom', message: 'must be a time of day such as 09:00, or off' });
  return z.NEVER;
});

const LENGTH = 'must be a length of time such as 30s, 5m, 1h or 1d';
export const duration = text.transform((value, context): number => {
  const ms = toMs(value);
  if (ms !== undefined) return ms;
  context.addIssue({ code: 'custom', message: LENGTH });
  return z.NEVER;
});

export const durationOrOff = text.transform((value, context): number | 'off' => {
  const ms = value === 'off' ? 'off' : toMs(value);
  if (ms !== undefined) return ms;
  context.addIssue({ code: 'custom', message: `${LENGTH}, or off` });
  return z.NEVER;
});
