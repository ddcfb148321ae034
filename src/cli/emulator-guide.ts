// What `redactor emulator` prints: what to set for the service, and calls to try.

import type { IntercomEmulator, Planted } from '../emulator/intercom.ts';

export function settingsFor({ url, accessToken, clientSecret, people }: IntercomEmulator): string {
  return `A local Intercom listens on ${url}

For the service:
  INTERCOM_API_URL=${url} INTERCOM_ACCESS_TOKEN=${accessToken} INTERCOM_CLIENT_SECRET=${clientSecret}
  and where a policy asks for masked copies: INTERCOM_ADMIN_ID=${people.admin.id}
`;
}

/** With the ids of what was planted; names of ids where nothing was. */
export function whatToTry(emulator: IntercomEmulator, planted: Planted | undefined): string {
  const { url, accessToken, people } = emulator;
  const curl = `curl -s -H 'Authorization: Bearer ${accessToken}' -H 'Intercom-Version: 2.16'`;
  const ids = idsOf(planted);
  const conversation = `${url}/conversations/${ids.conversation}`;
  return `${planted ? seeded(planted) : ''}
To try:
  # A customer writes; the answer holds the conversation_id and, as id, that of the source.
  ${curl} ${url}/conversations \\
    -d '{"from":{"type":"user","id":"${people.user.id}"},"body":"my card is 4111 1111 1111 1111"}'
  # A teammate answers, then closes the conversation. A ticket's field is changed.
  ${curl} ${conversation}/reply \\
    -d '{"message_type":"comment","type":"admin","admin_id":"${people.admin.id}","body":"I see 4111 1111 1111 1111"}'
  ${curl} ${conversation}/parts -d '{"message_type":"close","type":"admin","admin_id":"${people.admin.id}"}'
  ${curl} -X PUT ${url}/tickets/${ids.ticket} \\
    -d '{"ticket_attributes":{"_default_description_":"my card is 4111 1111 1111 1111"}}'
  # All conversations, without their parts. Then one with its parts, as plain text.
  ${curl} ${url}/conversations
  ${curl} '${conversation}?display_as=plaintext'
  # Redact one part: a second time it is refused.
  ${curl} ${url}/conversations/redact \\
    -d '{"type":"conversation_part","conversation_id":"${ids.conversation}","conversation_part_id":"${ids.part}"}'
  # Side conversations. They and linked back-office tickets cannot be deleted alone: both answer 403.
  ${curl} ${conversation}/side_conversations
  ${curl} -X DELETE ${url}/conversations/${ids.side}
  ${curl} -X DELETE ${url}/tickets/${ids.ticket}
  # Delete a conversation, with what belongs to it. Its metrics stay, or go too with retain_metrics=false.
  ${curl} -X DELETE '${conversation}?retain_metrics=true'
  ${curl} -X DELETE '${url}/conversations/${ids.other}?retain_metrics=false'
  # What was deleted; and what Intercom's reports would show, which only the emulator can be asked for.
  ${curl} ${url}/conversations/deleted
  curl -s ${url}/__emulator/reporting

Ctrl-C ends it.
`;
}

function seeded({ conversations, tickets }: Planted): string {
  const sides = conversations.flatMap(({ sideConversations }) => sideConversations);
  const counts = [
    count(conversations.length, 'conversation'),
    count(sides.length, 'side conversation'),
    count(tickets.length, 'ticket'),
  ];
  return `\nSeeded: ${counts.join(', ')}.\n`;
}

function count(number: number, what: string): string {
  return `${number} ${what}${number === 1 ? '' : 's'}`;
}

/** The conversation that shows most comes first; the other is for the second kind of deletion. */
function idsOf(planted: Planted | undefined) {
  const all = [...(planted?.conversations ?? [])].sort((one, other) => score(other) - score(one));
  const [first, second] = all;
  return {
    conversation: first?.id ?? 'CONVERSATION_ID',
    part: first?.parts.find(({ body, redacted }) => body && !redacted)?.id ?? 'PART_ID',
    side: first?.sideConversations[0]?.id ?? 'SIDE_CONVERSATION_ID',
    ticket: planted?.tickets.find(({ ticket }) => ticket?.linkedTo === first?.id)?.id ?? 'TICKET_ID',
    other: second?.id ?? 'OTHER_CONVERSATION_ID',
  };
}

function score({ parts, sideConversations }: Planted['conversations'][number]): number {
  return Math.min(sideConversations.length, 1) * 2 + Math.min(parts.length, 1);
}
