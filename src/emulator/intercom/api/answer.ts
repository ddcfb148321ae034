// What an endpoint answers, as a value. The envelope of a refusal gets its request id when it is sent.

import type { JsonObject } from '../state/conversation.ts';

export interface Refusal {
  readonly kind: 'refused';
  readonly status: number;
  readonly code: string;
  readonly message: string;
}

export type Answer = { readonly kind: 'ok'; readonly body: JsonObject } | Refusal;

export function ok(body: JsonObject): Answer {
  return { kind: 'ok', body };
}

export function refused(status: number, code: string, message: string): Refusal {
  return { kind: 'refused', status, code, message };
}

export const UNAUTHORIZED = refused(401, 'unauthorized', 'Access Token Invalid');
export const NOT_FOUND = refused(404, 'not_found', 'Resource Not Found');
export const TICKET_NOT_FOUND = refused(404, 'ticket_not_found', 'Ticket not found');
export const USER_NOT_FOUND = refused(404, 'not_found', 'User Not Found');
/** The code is documented, the status inferred. */
export const ADMIN_NOT_FOUND = refused(404, 'admin_not_found', 'Admin not found');
/** Intercom docs: invalid JSON gives parameter_invalid. The wording is inferred. */
export const INVALID_JSON = refused(400, 'parameter_invalid', 'The request body is not a valid JSON object');
/** Intercom docs: an Accept header other than application/json can give 406. Code and wording are inferred. */
export const NOT_ACCEPTABLE = refused(406, 'client_error', 'The Accept header has to allow application/json');
export const UNKNOWN_VERSION = refused(
  400,
  'intercom_version_invalid',
  'The requested version could not be found',
);
export const NOT_IN_VERSION = refused(
  400,
  'intercom_version_invalid',
  'Requested resource is not available in current API version.',
);

export function missingScope(scope: string): Refusal {
  return refused(403, 'forbidden', `You do not have the required scope (${scope}) to access this resource`);
}

/** Intercom docs: the other answer to a missing scope, as on merging contacts. */
export const NOT_AUTHORIZED = refused(401, 'token_unauthorized', 'Not authorized to access resource');

/** Intercom docs: code and wording; that the status is 400 is inferred. */
export function missing(field: string): Refusal {
  return refused(400, 'parameter_not_found', `${field} is a required parameter`);
}

/** For refusals whose code Intercom does not document: inferred. */
export function invalid(message: string): Refusal {
  return refused(400, 'parameter_invalid', message);
}

/** What Intercom says with a status, for faults that name nothing but the status. */
export function standardRefusal(status: number, rateLimit: number): Refusal {
  switch (status) {
    case 401:
      return UNAUTHORIZED;
    case 403:
      return refused(403, 'api_plan_restricted', 'Active subscription needed.');
    case 404:
      return NOT_FOUND;
    case 408:
      return refused(408, 'request_timeout', 'Request timed out');
    case 429:
      return refused(429, 'rate_limit_exceeded', `Exceeded rate limit of ${rateLimit} in 10_seconds`);
    case 503:
      return refused(503, 'service_unavailable', 'Sorry, the API service is temporarily unavailable');
    default:
      return status >= 500
        ? refused(status, 'server_error', 'Something went wrong')
        : refused(status, 'client_error', 'Bad request');
  }
}

export function errorEnvelope(refusal: Refusal, requestId: string | null): JsonObject {
  return {
    type: 'error.list',
    request_id: requestId,
    errors: [{ code: refusal.code, message: refusal.message }],
  };
}
