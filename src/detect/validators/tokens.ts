// Validators of keys and tokens that machines made.

import { basicCredentials, credential } from './credential.ts';
import { type NamedFactory, plain } from './factory.ts';
import { jwt } from './jwt.ts';
import { conventionKey, randomKey } from './random-key.ts';

export const tokenValidators: readonly NamedFactory[] = [
  ['random_key', randomKey],
  ['convention_key', plain(conventionKey)],
  ['jwt', plain(jwt)],
  ['credential', plain(credential)],
  ['basic_credentials', plain(basicCredentials)],
];
