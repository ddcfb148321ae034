// Times of day in a time zone, as people set them: 09:00, and hours that may reach over midnight.

export interface TimeOfDay {
  /** Since midnight, local time. */
  readonly minutes: number;
}

export interface QuietHours {
  readonly from: TimeOfDay;
  readonly to: TimeOfDay;
}

const TIME = /^([01]\d|2[0-3]):([0-5]\d)$/;

export function parseTimeOfDay(text: string): TimeOfDay | undefined {
  const [, hours, minutes] = TIME.exec(text) ?? [];
  return hours === undefined ? undefined : { minutes: Number(hours) * 60 + Number(minutes) };
}

/** By the name of the IANA time zone database. */
export function isTimeZone(name: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone !== '';
  } catch {
    return false;
  }
}
