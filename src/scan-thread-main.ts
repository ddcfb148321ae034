// What runs in the scan thread: proves rules, and scans with the ones that it was given. See scan-thread.ts.

import { parentPort, type Transferable } from 'node:worker_threads';
import { createScanner, type Scanner } from './detect/scanner.ts';
import { loadRules } from './rules/load.ts';
import type { Answer, Question } from './scan-thread.ts';

let scanner: Scanner | undefined;

function answer({ number, ask }: Question): Answer {
  switch (ask.kind) {
    case 'load':
      return { number, checked: loadRules(ask.rulesDir) };
    case 'use':
      scanner = createScanner(ask.rules, ask.options);
      return { number };
    case 'scan':
      return { number, matches: scanner?.scan(ask.body) ?? [] };
  }
}

const nothing: readonly Transferable[] = [];
parentPort?.on('message', (question: Question) => {
  try {
    parentPort?.postMessage(answer(question), nothing);
  } catch {
    parentPort?.postMessage({ number: question.number, failed: true } satisfies Answer, nothing);
  }
});
