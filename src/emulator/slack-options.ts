// What the local Slack is at its start.

import type { SlackChannel, SlackPerson, SlackUserGroup, SlackWorkspace } from './slack-state.ts';

export interface SlackEmulatorOptions {
  /** A free one when left out. */
  readonly port?: number;
  /** The only bot token that is let in. */
  readonly token?: string;
  /** The only app-level token that is let in, for Socket Mode. */
  readonly appToken?: string;
  readonly channels?: readonly SlackChannel[];
  readonly scopes?: readonly string[];
  /** Who users.info knows. When there are any, chat.postEphemeral reaches nobody else. */
  readonly people?: readonly SlackPerson[];
  readonly userGroups?: readonly SlackUserGroup[];
  /** User groups are for paid plans only. */
  readonly freePlan?: boolean;
  readonly clock?: () => Date;
}

export function slackWorkspace(options: SlackEmulatorOptions): SlackWorkspace {
  return {
    token: options.token ?? 'xoxb-emulator',
    appToken: options.appToken ?? 'xapp-emulator',
    channels: options.channels ?? [{ id: 'C0PRIVACY', name: 'privacy' }],
    scopes: options.scopes ?? [
      'chat:write',
      'commands',
      'channels:history',
      'groups:history',
      'channels:read',
      'groups:read',
      'usergroups:read',
      'users:read',
    ],
    people: options.people ?? [],
    userGroups: options.userGroups ?? [],
    freePlan: options.freePlan ?? false,
    clock: options.clock ?? (() => new Date()),
  };
}
