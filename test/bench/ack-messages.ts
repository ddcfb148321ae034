// The ids of the messages with findings, known to the sender and to the local Intercom: ten to a conversation.

export const MESSAGES = 150_000;

export function messageId(index: number): string {
  return String(40_000_000_000 + index);
}

export function conversationId(index: number): string {
  return String(215_480_000_000_000 + Math.floor(index / 10));
}
