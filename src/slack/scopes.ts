// What the bot's token must be allowed to do, and what for. The manifest asks for these and no others, and the doctor
// looks for them.

export interface ScopeUse {
  readonly scope: string;
  /** What it is for, to stand in a sentence after the scope. */
  readonly use: string;
  /** Without it the service does not do what it is for; else something small is missing. */
  readonly isNeeded: boolean;
}

/** Source: Slack docs, scopes of each method. */
export function scopesFor(needs: {
  /** The channel for the cards is a private one. Undefined: not known. */
  readonly isPrivate: boolean | undefined;
  readonly hasApproverGroup: boolean;
}): readonly ScopeUse[] {
  const channels =
    needs.isPrivate === undefined ? ['channels', 'groups'] : [needs.isPrivate ? 'groups' : 'channels'];
  return [
    { scope: 'chat:write', use: 'posts the cards and edits them', isNeeded: true },
    { scope: 'commands', use: 'brings /redactor', isNeeded: false },
    ...channels.map((kind) => ({
      scope: `${kind}:history`,
      use: 'finds a card again whose answer was lost, so that it is not posted twice',
      isNeeded: false,
    })),
    ...channels.map((kind) => ({
      scope: `${kind}:read`,
      use: 'lets doctor see that the channel is there and the app in it',
      isNeeded: false,
    })),
    ...(needs.hasApproverGroup
      ? [{ scope: 'usergroups:read', use: 'reads who is in SLACK_APPROVER_GROUP', isNeeded: true }]
      : []),
  ];
}
