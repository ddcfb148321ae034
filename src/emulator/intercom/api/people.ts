// GET /admins, /admins/{id}, /teams, /teams/{id}, /contacts/{id}.

import type { JsonObject } from '../state/conversation.ts';
import { type Author, SUPPORT_TEAM } from '../state/people.ts';
import { ADMIN_NOT_FOUND, type Answer, ok, refused, USER_NOT_FOUND } from './answer.ts';
import type { ApiRequest } from './request.ts';

/** The code is documented as one of `team_*`: which one is inferred. */
const TEAM_NOT_FOUND = refused(404, 'team_not_found', 'Team not found');

export function listAdmins(request: ApiRequest): Answer {
  return ok({ type: 'admin.list', admins: admins(request).map(adminJson) });
}

export function readAdmin(request: ApiRequest): Answer {
  const admin = admins(request).find(({ id }) => id === request.id);
  return admin ? ok(adminJson(admin)) : ADMIN_NOT_FOUND;
}

/** Every admin is in the one team. */
export function listTeams(request: ApiRequest): Answer {
  return ok({ type: 'team.list', teams: [teamJson(request)] });
}

export function readTeam(request: ApiRequest): Answer {
  return request.id === SUPPORT_TEAM.id ? ok(teamJson(request)) : TEAM_NOT_FOUND;
}

/** Intercom docs: "Get a contact"; the fields that redaction has no use for are left out. */
export function readContact({ workspace, settings, id }: ApiRequest): Answer {
  const contact = workspace.contact(id);
  if (!contact) return USER_NOT_FOUND;
  return ok({
    type: 'contact',
    id: contact.id,
    workspace_id: settings.appId,
    external_id: contact.externalId,
    role: contact.type === 'user' ? 'user' : 'lead',
    email: contact.email,
    phone: null,
    name: contact.name,
    avatar: null,
    owner_id: null,
    unsubscribed_from_emails: false,
    custom_attributes: {},
  });
}

function admins({ workspace }: ApiRequest): readonly Author[] {
  return [...workspace.authors()].filter(({ type }) => type === 'admin');
}

function adminJson({ id, name, email }: Author): JsonObject {
  return {
    type: 'admin',
    id,
    name,
    email,
    job_title: null,
    away_mode_enabled: false,
    away_mode_reassign: false,
    has_inbox_seat: true,
    team_ids: [Number(SUPPORT_TEAM.id)],
    avatar: { type: 'avatar', image_url: null },
  };
}

function teamJson(request: ApiRequest): JsonObject {
  const { id, name } = SUPPORT_TEAM;
  return { type: 'team', id, name, admin_ids: admins(request).map((admin) => Number(admin.id)) };
}
