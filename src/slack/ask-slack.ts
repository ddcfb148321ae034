// What the checks of a press ask Slack: which workspace the token belongs to, and who is in a user group.

import type { WebClient } from '@slack/web-api';

/** The workspace of the token. Asked when first needed, and remembered. Rejects while Slack does not say it. */
export function createTeam(client: WebClient): () => Promise<string> {
  let asking: Promise<string> | undefined;

  async function ask(): Promise<string> {
    const { team_id: teamId } = await client.auth.test();
    if (teamId === undefined) throw new TypeError('auth.test names no workspace');
    return teamId;
  }

  return () => {
    asking ??= ask().catch((error: unknown) => {
      asking = undefined;
      throw error;
    });
    return asking;
  };
}

/** Source: Slack docs, usergroups.users.list: needs usergroups:read and a paid plan. */
export async function membersOf(client: WebClient, group: string): Promise<readonly string[]> {
  const { users } = await client.usergroups.users.list({ usergroup: group });
  return users ?? [];
}
