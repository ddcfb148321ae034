// What can be checked at Intercom, without an effect there.

import type { IntercomConfig } from '../../config-intercom.ts';
import type { Intercom, Workspace } from '../../intercom/client.ts';
import { PROBES, type Probed, type ProbeName } from '../../intercom/probe.ts';
import type { Refusal } from '../../intercom/refusal.ts';
import { lackedBy } from '../../intercom/versions.ts';
import { explainRefusal } from '../explain-refusal.ts';
import type { Line } from './line.ts';

export async function intercomLines(
  intercom: Pick<Intercom, 'whoAmI' | 'probe' | 'probeAdmin'>,
  config: IntercomConfig,
  withProbes: boolean,
): Promise<readonly Line[]> {
  const me = await intercom.whoAmI();
  if (me.kind !== 'workspace') {
    const rest = ['intercom region', 'intercom version', 'read conversations'];
    return [
      isOfVersion(me) ? versionRefused(config) : { check: 'intercom token', ...explainRefusal(me) },
      ...rest
        .filter((check) => !(isOfVersion(me) && check === 'intercom version'))
        .map(
          (check): Line => ({ check, state: 'skipped', reason: 'Intercom did not say whose token it is' }),
        ),
    ];
  }
  const names = withProbes ? PROBES : (['read_conversations'] as const);
  const lines: Line[] = [
    { check: 'intercom token', state: 'ok', reason: `workspace ${me.workspaceId}` },
    regionLine(me, config),
    versionLine(config),
  ];
  // One after another: a report is no reason to hurry Intercom.
  for (const name of names) lines.push(probeLine(name, await intercom.probe(name)));
  if (config.adminId !== undefined) lines.push(authorLine(await intercom.probeAdmin(config.adminId)));
  return withProbes ? lines : [...lines, WITHOUT_PROBES];
}

/** In whose name masked copies are written. */
function authorLine(probed: Probed): Line {
  const check = 'author of notes';
  switch (probed.kind) {
    case 'allowed':
      return { check, state: 'ok', reason: 'INTERCOM_ADMIN_ID is a teammate' };
    case 'gone':
      return {
        check,
        state: 'fail',
        reason: 'no teammate has the id in INTERCOM_ADMIN_ID: no masked copy can be written',
        todo: 'Set it to the id of a teammate, as Intercom lists them under GET /admins.',
      };
    case 'denied':
    case 'not_asked':
      return {
        check,
        state: 'skipped',
        reason: 'the token may not read teammates; only masked copies need one',
      };
    default:
      return { check, ...explainRefusal(probed) };
  }
}

const WITHOUT_PROBES: Line = {
  check: 'other permissions',
  state: 'skipped',
  reason: 'not asked',
  todo: 'doctor --probe asks, with requests for an id that cannot exist.',
};

function isOfVersion(refused: Refusal): boolean {
  return refused.kind === 'rejected' && refused.code === 'intercom_version_invalid';
}

function versionRefused({ apiVersion }: IntercomConfig): Line {
  return {
    check: 'intercom version',
    state: 'fail',
    reason: `Intercom has no version ${apiVersion}`,
    todo: 'Leave INTERCOM_API_VERSION out for 2.16, or name one that Intercom has.',
  };
}

function regionLine({ region }: Workspace, config: IntercomConfig): Line {
  const check = 'intercom region';
  if (region === undefined) return { check, state: 'skipped', reason: 'Intercom does not name it' };
  return region === config.region
    ? { check, state: 'ok', reason: region }
    : {
        check,
        state: 'fail',
        reason: `the workspace is in ${region}, INTERCOM_REGION says ${config.region}: links would lead nowhere`,
        todo: `Set INTERCOM_REGION=${region}.`,
      };
}

function versionLine({ apiVersion }: IntercomConfig): Line {
  const lacks = lackedBy(apiVersion);
  const check = 'intercom version';
  return lacks.length === 0
    ? { check, state: 'ok', reason: `${apiVersion} has all that is needed` }
    : {
        check,
        state: 'warn',
        reason: `${apiVersion} lacks ${lacks.join(', ')}: asked of the version Unstable instead`,
        todo: 'Leave INTERCOM_API_VERSION out for 2.16, which has all of it.',
      };
}

const CHECKS: Readonly<Record<ProbeName, string>> = {
  read_conversations: 'read conversations',
  read_tickets: 'read tickets',
  side_conversations: 'side conversations',
  redact: 'redact',
  delete: 'delete',
  delete_with_metrics: 'delete with metrics',
  deleted_list: 'deleted conversations',
};

/** An answer to an id that cannot exist proves less than a list that was given. */
const PROVES: Readonly<Record<ProbeName, string>> = {
  read_conversations: 'allowed',
  deleted_list: 'allowed, so that deletions can be proven with what became of their metrics',
  read_tickets: likely('the permission was not refused'),
  side_conversations: likely('the version knows them, and the permission was not refused'),
  redact: likely('the version knows it, and the permission was not refused'),
  delete: likely('the version knows it, and the permission was not refused'),
  delete_with_metrics: likely('the permission was not refused'),
};

function likely(what: string): string {
  return `${what} for an id that does not exist`;
}

function probeLine(name: ProbeName, probed: Probed): Line {
  const check = CHECKS[name];
  if (probed.kind === 'allowed') return { check, state: 'ok', reason: PROVES[name] };
  if (probed.kind === 'not_asked')
    return {
      check,
      state: 'skipped',
      reason: 'not asked: Intercom did not clearly say that the id does not exist',
    };
  const line = { check, ...explainRefusal(probed) };
  // Only those that ask for deletions without metrics, for tickets or for side conversations need them.
  return line.state === 'fail' && !NEEDED.includes(name) ? { ...line, state: 'warn' } : line;
}

const NEEDED: readonly ProbeName[] = ['read_conversations', 'redact'];
