import type { Id } from '../message.ts';

export type Region = 'us' | 'eu' | 'au';

/** Source: links in Intercom's own webhook examples, and public integrations for the EU and AU hosts. */
const INBOX_HOSTS: Readonly<Record<Region, string>> = {
  us: 'https://app.intercom.com',
  eu: 'https://app.eu.intercom.com',
  au: 'https://app.au.intercom.com',
};

/**
 * The address of a conversation in Intercom's inbox, at one of its parts when `partId` is given.
 * The fragment is not documented; where Intercom drops it, the link opens the conversation all the same.
 */
export function conversationLink(region: Region, workspaceId: Id, conversationId: Id, partId?: Id): string {
  const conversation = `${INBOX_HOSTS[region]}/a/inbox/${workspaceId}/inbox/conversation/${conversationId}`;
  return partId === undefined ? conversation : `${conversation}#part_id=comment-${conversationId}-${partId}`;
}
