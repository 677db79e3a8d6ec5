import assert from 'node:assert/strict';
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { after, before, test } from 'node:test';
import { root } from '../workbench/places.ts';
import { runProgram } from './runProgram.ts';

const sentByCompiler = [
  { room: 'core', source: "import { commands } from 'vscode';\nexport const all = commands;\n" },
  {
    room: 'core',
    source: "import { BatchServiceClient } from '@azure/batch';\nexport const client = BatchServiceClient;\n",
  },
  {
    room: 'core',
    // A file without imports; if the file imported others, the compiler would refuse each of these as well.
    source: "import { SteppedClock } from '../simulator/clock.ts';\nexport const Clock = SteppedClock;\n",
  },
  { room: 'app', source: "import type { Uri } from 'vscode';\nexport type Address = Uri;\n" },
  {
    room: 'app',
    source: "import { BatchServiceClient } from '@azure/batch';\nexport const client = BatchServiceClient;\n",
  },
  { room: 'app', source: "import { join } from 'node:path';\nexport const path = join('a', 'b');\n" },
  { room: 'simulator', source: "import { commands } from 'vscode';\nexport const all = commands;\n" },
  {
    room: 'simulator',
    source: "import { BatchServiceClient } from '@azure/batch';\nexport const client = BatchServiceClient;\n",
  },
];

const seenByLayerCheck: readonly { folder: string; source: string; why: RegExp }[] = [
  { folder: 'src/core', source: "import 'vscode';", why: /core is pure/ },
  { folder: 'src/core', source: "export const x = () => import('node:fs');", why: /core is pure/ },
  { folder: 'src/core', source: "import type { A } from '../service/ports.ts';", why: /nothing but core/ },
  {
    folder: 'src/core/diagnosis/pool',
    source: "import type { A } from '../task/application.ts';",
    why: /pool must not know about task/,
  },
  {
    folder: 'src/core/diagnosis/task',
    source: "import type { JobEvidence } from '../explainJob.ts';",
    why: /task must not know about job/,
  },
  {
    folder: 'src/core/diagnosis/lint',
    source: "import type { Draft } from '../explanation/draft.ts';",
    why: /lint uses only evidence/,
  },
  { folder: 'src/app', source: "import type { Uri } from 'vscode';", why: /through a port/ },
  { folder: 'src/app', source: "import { load } from '../extension/load.ts';", why: /not extension/ },
  {
    folder: 'src/app',
    source: "import { connect } from '../service/service.ts';",
    why: /only types from service/,
  },
  { folder: 'src/app', source: "import { x } from '../core/diagnosis/explainTask.ts';", why: /port Bundles/ },
  { folder: 'src/app', source: 'const now = Date.now();', why: /as a Clock/ },
  { folder: 'src/app', source: 'setTimeout(stop, 100);', why: /as a Clock/ },
  {
    folder: 'src/app/evidence',
    source: "import type { A } from '../causes/knownCauses.ts';",
    why: /evidence must not know about causes/,
  },
  {
    folder: 'src/service',
    source: "import type { A } from '../app/ports.ts';",
    why: /only service and core/,
  },
  {
    folder: 'src/service',
    source: "import type { S } from '../simulator/simulatorOptions.ts';",
    why: /on the wire/,
  },
  { folder: 'src/simulator', source: "export * from '../core/model/task.ts';", why: /none of our code/ },
  {
    folder: 'src/simulator/export',
    source: "import { BatchError } from '../../core/model/batchError.ts';",
    why: /none of our code/,
  },
  {
    folder: 'src/simulator/http',
    source: "import { redactText } from '../../core/text/redact.ts';",
    why: /none of our code/,
  },
  {
    folder: 'src/simulator',
    source: "import { x } from './executors/process/run.ts';",
    why: /runs programs/,
  },
  {
    folder: 'src/extension',
    source: "import { x } from '../service/store/accountStore.ts';",
    why: /only types/,
  },
  {
    folder: 'src/extension',
    source: "import { x } from '../core/diagnosis/explanation/category.ts';",
    why: /only types/,
  },
  {
    folder: 'src/app/actions/run',
    source: "import { open } from 'node:fs/promises';",
    why: /must not know VS Code or Node/,
  },
  { folder: 'src/extension', source: 'const x = require(name);', why: /computed name/ },
  {
    folder: 'src/extension/commands/pool',
    source: "import type { Command } from '../command.ts';",
    why: /its home is src\/app\/actions/,
  },
  { folder: 'src/cli', source: "import { x } from '../extension/load.ts';", why: /its own ports/ },
  { folder: 'src/cli', source: "import { x } from '../service/service.ts';", why: /only types/ },
  { folder: 'src/cli', source: "import { x } from '@azure/identity';", why: /only the package|only service/ },
  { folder: 'src/node', source: "import { x } from '../extension/load.ts';", why: /not extension/ },
  { folder: 'src/extension/views', source: "import { x } from '../problems/x.ts';", why: /one another/ },
  {
    folder: 'src/extension/views',
    source: "import { x } from '../accounts/signInCloud.ts';",
    why: /one another/,
  },
  { folder: 'src/extension', source: "import { x } from '../../test/x.ts';", why: /outside src/ },
  { folder: 'src/extension', source: "import { x } from './settings';", why: /with its extension/ },
];

/** Returns the file of a case, with a different name for each case. */
const toFile = (folder: string, index: number): string => `${folder}/trespass${index}.ts`;

/** Cases that the compiler detects come first: the imports of the others let it find more than a room may know. */
const firstSeen = sentByCompiler.length;

/** Returns the findings for a line of a file. */
const findLines = (output: string, file: string, line: string): readonly string[] =>
  output.split('\n').filter((text) => text.startsWith(`${file}${line}`));

const allowed = 'src/extension/views/welcome.ts';

/** Proves, on a copy of the tree, that a forbidden import is caught by the compiler and by the layer check. */
let copy: string;
/** Output of both programs for the copy with all violations. */
let compiled: string;
let checked: string;

before(() => {
  copy = mkdtempSync(path.join(os.tmpdir(), 'azure-batch-troubleshooter-rooms-'));
  for (const name of ['src', 'package.json', 'tsconfig.base.json'])
    cpSync(path.join(root, name), path.join(copy, name), { recursive: true });
  symlinkSync(path.join(root, 'node_modules'), path.join(copy, 'node_modules'), 'junction');
  for (const [index, { room, source }] of sentByCompiler.entries()) write(toFile(`src/${room}`, index), source);
  const rooms = [...new Set(sentByCompiler.map(({ room }) => `src/${room}`))];
  compiled = run(path.join(root, 'node_modules/typescript/bin/tsc'), '-b', ...rooms, '--pretty', 'false');
  for (const [index, { folder, source }] of seenByLayerCheck.entries())
    write(toFile(folder, firstSeen + index), `\n${source}\n`);
  write(allowed, "import type { CommandServices } from '../commands/command.ts';\n");
  checked = run(path.join(root, 'scripts/checks/layers.mjs'), copy);
});

after(() => rmSync(copy, { recursive: true, force: true }));

/** Returns the output of a program that finds something wrong. */
function run(...args: string[]): string {
  const { status, stdout, stderr } = runProgram(process.execPath, args, { cwd: copy });
  assert.notEqual(status, 0);
  return stdout + stderr;
}

function write(file: string, text: string): void {
  mkdirSync(path.dirname(path.join(copy, file)), { recursive: true });
  writeFileSync(path.join(copy, file), text);
}

for (const [index, { room, source }] of sentByCompiler.entries())
  test(`in ${room}, the compiler and the layer check refuse: ${source.split('\n')[0]}`, () => {
    const file = toFile(`src/${room}`, index);
    assert.notDeepEqual(findLines(compiled, file, '(1,'), [], compiled);
    assert.match(findLines(checked, file, ':1  ').join(), /^.+ \(docs\/map\.md/, checked);
  });

for (const [index, { folder, source, why }] of seenByLayerCheck.entries())
  test(`in ${folder}, the layer check refuses: ${source}`, () => {
    assert.match(findLines(checked, toFile(folder, firstSeen + index), ':2  ').join(), why, checked);
  });

test('features of the extension may use types of the shared contracts', () => {
  assert.doesNotMatch(checked, /welcome\.ts/);
});
