// What runs in the process beside: proves rules, and scans with the ones that it was given. See side-scanner.ts.

import { createScanner, type Scanner } from './detect/scanner.ts';
import { loadRules } from './rules/load.ts';
import type { Answer, Question } from './side-scanner.ts';

let scanner: Scanner | undefined;

function answer({ number, ask }: Question): Answer {
  switch (ask.kind) {
    case 'load':
      return { number, checked: loadRules(ask.rulesDir, ask.proof) };
    case 'use':
      scanner = createScanner(ask.rules, ask.options);
      return { number };
    case 'scan':
      return { number, matches: scanner?.scan(ask.body) ?? [] };
  }
}

process.on('message', (question: Question) => {
  let said: Answer;
  try {
    said = answer(question);
  } catch {
    said = { number: question.number, failed: true };
  }
  process.send?.(said);
});
