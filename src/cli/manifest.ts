import { Document, isScalar } from 'yaml';
import { createManifest, type ManifestOptions } from '../slack/manifest.ts';
import { scopesFor } from '../slack/scopes.ts';
import type { Command } from './io.ts';
import { parseOrExplain, WRONG_USE } from './usage.ts';

const HELP = `Usage: npm run -s redactor -- manifest [--url ADDRESS | --socket] [--private] [--approver-group] [--json]

Prints the manifest of the Slack app: paste it at https://api.slack.com/apps > Create New App > From a manifest.
It asks for as few permissions as there can be, each with its reason.

  --url ADDRESS     where Slack reaches the service by https, such as https://redactor.example.com
  --socket          no address: the service opens a socket to Slack instead (SLACK_APP_TOKEN)
  --private         the channel for the cards is a private one
  --approver-group  the members of a Slack user group may approve (SLACK_APPROVER_GROUP)
  --json            as JSON instead of YAML

Example:
  npm run -s redactor -- manifest --url https://redactor.example.com
`;

const PLACEHOLDER = 'https://YOUR-HOST';
/** Source: Slack's schema of manifests: 3,000 for a command's address. */
const LONGEST_URL = 2_900;

export const manifestCommand: Command = async (args, io) => {
  const parsed = parseOrExplain(
    {
      args: [...args],
      options: {
        url: { type: 'string' },
        socket: { type: 'boolean', default: false },
        private: { type: 'boolean', default: false },
        'approver-group': { type: 'boolean', default: false },
        json: { type: 'boolean', default: false },
        help: { type: 'boolean', short: 'h', default: false },
      },
    },
    HELP,
    io,
  );
  if (typeof parsed === 'number') return parsed;
  const { url, socket, private: isPrivate, 'approver-group': hasApproverGroup, json } = parsed.values;
  const fault = url === undefined ? undefined : faultOf(url, socket);
  if (fault) {
    io.stderr.write(`${fault}\n\n${HELP}`);
    return WRONG_USE;
  }
  const address = socket ? undefined : (url ?? PLACEHOLDER).replace(/\/+$/, '');
  const options = { url: address, isPrivate, hasApproverGroup };
  io.stdout.write(json ? `${JSON.stringify(createManifest(options), null, 2)}\n` : asYaml(options));
  return 0;
};

function faultOf(url: string, socket: boolean): string | undefined {
  if (socket) return '--socket needs no --url: Slack calls no address then.';
  if (!URL.canParse(url) || !url.startsWith('https://') || url.length > LONGEST_URL)
    return '--url must be an https address: Slack calls no other.';
  const { search, hash, username, password } = new URL(url);
  return search || hash || username || password
    ? '--url must be an address alone, without a query or a password.'
    : undefined;
}

/** With the reason beside each permission. */
function asYaml(options: ManifestOptions): string {
  const document = new Document(createManifest(options));
  scopesFor(options).forEach(({ use }, index) => {
    const scope = document.getIn(['oauth_config', 'scopes', 'bot', index], true);
    if (isScalar(scope)) scope.comment = ` ${use}`;
  });
  return document.toString({ lineWidth: 0 });
}
