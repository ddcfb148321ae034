// Builds notifications, and tells changes to the sender.

import type { Settings } from '../options.ts';
import type { Change, Conversation, Part } from '../state/conversation.ts';
import type { Workspace } from '../state/workspace.ts';
import type { Notification, PayloadShapes } from './notification.ts';
import { conversationItem, deletedItem, envelope, ping } from './notification.ts';
import type { Sender } from './sender.ts';
import { topicsOf } from './topics.ts';

export interface Outbox {
  /** Sends what the change is told under. Payloads show things as they stand at the event, or at each attempt. */
  tell(change: Change): void;
  /** Throws when there is no such conversation or part, but for `conversation.deleted`. */
  build(
    topic: string,
    conversationId: string,
    partId?: string,
    shapes?: Partial<PayloadShapes>,
  ): Notification;
  ping(): Notification;
}

export function createOutbox(settings: Settings, workspace: Workspace, sender: Sender): Outbox {
  const { appId } = settings;

  function about(topic: string, conversation: Conversation, part: Part | undefined, shapes: PayloadShapes) {
    const item = conversationItem(topic, { conversation, part }, shapes, settings);
    return envelope(appId, topic, item, workspace.nowS());
  }

  function gone(conversationId: string, shapes: PayloadShapes) {
    return envelope(appId, 'conversation.deleted', deletedItem(conversationId, shapes), workspace.nowS());
  }

  return {
    tell(change) {
      if (sender.state() === 'none') return;
      for (const topic of topicsOf(change, settings)) {
        if (settings.topics && !settings.topics.has(topic)) continue;
        const build = () =>
          change.kind === 'deleted'
            ? gone(change.conversationId, settings.shapes)
            : about(topic, change.conversation, 'part' in change ? change.part : undefined, settings.shapes);
        const notification = build();
        const asOfNow =
          settings.payloadsAsOf === 'delivery'
            ? (it: Notification) => ({ ...it, data: build().data })
            : undefined;
        void sender.deliver(notification, settings.deliveryPlan(notification), asOfNow);
      }
    },
    build(topic, conversationId, partId, shapes) {
      const all = { ...settings.shapes, ...shapes };
      if (topic === 'conversation.deleted') return gone(conversationId, all);
      const conversation = workspace.record(conversationId);
      if (!conversation) throw new Error(`no conversation ${conversationId}`);
      const part = conversation.parts.find(({ id }) => id === partId);
      if (partId !== undefined && !part)
        throw new Error(`no part ${partId} in conversation ${conversationId}`);
      return about(topic, conversation, part, all);
    },
    ping: () => ping(appId, workspace.nowS()),
  };
}
