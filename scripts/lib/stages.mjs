import { readdirSync } from 'node:fs';
import path from 'node:path';
import { makePackage } from '../package.mjs';
import { out, root } from './places.mjs';
import { cleanEnvironment, run } from './run.mjs';

/** Raw V8 coverage of every stage, merged at the end. */
export const rawCoverage = path.join(out, 'coverage/raw');

const testTimeoutMs = 120_000;
const stageTimeoutMs = 9 * 60_000;

/** The counts a stage printed as its last line; a stage that did not get there has failed. */
export function readCounts({ code, output }) {
  const line = /^#counts (\{.*\})$/m.exec(output);
  const text = output.replace(/^#counts .*\n?/m, '');
  if (!line)
    return { passed: 0, failed: 1, skipped: 0, output: `${text}\n  FAIL  ended with code ${code} before its end` };
  const counts = JSON.parse(line[1]);
  if (counts.passed + counts.failed + counts.skipped === 0)
    return { ...counts, failed: 1, output: `${text}  FAIL  no test was found` };
  if (code !== 0 && counts.failed === 0)
    return { ...counts, failed: 1, output: `${text}  FAIL  ended with code ${code} although no test failed` };
  return { ...counts, output: text };
}

/** Runs test files under Node's own runner. `patterns` are globs from the root. */
async function nodeTests(host, patterns, { env = {}, coverage = true } = {}) {
  const args = ['--test', '--test-concurrency=2', `--test-timeout=${testTimeoutMs}`];
  args.push('--test-reporter', './scripts/lib/countingReporter.mjs', '--test-reporter-destination', 'stdout');
  const measured = coverage ? { NODE_V8_COVERAGE: rawCoverage } : {};
  const environment = cleanEnvironment({ ...measured, PLAIN_NODE: process.execPath, ...env });
  return readCounts(await run(host.node, [...args, ...patterns], { env: environment, timeoutMs: stageTimeoutMs }));
}

/**
 * What a run of a real VS Code gave; of one that failed, what it gives the second time. What the first printed is kept: something that
 * passes only when it is repeated is to be mended, but it does not say that the product is broken.
 */
export async function runOrAgain(run) {
  const first = await run();
  if (first.failed === 0) return first;
  const second = await run();
  return { ...second, output: `${first.output}  again: the above failed at first\n${second.output}` };
}

/** All suites in one extension host. */
async function runEditor(host) {
  const env = cleanEnvironment({ EDITOR_COVERAGE: rawCoverage, PLAIN_NODE: process.execPath });
  return readCounts(await run(host.node, ['test/editor/runEditor.ts'], { env, timeoutMs: stageTimeoutMs }));
}

/** Journeys drive a whole workbench beside the other stages; a key or a click may meet a machine that is too busy. */
async function walkJourneys(host) {
  const env = { JOURNEY_COVERAGE: rawCoverage, HAS_SSH: String(host.ssh) };
  const files = readdirSync(path.join(root, 'test/journeys'), { recursive: true });
  const journeys = files.filter((name) => name.endsWith('.test.ts')).map((name) => path.join('test/journeys', name));
  return runOneByOne(journeys, (file) => nodeTests(host, [file], { coverage: false, env }));
}

/** Runs test files one after the other, each once more when it failed, and adds up what they gave. */
export async function runOneByOne(files, run) {
  if (files.length === 0) return { passed: 0, failed: 1, skipped: 0, output: '  FAIL  no test was found' };
  const total = { passed: 0, failed: 0, skipped: 0, output: '' };
  for (const file of files) {
    const result = await runOrAgain(() => run(file));
    for (const key of Object.keys(total)) total[key] += result[key];
  }
  return total;
}

/**
 * The stages of `npm test` after setup, checks and build, in the two lanes that run side by side: what needs no editor,
 * and what does. Each returns its counts and its output.
 */
export const lanes = [
  {
    unit: (host) => nodeTests(host, ['src/**/*.test.ts', 'test/golden/**/*.test.ts', 'test/bench/**/*.test.ts']),
    house: (host) => nodeTests(host, ['test/house/**/*.test.ts', 'scripts/**/*.test.mjs'], { coverage: false }),
    bundles: (host) => nodeTests(host, ['test/bundles/**/*.test.ts'], { coverage: false }),
    conformance: (host) => nodeTests(host, ['test/conformance/**/*.test.ts', 'test/service/**/*.test.ts']),
    soak: (host) => nodeTests(host, ['test/soak/**/*.test.ts'], { coverage: false }),
    package: async (host) => {
      const env = { VSIX: await makePackage() };
      return nodeTests(host, ['test/package/**/*.test.ts'], { coverage: false, env });
    },
  },
  {
    editor: (host) => runOrAgain(() => runEditor(host)),
    journeys: walkJourneys,
    faults: (host) => nodeTests(host, ['test/host-faults/verdict.ts'], { coverage: false }),
  },
];

/** What is found out when both lanes have come to their end. */
export const afterLanes = {
  secrets: (host) => nodeTests(host, ['test/produced/**/*.test.ts'], { coverage: false }),
};

/** What suites in the extension host and journeys leave for the stage `secrets`. */
export const produced = path.join(out, 'produced');

/** Stages whose tests drive the server build of VS Code, which a desktop machine need not have. */
export const serverOnly = new Set(['package', 'journeys', 'faults', 'secrets']);
