// Validators of passwords, keys and wallets.

import type { NamedFactory } from './factory.ts';
import { password } from './password.ts';

export const credentialValidators: readonly NamedFactory[] = [['password', password]];
