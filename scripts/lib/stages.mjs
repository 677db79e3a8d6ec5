import path from 'node:path';
import { makePackages } from '../package.mjs';
import { limitStage, testHangMs } from './budgets.mjs';
import { nodeTests, rawCoverage, readCounts } from './nodeTests.mjs';
import { findOfficialClients } from './officialClients.mjs';
import { out } from './places.mjs';
import { cleanEnvironment, run } from './run.mjs';
import { isWritten, writeShared } from './sharedTests.mjs';
import { listToday } from './turns.mjs';

/** Runs the tests of a stage that Node's own runner runs. */
const stageTests = (stage, host, options) =>
  nodeTests(host, listToday(stage, host), { ...options, limit: limitStage(stage) });

/** Runs the tests of a stage with many files for the same sources in shared processes, and measures their coverage. */
const sharedTests = (stage, host) =>
  nodeTests(host, writeShared(stage, listToday(stage, host)), { coverage: true, limit: limitStage(stage) });

/**
 * Runs tests that depend on other programs, and reruns the failed files once if the first run knows them. Keeps the output of the
 * first run; `again` lists the tests that passed only the second time: they need fixing, but don't prove that the
 * product is broken.
 */
export async function runOrAgain(run) {
  const { files = {}, ...first } = await run();
  if (first.failed === 0) return first;
  const chosen = Object.keys(files).filter((file) => files[file].failed > 0);
  const { files: _, ...second } = await run(chosen);
  const rest = Object.values(chosen.length > 0 ? files : {}).filter(({ failed }) => failed === 0);
  for (const counts of rest) for (const key of ['passed', 'skipped']) second[key] += counts[key];
  const output = `${first.output}  again: the above failed the first time\n${second.output}`;
  const failedTwice = readFailed(second.output);
  return {
    ...second,
    ms: { ...second.ms, ...first.ms },
    output,
    again: readFailed(first.output).filter((name) => !failedTwice.includes(name)),
  };
}

/** Reads the names of failed tests, as the reporters print them. */
function readFailed(output) {
  return [...output.matchAll(/^ {2}FAIL {2}(.*?)(?: {2}\([^()]*\))?$/gm)].map(([, name]) => name);
}

/** The tests of the repository start npm, compilers and debuggers, any of which may hang on a busy machine. */
const runHouse = (host, files = []) =>
  nodeTests(host, files.length > 0 ? files : listToday('house', host), { limit: limitStage('house') });

/** Runs today's editor suites, or only those of some files again, in one extension host. */
async function runEditor(host, files = []) {
  const isAgain = files.length > 0;
  const chosen = {
    EDITOR_TEST_FILES: (isAgain ? files : listToday('editor', host)).join(';'),
    EDITOR_TEST_PRODUCED: isAgain ? 'editorAgain' : 'editor',
  };
  const measured = host.coverage ? { EDITOR_COVERAGE: rawCoverage } : {};
  const limit = { EDITOR_TEST_HANG_MS: String(testHangMs) };
  const env = cleanEnvironment({ ...measured, ...limit, PLAIN_NODE: process.execPath, ...chosen });
  return readCounts(await run(host.node, ['test/editor/runEditor.ts'], { env, limit: limitStage('editor') }));
}

/** Runs the journeys, in a whole workbench, while other stages run. A busy machine may miss a key or a click. */
async function walkJourneys(host, starts) {
  const env = { ...(host.coverage ? { JOURNEY_COVERAGE: rawCoverage } : {}), HAS_SSH: String(host.ssh) };
  const options = {
    env: { ...env, SHARES_EDITOR: 'true' },
    forceExit: true,
    concurrency: 1,
    limit: limitStage('journeys'),
  };
  const run = async (files) => {
    const { files: counts, ...total } = await nodeTests(host, files, options);
    // For a file in a separate process, the reporter may name the file that defines its tests.
    return files.some(isWritten) ? { ...total, files: counts } : total;
  };
  return runOneByOne(writeShared('journeys', listToday('journeys', host)), run, starts);
}

/**
 * Runs test files one after another, rerunning failed ones once, and adds up their results. Each fulfilled promise in
 * `starts` allows one more parallel run.
 */
export async function runOneByOne(files, run, starts = [Promise.resolve()]) {
  if (files.length === 0) return { passed: 0, failed: 1, skipped: 0, output: '  FAIL  no tests were found' };
  const total = { passed: 0, failed: 0, skipped: 0, output: '' };
  const ms = {};
  const again = [];
  const left = [...files];
  const work = async () => {
    while (left.length > 0) {
      const file = left.shift();
      const result = await runOrAgain((failed = []) => run(failed.length > 0 ? failed : [file]));
      for (const key of Object.keys(total)) total[key] += result[key];
      again.push(...(result.again ?? []));
      Object.assign(ms, result.ms);
    }
  };
  await Promise.all(starts.map((start) => start.then(work)));
  return { ...total, ms, again };
}

/**
 * The stages of `npm test` after setup and build, each of which returns its counts and its output. The editor suites
 * and the journeys, which often wait, run in parallel with the other stages. Once the suites have ended, two of the
 * other stages run at a time; once these have ended, two journeys do. When three ran at a time on two processors, each
 * took longer, and some missed a click.
 */
export const queued = {
  unit: (host) => sharedTests('unit', host),
  conformance: (host) => sharedTests('conformance', host),
  house: (host) => runOrAgain((files) => runHouse(host, files)),
  bundles: (host) => stageTests('bundles', host),
  soak: (host) => stageTests('soak', host),
  package: async (host) => stageTests('package', host, { env: await makePackages() }),
  benches: (host) => stageTests('benches', host),
  faults: (host) => stageTests('faults', host),
  clients: async (host) => stageTests('clients', host, { env: await findOfficialClients() }),
  languages: (host) => stageTests('languages', host),
};

export const beside = {
  editor: (host) => runOrAgain((files) => runEditor(host, files)),
};

export const driving = {
  journeys: walkJourneys,
};

/** Stages that run after all others. */
export const last = {
  secrets: (host) => stageTests('secrets', host),
};

/** Output of the extension host suites and journeys for the stage `secrets`. */
export const produced = path.join(out, 'produced');

/** Stages whose tests drive the server build of VS Code, which a desktop machine need not have. */
export const serverOnly = new Set(['package', 'journeys', 'benches', 'faults', 'secrets']);
