// A morning of support, scene by scene, with what should become of each. All people and values are invented.

export type Who = 'contact' | 'agent' | 'note' | 'bot';
export type Ending = 'clean' | 'redacted' | 'card';

export interface Scene {
  readonly who: Who;
  /** The conversation's name in this play. The first scene of a conversation starts it. */
  readonly in: string;
  readonly says: string;
  readonly subject?: string;
  /** `assignment`, for example: a reply whose text stands on the part that changes a state. */
  readonly partType?: string;
  readonly ends: Ending;
  /** What kind of data the rules should find; absent where they should find none. */
  readonly kind?: string;
  /** The webhook comes once more. */
  readonly duplicate?: true;
  /** Intercom refuses to redact it. */
  readonly refused?: true;
  /** Intercom is down from here, for this long. */
  readonly outageMs?: number;
  /** The outage must be over before this scene is played. */
  readonly afterOutage?: true;
}

/** Put together, so that scanners of source code do not take them for real. */
const KEYS = {
  aws: `AKIA${'Q7RZ4WXN2KLM5PTV'}`,
  github: `ghp_${'FictionalTokenMadeUpForThisDemo0123'}4`,
  pem: `-----BEGIN ${'EC PRIVATE KEY'}-----\nMHcCAQEEIBkq1Vd0xq4Yw7Zr2LhTn8uJfQm3sXcPp5oEvGyRkWaNoAoGCCqGSM49\nAwEHoUQDQgAE7Jc1mX0vUq9hY2sKpT4nR6wLzE8bFgDi3oVaCtNyQxMu5jHkPr0S\n-----END ${'EC PRIVATE KEY'}-----`,
} as const;

export const SCENES: readonly Scene[] = [
  {
    who: 'contact',
    in: 'checkout',
    says: '<p>Hello, my card 4111 1111 1111 1111 was declined, can you try it again?</p>',
    ends: 'redacted',
    kind: 'payment_card',
  },
  {
    who: 'bot',
    in: 'checkout',
    says: '<p>Thanks for writing! Somebody will be with you in about <b>5 minutes</b>.</p>',
    ends: 'clean',
  },
  {
    who: 'agent',
    in: 'checkout',
    says: '<p>Sorry about that. I will charge the card ending 1111 again now.</p>',
    ends: 'clean',
  },
  {
    who: 'contact',
    in: 'checkout',
    says: 'Great, the order is 55120-884 and it shows $1,249.00',
    ends: 'clean',
  },
  {
    who: 'note',
    in: 'checkout',
    says: '<p>Caller gave SSN 219-09-9999 on the phone, <b>do not</b> paste it again.</p>',
    ends: 'redacted',
    kind: 'national_id',
    duplicate: true,
  },
  {
    who: 'contact',
    in: 'refund',
    says: '<p>Please refund to <b>DE89 3704 0044 0532 0130 00</b>, thanks</p>',
    ends: 'redacted',
    kind: 'iban',
  },
  {
    who: 'agent',
    in: 'refund',
    says: '<p>Done, it takes three to five working days. Your reference is RF-2026-081844.</p>',
    ends: 'clean',
  },
  { who: 'contact', in: 'refund', says: 'perfect, merci beaucoup', ends: 'clean' },
  { who: 'contact', in: 'login', says: '<p>I cannot log in, my password is not working</p>', ends: 'clean' },
  {
    who: 'agent',
    in: 'login',
    says: '<p>Happy to help. Please never send us your password; use the reset link on the login page.</p>',
    ends: 'clean',
  },
  {
    who: 'contact',
    in: 'login',
    says: 'ok but it is my password is Tr0ub4dor&3 can you look?',
    ends: 'redacted',
    kind: 'password',
  },
  {
    who: 'bot',
    in: 'login',
    says: '<p>I found an article: <a href="https://help.northfield-demo.example/reset?article=884213">Reset your password</a></p>',
    ends: 'clean',
  },
  {
    who: 'agent',
    in: 'offer',
    says: '<p>Hi! Following up on the invoice paid with 5555 5555 5555 4444 last week.</p>',
    ends: 'card',
    kind: 'payment_card',
  },
  { who: 'contact', in: 'offer', says: '<p>Oh, please take that number out of here!</p>', ends: 'clean' },
  {
    who: 'contact',
    in: 'deploy',
    says: `<p>Our CI prints AWS_ACCESS_KEY_ID=${KEYS.aws} and then fails</p>`,
    ends: 'redacted',
    kind: 'aws_key',
    duplicate: true,
  },
  {
    who: 'contact',
    in: 'deploy',
    says: `<pre>git clone https://${KEYS.github}@github.com/northfield-demo/shop</pre>`,
    ends: 'redacted',
    kind: 'github_token',
  },
  {
    who: 'agent',
    in: 'deploy',
    says: '<p>Commit 3f786850e387550fdab836ed7e6dc881de23001b should fix it, in release 4.12.0.</p>',
    ends: 'clean',
    partType: 'assignment',
  },
  { who: 'contact', in: 'deploy', says: `<pre>${KEYS.pem}</pre>`, ends: 'redacted', kind: 'private_key' },
  {
    who: 'bot',
    in: 'deploy',
    says: '<p>For the record: the card on file is 3782 822463 10005.</p>',
    ends: 'redacted',
    kind: 'payment_card',
  },
  {
    who: 'contact',
    in: 'parcel',
    says: 'Where is my parcel? Tracking 1Z999AA10123456784, and the other one 9400 1000 0000 0000 0000 00',
    ends: 'clean',
  },
  {
    who: 'contact',
    in: 'parcel',
    says: '<p>My phone is on silent, try +44 20 7946 0958 after 5pm</p>',
    ends: 'clean',
  },
  {
    who: 'contact',
    in: 'stubborn',
    says: '<p>card: 4012&#8203;8888&nbsp;8888&nbsp;1881 exp 04/29</p>',
    ends: 'card',
    kind: 'payment_card',
    refused: true,
  },
  { who: 'agent', in: 'stubborn', says: '<p>Thank you, I have passed it on to billing.</p>', ends: 'clean' },
  {
    who: 'contact',
    in: 'claim',
    subject: 'Claim, IBAN GB29 NWBK 6016 1331 9268 19',
    says: '<p>Please find my claim below.</p>',
    ends: 'card',
    kind: 'iban',
  },
  {
    who: 'contact',
    in: 'outage',
    says: '<p>Use 6011 1111 1111 1117 instead</p>',
    ends: 'redacted',
    kind: 'payment_card',
    outageMs: 3_000,
  },
  {
    who: 'note',
    in: 'outage',
    says: '<p>Customer paid from FR14 2004 1010 0505 0001 3M02 606</p>',
    ends: 'redacted',
    kind: 'iban',
  },
  { who: 'contact', in: 'outage', says: 'and thanks for being so quick', ends: 'clean' },
  { who: 'agent', in: 'outage', says: '<p>You are welcome!</p>', ends: 'clean', afterOutage: true },
  {
    who: 'contact',
    in: 'evening',
    says: '<p>My card number is ４１１１ １１１１ １１１１ １１１１</p>',
    ends: 'redacted',
    kind: 'payment_card',
  },
  {
    who: 'agent',
    in: 'evening',
    says: '<p>Closing this for today. Ticket 482 stays open.</p>',
    ends: 'clean',
    partType: 'close',
  },
];
