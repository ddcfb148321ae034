// The second act: what a policy can ask for beyond redacting. A masked copy stays behind, and three conversations with
// what Intercom cannot redact wait for a person, who approves two deletions, one of either kind, and refuses one.

import { setTimeout as sleep } from 'node:timers/promises';
import type { Policy } from '../policy/policy.ts';
import { DEFAULT_POLICY } from '../policy/to-policy.ts';
import { ADMIN_TOKEN, APPROVER, type Stage } from './stage.ts';

const { when, note, unredactable, retainMetrics } = DEFAULT_POLICY.defaults;
const settings = { when, note, unredactable, retainMetrics };
const COPY_TAG = 'keep-a-copy';
const ERASE_TAG = 'may-be-erased';

/** The one that comes with the product, with two entries. */
export const DEMO_POLICY: Policy = {
  ...DEFAULT_POLICY,
  entries: [
    {
      name: 'keep a masked copy',
      match: { tag: [COPY_TAG] },
      action: undefined,
      settings: { ...settings, note: 'masked_copy' },
    },
    {
      name: 'ask for the deletion',
      match: { tag: [ERASE_TAG] },
      action: undefined,
      settings: { ...settings, unredactable: 'request_delete' },
    },
  ],
};

const WAIT_AT_MOST_MS = 15_000;
const PAID = 'We took the payment from 5105 1051 0510 5100 today.';

interface Answer {
  readonly verdict: 'approve' | 'refuse';
  readonly retainMetrics: boolean;
  /** What should have become of the conversation, as Intercom's reports have it. */
  readonly ends: string;
}

const ANSWERS: readonly Answer[] = [
  { verdict: 'approve', retainMetrics: true, ends: 'deleted, its metrics kept' },
  { verdict: 'approve', retainMetrics: false, ends: 'deleted, its metrics removed' },
  { verdict: 'refuse', retainMetrics: true, ends: 'kept' },
];

/** How many conversations are asked about; each has its card. */
export const DELETIONS = ANSWERS.length;

/** Gives what is not as it should be. */
export async function playDeletions(stage: Stage, print: (line: string) => void): Promise<readonly string[]> {
  const wrong: string[] = [];
  const copied = await playCopy(stage);
  print(`masked copy    ${copied ?? 'none'}`);
  if (copied === undefined) wrong.push('no masked copy was written, or the message was not redacted');
  for (const answer of ANSWERS) {
    const became = await playDeletion(stage, answer);
    print(`${answer.verdict.padEnd(14)} ${became}`);
    if (became !== answer.ends) wrong.push(`a conversation should be ${answer.ends}, and is ${became}`);
  }
  return wrong;
}

/** The text of the note that stands in the place of the message. */
async function playCopy({ intercom }: Stage): Promise<string | undefined> {
  const { id } = intercom.seedConversation({ tags: [COPY_TAG], quiet: true });
  const body = '<p>Please charge 4000 0566 5566 5556 for the <b>blue kettle</b></p>';
  const message = intercom.addPart(id, { body });
  const parts = () => intercom.conversation(id)?.parts ?? [];
  await waitFor(() => parts().find((part) => part.id === message.id)?.redacted === true);
  const copy = parts().find(({ partType }) => partType === 'note')?.body ?? '';
  return /•••• 5556 for the blue kettle/.exec(copy)?.[0];
}

async function playDeletion(stage: Stage, { verdict, retainMetrics }: Answer): Promise<string> {
  const { intercom } = stage;
  const source = { author: 'admin', body: `<p>${PAID}</p>` } as const;
  const { id } = intercom.seedConversation({ source, tags: [ERASE_TAG] });
  let approvalId: string | undefined;
  await waitFor(async () => {
    approvalId = (await pending(stage)).find(({ conversation_id }) => conversation_id === id)?.id;
    return approvalId !== undefined;
  });
  await ask(stage, 'POST', `/${approvalId}`, { verdict, by: APPROVER, retain_metrics: retainMetrics });
  await waitFor(() => verdict === 'refuse' || intercom.conversation(id) === undefined);
  if (intercom.conversation(id)) return 'kept';
  const deletion = intercom.deletions.find(({ conversationId }) => conversationId === id);
  return `deleted, its metrics ${deletion?.metricsRetained ? 'kept' : 'removed'}`;
}

interface Pending {
  readonly id: string;
  readonly conversation_id: string;
}

async function pending(stage: Stage): Promise<readonly Pending[]> {
  const answer = (await ask(stage, 'GET', '')) as { readonly approvals?: readonly Pending[] };
  return answer.approvals ?? [];
}

async function ask({ app }: Stage, method: string, path: string, body?: object): Promise<unknown> {
  const response = await fetch(`${app.url}/admin/approvals${path}`, {
    method,
    headers: { authorization: `Bearer ${ADMIN_TOKEN}`, 'content-type': 'application/json' },
    ...(body ? { body: JSON.stringify(body) } : {}),
  });
  return response.json();
}

async function waitFor(condition: () => boolean | Promise<boolean>): Promise<void> {
  const end = Date.now() + WAIT_AT_MOST_MS;
  while (!(await condition()) && Date.now() < end) await sleep(20);
}
