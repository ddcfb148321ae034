// Every button, on cards in every state, pressed in every way that does not count, and then for real.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { SlackPress } from '../../src/emulator/slack-people.ts';
import { DEFAULT_POLICY } from '../../src/policy/to-policy.ts';
import { APPROVERS_ONLY, isPressAction } from '../../src/press.ts';
import { id } from '../support/builders.ts';
import { until } from '../support/until.ts';
import {
  ANYBODY,
  APPROVER,
  AUDITED,
  aFailedCard,
  anAskedCard,
  answers,
  anUnredactableCard,
  aParkedCard,
  aPressWorld,
  audited,
  buttonsOf,
  type Card,
  FORMS,
  filled,
  OTHER_APPROVER,
  openForm,
  type PressWorld,
  pressOf,
  shown,
  standingOf,
  TOKENS,
} from './press-world.ts';

interface CardState {
  readonly make: (world: PressWorld) => Promise<Card>;
  readonly policy: object;
  /** Each button that is drawn, with what its press makes of finding and request. */
  readonly buttons: Readonly<Record<string, RegExp>>;
}

const ASKS = { defaults: { ...DEFAULT_POLICY.defaults, unredactable: 'request_delete' } } as const;
const COMMON = {
  done_by_hand: /by_hand/,
  snooze: /failed|parked|unredactable/,
  delete: /(approved|deleted)$/,
};
/** The last one: the value does not count from then on. */
const DISMISS = { not_personal_data: /dismissed/ };

const STATES: Readonly<Record<string, CardState>> = {
  failed: { make: aFailedCard, policy: {}, buttons: { retry: /waiting|redacted/, ...COMMON, ...DISMISS } },
  parked: { make: aParkedCard, policy: {}, buttons: { retry: /waiting|redacted/, ...COMMON, ...DISMISS } },
  unredactable: { make: anUnredactableCard, policy: {}, buttons: { ...COMMON, ...DISMISS } },
  asked: {
    make: anAskedCard,
    policy: ASKS,
    buttons: { ...COMMON, keep: /unredactable refused$/, ...DISMISS },
  },
};

interface Refusal {
  readonly way: (card: Card, action: string) => Partial<SlackPress>;
  /** Undefined: Slack is told 401, and nobody is answered. */
  readonly told: RegExp | undefined;
  readonly concerns?: (action: string) => boolean;
}

const onlyApprovers = (action: string): boolean => isPressAction(action) && APPROVERS_ONLY.has(action);
const tokenFor = (noticeId: string, turn: number, action: string) =>
  isPressAction(action) ? TOKENS.write({ noticeId: id(noticeId), turn }, action) : '';

const REFUSALS: Readonly<Record<string, Refusal>> = {
  'a wrong signature': { way: () => ({ signature: 'wrong' }), told: undefined },
  'no signature': { way: () => ({ signature: 'missing' }), told: undefined },
  'an old timestamp': { way: () => ({ ageSeconds: 400 }), told: undefined },
  'another workspace': { way: () => ({ team: 'T0OTHER' }), told: /members of the workspace/ },
  'a guest of another workspace': { way: () => ({ userTeam: 'T0OTHER' }), told: /members of the workspace/ },
  'no workspace': {
    way: () => ({ change: (payload) => ({ ...payload, team: null, user: { id: APPROVER } }) }),
    told: /members of the workspace/,
  },
  'no approver': { way: () => ({ user: ANYBODY }), told: /Only approvers/, concerns: onlyApprovers },
  'a made-up token': { way: () => ({ value: 'v1.one.0.AAAA' }), told: /not made by this service/ },
  'no token': { way: () => ({ value: '' }), told: /not made by this service/ },
  "another button's token": {
    way: ({ noticeId }, action) => ({ value: tokenFor(noticeId, 0, action === 'keep' ? 'snooze' : 'keep') }),
    told: /not made by this service/,
  },
  'a token for another turn': {
    way: ({ noticeId }, action) => ({ value: tokenFor(noticeId, 0, action).replace('.0.', '.1.') }),
    told: /not made by this service/,
  },
  'a card that nobody knows': {
    way: (_card, action) => ({ value: tokenFor('nobody', 0, action) }),
    told: /not known any more/,
  },
};

for (const [name, state] of Object.entries(STATES))
  test(`a card that is ${name}: each button is refused where it must be, taken once, and late from then on`, async (context) => {
    const world = await aPressWorld(context, { policy: state.policy });
    for (const [action, becomes] of Object.entries(state.buttons)) {
      const card = await state.make(world);
      assert.deepEqual([...buttonsOf(shown(world, card))].toSorted(), Object.keys(state.buttons).toSorted());
      await isRefused(world, card, action);
      await isTakenOnce(world, card, action, becomes);
    }
    assert.doesNotMatch(world.logged.join(''), /4111/);
  });

async function isRefused(world: PressWorld, card: Card, action: string): Promise<void> {
  const before = await standingOf(world, card);
  for (const [name, { way, told, concerns = () => true }] of Object.entries(REFUSALS)) {
    if (!concerns(action)) continue;
    const rows = (await audited(world, AUDITED[action] ?? '')).length;
    const said = answers(world).length;
    const answer = await world.people.press(pressOf(card, action, way(card, action)));
    assert.equal(answer.status, told ? 200 : 401, `${name}: ${action}`);
    if (told) {
      await until(() => answers(world).length > said, `an answer to ${name}: ${action}`);
      assert.match(world.slack.responses.at(-1)?.text ?? '', told, `${name}: ${action}`);
      // A form for a card that nobody knows is not opened; nothing was pressed.
      if (!(FORMS.has(action) && name === 'a card that nobody knows'))
        assert.match(
          (await audited(world, AUDITED[action] ?? '')).at(rows) ?? '',
          / refused$/,
          `${name}: ${action}`,
        );
    }
    assert.deepEqual(await standingOf(world, card), before, `${name}: ${action}`);
  }
  if (FORMS.has(action)) await formIsRefused(world, card, action);
  assert.deepEqual(await standingOf(world, card), before, action);
}

/** The form is checked again when it is sent. */
async function formIsRefused(world: PressWorld, card: Card, action: string): Promise<void> {
  const values = filled(action, card);
  for (const [name, told, more] of [
    ['a wrong signature', undefined, { user: APPROVER, signature: 'wrong' }],
    ['an old timestamp', undefined, { user: APPROVER, ageSeconds: 400 }],
    ['no approver', /Only approvers/, { user: ANYBODY }],
    ['another workspace', /members of the workspace/, { user: APPROVER, team: 'T0OTHER' }],
    [
      'a made-up token',
      /not made by this service/,
      { user: APPROVER, change: withMetadata((kept) => ({ ...kept, token: 'v1.one.0.AAAA' })) },
    ],
    [
      "another form's token",
      /not made by this service/,
      {
        user: APPROVER,
        change: withMetadata((kept) => ({ ...kept, token: tokenFor(card.noticeId, 0, 'keep') })),
      },
    ],
  ] as const) {
    const view = await openForm(world, pressOf(card, action));
    const said = world.slack.ephemerals.length;
    const answer = await world.people.submit({ view, values, ...more });
    assert.equal(answer.status, told ? 200 : 401, name);
    if (!told) continue;
    await until(() => world.slack.ephemerals.length > said, `an answer to ${name}`);
    assert.match(world.slack.ephemerals.at(-1)?.text ?? '', told, name);
  }
  if (action !== 'delete') return;
  const view = await openForm(world, pressOf(card, action));
  const refused = async (): Promise<number> =>
    (await audited(world, 'approve_deletion')).filter((row) => row === `${APPROVER} refused`).length;
  const rows = await refused();
  const wrong = await world.people.submit({ user: APPROVER, view, values: { ...values, ending: 'xxxx' } });
  assert.match(wrong.errors.ending ?? '', /not the last characters/);
  await until(async () => (await refused()) === rows + 1, 'the row in the audit');
}

function withMetadata(change: (kept: object) => object): NonNullable<SlackPress['change']> {
  return (payload) => {
    const view = payload.view as { private_metadata: string };
    const kept = change(JSON.parse(view.private_metadata) as object);
    return { ...payload, view: { ...view, private_metadata: JSON.stringify(kept) } };
  };
}

/** By whoever is first: two at once, then the same card again, and the same bytes again. */
async function isTakenOnce(world: PressWorld, card: Card, action: string, becomes: RegExp): Promise<void> {
  const said = answers(world).length;
  const presses = [APPROVER, OTHER_APPROVER].map((user) =>
    pressOf(card, action, { user, asShown: card.message }),
  );
  if (FORMS.has(action)) {
    const views = await Promise.all(presses.map((press) => openForm(world, press)));
    await Promise.all(
      views.map((view) => world.people.submit({ user: view.user, view, values: filled(action, card) })),
    );
  } else {
    await Promise.all(presses.map((press) => world.people.press(press)));
  }
  await until(() => answers(world).length === said + 1, `one that is late: ${action}`);
  const [row] = await world.query(
    'select "by", action from redactor.press where notice_id = $1',
    card.noticeId,
  );
  assert.equal(row?.action, action);
  const answer = answers(world).find((text) => text.includes(`Somebody was first: <@${row?.by}>`));
  assert.ok(answer, `${action}: ${answers(world).join()}`);
  const results = await audited(world, AUDITED[action] ?? '');
  assert.ok(results.includes(`${row?.by} done`), results.join());
  assert.ok(
    results.some((result) => result.endsWith(' late')),
    results.join(),
  );
  await until(async () => {
    const { finding, approval } = await standingOf(world, card);
    return becomes.test(`${finding} ${approval ?? ''}`.trim());
  }, `what ${action} is for`);

  const value = tokenFor(card.noticeId, 0, action);
  const again = pressOf(card, action, { value, asShown: card.message });
  const { request } = await world.people.press(again);
  await until(() => answers(world).length === said + 2, `late: ${action}`);
  assert.equal((await world.people.replay(request)).status, 200);
  await until(() => answers(world).length === said + 3, `replayed: ${action}`);
  assert.match(world.slack.responses.at(-1)?.text ?? '', /Somebody was first/, action);
  assert.equal((await standingOf(world, card)).turn, 1, action);
}
