import { build } from '../build.mjs';
import { makePackages } from '../package.mjs';
import { setup, setupNode } from '../setup.mjs';
import { testHangMs } from './budgets.mjs';
import { buildTests } from './buildTests.mjs';
import { Failure } from './failure.mjs';
import { findTests, startedBy } from './kinds.mjs';
import { compiled, inUtc, readCounts, runnerArguments, runsTypeScript } from './nodeTests.mjs';
import { findOfficialClients } from './officialClients.mjs';
import { cleanEnvironment, run } from './run.mjs';

/**
 * @typedef {object} Choice Options for running chosen tests.
 * @property {string} [name] Part of the tests' names, or a regular expression between slashes.
 * @property {boolean} [watch] Reruns them whenever a file changes.
 * @property {boolean} [headed] Uses a visible browser.
 * @property {boolean} [debug] Runs without time limits, and passes the variables of an attached debugger on to children.
 */

/**
 * Runs the tests of some files, folders, or stages once, shows each test, and sets up only what they need. A failed
 * test is not run again.
 * @param {readonly string[]} names
 * @param {Choice} choice
 * @returns {Promise<{passed: number, failed: number, skipped: number}>}
 */
export async function runChosen(names, choice) {
  if (names.length === 0)
    throw new Failure('npm test', 'these flags work only with chosen tests', 'name files, folders or stages.');
  const tests = findTests(names);
  checkChoice([...tests.keys()], choice);
  const host = await makeReady(new Set([...tests.keys()].flatMap(startedBy)));
  if (choice.watch) return watch(host, [...tests.values()].flat(), choice);
  const total = { passed: 0, failed: 0, skipped: 0 };
  for (const [stage, files] of tests) {
    const env = { ...commonEnvironment(choice), ...(await environmentOf(stage, host, choice)) };
    const run = stage === 'editor' ? runSuites : runFiles;
    const counts = await run(host, files, env, choice);
    for (const key of Object.keys(total)) total[key] += counts[key];
  }
  if (total.passed + total.failed + total.skipped > 0) return total;
  console.log(`  FAIL  ${choice.name ? `no test there has '${choice.name}' in its name` : 'there are no tests'}`);
  return { ...total, failed: 1 };
}

function checkChoice(stages, { watch, headed }) {
  const started = stages.filter((stage) => startedBy(stage).length > 0);
  if (watch && started.length > 0)
    throw new Failure('npm test -- --watch', `stages that are built first cannot be watched: ${started.join(', ')}`);
  const shown = stages.filter((stage) => ['editor', 'journeys', 'faults'].includes(stage));
  if (headed && shown.length === 0)
    throw new Failure(
      'npm test -- --headed',
      'none of these tests drives a browser',
      'name a journey or an editor file.',
    );
}

/** Sets up and builds the requirements of the tests; only Node.js if they start nothing of this project. */
async function makeReady(started) {
  if (started.size === 0) return { node: await setupNode(), ssh: false };
  const isBuilt = (name) => started.has(name === 'bench' ? 'probes' : 'suites');
  const host =
    started.has('suites') || started.has('server')
      ? await setup({ server: started.has('server') })
      : { node: await setupNode() };
  await Promise.all([build(), buildTests(isBuilt)]);
  return host;
}

const debuggerVariables = ['NODE_OPTIONS', 'VSCODE_INSPECTOR_OPTIONS'];

function commonEnvironment({ headed, debug }) {
  const given = debug ? debuggerVariables.filter((name) => process.env[name] !== undefined) : [];
  return {
    ...inUtc,
    ...compiled,
    PLAIN_NODE: process.execPath,
    TEST_NAMES: 'true',
    ...(headed ? { HEADED: 'true' } : {}),
    ...Object.fromEntries(given.map((name) => [name, process.env[name]])),
  };
}

async function environmentOf(stage, host, { name }) {
  if (stage === 'journeys') return { HAS_SSH: String(host.ssh) };
  if (stage === 'clients') return findOfficialClients();
  if (stage === 'package') return makePackages();
  if (stage === 'editor' && name) return { EDITOR_TEST_NAME: toPattern(name) };
  return {};
}

async function runFiles(host, files, env, { name, debug }) {
  const args = [...runsTypeScript, ...runnerArguments(debug ? { timeoutMs: 0 } : {})];
  // In a file without a test of this name, Node doesn't wait for `before`, so nothing closes what it starts.
  if (name) args.push(`--test-name-pattern=${toPattern(name)}`, '--test-force-exit');
  const chosen = cleanEnvironment({ ...env, ...(name ? { TEST_NAME: name } : {}) });
  const ended = await run(host.node, [...args, ...files], { env: chosen, show: withoutCounts });
  // Node's own verdict counts such files as failed; the reporter does not.
  return told(readCounts(name ? { ...ended, code: 0 } : ended, { mayBeEmpty: true }), ended);
}

async function runSuites(host, files, env, { debug }) {
  const limit = debug ? {} : { EDITOR_TEST_HANG_MS: String(testHangMs) };
  const chosen = cleanEnvironment({ ...env, ...limit, EDITOR_TEST_FILES: files.join(';') });
  const ended = await run(host.node, ['test/editor/runEditor.ts'], { env: chosen, show: withoutCounts });
  return told(readCounts(ended, { mayBeEmpty: 'EDITOR_TEST_NAME' in env }), ended);
}

/** Prints the output that was not shown yet, and returns the counts. */
function told({ output, ...counts }, ended) {
  const shown = ended.output.replace(/^#counts .*\n?/m, '');
  if (output !== shown) console.log(output.slice(shown.length));
  return counts;
}

/** Runs tests on every change until the user ends it. */
async function watch(host, files, { name, debug }) {
  const args = [
    ...runsTypeScript,
    ...runnerArguments({ reporter: 'spec', ...(debug ? { timeoutMs: 0 } : {}) }),
    '--watch',
  ];
  if (name) args.push(`--test-name-pattern=${toPattern(name)}`);
  const env = cleanEnvironment(commonEnvironment({ debug }));
  const { code } = await run(host.node, [...args, ...files], { env, show: true });
  return { passed: 0, failed: code === 0 ? 0 : 1, skipped: 0 };
}

function withoutCounts(text, stream) {
  stream.write(text.replace(/^#counts .*\n?/m, ''));
}

/**
 * Returns a pattern for both Node's runner and Mocha: a regular expression between slashes unchanged, or the literal
 * text.
 */
function toPattern(name) {
  return /^\/.+\/[a-z]*$/.test(name) ? name : name.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&');
}
