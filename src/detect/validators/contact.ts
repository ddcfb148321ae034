// Validators of what reaches a person or a machine: e-mail, telephone, addresses of networks and vehicles.

import { email } from './email.ts';
import { type NamedFactory, plain } from './factory.ts';

export const contactValidators: readonly NamedFactory[] = [['email', plain(email)]];
