// Stands in for Slack with NOTICES=log: the log line of each card is the notice.

import type { Log } from './log.ts';
import type { SlackSender } from './slack/slack-sender.ts';

export function createLogSender(log: Log): Pick<SlackSender, 'send' | 'find'> {
  return {
    async send(card) {
      if (card.kind === 'service') {
        log.warn('notice', { problem: card.problem, open: card.until === undefined, count: card.waiting });
      } else {
        const { workspaceId, conversationId, findings } = card;
        const states = findings.map(({ state }) => state);
        log.warn('notice', { workspaceId, conversationId, states, count: findings.length });
      }
      return { kind: 'sent', place: { channel: 'log', ts: String(card.revision) }, form: 'plain_text' };
    },
    async find() {
      return { kind: 'absent' };
    },
  };
}
