import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Mistake } from '../src/command.ts';
import { readCommand } from '../src/read-command.ts';
import { readConversationLink } from '../src/read-conversation-link.ts';

const HOUR_MS = 3_600_000;

describe('what is typed after the command', () => {
  const COMMANDS: readonly (readonly [text: string, command: object])[] = [
    ['', { kind: 'help' }],
    ['  ', { kind: 'help' }],
    ['Help me', { kind: 'help' }],
    [' STATUS ', { kind: 'status' }],
    ['open', { kind: 'open' }],
    ['why 215480037214906', { kind: 'why', conversationId: '215480037214906', workspaceId: undefined }],
    ['pause email.address', { kind: 'pause', asked: 'email.address', lengthMs: 24 * HOUR_MS }],
    ['pause `Email.Address` 7D', { kind: 'pause', asked: 'email.address', lengthMs: 168 * HOUR_MS }],
    ['pause email.address 1m', { kind: 'pause', asked: 'email.address', lengthMs: 60_000 }],
    ['resume email.address', { kind: 'resume', asked: 'email.address' }],
  ];
  for (const [text, command] of COMMANDS) {
    it(`reads “${text}”`, () => {
      assert.deepEqual(readCommand(text), command);
    });
  }

  const MISTAKES: readonly (readonly [text: string, mistake: Mistake])[] = [
    ['delete everything', 'no_such_command'],
    ['constructor', 'no_such_command'],
    ['status now', 'too_many_words'],
    ['open 5', 'too_many_words'],
    ['why', 'no_conversation'],
    ['why https://example.com/conversation/1', 'no_conversation'],
    ['why 215480037214906 please', 'too_many_words'],
    ['pause', 'no_rule'],
    ['pause email.address 7d please', 'too_many_words'],
    ['pause email.address 8d', 'wrong_length'],
    ['pause email.address 59s', 'wrong_length'],
    ['pause email.address forever', 'wrong_length'],
    ['pause email.address -1h', 'wrong_length'],
    ['resume', 'no_rule'],
    ['resume email.address 1h', 'too_many_words'],
    [`why ${'1'.repeat(2_000)}`, 'too_many_words'],
  ];
  for (const [text, mistake] of MISTAKES) {
    it(`says what is wrong with “${text.slice(0, 60)}”`, () => {
      assert.deepEqual(readCommand(text), { kind: 'wrong', mistake });
    });
  }
});

describe('a conversation', () => {
  const OURS = { conversationId: '215480037214906', workspaceId: 'qz7k2m9x' };
  const UNSAID = { ...OURS, workspaceId: undefined };
  const LINKS: readonly (readonly [text: string, named: object | undefined])[] = [
    ['215480037214906', UNSAID],
    ['https://app.intercom.com/a/inbox/qz7k2m9x/inbox/conversation/215480037214906', OURS],
    ['https://app.eu.intercom.com/a/inbox/qz7k2m9x/inbox/conversation/215480037214906', OURS],
    ['https://app.au.intercom.com/a/inbox/qz7k2m9x/inbox/conversation/215480037214906', OURS],
    ['<https://app.intercom.com/a/inbox/qz7k2m9x/inbox/conversation/215480037214906>', OURS],
    ['<https://app.intercom.com/a/inbox/qz7k2m9x/inbox/conversation/215480037214906|this one>', OURS],
    [
      'https://app.intercom.com/a/inbox/qz7k2m9x/inbox/conversation/215480037214906#part_id=comment-215480037214906-31077420019',
      OURS,
    ],
    [
      'https://app.intercom.com/a/inbox/qz7k2m9x/inbox/admin/814860/conversation/215480037214906?view=List',
      OURS,
    ],
    ['https://app.intercom.com/a/inbox/qz7k2m9x/inbox/team/5/conversation/215480037214906', OURS],
    ['https://app.intercom.com/a/inbox/qz7k2m9x/inbox/search/conversation/215480037214906/', OURS],
    ['https://app.intercom.com/a/apps/qz7k2m9x/inbox/inbox/all/conversations/215480037214906', OURS],
    ['https://app.intercom.com/a/apps/qz7k2m9x/conversations/215480037214906', OURS],
    ['https://app.intercom.io/a/apps/qz7k2m9x/inbox/conversation/215480037214906', OURS],
    ['app.intercom.com/a/inbox/qz7k2m9x/inbox/conversation/215480037214906', OURS],
    ['https://app.intercom.com/a/apps/_/inbox/conversation/215480037214906', UNSAID],
    ['https://api.eu.intercom.io/conversations/215480037214906', UNSAID],
    ['https://app.intercom.com.example.net/a/inbox/qz7k2m9x/inbox/conversation/215480037214906', undefined],
    ['https://app.intercom.com/a/inbox/qz7k2m9x/inbox/conversation/', undefined],
    ['https://app.intercom.com/a/inbox/qz7k2m9x', undefined],
    ['javascript:alert(1)', undefined],
    ['4111 1111', undefined],
    ['ana@example.com', undefined],
    ['', undefined],
  ];
  for (const [text, named] of LINKS) {
    it(`is ${named ? '' : 'not '}named by “${text}”`, () => {
      assert.deepEqual(readConversationLink(text), named);
    });
  }
});
