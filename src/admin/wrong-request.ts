// What is wrong with a request, without anything of it: keys and values may be what a customer wrote.

import type { z } from 'zod';

/** One sentence for each fault, which names fields of ours only. */
export function wrongRequest({ issues }: z.ZodError): string {
  return issues
    .map((issue) => {
      const field = issue.path.join('.') || 'the body';
      return issue.code === 'unrecognized_keys'
        ? `${field}: has a field that is not known here`
        : `${field}: ${issue.message}`;
    })
    .join('; ');
}
