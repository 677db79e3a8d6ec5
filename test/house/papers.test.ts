import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { median } from '../bench/harness.ts';
import { root } from '../workbench/places.ts';
import { findFault, isOurs } from './commandLines.ts';

const read = (file: string): string => readFileSync(path.join(root, file), 'utf8');

const folders = ['.', 'docs', 'docs/designs'].filter((folder) => existsSync(path.join(root, folder)));
const papers = folders
  .flatMap((folder) => readdirSync(path.join(root, folder)).map((file) => path.join(folder, file)))
  .filter((file) => file.endsWith('.md') && file !== 'CHANGELOG.md');

for (const paper of papers)
  test(`${paper} names only existing files and commands`, () => {
    const text = read(paper);
    const files = [...text.matchAll(/`((?:src|test|scripts|media|docs)\/[\w./-]+)`/g)].map(([, file = '']) => file);
    const links = [...text.matchAll(/\]\(([\w./-]+)(?:#[\w-]+)?\)/g)].map(([, link = '']) =>
      path.join(path.dirname(paper), link),
    );
    assert.deepEqual(
      [...files, ...links].filter((file) => !existsSync(path.join(root, file))),
      [],
    );
    const lines = [...text.matchAll(/`(?:[A-Z_]+=\S+ )?(npm [^`]+)`|^(npm (?:start|test|run)[^#\n]*)/gm)];
    const commands = lines
      .map(([, quoted, shown]) => (quoted ?? shown ?? '').replaceAll(/\s+/g, ' ').trim())
      .filter(isOurs);
    assert.deepEqual(
      commands.map((line) => findFault(line)).filter((fault) => fault !== undefined),
      [],
    );
  });

test("no document runs a package of this project from the npm registry, which doesn't have it", () => {
  const lines = papers.flatMap((paper) =>
    read(paper)
      .split('\n')
      .map((line) => `${paper}: ${line.trim()}`),
  );
  const fetching = /\bnpx (?!--no )[^#]*azure-batch-|\bnpm (?:i|install)\b[^#]* azure-batch-/;
  assert.ok(['npx --yes azure-batch-why failures', 'npm i -g azure-batch-why'].every((line) => fetching.test(line)));
  assert.deepEqual(
    lines.filter((line) => fetching.test(line)),
    [],
  );
});

test('the README says near its top how to start and test a clone, with the commands of CI', () => {
  const readme = read('README.md');
  const [, clone = ''] = /^\*\*From a clone\*\*(.*?)^## /ms.exec(readme) ?? [];
  assert.ok(readme.indexOf(clone) < readme.indexOf('## What it does'));
  const commands = [...clone.matchAll(/^\| `(npm [^`]+)` \|/gm)].map(([, command]) => command);
  assert.deepEqual(commands, ['npm start', 'npm test']);
  assert.equal(read('.ci/run').trimEnd().split('\n').at(-1), commands[1]);
});

test('the map shows every folder of the diagnosis', () => {
  const folders = readdirSync(path.join(root, 'src/core/diagnosis'), { withFileTypes: true }).filter((entry) =>
    entry.isDirectory(),
  );
  const text = read('docs/map.md');
  assert.deepEqual(
    folders.map(({ name }) => name).filter((name) => !text.includes(`\`${name}\``)),
    [],
  );
});

const longestFile = 600;
const medianLines = 100;

test('documentation files are small', () => {
  const sources = readdirSync(path.join(root, 'src'), { recursive: true, encoding: 'utf8' }).filter(
    (file) => file.endsWith('.ts') && !/\.(test|d)\.ts$/.test(file),
  );
  const lengths = sources.map((file) => ({ file, lines: read(path.join('src', file)).split('\n').length }));
  assert.deepEqual(
    lengths.filter(({ lines }) => lines > longestFile),
    [],
  );
  assert.ok(median(lengths.map(({ lines }) => lines)) < medianLines);
});
