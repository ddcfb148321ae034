import type { Circumstances } from '../circumstances.ts';
import type { Policy } from './policy.ts';

/** Intercom's tag names do not differ by case alone; a hold is not lost to a space either. */
export function isTag(asked: string, tag: string): boolean {
  return asked.trim().toLowerCase() === tag.trim().toLowerCase();
}

/** The conversation is under legal hold. To be asked again before each action: the tag may have come since. */
export function isHeld(
  { legalHoldTag }: Pick<Policy, 'legalHoldTag'>,
  { tags }: Pick<Circumstances, 'tags'>,
): boolean {
  return tags?.some((tag) => isTag(legalHoldTag, tag)) ?? false;
}

/**
 * What the policy looks at and nobody told: with any of it the conversation must be read before its messages are
 * decided about, the tags always, since one of them may be the legal hold.
 */
export function untold(
  { entries }: Pick<Policy, 'entries'>,
  circumstances: Circumstances,
): readonly ('tag' | 'team' | 'admin' | 'channel')[] {
  const asked = (criterion: 'team' | 'admin' | 'channel'): boolean =>
    entries.some(({ match }) => match[criterion] !== undefined);
  const { tags, teamId, adminId, channel } = circumstances;
  return [
    ...(tags === undefined ? (['tag'] as const) : []),
    ...(teamId === undefined && asked('team') ? (['team'] as const) : []),
    ...(adminId === undefined && asked('admin') ? (['admin'] as const) : []),
    ...(channel === undefined && asked('channel') ? (['channel'] as const) : []),
  ];
}
