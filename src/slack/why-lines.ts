// All that is known of one conversation: `/redactor why`.

import type { CommandAnswer } from '../command.ts';
import type { Finding } from '../outcome.ts';
import { approvalFace } from './approval-face.ts';
import { isMessage, isOpen, standingOf } from './card.ts';
import { conversationLink, type Region } from './conversation-link.ts';
import { findingLine } from './finding-line.ts';
import { bold, code, type Line, link, person, time } from './pieces.ts';
import { count } from './quantities.ts';
import { whyOpen } from './why-open.ts';

type Why = Extract<CommandAnswer, { kind: 'why' }>;

export function whyLines(why: Why, region: Region, now: Date): readonly Line[] {
  const { workspaceId, conversationId, findings, more, approval, exceptions, paused } = why;
  const where = { workspaceId, conversationId, region };
  const face = approval && approvalFace(approval, true);
  return [
    [
      bold('What is known of'),
      ' ',
      link(conversationLink(region, workspaceId, conversationId), `conversation ${conversationId}`),
    ],
    ...(more > 0 ? [[`Of ${count(findings.length + more, 'message')} the newest ${findings.length}.`]] : []),
    ...(findings.length === 0 ? [['No rule matched in what came of it.']] : []),
    ...findings.flatMap((finding): readonly Line[] => [
      ['• ', ...findingLine(where, finding)],
      ...whyLine(finding, now),
    ]),
    ...paused.map(({ ruleId, until }): Line => [code(ruleId), ' is paused until ', time(until), '.']),
    ...exceptions.map(
      ({ id, covers, owner, until }): Line => [
        `Exception `,
        code(id),
        ' for a value in it, under ',
        code(covers),
        ', by ',
        person(owner),
        until > now ? ', counts until ' : ', counted until ',
        time(until),
        '.',
      ],
    ),
    ...(approval
      ? [
          [
            bold('Deletion'),
            ` request ${approval.id}: ${face?.head?.headline ?? approval.state}, asked `,
            time(approval.askedAt),
          ],
        ]
      : []),
  ];
}

/** Why it stands as it does, where the line before does not say so. */
function whyLine(finding: Finding, now: Date): readonly Line[] {
  const { state, actAt, plan, outcome } = finding;
  if (state === 'waiting' && actAt && actAt > now) {
    return plan.when === 'on_close'
      ? [['    It is redacted when the conversation is closed, at the latest ', time(actAt), '.']]
      : [['    It is redacted ', time(actAt), ', as the policy says.']];
  }
  if (isOpen(finding) && standingOf(finding) !== 'attachments') return [[`    ${whyOpen(outcome)}.`]];
  if (state === 'reported' && isMessage(finding))
    return [['    The policy only watches it, the service only monitors, or its rules were paused then.']];
  return [];
}
