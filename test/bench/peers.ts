// Other redactors of npm, to be measured beside ours on the same texts. They are not dependencies: the benchmark
// installs them, scripts off, into a folder of its own.

import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export interface Peer {
  readonly name: string;
  readonly redact: (text: string) => unknown;
}

const PACKAGES = ['redact-pii@3.4.0', 'openredaction@1.1.5', '@redactpii/node@1.0.17'] as const;

/** Undefined where the registry cannot be reached. `close` removes what was installed. */
export function installPeers(): { readonly peers: readonly Peer[]; close(): void } | undefined {
  const folder = mkdtempSync(join(tmpdir(), 'redactor-peers-'));
  const close = (): void => rmSync(folder, { recursive: true, force: true });
  const flags = ['--no-save', '--ignore-scripts', '--no-audit', '--no-fund', '--prefix', folder];
  const { status } = spawnSync('npm', ['install', ...flags, ...PACKAGES], { cwd: folder, stdio: 'ignore' });
  if (status !== 0) {
    close();
    return undefined;
  }
  const load = createRequire(join(folder, 'from-here.js'));
  const { SyncRedactor } = load('redact-pii');
  const { OpenRedaction } = load('openredaction');
  const { Redactor } = load('@redactpii/node');
  const redactPii = new SyncRedactor();
  const openRedaction = new OpenRedaction();
  const redactPiiNode = new Redactor();
  const peers: readonly Peer[] = [
    { name: 'redact-pii', redact: (text) => redactPii.redact(text) },
    { name: 'openredaction', redact: (text) => openRedaction.detect(text) },
    { name: '@redactpii/node', redact: (text) => redactPiiNode.redact(text) },
  ];
  return { peers, close };
}
