// Validators of keys and tokens that machines made.

import { basicCredentials, credential } from './credential.ts';
import { type NamedFactory, plain } from './factory.ts';
import { jwt } from './jwt.ts';
import { randomKey } from './random-key.ts';

export const tokenValidators: readonly NamedFactory[] = [
  ['random_key', randomKey],
  ['jwt', plain(jwt)],
  ['credential', plain(credential)],
  ['basic_credentials', plain(basicCredentials)],
];
