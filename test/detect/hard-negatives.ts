// Things that look like personal data and are none, each by name. `some` makes many of a kind, always the same ones.

import { createHash } from 'node:crypto';

/** Digits that look random, the same for the same seed. */
export function digits(seed: string, length: number, prefix = ''): string {
  const hex = createHash('sha512').update(seed).digest('hex');
  return (prefix + hex.replace(/[a-f]/g, (letter) => String(letter.charCodeAt(0) % 10))).slice(0, length);
}

export function hash(seed: string, algorithm: string): string {
  return createHash(algorithm).update(seed).digest('hex');
}

export function uuid(seed: string): string {
  const hex = hash(seed, 'md5');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20)}`;
}

function withLuhn(number: string): string {
  for (let check = 0; check < 10; check += 1) {
    const candidate = number.slice(0, -1) + String(check);
    let sum = 0;
    for (const [at, digit] of [...candidate].reverse().entries()) {
      const weighed = Number(digit) * (at % 2 === 0 ? 1 : 2);
      sum += weighed > 9 ? weighed - 9 : weighed;
    }
    if (sum % 10 === 0) return candidate;
  }
  return number;
}

/** Kinds of numbers; each makes one of its kind from a seed. */
export const NUMBERS: Readonly<Record<string, (seed: string) => string>> = {
  uuid,
  'sha-1 hash': (seed) => hash(seed, 'sha1'),
  'sha-256 hash': (seed) => hash(seed, 'sha256'),
  'md5 hash': (seed) => hash(seed, 'md5').toUpperCase(),
  'epoch seconds': (seed) => digits(seed, 10, '17'),
  'epoch milliseconds': (seed) => digits(seed, 13, '17'),
  'epoch microseconds': (seed) => digits(seed, 16, '17'),
  'UPS tracking': (seed) => `1Z${digits(seed, 3)}E02${digits(seed, 10)}`,
  'FedEx tracking of 12': (seed) => digits(seed, 12),
  'FedEx tracking of 20': (seed) => digits(seed, 20, '96'),
  'FedEx tracking of 22': (seed) => digits(seed, 22, '96'),
  'USPS tracking': (seed) => digits(seed, 22, '94'),
  'USPS tracking in groups': (seed) => digits(seed, 22, '94').replace(/.{4}/g, '$& '),
  'postal tracking': (seed) => `RR${digits(seed, 9)}GB`,
  'labelled tracking of 16': (seed) => `tracking number ${digits(seed, 16)}`,
  'labelled tracking in groups': (seed) => `Tracking: ${digits(seed, 16).replace(/.{4}/g, '$& ')}`,
  'order of 16': (seed) => `order ${digits(seed, 16)}`,
  'order number': (seed) => `order #${digits(seed, 14)}`,
  invoice: (seed) => `INV-${digits(seed, 4)}-${digits(seed, 8)}`,
  'reference of 16': (seed) => `reference: ${digits(seed, 16)}`,
  'shop order': (seed) => `${digits(seed, 3)}-${digits(`${seed}a`, 7)}-${digits(`${seed}b`, 7)}`,
  IMEI: (seed) => withLuhn(digits(seed, 15, '35')),
  ICCID: (seed) => withLuhn(digits(seed, 19, '8944')),
  'ISBN-13': (seed) =>
    `978-${digits(seed, 1)}-${digits(seed, 4)}-${digits(`${seed}a`, 4)}-${digits(`${seed}b`, 1)}`,
  'EAN-13': (seed) => digits(seed, 13),
  'chat id': (seed) => digits(seed, 18),
  'profile id': (seed) => digits(seed, 15, '1000'),
  'E.164 phone': (seed) => `+${digits(seed, 12, '49')}`,
  'US phone': (seed) => `(${digits(seed, 3)}) ${digits(`${seed}a`, 3)}-${digits(`${seed}b`, 4)}`,
  'US phone with dashes': (seed) => `${digits(seed, 3)}-${digits(`${seed}a`, 3)}-${digits(`${seed}b`, 4)}`,
  'French phone': (seed) => `06 ${digits(seed, 8).replace(/../g, '$& ')}`,
  'two US phones': (seed) =>
    `555-${digits(seed, 3)}-${digits(`${seed}a`, 4)} 555-${digits(`${seed}b`, 3)}-${digits(`${seed}c`, 4)}`,
  'date range': (seed) => `2${digits(seed, 1)}.01.2026 - 2${digits(`${seed}a`, 1)}.02.2026`,
  'date and time': (seed) => `2026-08-1${digits(seed, 1)} 09:1${digits(`${seed}a`, 1)}:31.${digits(seed, 6)}`,
  coordinates: (seed) => `52.${digits(seed, 6)}, 13.${digits(`${seed}a`, 6)}`,
  'coordinates by a space': (seed) => `52.${digits(seed, 6)} 13.${digits(`${seed}a`, 6)}`,
  'a long decimal': (seed) => `37.${digits(seed, 13)}`,
  'IP addresses': () => '51.158.123.45 51.158.123.46',
  version: (seed) => `v4.${digits(seed, 2)}.${digits(`${seed}a`, 4)}`,
  policy: (seed) => `${digits(seed, 2)}-${digits(`${seed}a`, 4)}-${digits(`${seed}b`, 2)}`,
  'business number': (seed) => `${digits(seed, 3)}-${digits(`${seed}a`, 2)}-${digits(`${seed}b`, 5)}`,
  'nine digits': (seed) => digits(seed, 9),
  'masked card': (seed) => `**** **** **** ${digits(seed, 4)}`,
  'masked SSN': (seed) => `XXX-XX-${digits(seed, 4)}`,
};

/** Sentences of support, in many languages, that hold no password. */
export const PASSWORD_TALK: readonly string[] = [
  'I forgot my password',
  'my password is not working',
  'my password is not accepted on iOS17',
  'My password is incorrect, I tried 3 times',
  'the password is wrong!!!',
  'my password is expired',
  'Password reset link: https://shop.example/reset?code=ab12cd34',
  'Please reset my password. Order: AB123456',
  'password reset for user 12345678',
  'Password must have 8-64 characters, 1 digit and 1 symbol',
  'Password: (at least 8 characters)',
  'Password:\n\nConfirm password:',
  'The password field says ERR_1042',
  'password is case-sensitive',
  'password is auto-generated',
  'Password is the same as on www.shop2.example/login1',
  'my password is in 1Password',
  'password - see attached',
  'password: N/A',
  'password: <hidden>',
  'password=******',
  'password: [REDACTED]',
  'Password: {{user.password1}}',
  'password = process.env.DB_PASSWORD_1',
  'I changed my password on 12/03/2024 at 10:30',
  'the password was changed 30days ago',
  'my passport is in my bag',
  'Boarding pass: LH123456',
  'The pass: 12 rides',
  'your one-time passcode will be sent to sam@customer-demo.example',
  'passwords are stored with sha-256',
  'the PDF password is your date of birth',
  'Is the password for the guest network public?',
  'username: sam_1984 password: forgotten',
  'Ich habe mein Passwort vergessen',
  'Mein Passwort ist falsch',
  'Das Passwort ist seit 12.03.2024 abgelaufen',
  'Passwort: mindestens 8 Zeichen',
  "J'ai oublié mon mot de passe",
  'mon mot de passe est incorrect',
  'Mot de passe : oublié',
  'Olvidé mi contraseña',
  'mi contraseña es incorrecta',
  'la contraseña no funciona desde el 12/03/2024',
  'Ho dimenticato la password',
  'la password è sbagliata',
  'Esqueci minha senha',
  'minha senha é inválida',
  'Ik ben mijn wachtwoord vergeten',
  'mijn wachtwoord is verlopen',
  'Jag har glömt mitt lösenord',
  'mitt lösenord är fel',
  'Jeg har glemt min adgangskode',
  'Unohdin salasanani',
  'salasana on väärä',
  'Nie pamiętam hasła',
  'moje hasło jest nieprawidłowe',
  'Zapomněl jsem heslo',
  'Elfelejtettem a jelszavamat',
  'Am uitat parola',
  'Şifremi unuttum',
  'şifre yanlış',
  'Я забыл пароль',
  'мой пароль не работает',
  'пароль неверный, заказ AB123456',
  'Забув пароль',
  'Ξέχασα τον κωδικό πρόσβασης',
  'نسيت كلمة المرور',
  'שכחתי את הסיסמה',
  'मैं अपना पासवर्ड भूल गया',
  'パスワードを忘れました',
  'パスワードは8文字以上です',
  '비밀번호를 잊어버렸어요',
  '비밀번호는 8자 이상입니다',
  '我忘记了密码',
  '密码是8位以上',
  '密碼錯誤',
  'ลืมรหัสผ่าน',
  'Tôi quên mật khẩu',
  'Saya lupa kata sandi',
];

/** Ordinary messages of support. */
export const ORDINARY: readonly string[] = [
  'Hi there, I placed an order last week and it has still not arrived.',
  'Could you check what is going on with order 5512 please?',
  'I was charged $49.99 twice on 12/05/2026 and 13/05/2026.',
  'The gift card balance shows 25.00 instead of 50.00',
  'My card was declined with error 4012, see ticket 99812.',
  'Your case number is 00123456 and the reference is AX-55-0192.',
  'We ship to 90210-1234 within 3-5 days, 09:00-17:00.',
  'Call us at 1-800-555-0199 or +44 20 7946 0958.',
  '1 < 2, <3 and x<y but y > z',
  'Total: 1,234,567.89 USD for 12 x 4 pcs (SKU 4006381333931)',
  'See https://shop.example/p/4539173956482019?ref=12345678 for details.',
  'commit 2fd4e1c67a2d28fced849ee1bb76e7391b93eb12 broke it',
  'My SSN was stolen, what do I do? Case 219099999',
  'IBAN is required for SEPA transfers',
  'ghp_ tokens and AKIA keys are secrets',
  '-----BEGIN CERTIFICATE----- is what your file should start with',
];
