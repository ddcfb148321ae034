// The form of the policy as JSON Schema, so that editors complete and check what an author writes.

import { jsonSchemaOf } from '../rules/pack-schema.ts';
import { PolicyForm } from './policy-form.ts';

/** JSON, as it stands in rules/policy.schema.json. */
export function policySchema(): string {
  return jsonSchemaOf(PolicyForm, 'The policy of intercom-redactor');
}
