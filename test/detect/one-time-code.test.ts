import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { findValidator } from '../../src/detect/validators/registry.ts';
import { scanner } from './shipped.ts';

/** What the policy would act on. */
function acted(body: string): readonly string[] {
  return scanner
    .scan(body)
    .filter(({ kind, confidence }) => kind === 'one_time_code' && confidence !== 'possible')
    .map(({ ruleId }) => ruleId);
}

const TOLD: readonly string[] = [
  'Your verification code is 482917',
  'codul primit este 482917',
  'Use 482917 to verify your number',
  'the code they sent me: 482917',
  'my OTP is 4829',
  '2fa says 482917 but site rejects it',
  'Kod autoryzacyjny nr 3 do operacji: 482917',
  'آپ کا او ٹی پی 482917 ہے',
  'OTP: 482917',
  'OTP 482917 did not work',
  'the otp they sent: 482 917',
  '482917 is your OTP',
  'G-482917 is your Google verification code.',
  'I got the code 482917 by SMS but cannot log in',
  'Enter code 482917 to sign in',
  'my two-factor code is 482917',
  '2FA: the 2FA code is 482917',
  'Authentication code 482-917',
  'Security code: 482917',
  'passcode is 482917',
  'magic code: 482917',
  '<p>Your login code</p><h1>482917</h1>',
  '<td>Verification code</td><td>482917</td>',
  'verification code&nbsp;:&nbsp;<b>4</b>82917',
  'Verification code: ４８２９１７',
  'Mein Einmalpasswort: 482917',
  'Ihre mTAN ist 482917',
  'Ihr Sicherheitscode lautet 4829',
  '482917 ist Ihr Bestätigungscode',
  'code de sécurité : 482917',
  "votre code d'authentification est 482917",
  'su código de acceso es 482917',
  'codigo de verificacion 482917',
  'código de verificação: 482917',
  'codice OTP: 482917',
  'il codice di conferma è 482917',
  'verificatiecode: 482917',
  'Uw inlogcode is 482917',
  'verifieringskod: 482917',
  'din engångskod är 482917',
  'bekræftelseskode: 482917',
  'engangskode: 482917',
  'vahvistuskoodi: 482917',
  'kod SMS: 482917',
  'kod potwierdzający to 482917',
  'ověřovací kód: 482917',
  'overovací kód je 482917',
  'megerősítő kód: 482917',
  'cod de verificare: 482917',
  'onay kodu: 482917',
  'doğrulama kodunuz 482917',
  'код подтверждения: 482917',
  'одноразовый пароль 482917',
  'код підтвердження: 482917',
  'код за потвърждение: 482917',
  'κωδικός επιβεβαίωσης: 482917',
  'رمز التحقق: ٤٨٢٩١٧',
  'کد تایید: ۴۸۲۹۱۷',
  'קוד אימות: 482917',
  'ओटीपी: 482917',
  '我的验证码是482917',
  '您的驗證碼為 482917',
  '確認コード：482917',
  '인증번호 482917',
  '인증 코드: 482917',
  'รหัส OTP: 482917',
  'mã xác minh: 482917',
  'ma xac nhan 482917',
  'kode OTP: 482917',
  'kod pengesahan: 482917',
  'backup codes: 48291753 91204471',
  'recovery code: k7m2p-x9q4w',
];

const UNTOLD: readonly string[] = [
  'use the discount code 482917',
  'promo code SAVE2024 is not working',
  'coupon code: 4829',
  'voucher code 482917 expired',
  'my postal code is 482917',
  'zip code 48291',
  'area code 0482',
  'country code 0049',
  'error code 482917',
  'Error: code 4829 while signing in',
  'code 404 when I log in',
  'exit code 1370',
  'status code: 5003, login fails',
  'QR code 482917',
  'bar code 482917',
  'source code 4829 lines',
  'order code 482917',
  'product code: 482917',
  'the item code is 482917',
  'dress code 2024',
  'HS code 482917',
  'SWIFT code 482917',
  'sort code 482917',
  'I did not receive the verification code',
  'the verification code is wrong',
  'the OTP expired after 5 minutes',
  'Verification code must be 6 digits',
  'Please enter the 6-digit verification code we sent to 5551234',
  'verification code: ******',
  'verification code XXXXXX',
  'OTP support since version 2024',
  'the one-time code is valid for 1440 minutes',
  'Order 482917: no verification code arrived',
  'ticket 482917 about the login code',
  'Bestätigungscode nicht erhalten, Bestellung 482917',
  'Gutscheincode 482917',
  'code promo 482917',
  'code postal 75011',
  'código postal 48291',
  'código de barras 48291753',
  'código de descuento 482917',
  'codice fiscale 482917',
  'codice sconto 482917',
  'код ошибки 482917',
  'код товара 482917',
  'промокод 482917',
  'kod pocztowy 48-291',
  'posta kodu 48291',
  '邮政编码 482917',
  '没有收到验证码',
  '認証コードが届きません',
  '우편번호 48291',
  'backup codes are in the drawer',
  'recovery code never came',
];

describe('a one-time code', () => {
  for (const sentence of TOLD) {
    it(`is found: ${JSON.stringify(sentence)}`, () => {
      assert.notDeepEqual(acted(sentence), []);
    });
  }

  for (const sentence of UNTOLD) {
    it(`is not found: ${JSON.stringify(sentence)}`, () => {
      assert.deepEqual(acted(sentence), []);
    });
  }
});

const VALUES: Readonly<
  Record<string, { readonly valid: readonly string[]; readonly invalid: readonly string[] }>
> = {
  one_time_code: {
    valid: ['482917', '482-917', '4829', 'G-482917', '48A2K9', 'ABCD1234'],
    invalid: ['2024', '1999', '000000', 'PENDING', 'XXXX1', 'IOS17'],
  },
  'one_time_code:backup': { valid: ['4829 1753', 'k7m2p-x9q4w'], invalid: ['abcdefgh', 'a1b2c3', '48291'] },
};

for (const [name, { valid, invalid }] of Object.entries(VALUES)) {
  describe(`the validator ${name}`, () => {
    for (const value of valid) {
      it(`accepts ${value}`, () => assert.ok(findValidator(name)?.check(value)));
    }
    for (const value of invalid) {
      it(`refuses ${value}`, () => assert.equal(findValidator(name)?.check(value), undefined));
    }
  });
}
