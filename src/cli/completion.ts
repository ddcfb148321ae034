// Completion for shells. The options of a command are those that its help names, so that they cannot differ.

import { COMMANDS } from './commands.ts';
import type { Command, Io } from './io.ts';
import { parseOrExplain, WRONG_USE } from './usage.ts';

const HELP = `Usage: npm run -s redactor -- completion bash | zsh | fish

Prints what makes the shell complete \`redactor\`, the command that this package installs (npm install --global .):
its commands, their actions and options, and file names where those end.

Example, for this shell; in ~/.bashrc for those to come:
  source <(npm run -s redactor -- completion bash)
`;

interface Words {
  readonly name: string;
  readonly summary: string;
  readonly words: readonly string[];
}

export const completionCommand: Command = async (args, io) => {
  const options = { help: { type: 'boolean', short: 'h' } } as const;
  const parsed = parseOrExplain({ args: [...args], options, allowPositionals: true }, HELP, io);
  if (typeof parsed === 'number') return parsed;
  const [shell = '', ...more] = parsed.positionals;
  const write = Object.hasOwn(SHELLS, shell) ? SHELLS[shell] : undefined;
  if (!write || more.length > 0) {
    io.stderr.write(`Say bash, zsh or fish.\n\n${HELP}`);
    return WRONG_USE;
  }
  io.stdout.write(write(await allWords(io)));
  return 0;
};

async function allWords(io: Io): Promise<readonly Words[]> {
  const all = Object.entries(COMMANDS).map(async ([name, { summary, actions = [], load }]) => {
    const help = await helpOf(await load(), io);
    return { name, summary, words: [...actions, ...optionsIn(help)] };
  });
  return Promise.all(all);
}

async function helpOf(command: Command, io: Io): Promise<string> {
  const texts: string[] = [];
  const stdout = { write: (text: string) => texts.push(text) > 0, once: () => undefined };
  await command(['--help'], { ...io, stdout });
  return texts.join('');
}

/** Not those of npm in `npm run -s redactor -- …`, nor those of examples in the middle of a line. */
function optionsIn(help: string): readonly string[] {
  const usage = help.slice(0, help.indexOf('\n\n'));
  const described = help.split('\n').flatMap((line) => /^ {2,4}(--[a-z][a-z-]*)/.exec(line)?.[1] ?? []);
  return [...new Set([...(usage.match(/--[a-z][a-z-]*/g) ?? []), ...described, '--help'])];
}

const SHELLS: Readonly<Record<string, (all: readonly Words[]) => string>> = {
  bash: (all) => `_redactor() {
  local words
  case "\${COMP_WORDS[1]}" in
${all.map(({ name, words }) => `    ${name}) words='${words.join(' ')}' ;;`).join('\n')}
  esac
  [ "$COMP_CWORD" -eq 1 ] && words='${namesOf(all)} --help --version'
  COMPREPLY=($(compgen -W "$words" -- "\${COMP_WORDS[COMP_CWORD]}"))
}
complete -o default -F _redactor redactor
`,
  zsh: (all) => `#compdef redactor
_redactor() {
  local -a all
  case "$words[2]" in
${all.map(({ name, words }) => `    ${name}) all=(${words.join(' ')}) ;;`).join('\n')}
  esac
  (( CURRENT == 2 )) && all=(${namesOf(all)} --help --version)
  compadd -a all || _files
}
compdef _redactor redactor
`,
  fish: (all) => `complete -c redactor -f -n __fish_use_subcommand -a '${namesOf(all)}'
${all
  .map(
    ({ name, words }) =>
      `complete -c redactor -n '__fish_seen_subcommand_from ${name}' -a '${words.join(' ')}'`,
  )
  .join('\n')}
`,
};

function namesOf(all: readonly Words[]): string {
  return all.map(({ name }) => name).join(' ');
}
