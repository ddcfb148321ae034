// What of Intercom the emulator has, and which test shows it. coverage.test.ts holds this against the emulator's routes
// and topics and against the tests.

/** File in this folder without `intercom-` and `.test.ts`, and the name of a test in it, with … for values. */
export type Shown = readonly [file: string, name: string];
/** Why it is not there. */
export interface Missing {
  readonly missing: string;
}
export type Row = Shown | Missing;

const noUse = (what: string): Missing => ({ missing: `${what}: redaction has no use for it` });
const byHand: Missing = { missing: 'not sent by itself; `emulator.notification` builds it' };

export const ENDPOINTS: Readonly<Record<string, Row>> = {
  'GET /me': ['gate', 'answers /me with admin, workspace and region'],
  'GET /conversations': ['search', 'lists conversations without parts, the newest update first'],
  'POST /conversations': ['write', 'starts a conversation for a contact and answers the message'],
  'POST /conversations/search': ['search', 'pages by cursor to the end, each conversation once'],
  'POST /conversations/redact': [
    'redact',
    'checks type, then ids, then existence, then whether it may be redacted',
  ],
  'GET /conversations/deleted': [
    'reporting',
    'lists deleted conversations, the last first, and whether their metrics are retained',
  ],
  'GET /conversations/:id': ['read', 'shows the newest 500 parts and the number of all'],
  'PUT /conversations/:id': [
    'change',
    'overwrites title and attributes of a conversation; those that are not named stay',
  ],
  'DELETE /conversations/:id': ['delete', 'removes the conversation, after which everything about it is 404'],
  'GET /conversations/:id/side_conversations': [
    'side-conversations',
    'shows their parts, which are not among those of the conversation',
  ],
  'POST /conversations/:id/reply': ['write', 'adds a teammate’s comment and note'],
  'POST /conversations/:id/parts': ['change', 'closes, opens, snoozes and assigns a conversation'],
  'POST /conversations/:id/tags': ['tags', 'are put on a conversation once, and taken off'],
  'DELETE /conversations/:id/tags/:tag_id': ['tags', 'are put on a conversation once, and taken off'],
  'GET /tickets/:id': [
    'read',
    'shows a ticket, and its conversation under the same id to those who may read tickets',
  ],
  'PUT /tickets/:id': [
    'change',
    'overwrites the attributes of a ticket, and leaves a part that names them without their values',
  ],
  'DELETE /tickets/:id': [
    'delete-ticket',
    'refuses a back-office ticket that is linked to a conversation, and leaves it',
  ],
  'POST /tickets/:id/reply': ['change', 'adds a reply or note to a ticket and answers the part'],
  'GET /contacts/:id': ['people', 'reads a contact, and no teammate as one'],
  'GET /admins': ['people', 'lists the admins, those of seeds too, and reads one'],
  'GET /admins/:id': ['people', 'lists the admins, those of seeds too, and reads one'],
  'GET /teams': ['people', 'lists the team that conversations are assigned to, and reads it'],
  'GET /teams/:id': ['people', 'lists the team that conversations are assigned to, and reads it'],
  'GET /tags': ['tags', 'are created by name and listed'],
  'POST /tags': ['tags', 'are created by name and listed'],

  'POST /conversations/:id/customers': noUse('attaching contacts'),
  'DELETE /conversations/:id/customers/:contact_id': noUse('detaching contacts'),
  'POST /conversations/:id/convert': { missing: '`emulator.seedTicket` makes tickets' },
  'POST /conversations/:id/run_assignment_rules': noUse('assignment rules'),
  'PUT /conversations/:id/conversation_parts/:part_id': noUse('send states: bodies cannot be edited'),
  'POST /tickets': { missing: '`emulator.seedTicket` makes tickets' },
  'POST /tickets/search': { missing: 'customer tickets are found by POST /conversations/search' },
  'POST /tickets/:id/tags': noUse('tags of tickets'),
  'GET /contacts': noUse('lists of contacts'),
  'POST /contacts/search': noUse('lists of contacts'),
  'DELETE /contacts/:id': noUse('deleting people'),
  'POST /user_delete_requests': noUse('deleting people'),
  'GET /data_attributes': noUse('definitions of attributes'),
};

const state: Shown = ['topics', 'tells what changes a ticket'];
const parts: Shown = ['topics', 'tells … as …'];
const started: Shown = ['topics', 'tells who started a conversation'];
const tickets: Shown = ['topics', 'tells tickets under their own topics'];
const echo: Shown = ['topics', 'echoes a redaction with the tombstone, and a deletion'];
const rating: Shown = ['topics', 'tells a rating, with its remark'];
const phone: Missing = { missing: 'calls are not emulated: transcripts are not parts' };

export const TOPIC_ROWS: Readonly<Record<string, Row>> = {
  ping: ['webhook', 'connects with a HEAD request and a pretty-printed ping'],
  'conversation.user.created': started,
  'conversation.admin.single.created': started,
  'conversation.user.replied': parts,
  'conversation.admin.replied': parts,
  'conversation.admin.noted': parts,
  'conversation.operator.replied': parts,
  'conversation.admin.assigned': parts,
  'conversation.admin.open.assigned': parts,
  'conversation.admin.closed': parts,
  'conversation.admin.opened': parts,
  'conversation.admin.snoozed': parts,
  'conversation.admin.unsnoozed': parts,
  'conversation.rating.added': rating,
  'conversation_part.redacted': echo,
  'conversation.deleted': echo,
  'ticket.created': tickets,
  'ticket.contact.replied': tickets,
  'ticket.note.created': tickets,
  'ticket.admin.replied': state,
  'ticket.attribute.updated': state,
  'ticket.state.updated': state,
  'ticket.closed': state,
  'ticket.admin.assigned': state,
  'ticket.team.assigned': state,
  'ticket.admin.snoozed': state,
  'ticket.admin.unsnoozed': state,
  'ticket.rating.provided': rating,

  'conversation.admin.replied.translated': byHand,
  'ticket.admin.replied.translated': byHand,
  'ticket.resolved': byHand,
  'conversation.contact.attached': byHand,
  'conversation.contact.detached': byHand,
  'ticket.contact.attached': byHand,
  'ticket.contact.detached': byHand,
  'conversation.company.updated': byHand,
  'conversation.priority.updated': byHand,
  'conversation.read': byHand,
  'conversation_part.tag.created': byHand,
  'call.started': phone,
  'call.ended': phone,
  'call.recording_available': phone,
  'call.transcription_available': phone,
  'admin.activity_log_event.created': noUse('activity logs'),
};

/** Source: Intercom docs, "Webhook notifications", and what third parties saw. */
export const DELIVERY: Readonly<Record<string, Row>> = {
  'HEAD check and ping on saving the address': [
    'webhook',
    'connects with a HEAD request and a pretty-printed ping',
  ],
  'an address that does not answer HEAD is not taken': [
    'webhook',
    'does not connect to what does not answer HEAD',
  ],
  'signature over the raw bytes': ['webhook', 'signs the raw bytes with the client secret'],
  'one retry, then lost': ['webhook', 'gives up after the second failure'],
  'timeout and refused connection': ['webhook', 'retries after a timeout, and after a refused connection'],
  '410 ends the subscription': ['webhook', 'sends nothing more after a 410, until it is connected anew'],
  '429 slows it down': ['webhook', 'slows the whole subscription down after a 429'],
  'pause after 1000 errors': [
    'webhook-health',
    'is paused after more than 1000 consecutive errors; what happens then is dropped',
  ],
  'suspension after seven days': [
    'webhook-health',
    'is suspended after errors for more than seven days, until it is set live',
  ],
  'duplicates, delays and drops': ['webhook', 'drops, repeats and delays what it is told to'],
  reordering: ['webhook-order', 'lets later notifications overtake those that are held back'],
  'payload built at delivery': ['webhook-order', 'shows a conversation as of the … where asked to'],
  'topics that are ticked': ['topics', 'sends only the topics that are ticked'],
  'one reply under two topics': [
    'topics',
    'tells a bot’s reply under two topics, with two ids and one part, where asked to',
  ],
  'echo of a redacted source, or none': ['topics', 'echoes the redaction of a source: …, as it is told to'],
  'bodies as plain text from 2.15': ['payloads', 'shows plain text and numbers for the version 2.15'],
  'shape of payloads up to 2.4': ['payloads', 'has the older shape, with conversation_message for source'],
  'both shapes of conversation.deleted': ['payloads', 'has both shapes of conversation.deleted'],
  'both shapes of a ticket': ['payloads', 'has both shapes of a ticket'],
  'both shapes of conversation_part.redacted': [
    'payloads',
    'has the tombstone in conversation_part.redacted, in a conversation or alone',
  ],
  'lower priority of slow receivers and of high volume': {
    missing: 'a delay without a documented length: `delayMs` of a delivery plan stands for it',
  },
  'addresses of Intercom’s senders': { missing: 'all of it is on this machine' },
};

/** Refusals, by code. Source: Intercom docs, "Redact a conversation part", "Error codes". */
export const ERRORS: Readonly<Record<string, Row>> = {
  'parameter_not_found, type_mismatch, conversation_part_or_message_not_found': [
    'redact',
    'checks type, then ids, then existence, then whether it may be redacted',
  ],
  'conversation_part_not_redactable: redacted already': ['redact', 'refuses a second redaction'],
  'conversation_part_not_redactable: source not by a contact, or without a body': [
    'redact',
    'refuses a source …',
  ],
  'conversation_part_not_redactable: without a visible reason': [
    'redact',
    'refuses a message that was marked as refused, and leaves its text',
  ],
  'not_found: deleted already': [
    'delete',
    'removes the conversation, after which everything about it is 404',
  ],
  'forbidden: no scope to remove metrics': [
    'delete',
    'needs its own scope to remove metrics, and has no effect without',
  ],
  'forbidden: missing scope': ['gate', 'names the scope … where … … misses it'],
  'token_unauthorized: missing scope': [
    'gate',
    'can refuse a missing scope as Intercom’s other endpoints do',
  ],
  'action_forbidden: side conversation': [
    'side-conversations',
    'cannot be read, redacted or deleted by their own id',
  ],
  'action_forbidden: linked back-office ticket': [
    'delete-ticket',
    'refuses a back-office ticket that is linked to a conversation, and leaves it',
  ],
  ticket_not_found: ['read', 'answers 404 where an id is not that of a ticket'],
  intercom_version_invalid: ['gate', 'does not know the version …'],
  'intercom_version_invalid: endpoint of a later version': ['gate', 'has … … since …'],
  unauthorized: ['gate', 'answers 401 to the authorization "…"'],
  rate_limit_exceeded: ['gate', 'counts calls in windows of ten seconds and refuses those beyond the limit'],
  'any status, before its effect': ['faults', 'answers … in Intercom’s envelope, without effect'],
  'any status, after its effect': [
    'faults',
    'can fail after the effect, so that a second attempt is refused',
  ],
  'lost answer': ['faults', 'loses an answer: the effect is there, the connection closed'],
  'reset connection': ['faults', 'resets the connection before the effect'],
  'no answer': ['faults', 'hangs without effect until the client gives up'],
  'HTML of a gateway': ['faults', 'answers HTML as a gateway does'],
  'request_id null': ['faults', 'takes the request id from a refusal'],
};
