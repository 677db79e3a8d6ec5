import path from 'node:path';
import { testHangMs } from './budgets.mjs';
import { out } from './places.mjs';
import { cleanEnvironment, run } from './run.mjs';

/** Raw V8 coverage of all stages, merged at the end; measured on request. */
export const rawCoverage = path.join(out, 'coverage/raw');

/**
 * Reads the counts in the last line of a stage's output. A stage without that line has failed, and so has one without
 * tests unless it `mayBeEmpty`.
 */
export function readCounts({ code, output }, { mayBeEmpty = false } = {}) {
  const line = /^#counts (\{.*\})$/m.exec(output);
  const text = output.replace(/^#counts .*\n?/m, '');
  if (!line) {
    const why = /^ended: (.*)$/m.exec(text)?.[1];
    const output = `${text}\n  FAIL  exited with code ${code} before it was done${why ? `: ${why}` : ''}`;
    return { passed: 0, failed: 1, skipped: 0, output };
  }
  const counts = JSON.parse(line[1]);
  if (counts.passed + counts.failed + counts.skipped === 0 && !mayBeEmpty)
    return { ...counts, failed: 1, output: `${text}  FAIL  no tests were found` };
  if (code !== 0 && counts.failed === 0)
    return { ...counts, failed: 1, output: `${text}  FAIL  exited with code ${code} although no test failed` };
  return { ...counts, output: text };
}

/** Returns the arguments of Node's test runner, to be followed by test files or globs. A time limit of 0 means none. */
export function runnerArguments({
  timeoutMs = testHangMs,
  reporter = './scripts/lib/countingReporter.mjs',
  forceExit = false,
  concurrency = 2,
} = {}) {
  const limit = timeoutMs > 0 ? [`--test-timeout=${timeoutMs}`] : [];
  return [
    '--test',
    `--test-concurrency=${concurrency}`,
    ...limit,
    ...(forceExit ? ['--test-force-exit'] : []),
    `--test-reporter=${reporter}`,
    '--test-reporter-destination=stdout',
  ];
}

/** Node 24 warns in each process that stripping types is experimental. */
export const runsTypeScript = ['--disable-warning=ExperimentalWarning'];

/**
 * Node's cache of compiled sources without their types: hundreds of processes load the same ones. Coverage needs the
 * originals.
 */
export const compiled = { NODE_COMPILE_CACHE: path.join(out, 'compiled') };

/** Time zone of tests, since texts show times in the reader's zone. */
export const inUtc = { TZ: 'UTC' };

/**
 * Runs test files, named from the root, with Node's own runner. `coverage` enables coverage if the host measures it,
 * `forceExit` ends processes with open handles, `concurrency` is the number of files that run at a time, and `limit`
 * applies to the whole run.
 */
export async function nodeTests(host, files, { env = {}, coverage = false, forceExit, concurrency, limit } = {}) {
  const measured = coverage && host.coverage ? { NODE_V8_COVERAGE: rawCoverage } : compiled;
  const environment = cleanEnvironment({ ...measured, ...inUtc, PLAIN_NODE: process.execPath, ...env });
  return readCounts(
    await run(host.node, [...runsTypeScript, ...runnerArguments({ forceExit, concurrency }), ...files], {
      env: environment,
      limit,
    }),
  );
}
