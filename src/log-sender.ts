// Stands in for Slack with NOTICES=log: the log line of each card is the notice.

import { unreachable } from './errors.ts';
import type { Log } from './log.ts';
import { openOf } from './slack/card-face.ts';
import type { SlackSender } from './slack/slack-sender.ts';

export function createLogSender(log: Log): Pick<SlackSender, 'send' | 'reply' | 'find'> {
  return {
    async send(card) {
      switch (card.kind) {
        case 'service':
          log.warn('notice', { problem: card.problem, open: card.until === undefined, count: card.waiting });
          break;
        case 'conversation': {
          const { workspaceId, conversationId, findings } = card;
          const states = findings.map(({ state }) => state);
          const { approval } = card;
          log.warn('notice', {
            workspaceId,
            conversationId,
            states,
            count: findings.length,
            ...(approval ? { approvalId: approval.id, approval: approval.state } : {}),
          });
          break;
        }
        case 'storm':
          log.warn('notice', {
            about: 'storm',
            noticeId: card.noticeId,
            open: card.until === undefined,
            count: openOf(card),
          });
          // Beside the counts, as the card lists them.
          for (const { workspaceId, conversationId } of card.open)
            log.warn('notice', { about: 'storm', workspaceId, conversationId });
          break;
        case 'digest':
          log.warn('notice', {
            about: 'digest',
            noticeId: card.noticeId,
            count: card.waiting + card.forPeople,
          });
          break;
        default:
          return unreachable(card);
      }
      return { kind: 'sent', place: { channel: 'log', ts: String(card.revision) }, form: 'plain_text' };
    },
    async reply() {
      return { kind: 'sent' };
    },
    async find() {
      return { kind: 'absent' };
    },
  };
}
