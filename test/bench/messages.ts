// Clean messages of support to measure with, a thousand different ones, the same in each run.

const OPENINGS = [
  'Hi there,',
  'Hello,',
  'Good morning!',
  'Hey team,',
  'Dear support,',
  'Hi again,',
  'Thanks Sam,',
];
const MIDDLES = [
  'I placed an order last week and it has still not arrived.',
  'could you check what is going on with order 5512 please?',
  'my account page says that it was shipped on Monday, but the courier has no record of it.',
  'the app crashes whenever I open the settings since version 4.12.',
  'I would like to change the delivery address before you ship it.',
  'we were charged $49.99 twice on 12/05 and nobody has answered yet.',
  'is there a way to export the report as a spreadsheet?',
  'the coupon from your newsletter does not work at the checkout.',
  'my colleague cannot log in any more, the page just reloads.',
  'please cancel my subscription at the end of the month.',
];
const CLOSINGS = [
  'Thanks a lot!',
  'Best regards, Maria',
  'Please help.',
  'Cheers',
  'Looking forward to your answer.',
];

function sentences(number: number): readonly string[] {
  const pick = (list: readonly string[], salt: number): string =>
    list[(number * 31 + salt * 17) % list.length] ?? '';
  return [
    `${pick(OPENINGS, 1)} ${pick(MIDDLES, number % 7)}`,
    `${pick(MIDDLES, 3 + (number % 5))} That was on day ${number}.`,
    pick(CLOSINGS, number % 3),
  ];
}

/** About 200 characters each. */
export const PLAIN: readonly string[] = Array.from({ length: 1000 }, (_, number) =>
  sentences(number).join(' '),
);

/** The same as Intercom sends it. */
export const HTML: readonly string[] = Array.from({ length: 1000 }, (_, number) => {
  const [first, second, third] = sentences(number);
  return `<p class="no-margin">${first}<br>${second}</p><p class="no-margin"><b>${third}</b></p>`;
});

/** The same in Russian and Chinese, which need folding. */
export const FOREIGN: readonly string[] = Array.from(
  { length: 1000 },
  (_, number) =>
    `Здравствуйте, мой заказ ${number} ещё не пришёл, хотя обещали в понедельник. Проверьте, пожалуйста, что с ним. ` +
    '您好，我上周下的订单还没有收到，请帮我查一下物流信息，谢谢。',
);
