// A conversation as people name it: by its id, or by a link out of Intercom's inbox.

import { type Id, toId } from './message.ts';

export interface NamedConversation {
  readonly conversationId: Id;
  /** Undefined where the link does not name one. */
  readonly workspaceId: Id | undefined;
}

/** Source: links in Intercom's inbox and in its webhook examples, for the US, EU and AU; the older ones end with .io. */
const HOST = /^(?:app|api)(?:\.(?:eu|au))?\.intercom\.(?:com|io)$/;

/** In Slack's own marks or not, with or without a label and the address of a message. Undefined when it is neither. */
export function readConversationLink(text: string): NamedConversation | undefined {
  const [bare = ''] = text.replace(/^<(.*)>$/, '$1').split('|');
  const id = toId(bare);
  if (id) return { conversationId: id, workspaceId: undefined };
  const address = /^https?:\/\//.test(bare) ? bare : `https://${bare}`;
  if (!URL.canParse(address)) return undefined;
  const { hostname, pathname } = new URL(address);
  if (!HOST.test(hostname)) return undefined;
  const path = pathname.split('/').filter((part) => part !== '');
  const conversationId = toId(path[path.findLastIndex((part) => /^conversations?$/.test(part)) + 1]);
  // `/a/inbox/WORKSPACE/…`, and `/a/apps/WORKSPACE/…` before 2023.
  const given = /^(?:inbox|apps)$/.test(path[1] ?? '') ? path[2] : undefined;
  const workspaceId = given === '_' ? undefined : toId(given);
  const isNamed = path.some((part) => /^conversations?$/.test(part));
  return conversationId && isNamed ? { conversationId, workspaceId } : undefined;
}
