// The form of a pack as JSON Schema, so that editors complete and check what an author writes.

import * as z from 'zod';
import { Rule } from './rule.ts';

/** JSON, as it stands in rules/rule.schema.json. */
export function packSchema(): string {
  return jsonSchemaOf(z.array(Rule), 'A rule pack of intercom-redactor');
}

export function jsonSchemaOf(form: z.ZodType, title: string): string {
  const schema = z.toJSONSchema(form, {
    io: 'input',
    unrepresentable: 'any',
    override({ jsonSchema }) {
      delete jsonSchema.readOnly;
    },
  });
  return `${JSON.stringify({ ...schema, title }, undefined, 2)}\n`;
}
