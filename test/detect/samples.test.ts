// Bodies as Intercom sends them, and what must come of them.

import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { found } from './shipped.ts';

const BODIES: readonly (readonly [body: string, expected: readonly string[]])[] = [
  ['<p>Hello, my card 4111 1111 1111 1111 was declined, can you try it again?</p>', ['payment_card.number']],
  ['Hello, my card 4111 1111 1111 1111 was declined, can you try it again?', ['payment_card.number']],
  [
    '<p class="no-margin">Thanks Sam, I can see card 4111 1111 1111 1111 on file.<br><br><b>One moment</b></p>',
    ['payment_card.number'],
  ],
  ['<p>Caller gave SSN 219-09-9999 on the phone, <b>do not</b> paste it again.</p>', ['national_id.us_ssn']],
  [
    '<p>Sure. My SSN is 219-09-9999<br>and my login e-mail is <a href="mailto:sam.okafor@customer-demo.example" rel="nofollow noopener noreferrer" target="_blank">sam.okafor@customer-demo.example</a></p>',
    ['national_id.us_ssn'],
  ],
  ['<p>This message was deleted</p>', []],
  ['<p><i>This message was deleted</i></p>', []],
  ['This message was deleted', []],
  ['<p>I will charge the card ending 1111 again now.</p>', []],
  ['<p>Claim for policy 55-0192-77</p>', []],
  ['<p>Please find my claim.</p>', []],
  ['<p>My card is **** **** **** 1111 and my SSN ***-**-9999</p>', []],
  ['<p>my password is *********</p>', []],
  ['<p>where is my order 5512</p>', []],
  [
    '<p>See the attached form.</p><div class="intercom-container"><img src="https://downloads.intercomcdn.com/i/o/qz7k2m9x/1830004417/9f2c/passport.png?expires=1787046000&amp;signature=4111111111111111&amp;req=made-up"></div>',
    [],
  ],
  [
    '<a href="https://downloads.intercomcdn.com/i/o/a/4111111111111111/x.pdf?signature=4111111111111111">x.pdf</a>',
    [],
  ],
  ['<img src="data:image/png;base64,4111111111111111">', []],
  ['', []],
];

describe('bodies from Intercom', () => {
  for (const [body, expected] of BODIES) {
    it(`${expected.length > 0 ? 'finds' : 'finds nothing'} in ${JSON.stringify(body.slice(0, 90))}`, () => {
      assert.deepEqual(found(body), expected);
    });
  }
});
