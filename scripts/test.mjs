import { existsSync, rmSync } from 'node:fs';
import { build } from './build.mjs';
import { check } from './check.mjs';
import { coverageTable } from './coverage/coverage.mjs';
import { buildTests } from './lib/buildTests.mjs';
import { runChosen } from './lib/chosen.mjs';
import { Failure } from './lib/failure.mjs';
import { stageNames } from './lib/kinds.mjs';
import { runMain } from './lib/main.mjs';
import { isNight } from './lib/night.mjs';
import { rawCoverage } from './lib/nodeTests.mjs';
import { beside, driving, last, produced, queued, serverOnly } from './lib/stages.mjs';
import { formatCounts, Tally } from './lib/tally.mjs';
import { describeTurns, listToday } from './lib/turns.mjs';
import { setup } from './setup.mjs';

const stages = ['check', ...stageNames];

const usage = `npm test [-- STAGE… [--coverage] | -- FILE… [-t NAME --watch --headed --debug]]

Runs all stages, with the test files of today (docs/designs/tests.md), or all files of these stages: ${stages.join(', ')}.
  --coverage  report which lines of src/ they ran, and write out/coverage/lcov.info; takes a fifth longer
Or the tests in some files and folders, showing each one, with no more setup than they need:
  -t NAME   only tests whose name, including its suites, contains NAME, or matches a regular expression between slashes
  --watch   run them again whenever a file changes
  --headed  run journeys and editor files in a visible browser: Google Chrome, or the one in BROWSER_EXECUTABLE
  --debug   no time limits, and the tests' processes open to a debugger that attaches to children, as VS Code's does
With one of these flags a stage stands for all of its files. The last line is \`N passed, N failed\`.`;

const tally = new Tally();

async function runChecks() {
  const results = await check({ whole: true });
  const failed = results.filter(({ ok }) => !ok).length;
  return { passed: results.length - failed, failed, skipped: 0, output: '' };
}

/** Builds the bundles and the tests. A failed build is one failure; tests that don't need it still run. */
async function buildAll() {
  const results = await Promise.allSettled([build(), buildTests()]);
  const failed = results.filter(({ status }) => status === 'rejected');
  const output = failed.map(({ reason }) => `  FAIL  ${reason.message}`).join('\n');
  return { passed: results.length - failed.length, failed: failed.length, skipped: 0, output };
}

/** Runs stages from a shared list until it is empty. */
async function runInTurn(stages, host, starts) {
  for (let next = stages.shift(); next !== undefined; next = stages.shift()) {
    const [name, stage] = next;
    const isSkipped = host.kind === 'desktop' && serverOnly.has(name);
    await tally.run(name, () => (isSkipped ? skipped(name) : stage(host, starts)));
  }
}

function skipped(name) {
  return { passed: 0, failed: 0, skipped: 1, output: `  skip  ${name}: they drive the server build of VS Code` };
}

async function runStages(asked, coverage) {
  const host = { ...(await tally.time('setup', setup)), coverage, takesTurns: asked.length === 0 && !coverage };
  const wanted =
    asked.length > 0 ? asked : stages.filter((name) => name === 'check' || listToday(name, host).length > 0);
  rmSync(rawCoverage, { recursive: true, force: true });
  if (wanted.includes('journeys')) rmSync(produced, { recursive: true, force: true });
  await tally.run('build', buildAll);
  const listWanted = (group) => Object.entries(group).filter(([name]) => wanted.includes(name));
  const queue = listWanted({ check: runChecks, ...queued });
  const ends = [runInTurn(listWanted(beside), host).then(() => runInTurn(queue, host)), runInTurn(queue, host)];
  await Promise.all([...ends, runInTurn(listWanted(driving), host, [Promise.resolve(), Promise.race(ends)])]);
  await runInTurn(listWanted(last), host);
  if (existsSync(rawCoverage)) console.log(await coverageTable(rawCoverage));
  console.log(tally.describe({ isOfDay: host.takesTurns && !isNight }));
  const turns = describeTurns(stageNames, host);
  if (turns !== undefined) console.log(turns);
}

async function test({ values: { coverage = false, ...choice }, names }) {
  const isWhole = names.every((name) => stages.includes(name)) && Object.keys(choice).length === 0;
  if (coverage && !isWhole)
    throw new Failure('npm test -- --coverage', 'only whole stages can be measured', 'name stages, or nothing.');
  if (isWhole) await runStages(names, coverage);
  else tally.add(await runChosen(names, choice));
  console.log(formatCounts(tally.total));
  return tally.total.failed > 0 ? 1 : 0;
}

const options = {
  coverage: { type: 'boolean' },
  name: { type: 'string', short: 't' },
  watch: { type: 'boolean' },
  headed: { type: 'boolean' },
  debug: { type: 'boolean' },
};

await runMain({ usage, options, names: true }, test);
