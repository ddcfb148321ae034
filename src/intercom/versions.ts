// What each version of Intercom's API lacks. Source: Intercom's OpenAPI descriptions, 2.7 to 2.16 and Preview, and
// the changelog for 2.2.

/** The first stable version that has it. */
const SINCE = {
  redact: [2, 2],
  delete: [2, 13],
  /** Without it a deletion always retains the metrics. */
  retain_metrics: [2, 16],
  deleted_list: [2, 16],
  side_conversations: [2, 16],
} as const;
export type Feature = keyof typeof SINCE;

/** The channel that has all of it, under its old name, which the help centre uses, and its new one. */
export const ROLLING_VERSIONS = ['Unstable', 'Preview'] as const;

export function knows(version: string, feature: Feature): boolean {
  if (ROLLING_VERSIONS.some((rolling) => rolling === version)) return true;
  const [major = 0, minor = 0] = version.split('.').map(Number);
  const [sinceMajor, sinceMinor] = SINCE[feature];
  return major > sinceMajor || (major === sinceMajor && minor >= sinceMinor);
}

/** What of `Feature` a version lacks: a call that needs it is made with a rolling version instead. */
export function lackedBy(version: string): readonly Feature[] {
  return (Object.keys(SINCE) as Feature[]).filter((feature) => !knows(version, feature));
}

/** The versions to send, in this order, while Intercom answers that it has none of that name. */
export function versionsFor(version: string, feature: Feature | undefined): readonly string[] {
  return feature === undefined || knows(version, feature) ? [version] : ROLLING_VERSIONS;
}
