// What was typed after `/redactor`.

import type { Command, Mistake } from './command.ts';
import { toMs } from './duration.ts';
import { readConversationLink } from './read-conversation-link.ts';
import { isPauseLength, PAUSE_MS } from './rule-pause.ts';

/** Nobody writes more than a word, a link and a length; whoever does gets the help. */
const LONGEST = 1_000;

export function readCommand(text: string): Command {
  if (text.length > LONGEST) return wrong('too_many_words');
  const [name = 'help', ...words] = text
    .trim()
    .split(/\s+/)
    .filter((word) => word !== '');
  switch (name.toLowerCase()) {
    case 'help':
      return { kind: 'help' };
    case 'status':
      return words.length > 0 ? wrong('too_many_words') : { kind: 'status' };
    case 'open':
      return words.length > 0 ? wrong('too_many_words') : { kind: 'open' };
    case 'why':
      return readWhy(words);
    case 'pause':
      return readPause(words);
    case 'resume':
      return readResume(words);
    default:
      return wrong('no_such_command');
  }
}

function readWhy(words: readonly string[]): Command {
  // A link in Slack's marks may have a label of several words.
  const given = words.join(' ');
  if (words.length > 1 && !/^<[^<>]*>$/.test(given)) return wrong('too_many_words');
  const named = readConversationLink(given);
  return named ? { kind: 'why', ...named } : wrong('no_conversation');
}

function readPause([rule, length, ...more]: readonly string[]): Command {
  if (rule === undefined) return wrong('no_rule');
  if (more.length > 0) return wrong('too_many_words');
  const lengthMs = length === undefined ? PAUSE_MS : toMs(length.toLowerCase());
  if (lengthMs === undefined || !isPauseLength(lengthMs)) return wrong('wrong_length');
  return { kind: 'pause', asked: bare(rule), lengthMs };
}

function readResume([rule, ...more]: readonly string[]): Command {
  if (rule === undefined) return wrong('no_rule');
  return more.length > 0 ? wrong('too_many_words') : { kind: 'resume', asked: bare(rule) };
}

/** As cards show it, in quotes, or as typed. */
function bare(rule: string): string {
  return rule.replace(/^[`'"]+|[`'",.]+$/g, '').toLowerCase();
}

function wrong(mistake: Mistake): Command {
  return { kind: 'wrong', mistake };
}
