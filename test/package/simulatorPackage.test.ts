import assert from 'node:assert/strict';
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { after, before, test } from 'node:test';
import { setTimeout } from 'node:timers/promises';
import { RealClock } from '../../src/simulator/clock.ts';
import { poolBody, RawClient } from '../conformance/rawClient.ts';
import { root } from '../workbench/places.ts';
import { simulatorBillOfMaterials, simulatorTgz } from './made.ts';

/**
 * Tests the package of the simulator as its users get it: installed by npm in an empty folder, without network access.
 */
const folder = mkdtempSync(path.join(tmpdir(), 'simulator-package-'));
const installed = path.join(folder, 'node_modules/azure-batch-simulator');
const readme = (): string => readFileSync(path.join(installed, 'README.md'), 'utf8');

before(() => {
  const { status, stderr } = npm('install', '--offline', simulatorTgz);
  assert.equal(status, 0, stderr);
});
after(() => rmSync(folder, { recursive: true, force: true }));

function npm(...args: readonly string[]) {
  const quiet = ['--no-audit', '--no-fund', '--loglevel=notice'];
  return spawnSync('npm', [...args, ...quiet], { cwd: folder, encoding: 'utf8' });
}

function run(program: string, ...args: readonly string[]) {
  return spawnSync(program, args, { cwd: folder, encoding: 'utf8' });
}

test('the package of the simulator contains one bundle, types, documents and no development files', () => {
  const files = readdirSync(installed, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.relative(installed, path.join(entry.parentPath, entry.name)).replaceAll('\\', '/'));
  assert.deepEqual(files.filter((file) => !file.startsWith('types/')).sort(), [
    'Dockerfile',
    'LICENSE',
    'README.md',
    'ThirdPartyNotices.txt',
    'dist/simulatorMain.cjs',
    'docs/scenario.example.json',
    'docs/scenario.schema.json',
    'docs/simulator.md',
    'package.json',
  ]);
  assert.ok(files.filter((file) => file.startsWith('types/')).every((file) => file.endsWith('.d.ts')));
  assert.equal(run('ls', 'node_modules').stdout, 'azure-batch-simulator\n');
});

test('the notices and the bill of materials of the simulator name the same packages', () => {
  const bom: { readonly components: readonly { readonly name: string; readonly version: string }[] } = JSON.parse(
    readFileSync(simulatorBillOfMaterials, 'utf8'),
  );
  const notices = readFileSync(path.join(installed, 'ThirdPartyNotices.txt'), 'utf8');
  const named = [...notices.matchAll(/^={80}\n(\S+ \S+) \([^)]+\)\n={80}$/gm)].map(([, name = '']) => name);
  assert.deepEqual(
    bom.components.map(({ name, version }) => `${name} ${version}`),
    named,
  );
  assert.ok(named.some((name) => name.startsWith('ssh2 ')));
});

test('npm can publish the package of the simulator', () => {
  const { status, stderr } = npm('publish', '--dry-run', '--offline', simulatorTgz);
  assert.equal(status, 0, stderr);
  assert.match(stderr, /azure-batch-simulator@\d/);
});

test('npx starts the simulator, and a job runs', async (context) => {
  const child = spawn('npx', ['--offline', 'azure-batch-simulator', '--speed', '10'], {
    cwd: folder,
    detached: true,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const closed = once(child, 'close');
  context.after(async () => {
    // A separate process group, because npx passes no signal on to the shell that it starts.
    if (child.pid !== undefined) process.kill(-child.pid, 'SIGINT');
    await closed;
  });
  const [line] = await once(createInterface(child.stdout), 'line');
  const client = new RawClient(JSON.parse(String(line)), new RealClock());
  await client.send('POST /pools', { body: poolBody('p', 1) });
  await client.send('POST /jobs', { body: { id: 'j', poolInfo: { poolId: 'p' } } });
  await client.send('POST /jobs/j/tasks', { body: { id: 't', commandLine: 'echo from npx' } });
  for (;;) {
    const { body } = await client.send('GET /jobs/j/tasks/t');
    if (body['state'] === 'completed') break;
    await setTimeout(50, undefined, { signal: context.signal });
  }
  assert.equal((await client.send('GET /jobs/j/tasks/t/files/stdout.txt')).text, 'from npx\n');
});

test('the program in the README imports the simulator, and a job runs', () => {
  const [, program = ''] = /^```js\n(.*?)^```$/ms.exec(readme()) ?? [];
  assert.match(program, /from 'azure-batch-simulator'/);
  const scope = path.join(folder, 'node_modules/@azure');
  mkdirSync(scope);
  symlinkSync(path.join(root, 'node_modules/@azure/batch'), path.join(scope, 'batch'));
  writeFileSync(path.join(folder, 'job.mjs'), program);
  const { status, stdout, stderr } = run(process.execPath, 'job.mjs');
  rmSync(scope, { recursive: true });
  assert.deepEqual([status, stdout], [0, 'success\n'], stderr);
});

test('importing the simulator with require does not start it', () => {
  const { status, stdout } = run(
    process.execPath,
    '-e',
    "console.log(Object.keys(require('azure-batch-simulator')).sort().join())",
  );
  assert.equal(status, 0);
  assert.match(stdout, /SteppedClock.*startSimulator/);
});

test('an error that a program does not catch ends on a screen, with the message', () => {
  const program = "require('azure-batch-simulator').startSimulator({ clok: undefined })";
  const { status, stderr } = run(process.execPath, '-e', program);
  assert.notEqual(status, 0);
  assert.match(stderr, /ServiceError: .* clok: The closest (is|are) clock\b/);
  assert.ok(stderr.length < 4_000, `${stderr.length} characters`);
});

for (const [module, resolution] of [
  ['nodenext', 'nodenext'],
  ['preserve', 'bundler'],
] as const) {
  test(`the simulator's types work in a TypeScript program that resolves modules by ${resolution}`, () => {
    writeFileSync(
      path.join(folder, 'typed.mts'),
      `import { type Simulator, startSimulator, SteppedClock } from 'azure-batch-simulator';
const simulator: Simulator = await startSimulator({ clock: new SteppedClock(), scenario: 'quota' });
simulator.addFault({ operation: 'Job_List', status: 429 });
const url: string = simulator.url;
await simulator.controls.advanceTime(1000);
// @ts-expect-error There is no such option.
await startSimulator({ sped: 3, url });
`,
    );
    const { status, stdout } = run(
      process.execPath,
      path.join(root, 'node_modules/typescript/bin/tsc'),
      '--noEmit',
      '--strict',
      '--target',
      'es2022',
      '--module',
      module,
      '--moduleResolution',
      resolution,
      '--types',
      'node',
      '--typeRoots',
      path.join(root, 'node_modules/@types'),
      'typed.mts',
    );
    assert.equal(status, 0, stdout);
  });
}
