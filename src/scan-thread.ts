// A thread beside the one that answers webhooks, for what takes long: proving rules, and scanning messages of
// megabytes. Started when first needed.

import { Worker } from 'node:worker_threads';
import type { ScannerOptions } from './detect/scanner.ts';
import { RedactorError } from './errors.ts';
import type { Match } from './message.ts';
import type { RuleSet } from './rule-set.ts';
import type { CheckedRules } from './rules/check.ts';
import type { Rule } from './rules/rule.ts';

export interface ScanThread {
  /** Reads and proves the rules of a folder. */
  load(rulesDir: string): Promise<CheckedRules>;
  /** Rejects with `scan_failed` when the thread ends meanwhile. */
  scan(ruleSet: Pick<RuleSet, 'rules' | 'options'>, body: string): Promise<readonly Match[]>;
  close(): Promise<void>;
}

export interface Question {
  readonly number: number;
  readonly ask:
    | { readonly kind: 'load'; readonly rulesDir: string }
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

export function createScanThread(): ScanThread {
  let worker: Worker | undefined;
  let used: readonly Rule[] | undefined;
  let asked = 0;
  const waiting = new Map<number, Waiting>();

  function start(): Worker {
    const started = new Worker(new URL('./scan-thread-main.ts', import.meta.url));
    started.unref();
    started.on('message', (answer: Answer) => {
      const one = waiting.get(answer.number);
      waiting.delete(answer.number);
      if (waiting.size === 0) started.unref();
      if (answer.failed) one?.reject(failure());
      else one?.resolve(answer);
    });
    // Out of memory, for example: the next question starts another.
    started.on('error', () => undefined);
    started.on('exit', () => {
      worker = undefined;
      used = undefined;
      for (const { reject } of waiting.values()) reject(failure());
      waiting.clear();
    });
    return started;
  }

  function put(ask: Question['ask']): Promise<Answer> {
    worker ??= start();
    asked += 1;
    const question: Question = { number: asked, ask };
    return new Promise((resolve, reject) => {
      waiting.set(question.number, { resolve, reject });
      worker?.ref();
      worker?.postMessage(question);
    });
  }

  return {
    async load(rulesDir) {
      const { checked } = await put({ kind: 'load', rulesDir });
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
    async close() {
      await worker?.terminate();
    },
  };
}

function failure(): RedactorError {
  return new RedactorError('scan_failed', 'The scan thread ended before it had answered.');
}
