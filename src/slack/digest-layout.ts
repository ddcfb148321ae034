// What happened in a day or a week, in figures: to be read in a minute, and to see that the silence was a good one.

import type { DigestCard } from './card.ts';
import { conversationLink } from './conversation-link.ts';
import { footer } from './footer.ts';
import type { Field, Layout } from './layout.ts';
import { code, type Line, link, type Piece, time } from './pieces.ts';
import { count, duration } from './quantities.ts';

const RULES = 5;

export function digestLayout(card: DigestCard, now: Date): Layout {
  const { period, redacted, waiting, forPeople } = card;
  const open = waiting + forPeople;
  return {
    symbol: forPeople > 0 ? 'warning' : 'done',
    headline: `${period === 'day' ? 'The last day' : 'The last week'}: ${count(redacted, 'message')} redacted, ${
      open === 0 ? 'nothing open' : `${open} open`
    }`,
    lead: ['From ', time(card.from), ' to ', time(card.to)],
    fields: fields(card),
    items: card.oldestOpen.map((one): Line => {
      const url = conversationLink(card.region, one.workspaceId, one.conversationId);
      return [link(url, `conversation ${one.conversationId}`), ', said ', time(one.saidAt)];
    }),
    more: Math.max(0, forPeople - card.oldestOpen.length),
    steps: forPeople > 0 ? ['See what is open with `/redactor open`.'] : [],
    buttons: [],
    openUrl: undefined,
    footer: footer(card.noticeId, now),
  };
}

function fields(card: DigestCard): readonly Field[] {
  const { waiting, forPeople, doneByHand, dismissed, deletions, exposure, repaired } = card;
  const figures: readonly (readonly [string, number])[] = [
    ['tried again by itself', waiting],
    ['for people', forPeople],
    ['removed by hand', doneByHand],
    ['no personal data', dismissed],
  ];
  const others = [
    ...figures.filter(([, number]) => number > 0).map(([words, number]) => `${number} ${words}`),
    ...(deletions.deleted > 0 ? [`${count(deletions.deleted, 'conversation')} deleted`] : []),
    ...(deletions.kept > 0 ? [`${count(deletions.kept, 'deletion')} not approved`] : []),
  ];
  return [
    ...(exposure
      ? [
          {
            label: 'Visible for',
            value: [`${duration(exposure.medianMs)} in the middle, ${duration(exposure.worstMs)} at worst`],
          },
        ]
      : []),
    ...(repaired > 0
      ? [
          {
            label: 'Missed',
            value: [`${count(repaired, 'message')} came by no webhook: the sweep found them`],
          },
        ]
      : []),
    ...(others.length > 0 ? [{ label: 'Besides', value: [others.join(', ')] }] : []),
    ...(card.rules.length > 0 ? [{ label: 'Rules', value: rules(card) }] : []),
  ];
}

function rules(card: DigestCard): Line {
  return card.rules
    .slice(0, RULES)
    .flatMap(({ ruleId, found, dismissed }, index): readonly Piece[] => [
      index === 0 ? '' : '\n',
      code(ruleId),
      ` ${found}${dismissed > 0 ? `, ${dismissed} of them no personal data` : ''}`,
    ]);
}
