// Validators of numbers of health insurance, and of dates of birth.

import type { NamedFactory } from './factory.ts';

export const healthValidators: readonly NamedFactory[] = [];
