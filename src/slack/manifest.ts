// The Slack app as a manifest: what api.slack.com/apps makes of it under "From a manifest".
// Source: Slack docs, app manifest reference.

import { scopesFor } from './scopes.ts';

export interface ManifestOptions {
  /** Where Slack reaches the service, without a trailing slash. Undefined: over a socket that the service opens. */
  readonly url: string | undefined;
  readonly isPrivate: boolean;
  readonly hasApproverGroup: boolean;
}

export interface Manifest {
  readonly _metadata: { readonly major_version: number; readonly minor_version: number };
  readonly display_information: {
    readonly name: string;
    readonly description: string;
    readonly background_color: string;
  };
  readonly features: {
    readonly bot_user: { readonly display_name: string; readonly always_online: boolean };
    readonly slash_commands: readonly {
      readonly command: string;
      readonly url?: string;
      readonly description: string;
      readonly usage_hint: string;
      readonly should_escape: boolean;
    }[];
  };
  readonly oauth_config: { readonly scopes: { readonly bot: readonly string[] } };
  readonly settings: {
    readonly interactivity: { readonly is_enabled: boolean; readonly request_url?: string };
    readonly org_deploy_enabled: boolean;
    readonly socket_mode_enabled: boolean;
    readonly token_rotation_enabled: boolean;
  };
}

export function createManifest({ url, ...needs }: ManifestOptions): Manifest {
  const events = url === undefined ? undefined : `${url}/slack/events`;
  return {
    _metadata: { major_version: 2, minor_version: 1 },
    display_information: {
      name: 'Intercom Redactor',
      description:
        'Tells people what personal data in Intercom could not be redacted, and takes their decisions.',
      background_color: '#1f2d3d',
    },
    features: {
      bot_user: { display_name: 'intercom-redactor', always_online: true },
      slash_commands: [
        {
          command: '/redactor',
          ...(events ? { url: events } : {}),
          description: 'How redaction goes, what is open and why',
          usage_hint: 'status | open | why LINK | pause RULE 24h | resume RULE | help',
          should_escape: false,
        },
      ],
    },
    oauth_config: { scopes: { bot: scopesFor(needs).map(({ scope }) => scope) } },
    settings: {
      interactivity: { is_enabled: true, ...(events ? { request_url: events } : {}) },
      org_deploy_enabled: false,
      socket_mode_enabled: events === undefined,
      token_rotation_enabled: false,
    },
  };
}
