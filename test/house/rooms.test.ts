import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { after, before, test } from 'node:test';
import { root } from '../workbench/places.ts';

/** Proves, on a copy of the tree, that a forbidden import is caught by the compiler and by the layer check. */
let copy: string;

before(() => {
  copy = mkdtempSync(path.join(os.tmpdir(), 'azure-batch-troubleshooter-rooms-'));
  for (const name of ['src', 'package.json', 'tsconfig.base.json'])
    cpSync(path.join(root, name), path.join(copy, name), { recursive: true });
  symlinkSync(path.join(root, 'node_modules'), path.join(copy, 'node_modules'), 'junction');
});

after(() => rmSync(copy, { recursive: true, force: true }));

function runNode(...args: string[]): { readonly code: number | null; readonly output: string } {
  const { status, stdout, stderr } = spawnSync(process.execPath, args, { cwd: copy, encoding: 'utf8' });
  return { code: status, output: stdout + stderr };
}

const compile = (room: string) =>
  runNode(path.join(root, 'node_modules/typescript/bin/tsc'), '-b', `src/${room}`, '--pretty', 'false');
const checkLayers = () => runNode(path.join(root, 'scripts/checks/layers.mjs'), copy);

/** Adds `text` as `file` while `body` runs. */
function withFile(file: string, text: string, body: () => void): void {
  mkdirSync(path.dirname(path.join(copy, file)), { recursive: true });
  writeFileSync(path.join(copy, file), text);
  try {
    body();
  } finally {
    rmSync(path.join(copy, file));
  }
}

const sentByCompiler = [
  { room: 'core', source: "import { commands } from 'vscode';\nexport const all = commands;\n" },
  {
    room: 'core',
    source: "import { BatchServiceClient } from '@azure/batch';\nexport const client = BatchServiceClient;\n",
  },
  {
    room: 'core',
    source: "import { startSimulator } from '../simulator/simulator.ts';\nexport const start = startSimulator;\n",
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
  {
    room: 'simulator',
    source: "import { BatchError } from '../core/model/batchError.ts';\nexport const error = BatchError;\n",
  },
];

for (const { room, source } of sentByCompiler)
  test(`the compiler and the layer check refuse in ${room}: ${source.split('\n')[0]}`, () => {
    withFile(`src/${room}/trespass.ts`, source, () => {
      const compiled = compile(room);
      assert.notEqual(compiled.code, 0);
      assert.match(compiled.output, /trespass\.ts\(1,/);
      const checked = checkLayers();
      assert.equal(checked.code, 1);
      assert.match(checked.output, new RegExp(`src/${room}/trespass\\.ts:1  .+ \\(docs/map\\.md`));
    });
  });

const seenByLayerCheck: readonly { file: string; source: string; why: RegExp }[] = [
  { file: 'src/core/trespass.ts', source: "import 'vscode';", why: /core is pure/ },
  { file: 'src/core/trespass.ts', source: "export const x = () => import('node:fs');", why: /core is pure/ },
  { file: 'src/core/trespass.ts', source: "import type { A } from '../service/ports.ts';", why: /nothing but core/ },
  {
    file: 'src/core/diagnosis/pool/trespass.ts',
    source: "import type { A } from '../task/application.ts';",
    why: /pool knows nothing of task/,
  },
  {
    file: 'src/core/diagnosis/task/trespass.ts',
    source: "import type { JobEvidence } from '../explainJob.ts';",
    why: /task knows nothing of job/,
  },
  {
    file: 'src/core/diagnosis/lint/trespass.ts',
    source: "import type { Draft } from '../explanation/draft.ts';",
    why: /lint asks only evidence/,
  },
  { file: 'src/app/trespass.ts', source: "import type { Uri } from 'vscode';", why: /through a port/ },
  { file: 'src/app/trespass.ts', source: "import { load } from '../extension/load.ts';", why: /not extension/ },
  {
    file: 'src/app/trespass.ts',
    source: "import { connect } from '../service/service.ts';",
    why: /only types from service/,
  },
  { file: 'src/app/trespass.ts', source: "import { x } from '../core/diagnosis/explainTask.ts';", why: /port Bundles/ },
  { file: 'src/app/trespass.ts', source: 'const now = Date.now();', why: /as a Clock/ },
  { file: 'src/app/trespass.ts', source: 'setTimeout(stop, 100);', why: /as a Clock/ },
  {
    file: 'src/app/evidence/trespass.ts',
    source: "import type { A } from '../causes/knownCauses.ts';",
    why: /evidence knows nothing of causes/,
  },
  {
    file: 'src/service/trespass.ts',
    source: "import type { A } from '../app/ports.ts';",
    why: /only service and core/,
  },
  {
    file: 'src/service/trespass.ts',
    source: "import type { S } from '../simulator/simulatorOptions.ts';",
    why: /on the wire/,
  },
  { file: 'src/simulator/trespass.ts', source: "export * from '../core/model/task.ts';", why: /nothing of ours/ },
  {
    file: 'src/simulator/trespass.ts',
    source: "import { x } from './executors/process/run.ts';",
    why: /runs programs/,
  },
  {
    file: 'src/extension/trespass.ts',
    source: "import { x } from '../service/store/accountStore.ts';",
    why: /only types/,
  },
  {
    file: 'src/extension/trespass.ts',
    source: "import { x } from '../core/diagnosis/explanation/category.ts';",
    why: /only types/,
  },
  {
    file: 'src/app/actions/run/trespass.ts',
    source: "import { open } from 'node:fs/promises';",
    why: /neither VS Code nor Node/,
  },
  { file: 'src/extension/trespass.ts', source: 'const x = require(name);', why: /computed name/ },
  { file: 'src/cli/trespass.ts', source: "import { x } from '../extension/load.ts';", why: /its own ports/ },
  { file: 'src/cli/trespass.ts', source: "import { x } from '../service/service.ts';", why: /only types/ },
  { file: 'src/cli/trespass.ts', source: "import { x } from '@azure/identity';", why: /no package|only service/ },
  { file: 'src/node/trespass.ts', source: "import { x } from '../extension/load.ts';", why: /not extension/ },
  { file: 'src/extension/views/trespass.ts', source: "import { x } from '../problems/x.ts';", why: /one another/ },
  {
    file: 'src/extension/views/trespass.ts',
    source: "import { x } from '../accounts/signInCloud.ts';",
    why: /one another/,
  },
  { file: 'src/extension/trespass.ts', source: "import { x } from '../../test/x.ts';", why: /outside src/ },
  { file: 'src/extension/trespass.ts', source: "import { x } from './settings';", why: /with its ending/ },
];

for (const { file, source, why } of seenByLayerCheck)
  test(`the layer check refuses in ${path.dirname(file)}: ${source}`, () => {
    withFile(file, `\n${source}\n`, () => {
      const { code, output } = checkLayers();
      assert.equal(code, 1);
      assert.match(output, new RegExp(`^${file}:2  `, 'm'));
      assert.match(output, why);
    });
  });

test('features of the extension may name the shared contracts in types', () => {
  withFile('src/extension/views/welcome.ts', "import type { CommandServices } from '../commands/command.ts';\n", () => {
    assert.doesNotMatch(checkLayers().output, /welcome\.ts/);
  });
});
