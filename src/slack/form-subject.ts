// What a form is about, kept in it while it is open: the signed token of its button, and where to answer.

import { z } from 'zod';
import { type Id, toId } from '../message.ts';

export interface FormSubject {
  readonly token: string;
  /** Where the button was pressed. */
  readonly channel: string;
  readonly conversationId: Id;
  readonly openedAt: number;
}

export interface FormFacts {
  readonly subject: FormSubject;
  readonly conversationId: Id;
}

/** Slack docs, view payloads: by block id, then by action id. */
export type FormValues = Readonly<
  Record<
    string,
    Readonly<
      Record<
        string,
        { readonly value?: string | null; readonly selected_option?: { readonly value?: string } | null }
      >
    >
  >
>;

const Kept = z.object({
  token: z.string(),
  channel: z.string(),
  conversationId: z.string(),
  openedAt: z.number().int(),
});

export function writeFormSubject(subject: FormSubject): string {
  return JSON.stringify(subject);
}

/** Undefined when it is none of ours. */
export function readFormSubject(metadata: string): FormSubject | undefined {
  try {
    const kept = Kept.parse(JSON.parse(metadata));
    const conversationId = toId(kept.conversationId);
    return conversationId && { ...kept, conversationId };
  } catch {
    return undefined;
  }
}

/** Undefined when nothing of the list was chosen. */
export function chosen<const T extends string>(
  values: FormValues,
  field: string,
  list: readonly T[],
): T | undefined {
  const value = values[field]?.[field]?.selected_option?.value;
  return list.find((one) => one === value);
}

export function typed(values: FormValues, field: string): string {
  return (values[field]?.[field]?.value ?? '').trim();
}
