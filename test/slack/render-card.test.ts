import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Approval } from '../../src/approval.ts';
import type { Press } from '../../src/press.ts';
import type { StormCard } from '../../src/slack/card.ts';
import { cardAsText, renderCard } from '../../src/slack/render-card.ts';
import { threadReply } from '../../src/slack/thread-line.ts';
import { aCard, aFinding, anId, aRedactedFinding, aRule, aServiceCard, at, NOW, TOKENS } from './cards.ts';

const conversationUrl = 'https://app.intercom.com/a/inbox/abc123/inbox/conversation/4711';

const whole = { resource: 'conversation', rules: [], messageId: anId('conversation') } as const;
const footer =
  'As of <!date^1772719200^{date_short_pretty} {time}|2026-03-05 14:00 UTC> · notice `ntc_1` · No message text is ever sent to Slack';

const A_DELETION: Approval = {
  id: anId('apr_1'),
  workspaceId: anId('abc123'),
  conversationId: anId('4711'),
  retainMetrics: true,
  askedBy: anId('policy'),
  state: 'deleted',
  goesWith: undefined,
  decidedBy: anId('U024BE7LH'),
  outcome: undefined,
  attempts: 1,
  askedAt: at('13:00'),
  expiresAt: at('18:00'),
  decidedAt: at('13:30'),
  actedAt: at('13:31'),
  provenAt: at('13:31'),
};

function firstLine(card: Parameters<typeof renderCard>[0]): string | undefined {
  return cardAsText(card, NOW).split('\n')[0];
}

describe('renderCard', () => {
  it('says of a failing redaction what is wrong, where, why, since when and what to do', () => {
    const card = aCard();

    const { text, blocks } = renderCard(card, NOW, TOKENS.write);

    assert.equal(
      text,
      ':red_circle: Redaction failed: personal data is still visible. Message 9001 by a contact in conversation 4711',
    );
    assert.deepEqual(blocks, [
      {
        type: 'section',
        text: {
          type: 'mrkdwn',
          text:
            ':red_circle: *Redaction failed: personal data is still visible*\n' +
            `<${conversationUrl}#part_id=comment-4711-9001|Message 9001> by a contact in <${conversationUrl}|conversation 4711>`,
        },
      },
      {
        type: 'section',
        fields: [
          { type: 'mrkdwn', text: '*Rules*\n`payment_card.number` ×2' },
          {
            type: 'mrkdwn',
            text: '*Still visible*\nsince <!date^1772715600^{date_short_pretty} {time}|2026-03-05 13:00 UTC>',
          },
          { type: 'mrkdwn', text: '*Why*\nIntercom answers with server errors (tried 7 times).' },
        ],
      },
      {
        type: 'section',
        text: {
          type: 'mrkdwn',
          text: '*What to do*\nNothing to do yet: it is tried again by itself, for up to 72 hours.',
        },
      },
      {
        type: 'actions',
        elements: [
          {
            type: 'button',
            action_id: 'retry',
            text: { type: 'plain_text', text: 'Retry now' },
            value: TOKENS.write({ noticeId: card.noticeId, turn: 0 }, 'retry'),
            style: 'primary',
          },
          {
            type: 'button',
            action_id: 'done_by_hand',
            text: { type: 'plain_text', text: 'Done by hand' },
            value: TOKENS.write({ noticeId: card.noticeId, turn: 0 }, 'done_by_hand'),
          },
          {
            type: 'button',
            action_id: 'snooze',
            text: { type: 'plain_text', text: 'Snooze 4 h' },
            value: TOKENS.write({ noticeId: card.noticeId, turn: 0 }, 'snooze'),
          },
          {
            type: 'button',
            action_id: 'open_in_intercom',
            text: { type: 'plain_text', text: 'Open in Intercom' },
            url: conversationUrl,
          },
        ],
      },
      { type: 'context', elements: [{ type: 'mrkdwn', text: footer }] },
    ]);
  });

  it('names what a person must remove, with one step', () => {
    const finding = aFinding({
      resource: 'source',
      authorType: 'admin',
      state: 'unredactable',
      outcome: { kind: 'not_redactable', reason: 'source_not_by_contact' },
      attempts: 1,
    });

    const text = cardAsText(aCard({ region: 'eu', findings: [finding] }), NOW);

    assert.equal(
      text,
      [
        '⚠️ A person must remove this: Intercom cannot redact it',
        'First message by a teammate in conversation 4711',
        'Rules: payment_card.number ×2',
        'Still visible: since 2026-03-05 13:00 UTC',
        "Why: It is the conversation's first message and no contact wrote it; Intercom redacts first messages by contacts only.",
        '→ Open it in Intercom and delete the message there (a teammate needs the permission to delete replies and notes). ' +
          'If the inbox does not offer that, have the conversation deleted through the API: nobody is named in SLACK_APPROVERS.',
        '[Done by hand] [Snooze 4 h]',
        'Open in Intercom: https://app.eu.intercom.com/a/inbox/abc123/inbox/conversation/4711',
        'As of 2026-03-05 14:00 UTC · notice ntc_1 · No message text is ever sent to Slack',
      ].join('\n'),
    );
  });

  it('turns green with what it was and how long the data was visible', () => {
    const findings = [
      aRedactedFinding(),
      aRedactedFinding({ messageId: anId('9002'), provenAt: at('13:42') }),
    ];

    const { text, blocks } = renderCard(aCard({ told: 'failed', findings, revision: 2 }), NOW, TOKENS.write);

    assert.equal(
      text,
      ':white_check_mark: Redacted (was: redaction had failed). 2 messages in conversation 4711',
    );
    assert.deepEqual(blocks.slice(0, 3), [
      {
        type: 'section',
        text: {
          type: 'mrkdwn',
          text: `:white_check_mark: *Redacted (was: redaction had failed)*\n2 messages in <${conversationUrl}|conversation 4711>`,
        },
      },
      {
        type: 'section',
        fields: [
          { type: 'mrkdwn', text: '*Rules*\n`payment_card.number` ×4' },
          {
            type: 'mrkdwn',
            text: '*Was visible*\nfor 42 min, until <!date^1772718120^{date_short_pretty} {time}|2026-03-05 13:42 UTC>',
          },
        ],
      },
      {
        type: 'section',
        text: {
          type: 'mrkdwn',
          text:
            '*Messages*\n' +
            `• <${conversationUrl}#part_id=comment-4711-9001|Message 9001> by a contact: \`payment_card.number\` ×2 · redacted after 41 min\n` +
            `• <${conversationUrl}#part_id=comment-4711-9002|Message 9002> by a contact: \`payment_card.number\` ×2 · redacted after 42 min`,
        },
      },
    ]);
    assert.deepEqual(
      blocks.slice(3).map(({ type }) => type),
      ['actions', 'context'],
    );
  });

  it('lists what is open first, and leaves patience out where a person must act', () => {
    const refused = aFinding({
      messageId: anId('9003'),
      state: 'failed',
      outcome: { kind: 'rejected', status: 400, code: 'bad_request' },
      rules: [aRule('us_ssn.number'), aRule('email.address', 3)],
    });

    const text = cardAsText(
      aCard({ findings: [aRedactedFinding(), aFinding({ messageId: anId('9002') }), refused] }),
      NOW,
    );

    assert.match(text, /\n2 of 3 messages in conversation 4711\n/);
    assert.match(text, /Rules: payment_card\.number ×4, email\.address ×3, us_ssn\.number ×1\n/);
    assert.match(
      text,
      /• Message 9002 .*tried again by itself, said .*\n• Message 9003 .*given up, said .*\n• Message 9001 .*redacted after 41 min\n/,
    );
    assert.match(
      text,
      /→ Open it in Intercom .* Then pass the status and code on to whoever runs this service\.\n/,
    );
    assert.doesNotMatch(text, /Nothing to do yet/);
  });

  it('says of a storm what is left to do: attachments are no success, and not all is tried again', () => {
    const storm = (standings: StormCard['standings']): string =>
      cardAsText(
        {
          kind: 'storm',
          noticeId: anId('ntc_2'),
          region: 'us',
          revision: 4,
          turn: 0,
          since: NOW,
          until: undefined,
          standings,
          reasons: [],
          oldest: undefined,
          open: [],
        },
        NOW,
      );

    const left = storm({ attachments: 12, redacted: 3 });

    assert.match(left, /^⚠️ Check the attachments in 12 conversations: the files are still there\n/);
    assert.match(left, /\nOpen: 12 with attachments to check\n/);
    assert.doesNotMatch(left, /ended well|Retry all/);
    assert.match(storm({ failed: 9 }), /→ Nothing to do yet: they are tried again/);
    assert.match(storm({ unredactable: 9, failed: 1 }), /→ Some are not tried again by themselves/);
    assert.match(storm({ redacted: 9 }), /All 9 conversations ended well/);
  });

  it('lists ten findings and counts the rest', () => {
    const findings = Array.from({ length: 37 }, (_, index) => aFinding({ messageId: anId(String(index)) }));

    const lines = cardAsText(aCard({ findings }), NOW).split('\n');

    assert.equal(lines.filter((line) => line.startsWith('• ')).length, 10);
    assert.ok(lines.includes('and 27 more'));
  });

  it('names the missing permission and where to tick it', () => {
    const finding = aFinding({ state: 'parked', outcome: { kind: 'denied', scope: 'write_conversations' } });

    const text = cardAsText(aCard({ findings: [finding] }), NOW);

    assert.match(text, /^🔒 Missing permission “Write conversations”: personal data is still visible\n/);
    assert.match(
      text,
      /\n→ In the Intercom Developer Hub \(.*\) tick “Write conversations”, then restart\.\n/,
    );
  });

  it('has no button or link for a deleted conversation', () => {
    const gone = aFinding({ state: 'gone', outcome: { kind: 'gone' }, provenAt: at('13:30') });

    const { blocks } = renderCard(aCard({ told: 'unredactable', findings: [gone] }), NOW, TOKENS.write);

    assert.doesNotMatch(JSON.stringify(blocks), /https:/);
    assert.equal(
      firstLine(aCard({ told: 'unredactable', findings: [gone] })),
      '🗑️ Deleted with the conversation (was: a person had to remove it)',
    );
  });

  it('has no link to a conversation that was deleted after all of it was redacted', () => {
    const card = aCard({ findings: [], approval: A_DELETION });

    const { blocks } = renderCard(card, NOW, TOKENS.write);

    assert.doesNotMatch(JSON.stringify(blocks), /https:/);
  });

  it('says nothing of a snooze once it has ended', () => {
    const last: Press = {
      noticeId: anId('ntc_1'),
      turn: 0,
      action: 'snooze',
      by: anId('U024BE7LH'),
      at: at('13:30'),
    };
    const snoozed = { by: last.by, until: at('18:00') };
    const presses = { ...aCard().presses, last, snoozed };

    assert.match(cardAsText(aCard({ presses }), NOW), /quiet until/);
    assert.doesNotMatch(cardAsText(aCard({ presses, findings: [aRedactedFinding()] }), NOW), /quiet until/);
  });

  it('says once that a conversation was deleted as approved', () => {
    const findings = [aFinding({ state: 'gone', outcome: { kind: 'gone' } })];
    const card = aCard({ findings, approval: A_DELETION });
    const quiet = { presses: [], reminder: false, quiet: false };
    const before = { standing: 'unredactable', approval: 'approved' } as const;
    const gone = { standing: 'gone', approval: 'approved' } as const;
    const deleted = { standing: 'gone', approval: 'deleted' } as const;

    assert.equal(threadReply(card, { ...quiet, before, now: gone }), undefined);
    assert.equal(
      threadReply(card, { ...quiet, before: gone, now: deleted })?.text,
      'The conversation was deleted, as approved.',
    );
  });

  it('does not claim more than is known of a conversation that could not be checked', () => {
    const unread = aFinding(whole);
    const tooLong = aFinding({
      ...whole,
      state: 'unredactable',
      outcome: { kind: 'not_redactable', reason: 'unseen_parts' },
    });
    const denied = aFinding({
      ...whole,
      state: 'parked',
      outcome: { kind: 'denied', scope: 'read_conversations' },
    });
    const checked = aFinding({
      ...whole,
      state: 'scanned',
      outcome: { kind: 'scanned' },
      provenAt: at('13:30'),
    });

    const heads = [unread, tooLong, denied].map((finding) => firstLine(aCard({ findings: [finding] })));

    assert.deepEqual(heads, [
      '⚠️ Not fully checked: this conversation may hold personal data',
      '⚠️ Not fully checked: this conversation may hold personal data',
      '🔒 Missing permission “Read conversations”: personal data may be visible',
    ]);
    assert.equal(
      firstLine(aCard({ told: 'unscanned', findings: [checked] })),
      '✅ Checked to its end (was: it was not fully checked)',
    );
  });

  it('says why nothing is redacted at all, and when that ends', () => {
    const ended = aServiceCard({ until: at('13:50'), waiting: 1 });

    assert.equal(
      cardAsText(aServiceCard(), NOW),
      [
        '🔴 Redaction has stopped: Intercom refuses the access token',
        '12 messages with personal data still visible: redaction waits for this.',
        'Since: 2026-03-05 13:00 UTC',
        'Why: The token is revoked, expired or mistyped, or INTERCOM_REGION names the wrong region.',
        '→ In the Intercom Developer Hub (your app, Configure, Authentication) copy the access token into ' +
          'INTERCOM_ACCESS_TOKEN, check INTERCOM_REGION, and restart. What waits is redacted then.',
        'As of 2026-03-05 14:00 UTC · notice ntc_2 · No message text is ever sent to Slack',
      ].join('\n'),
    );
    assert.equal(
      cardAsText(ended, NOW),
      [
        '✅ Redaction works again (was: Intercom refused the access token)',
        '1 message that waited can be redacted now.',
        'Since: 2026-03-05 13:00 UTC',
        'Until: 2026-03-05 13:50 UTC, for 50 min',
        'As of 2026-03-05 14:00 UTC · notice ntc_2 · No message text is ever sent to Slack',
      ].join('\n'),
    );
  });
});
