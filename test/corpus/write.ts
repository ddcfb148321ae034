// `npm run corpus`: writes messages/ again from templates/.

import { mkdirSync, writeFileSync } from 'node:fs';
import { asJsonLines, generate, listTemplates } from './generate.ts';
import { MESSAGES } from './read.ts';

mkdirSync(MESSAGES, { recursive: true });
for (const templates of listTemplates()) {
  writeFileSync(`${MESSAGES}/${templates.language}.jsonl`, asJsonLines(generate(templates)));
}
