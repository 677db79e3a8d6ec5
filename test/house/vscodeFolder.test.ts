import assert from 'node:assert/strict';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { after, test } from 'node:test';
import { makers } from '../../src/simulator/scenarios/allScenarios.ts';
import { root } from '../workbench/places.ts';
import { runProgram } from './runProgram.ts';

/** The entries in .vscode refer to existing things, and those that don't need VS Code are run. */
interface Launch {
  readonly name: string;
  readonly type: string;
  readonly program?: string;
  readonly args: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  readonly preLaunchTask?: string;
  readonly outFiles?: readonly string[];
}

interface Task {
  readonly label: string;
  readonly type: string;
  readonly script?: string;
  readonly args?: readonly string[];
}

interface LaunchFile {
  readonly configurations: readonly Launch[];
  readonly inputs: readonly { readonly id: string; readonly options: readonly string[] }[];
}

const readText = (file: string): string => readFileSync(path.join(root, file), 'utf8');
const read = <T>(file: string): T => JSON.parse(readText(file));
const { configurations, inputs } = read<LaunchFile>('.vscode/launch.json');
const { tasks } = read<{ readonly tasks: readonly Task[] }>('.vscode/tasks.json');
const { scripts } = read<{ readonly scripts: Readonly<Record<string, string>> }>('package.json');

/** Lists the files and folders, from the root, that arguments name, except generated ones. */
function findNamed(texts: readonly string[]): readonly string[] {
  const named = texts.flatMap((text) => [...text.matchAll(/(?:\$\{workspaceFolder\}\/|^scripts\/)[^*\s]+/g)]);
  const files = named.map(([text]) => text.replace(/^\$\{workspaceFolder\}\//, ''));
  return files.filter((file) => !/^(?:dist|out)\//.test(file));
}

const missing = (texts: readonly string[]): readonly string[] =>
  findNamed(texts).filter((file) => !existsSync(path.join(root, file)));

for (const { name, program = '', args, preLaunchTask, outFiles = [] } of configurations)
  test(`launch “${name}” refers to existing files, tasks and choices`, () => {
    assert.deepEqual(missing([program, ...args]), []);
    const labels = tasks.map(({ label }) => label);
    assert.ok(preLaunchTask === undefined || labels.includes(preLaunchTask), preLaunchTask);
    const asked = [...JSON.stringify(args).matchAll(/\$\{input:(\w+)\}/g)].map(([, id]) => id);
    const ids = inputs.map(({ id }) => id);
    assert.deepEqual(
      asked.filter((id = '') => !ids.includes(id)),
      [],
    );
    for (const glob of outFiles) assert.match(glob, /^\$\{workspaceFolder\}\/(?:dist|out\/editor)\/\*\*\/\*\.cjs$/);
  });

for (const { label, type, script = '', args = [] } of tasks)
  test(`task “${label}” refers to an existing script`, () => {
    if (type === 'npm') assert.ok(script in scripts, script);
    else assert.ok(findNamed(args).length > 0 && missing(args).length === 0, args.join(' '));
  });

test('the offered scenarios are those of the simulator', () => {
  assert.deepEqual(inputs.find(({ id }) => id === 'scenario')?.options, [...makers.keys()]);
});

test('the TypeScript version that is configured for VS Code exists', () => {
  const { 'js/ts.tsdk.path': sdk = '' } = read<Readonly<Record<string, string>>>('.vscode/settings.json');
  assert.ok(existsSync(path.join(root, sdk)), sdk);
});

test('environment variables in launch entries are read by the code', () => {
  const places = ['src/extension/sample/sampleAccount.ts', 'test/editor/index.ts'];
  const sources = places.map(readText).join('');
  for (const { env = {} } of configurations)
    for (const name of Object.keys(env)) assert.ok(sources.includes(name), name);
});

test('modules that the build loads while running do not import the build, which would wait for itself forever', () => {
  const [, loaded = assert.fail()] =
    /await import\('\.\/(lib\/buildTests\.mjs)'\)/.exec(readText('scripts/build.mjs')) ?? [];
  assert.doesNotMatch(readText(`scripts/${loaded}`), /build\.mjs'/);
});

test('bundles and suites have source maps, so that source lines can be found', () => {
  for (const file of ['scripts/build.mjs', 'scripts/lib/buildTests.mjs'])
    assert.match(readText(file), /sourcemap: 'linked'/);
});

const folder = mkdtempSync(path.join(os.tmpdir(), 'azure-batch-troubleshooter-debug-'));
after(() => rmSync(folder, { recursive: true, force: true }));

/** Runs an entry as VS Code does: its program under a debugger that also attaches to every child process. */
function launch(entry: string, file: string) {
  const { program = '', args } = configurations.find(({ name }) => name === entry) ?? assert.fail(entry);
  const probe = path.join(folder, 'probe.cjs');
  const write = "require('node:fs').writeFileSync(__dirname + '/' + process.pid + '.seen', process.argv.join(' '));";
  writeFileSync(probe, write);
  const env: NodeJS.ProcessEnv = { ...process.env, NODE_OPTIONS: `--require ${JSON.stringify(probe)}` };
  delete env['NODE_TEST_CONTEXT'];
  const fill = (text: string): string =>
    text.replace(/\$\{workspaceFolder\}/, root).replace(/\$\{relativeFile\}/, file);
  return runProgram(process.execPath, ['--inspect=0', fill(program), ...args.map(fill)], { cwd: root, env });
}

test('“Current test file” runs the tests of a file, and attaches the debugger to the process that runs them', () => {
  const file = 'src/core/filters/odata.test.ts';
  const { status, stdout, stderr } = launch('Current test file', file);
  assert.equal(status, 0, stdout + stderr);
  assert.match(stdout, /\n3 passed, 0 failed\n$/);
  const seen = readdirSync(folder).filter((name) => name.endsWith('.seen'));
  const programs = seen.map((name) => readFileSync(path.join(folder, name), 'utf8').split(' ')[1] ?? '');
  assert.ok(programs.includes(path.join(root, file)), programs.join('\n'));
});

test('“Current journey” refuses a file that drives no browser', () => {
  const { status, stderr } = launch('Current journey, in a browser that can be seen', 'src/core/filters/odata.test.ts');
  assert.equal(status, 1);
  assert.match(stderr, /none of these tests drives a browser/);
});
