// The README names tests, variables and commands: this fails when one of them is not there, or there and not named.

import assert from 'node:assert/strict';
import { existsSync, globSync, readFileSync } from 'node:fs';
import { describe, it } from 'node:test';

const root = new URL('../', import.meta.url);
const read = (path: string): string => readFileSync(new URL(path, root), 'utf8');
const readme = read('README.md');

describe('README.md', () => {
  const rows = sectionOf(readme, 'The two documents')
    .split('\n')
    .filter((line) => line.startsWith('| ') && !line.startsWith('| statement '));

  it('names a test for each statement of the two documents', () => {
    assert.ok(rows.length > 30, `${rows.length} rows`);
    for (const row of rows) assert.ok(testsNamedIn(row).length > 0, row);
  });

  it('names tests that there are', () => {
    const lost = rows.flatMap(testsNamedIn).filter(({ file, title }) => !titlesOf(file).has(title));

    assert.deepEqual(lost, []);
  });

  it('names every variable of the configuration, and no other', () => {
    const table = sectionOf(readme, 'Environment variables');
    const named = table
      .split('\n')
      .filter((line) => line.startsWith('| `'))
      .flatMap((line) => [...(line.split(' | ')[0] ?? '').matchAll(/`([A-Z][A-Z_]+)`/g)])
      .map(([, name = '']) => name);
    const readers = /(?:required|optional|withDefault)(?:<[^>]+>)?\(\s*'([A-Z_]+)'/g;
    const code = globSync('src/config*.ts', { cwd: root }).map(read).join('\n');
    const inCode = [...code.matchAll(readers)].map(([, name = '']) => name);

    assert.ok(inCode.length > 0);
    assert.deepEqual([...new Set(named)].sort(), [...new Set(inCode)].sort());
  });

  it('names every command', () => {
    const paragraph = sectionOf(readme, 'Commands');
    const inCode = [...read('src/cli/commands.ts').matchAll(/^ {2}(\w+): \{$/gm)].map(
      ([, name = '']) => name,
    );

    assert.ok(inCode.length > 0);
    assert.deepEqual(
      inCode.filter((name) => !new RegExp(`\`${name}[ \`]`).test(paragraph)),
      [],
    );
  });

  it('finds a title that is only nearly right, and a file that is not there, wanting', () => {
    const [named] = testsNamedIn('| x | y | `test/readme.test.ts`: names every command |');

    assert.deepEqual(named, { file: 'test/readme.test.ts', title: 'names every command' });
    assert.equal(titlesOf('test/readme.test.ts').has('names every command'), true);
    assert.equal(titlesOf('test/readme.test.ts').has('names every comman'), false);
    assert.equal(titlesOf('test/no-such.test.ts').size, 0);
  });
});

/** From its heading, of any level, to the next one. */
function sectionOf(text: string, heading: string): string {
  const [, section] = text.split(new RegExp(`^#+ ${heading}$`, 'm'));
  assert.ok(section !== undefined, `the section ${heading}`);
  return section.split(/^#+ /m)[0] ?? '';
}

interface NamedTest {
  readonly file: string;
  readonly title: string;
}

/** Of the last column: a file and a title, `<br>` between several. */
function testsNamedIn(row: string): readonly NamedTest[] {
  const column = row.split(' | ').at(-1)?.replace(/ \|$/, '') ?? '';
  return column.split('<br>').flatMap((one) => {
    const [, file, title] = /^`(test\/[^`]+)`: (.+)$/.exec(one) ?? [];
    return file && title ? [{ file, title }] : [];
  });
}

/** With … for values in them. */
function titlesOf(file: string): ReadonlySet<string> {
  if (!existsSync(new URL(file, root))) return new Set();
  const title = /^ *(?:it|test|testOnEachStore)\(\s*(?:'([^'\n]+)'|"([^"\n]+)"|`([^`\n]+)`),/gm;
  const found = [...read(file).matchAll(title)];
  return new Set(
    found.map(([, one, other, template = '']) => one ?? other ?? template.replaceAll(/\$\{[^}]*\}/g, '…')),
  );
}
