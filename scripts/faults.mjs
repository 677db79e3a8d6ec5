import { cpSync, mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { Failure } from './lib/failure.mjs';
import { findImports } from './lib/imports.mjs';
import { stageOf } from './lib/kinds.mjs';
import { readNumber, runMain } from './lib/main.mjs';
import { compiled, inUtc, runsTypeScript } from './lib/nodeTests.mjs';
import { root } from './lib/places.mjs';
import { openProjects, plant } from './lib/plant.mjs';
import { cleanEnvironment, run } from './lib/run.mjs';
import { alone } from './lib/sharedTests.mjs';
import { listSources, readSource, toImported } from './lib/sources.mjs';
import { setup } from './setup.mjs';

const rooms = ['core', 'simulator', 'app', 'extension', 'service', 'cli', 'node'];
const defaultCount = 30;

const usage = `npm run faults [-- --seed N --count N --room ROOM --whole --root FOLDER]

Plants faults in a copy of the sources, one at a time (a condition inverted, a bound off by one, an await removed), and
reports what detects each one: the compiler, or tests in Node that reach the file through imports, nearest first.
  --seed N       the same number draws the same faults, even in another version if its lines are the same
  --count N      how many faults, spread over all rooms in proportion to their lines; ${defaultCount} by default
  --room ROOM    only in one of ${rooms.join(', ')}
  --whole        also run tests against the simulator, those of the command line and suites in the editor
  --root FOLDER  in another checkout, with its packages`;

/** Folders that a copy links, and folders that a copy omits. */
const linked = ['node_modules', 'test/host'];
const left = [...linked, '.git', 'out', 'dist'];

function copyCheckout(from) {
  const scratch = mkdtempSync(path.join(os.tmpdir(), 'faults-'));
  process.on('exit', () => rmSync(scratch, { recursive: true, force: true }));
  const [copy, temporary] = [path.join(scratch, 'copy'), path.join(scratch, 'temporary')];
  cpSync(from, copy, { recursive: true, filter: (file) => !left.includes(path.relative(from, file)) });
  for (const name of linked) symlinkSync(path.join(from, name), path.join(copy, name));
  mkdirSync(temporary);
  return { copy, env: cleanEnvironment({ ...inUtc, ...compiled, PLAIN_NODE: process.execPath, TMPDIR: temporary }) };
}

/** Draws the faults with the lowest ranks: from each room in proportion to its lines, and at least one. */
function draw(projects, copy, { seed, count, room }) {
  const drawn = (room ? [room] : rooms).map((name) => {
    const files = listSources(copy).filter((file) => file.startsWith(`src/${name}/`));
    const lines = files.reduce((sum, file) => sum + readSource(file, copy).split('\n').length, 0);
    const faults = files.flatMap((file) => projects.findFaults(file, seed)).sort((a, b) => a.rank - b.rank);
    return { faults, lines, count: 0 };
  });
  for (let at = 0; at < count; at++) drawn.reduce((a, b) => (b.lines / b.count > a.lines / a.count ? b : a)).count += 1;
  return drawn.flatMap(({ faults, count }) => faults.slice(0, count));
}

const listTypeScript = (folder, copy) =>
  readdirSync(path.join(copy, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts') && !name.startsWith('host'))
    .map((name) => path.posix.join(folder, name.replaceAll('\\', '/')));

/** Maps each file to its importers, without type imports. */
function findImporters(copy) {
  const importers = new Map();
  for (const file of ['src', 'test'].flatMap((folder) => listTypeScript(folder, copy)))
    for (const { specifier, typeOnly } of findImports(readSource(file, copy))) {
      const to = toImported(file, specifier);
      if (!typeOnly) importers.set(to, [...(importers.get(to) ?? []), file]);
    }
  return importers;
}

/** Lists the runs that may detect a fault in a file; the nearest tests come first, since they detect most faults. */
function planRuns({ importers, copy }, file, whole) {
  const room = file.split('/')[1];
  const reached = new Set([file]);
  for (const each of reached) for (const importer of importers.get(each) ?? []) reached.add(importer);
  const stages = ['unit', ...(whole && ['service', 'simulator'].includes(room) ? ['conformance'] : [])];
  const tests = [...reached].filter((each) => stages.includes(stageOf(each)));
  const sharing = tests.filter((test) => !alone.has(test));
  const own = tests.filter((test) => alone.has(test)).map((test) => [test]);
  const inNode = [sharing.slice(0, 5), sharing.slice(5, 30), ...own, sharing.slice(30)];
  const ofCommandLine = ['cli', 'node'].includes(room) ? [['test/cli/cli.test.ts']] : [];
  const suites = room === 'extension' || (tests.length === 0 && room !== 'cli') ? listSuites(copy, file) : [];
  const built = whole ? [...ofCommandLine, ...suites] : [];
  return [
    ...inNode.map((files) => ({ files, find: findFailing })),
    ...built.map((files) => ({ files, find: findBuilt })),
  ];
}

/**
 * Lists the editor suites in two groups: first the five that mention the words of a file's name most often, above all
 * in their names.
 */
function listSuites(copy, file) {
  const words = new RegExp(path.basename(file, '.ts').replace(/(?=[A-Z])/g, '|'), 'gi');
  const count = (suite) => [...(suite.repeat(20) + readSource(suite, copy)).matchAll(words)].length;
  const suites = listTypeScript('test/editor', copy).filter((name) => stageOf(name) === 'editor');
  suites.sort((a, b) => count(b) - count(a));
  return [suites.slice(0, 5), suites.slice(5)];
}

const script = (name) => path.join(root, 'scripts/lib', name);

/** Runs test files in one process and returns the first failing one with the failing test; undefined if none fails. */
async function findFailing(files, { node, copy, env }) {
  const entry = path.join(copy, 'shared.mjs');
  const load = `import { suite } from 'node:test';\nimport { load } from ${JSON.stringify(script('sharedTests.mjs'))};\n`;
  writeFileSync(entry, `${load}${files.map((file) => `suite(${JSON.stringify(file)}, load);\n`).join('')}`);
  const args = [`--test-reporter=${script('firstFailure.mjs')}`, '--test-reporter-destination=stdout'];
  const processorS = 60 + 5 * files.length;
  const ran = [...runsTypeScript, ...args, alone.has(files[0]) ? files[0] : entry];
  const { code, output } = await run(node, ran, { cwd: copy, env, limit: { processorS, hangS: 10 * processorS } });
  const failed = /^#failed (.*)$/m.exec(output)?.[1];
  if (failed === undefined)
    return code === 0 ? undefined : { files, name: code === 124 ? 'did not end' : `exits with code ${code}` };
  const { file, name } = JSON.parse(failed);
  return { files: files.includes(file) ? [file] : files, name };
}

/**
 * Runs test files that need bundles or an editor, and returns the failing file and test; all files if the failure names
 * none.
 */
async function findBuilt(files, { copy, env }) {
  const { code, output } = await run(process.execPath, ['scripts/test.mjs', ...files], { cwd: copy, env });
  if (code === 0) return undefined;
  const name = /^ {2}FAIL {2}(.*)$/m.exec(output)?.[1] ?? `exits with code ${code}`;
  const file = files.find((each) => name.includes(each));
  return { files: file ? [file] : files, name };
}

/** Plants a fault and returns the check or test that detects it; undefined if none does. */
async function tryFault(fault, place, projects, whole) {
  const source = readSource(fault.file, place.copy);
  const withFault = async (step) => {
    writeFileSync(path.join(place.copy, fault.file), plant(source, fault));
    const result = await step();
    writeFileSync(path.join(place.copy, fault.file), source);
    return result;
  };
  if (await withFault(() => projects.refuses(fault.file))) return 'the compiler';
  for (const { files, find } of planRuns(place, fault.file, whole))
    for (;;) {
      const fit = files.filter((file) => place.fit.get(file) !== false);
      const failed = fit.length > 0 ? await withFault(() => find(fit, place)) : undefined;
      if (failed === undefined) break;
      const known =
        failed.files.every((file) => place.fit.get(file)) || (await find(failed.files, place)) === undefined;
      for (const file of failed.files) place.fit.set(file, known);
      if (known) return `${failed.files.slice(0, 5).join(' ')}: ${failed.name}`;
      console.log(`  also fails without a fault: ${failed.files.join(' ')}`);
    }
  return undefined;
}

async function plantFaults({ values: { room, whole, seed = 1, count = defaultCount, root: folder = root } }) {
  if (room && !rooms.includes(room))
    throw new Failure('npm run faults', `there is no room '${room}'`, `use one of ${rooms.join(', ')}.`);
  const asked = { room, seed: readNumber('faults', 'seed', seed), count: readNumber('faults', 'count', count) };
  const { node } = await setup();
  const { copy, env } = copyCheckout(path.resolve(folder));
  const place = { node, copy, env, importers: findImporters(copy), fit: new Map() };
  const projects = await openProjects(
    copy,
    [...rooms, 'extension/pages/webview'].map((name) => `src/${name}/tsconfig.json`),
  );
  const figure = { name: 'faults-noticed', value: 0, unit: 'count', byCompiler: 0, ...asked };
  for (const fault of draw(projects, copy, asked)) {
    const noticed = await tryFault(fault, place, projects, whole);
    if (noticed) figure.value += 1;
    if (noticed === 'the compiler') figure.byCompiler += 1;
    console.log(`${fault.file}:${fault.line}  ${fault.what}\n    ${noticed ? `noticed by ${noticed}` : 'NOT NOTICED'}`);
  }
  console.log(JSON.stringify(figure));
}

const text = { type: 'string' };
const options = { seed: text, count: text, room: text, root: text, whole: { type: 'boolean' } };

await runMain({ usage, options }, plantFaults);
