// The form of a pack as JSON Schema, so that editors complete and check what an author writes.

import * as z from 'zod';
import { Rule } from './rule.ts';

/** JSON, as it stands in rules/rule.schema.json. */
export function packSchema(): string {
  const schema = z.toJSONSchema(z.array(Rule), {
    io: 'input',
    unrepresentable: 'any',
    override({ jsonSchema }) {
      delete jsonSchema.readOnly;
    },
  });
  return `${JSON.stringify({ ...schema, title: 'A rule pack of intercom-redactor' }, undefined, 2)}\n`;
}
