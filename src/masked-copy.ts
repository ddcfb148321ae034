// Before a message is wiped, an internal note keeps its text with what is personal masked, where the policy says so.
// The note is found again after a crash, so that there is never a second one.

import type { Intercom } from './intercom/client.ts';
import { describeError, type Log } from './log.ts';
import type { Id, Match } from './message.ts';
import type { Finding, Outcome } from './outcome.ts';
import { isNoteOf, maskedNote } from './policy/masked-note.ts';

export interface MaskedCopyDependencies {
  readonly intercom: Pick<Intercom, 'readMessage' | 'writeNote'>;
  /** In whose name; undefined: no notes are written. */
  readonly adminId: Id | undefined;
  /** Undefined when it took longer than `withinMs`. */
  readonly scan: (body: string, withinMs: number) => Promise<readonly Match[] | undefined>;
  /** Of what is short enough not to keep others waiting, as a note is. */
  readonly scanNote: (note: string) => readonly Match[];
  readonly onWritten: (finding: Finding, noteId: Id | undefined) => Promise<void>;
  readonly log: Log;
}

/** A message of megabytes takes seconds, beside the event loop. Its data does not stay readable longer for a note. */
const SCAN_MS = 30_000;

/** Resolves with what must be waited for, and with undefined when the redaction may go on. */
export type MaskedCopy = (finding: Finding) => Promise<Outcome | undefined>;

export function createMaskedCopy(deps: MaskedCopyDependencies): MaskedCopy {
  const { intercom, adminId, scan, scanNote, log } = deps;

  return async (finding) => {
    if (finding.plan.note === 'none' || adminId === undefined) return undefined;
    const present = await intercom.readMessage(finding);
    if (present.kind !== 'message') return inTheWay(present);
    const body = await noteAbout(finding, present.body);
    if (body === undefined) return without(finding);
    const isIt = (note: string): boolean => isNoteOf(note, finding.id);
    const written = await intercom.writeNote(finding.conversationId, { adminId, body, isIt });
    if (written.kind === 'noted') {
      await deps.onWritten(finding, written.noteId);
      return undefined;
    }
    // To leave the data readable for want of a note would be worse than to go without.
    return inTheWay(written) ?? without(finding);
  };

  /** Undefined also when the scanning takes too long or fails, as a body may make it do each time. */
  async function noteAbout({ id }: Finding, body: string): Promise<string | undefined> {
    try {
      const matches = await scan(body, SCAN_MS);
      return matches && maskedNote(id, body, matches, scanNote);
    } catch (error) {
      log.warn('no masked copy could be made', describeError(error));
      return undefined;
    }
  }

  function without({ workspaceId, conversationId, messageId }: Finding): undefined {
    log.warn('no masked copy, the message is redacted without one', {
      workspaceId,
      conversationId,
      messageId,
    });
  }
}

/** What passes by itself is waited for; whatever else it is, the redaction finds out by itself. */
function inTheWay(answer: { readonly kind: string } | Outcome): Outcome | undefined {
  switch (answer.kind) {
    case 'unavailable':
    case 'rate_limited':
    case 'unauthorised':
      return answer as Outcome;
    default:
      return undefined;
  }
}
