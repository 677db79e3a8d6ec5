import { rmSync } from 'node:fs';
import { build } from './build.mjs';
import { check } from './check.mjs';
import { coverageTable } from './coverage/coverage.mjs';
import { buildTests } from './lib/buildTests.mjs';
import { runChosen } from './lib/chosen.mjs';
import { Failure } from './lib/failure.mjs';
import { stageNames } from './lib/kinds.mjs';
import { runMain } from './lib/main.mjs';
import { rawCoverage } from './lib/nodeTests.mjs';
import { afterLanes, lanes, produced, serverOnly } from './lib/stages.mjs';
import { setup } from './setup.mjs';

const stages = ['check', ...stageNames];

const usage = `npm test [-- STAGE… | -- FILE… [-t NAME --watch --headed --debug]]

Everything; or these stages: ${stages.join(', ')}.
Or the tests of some files and folders, each shown, and no more set up than they need:
  -t NAME   only tests whose name, with those of its suites, holds NAME; a regular expression between slashes
  --watch   run them again whenever a file changes
  --headed  journeys and editor files in a browser that can be seen: Google Chrome, or the one in BROWSER_EXECUTABLE
  --debug   no time limits, and the tests' processes open to a debugger that attaches to children, as VS Code's does
With one of these flags a stage stands for all of its files. The last line is \`N passed, N failed\`.`;

const startedAt = performance.now();
const total = { passed: 0, failed: 0, skipped: 0 };

function seconds() {
  return `${((performance.now() - startedAt) / 1000).toFixed(0)} s`;
}

function add(name, { passed, failed, skipped }, output) {
  total.passed += passed;
  total.failed += failed;
  total.skipped += skipped;
  if (output.trim()) console.log(output.trimEnd());
  console.log(`${failed ? '✗' : '✓'} ${name}: ${counts({ passed, failed, skipped })}  [${seconds()}]`);
}

function counts({ passed, failed, skipped }) {
  return `${passed} passed, ${failed} failed${skipped ? `, ${skipped} skipped` : ''}`;
}

async function runChecks() {
  const results = await check();
  const failed = results.filter(({ ok }) => !ok).length;
  add('check', { passed: results.length - failed, failed, skipped: 0 }, '');
}

/** A bundle that does not build is one failure; what can be tested without it still is. */
async function buildAll() {
  console.log('Building');
  const results = await Promise.allSettled([build(), buildTests()]);
  const failed = results.filter(({ status }) => status === 'rejected');
  add('build', { passed: results.length - failed.length, failed: failed.length, skipped: 0 }, reasons(failed));
}

function reasons(failed) {
  return failed.map(({ reason }) => `  FAIL  ${reason.message}`).join('\n');
}

async function runLane(lane, wanted, host) {
  for (const [name, stage] of Object.entries(lane)) {
    if (!wanted.includes(name)) continue;
    if (host.kind === 'desktop' && serverOnly.has(name)) {
      add(name, { passed: 0, failed: 0, skipped: 1 }, `  skip  ${name}: they drive the server build of VS Code`);
      continue;
    }
    console.log(`… ${name}  [${seconds()}]`);
    const { output, ...result } = await stage(host).catch(stageFailure);
    add(name, result, output);
  }
}

function stageFailure(error) {
  return {
    passed: 0,
    failed: 1,
    skipped: 0,
    output: `  FAIL  ${error instanceof Failure ? error.message : error.stack}`,
  };
}

async function runStages(asked) {
  const wanted = asked.length > 0 ? asked : stages;
  const host = await setup();
  rmSync(rawCoverage, { recursive: true, force: true });
  if (wanted.includes('journeys')) rmSync(produced, { recursive: true, force: true });
  await buildAll();
  if (wanted.includes('check')) await runChecks();
  await Promise.all(lanes.map((lane) => runLane(lane, wanted, host)));
  await runLane(afterLanes, wanted, host);
  console.log(await coverageTable(rawCoverage));
  console.log(`took ${seconds()}`);
}

async function test({ values, names }) {
  const isWhole = names.every((name) => stages.includes(name)) && Object.keys(values).length === 0;
  if (isWhole) await runStages(names);
  else Object.assign(total, await runChosen(names, values));
  console.log(counts(total));
  return total.failed > 0 ? 1 : 0;
}

const options = {
  name: { type: 'string', short: 't' },
  watch: { type: 'boolean' },
  headed: { type: 'boolean' },
  debug: { type: 'boolean' },
};

await runMain({ usage, options, names: true }, test);
