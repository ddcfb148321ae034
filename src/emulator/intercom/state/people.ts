// Who writes messages. Intercom docs: the author of a part is a user, lead, contact, visitor, admin, bot or team.

import type { Ids } from './ids.ts';

export type AuthorType = 'user' | 'lead' | 'contact' | 'visitor' | 'admin' | 'bot' | 'team';

export interface Author {
  readonly type: AuthorType;
  readonly id: string;
  readonly name: string | null;
  readonly email: string | null;
  /** Contacts only: the id that the customer's own system gave. */
  readonly externalId: string | null;
  readonly fromAiAgent: boolean;
}

/** A well-known person by kind, or someone new. */
export type AuthorSeed =
  | 'user'
  | 'lead'
  | 'admin'
  | 'bot'
  | (Partial<Omit<Author, 'type'>> & { readonly type: AuthorType });

export interface People {
  readonly user: Author;
  readonly lead: Author;
  readonly admin: Author;
  readonly bot: Author;
}

const noOne = { name: null, email: null, externalId: null, fromAiAgent: false };

export function wellKnownPeople(appId: string): People {
  return {
    user: {
      type: 'user',
      id: '68a1f0c27be3d94410ac52e7',
      name: 'Sam Okafor',
      email: 'sam.okafor@customer-demo.example',
      externalId: 'cust-40817',
      fromAiAgent: false,
    },
    lead: { ...noOne, type: 'lead', id: '68a1f0c27be3d94410ac52e8' },
    admin: {
      ...noOne,
      type: 'admin',
      id: '7714206',
      name: 'Priya Raman',
      email: 'priya@northfield-demo.example',
    },
    bot: {
      ...noOne,
      type: 'bot',
      id: '7700113',
      name: 'Fin',
      email: `operator+${appId}@intercom.io`,
      fromAiAgent: true,
    },
  };
}

/** The team that conversations are assigned to unless a seed says otherwise. */
export const SUPPORT_TEAM = { id: '8120044', name: 'Support' } as const;

export function isContact(author: Author): boolean {
  return ['user', 'lead', 'contact', 'visitor'].includes(author.type);
}

export function newAuthor(seed: Exclude<AuthorSeed, string>, ids: Ids): Author {
  const person = { ...noOne, ...seed };
  const id = seed.id ?? (['admin', 'bot', 'team'].includes(seed.type) ? ids.teammate() : ids.contact());
  return { ...person, id };
}
