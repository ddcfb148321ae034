import type { Scope } from '../outcome.ts';

const NAMES = {
  write_conversations: 'Write conversations',
  read_conversations: 'Read conversations',
  write_tickets: 'Write tickets',
  read_tickets: 'Read tickets',
  delete_conversations_and_metrics: 'Delete conversations and metrics',
} as const;

/** What the Intercom Developer Hub writes beside the box to tick. Source: Intercom docs, OAuth scopes. */
export function permissionName(scope: Exclude<Scope, 'plan' | 'unknown'>): string {
  return NAMES[scope];
}
