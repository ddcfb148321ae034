// A process beside the one that answers webhooks, for what takes long: proving rules, and scanning messages of
// megabytes. Started when first needed, and ended when nothing was asked of it for a while, since proving rules takes
// memory that only the end of a process gives back.

import { type ChildProcess, fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { ScannerOptions } from './detect/scanner.ts';
import { RedactorError } from './errors.ts';
import type { Match } from './message.ts';
import type { RuleSet } from './rule-set.ts';
import type { CheckedRules, Proof } from './rules/check.ts';
import type { Rule } from './rules/rule.ts';

export interface SideScanner {
  /** Reads and proves the rules of a folder. */
  load(rulesDir: string, proof: Proof): Promise<CheckedRules>;
  /** Rejects with `scan_failed` when that process ends meanwhile. */
  scan(ruleSet: Pick<RuleSet, 'rules' | 'options'>, body: string): Promise<readonly Match[]>;
  close(): void;
}

export interface Question {
  readonly number: number;
  readonly ask:
    | { readonly kind: 'load'; readonly rulesDir: string; readonly proof: Proof }
    | { readonly kind: 'use'; readonly rules: readonly Rule[]; readonly options: ScannerOptions }
    | { readonly kind: 'scan'; readonly body: string };
}

export interface Answer {
  readonly number: number;
  readonly checked?: CheckedRules;
  readonly matches?: readonly Match[];
  readonly failed?: true;
}

interface Waiting {
  readonly resolve: (answer: Answer) => void;
  readonly reject: (error: RedactorError) => void;
}

const MAIN = fileURLToPath(new URL('./side-scanner-main.ts', import.meta.url));
const IDLE_MS = 30_000;

export function createSideScanner(): SideScanner {
  let child: ChildProcess | undefined;
  let used: readonly Rule[] | undefined;
  let asked = 0;
  let idle: NodeJS.Timeout | undefined;
  const waiting = new Map<number, Waiting>();

  function start(): ChildProcess {
    const started = fork(MAIN, [], { serialization: 'advanced', stdio: 'ignore', env: {}, execArgv: [] });
    started.on('message', (answer: Answer) => {
      const one = waiting.get(answer.number);
      waiting.delete(answer.number);
      if (answer.failed) one?.reject(failure());
      else one?.resolve(answer);
      if (waiting.size === 0) rest(started);
    });
    started.on('error', () => end(started));
    started.on('exit', () => end(started));
    return started;
  }

  /** It must neither keep this process from ending, nor stay for good. */
  function rest(resting: ChildProcess): void {
    resting.unref();
    resting.channel?.unref();
    idle = setTimeout(() => void stop(resting), IDLE_MS).unref();
  }

  /** The next question starts another. */
  function end(ended: ChildProcess): void {
    if (child !== ended) return;
    child = undefined;
    used = undefined;
    for (const { reject } of waiting.values()) reject(failure());
    waiting.clear();
  }

  function stop(stopped: ChildProcess): void {
    stopped.kill('SIGKILL');
    end(stopped);
  }

  function put(ask: Question['ask']): Promise<Answer> {
    clearTimeout(idle);
    const asking = child ?? start();
    child = asking;
    asked += 1;
    const question: Question = { number: asked, ask };
    return new Promise((resolve, reject) => {
      waiting.set(question.number, { resolve, reject });
      asking.ref();
      asking.channel?.ref();
      asking.send(question);
    });
  }

  return {
    async load(rulesDir, proof) {
      const { checked } = await put({ kind: 'load', rulesDir, proof });
      if (!checked) throw failure();
      return checked;
    },
    async scan({ rules, options }, body) {
      if (used !== rules) {
        used = rules;
        await put({ kind: 'use', rules, options });
      }
      const { matches } = await put({ kind: 'scan', body });
      return matches ?? [];
    },
    close() {
      clearTimeout(idle);
      if (child) stop(child);
    },
  };
}

function failure(): RedactorError {
  return new RedactorError('scan_failed', 'The process that scans beside ended before it had answered.');
}
