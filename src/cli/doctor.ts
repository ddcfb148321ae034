import { type Config, readConfig } from '../config.ts';
import { RedactorError } from '../errors.ts';
import { createIntercom } from '../intercom/client.ts';
import { abilitiesOf } from '../rule-set.ts';
import { checkNode, checkRules, checkStore } from './doctor/check-here.ts';
import { intercomLines } from './doctor/check-intercom.ts';
import { slackLines } from './doctor/check-slack.ts';
import { type Line, printedLine } from './doctor/line.ts';
import type { Command, Io } from './io.ts';
import { rulesDirectory } from './rules-directory.ts';
import { parseOrExplain, WRONG_USE } from './usage.ts';

const HELP = `Usage: npm run -s redactor -- doctor [--probe] [--json]

Checks what the service needs: configuration, Node, rules, store, Intercom and Slack. Each line says how it is, why,
and what to do. It changes nothing and prints nothing that somebody wrote.

  --probe  also ask Intercom what the token may do, with requests for an id that cannot exist: redacting, deleting
           (only after Intercom has said that there is no such conversation), tickets, side conversations
  --json   print JSON

Exit code 0 when all is well or only warned of, 1 when something fails, 2 when the configuration is wrong.

Example:
  npm run -s redactor -- doctor --probe
`;

export const doctorCommand: Command = async (args, io) => {
  const parsed = parseOrExplain(
    {
      args: [...args],
      options: {
        probe: { type: 'boolean', default: false },
        json: { type: 'boolean', default: false },
        help: { type: 'boolean', short: 'h', default: false },
      },
    },
    HELP,
    io,
  );
  if (typeof parsed === 'number') return parsed;
  const { probe, json } = parsed.values;
  const configured = configure(io);
  const lines: Line[] = [];
  const tell = (...more: readonly Line[]): void => {
    lines.push(...more);
    if (!json) for (const line of more) io.stdout.write(printedLine(line));
  };
  const able = configured.config && abilitiesOf(configured.config);
  tell(configured.line, checkNode(process.versions.node), checkRules(rulesDirectory(undefined, io), able));
  if (configured.config) await examine(configured.config, probe, tell);
  else tell(...['store', 'intercom', 'slack'].map(notConfigured));
  if (json) io.stdout.write(`${JSON.stringify({ checks: lines })}\n`);
  if (configured.config === undefined) return WRONG_USE;
  return lines.some(({ state }) => state === 'fail') ? 1 : 0;
};

/** Its commands and its API are the only way to answer. */
const NOBODY_CAN_APPROVE: Line = {
  check: 'approvals',
  state: 'warn',
  reason: 'SLACK_APPROVERS is set, but without ADMIN_TOKEN nobody can approve a deletion',
  todo: 'Set ADMIN_TOKEN to at least 16 random characters, or take SLACK_APPROVERS away.',
};

async function examine(
  config: Config,
  probe: boolean,
  tell: (...lines: readonly Line[]) => void,
): Promise<void> {
  tell(await checkStore(config.store));
  const intercom = createIntercom(config.intercom, () => new Date());
  try {
    tell(...(await intercomLines(intercom, config.intercom, probe)));
  } finally {
    await intercom.close();
  }
  tell(...(await slackLines(config)));
  if (config.approvers.length > 0 && config.adminToken === undefined && config.notices === 'log')
    tell(NOBODY_CAN_APPROVE);
}

function configure(io: Io): { readonly line: Line; readonly config: Config | undefined } {
  const check = 'configuration';
  try {
    const config = readConfig(io.env);
    return { line: { check, state: 'ok', reason: `mode ${config.mode}` }, config };
  } catch (error) {
    if (!(error instanceof RedactorError) || error.code !== 'config_invalid') throw error;
    return { line: { check, state: 'fail', reason: error.message }, config: undefined };
  }
}

function notConfigured(check: string): Line {
  return { check, state: 'skipped', reason: 'needs a configuration without problems' };
}
