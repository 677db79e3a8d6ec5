import { rmSync } from 'node:fs';
import { build } from './build.mjs';
import { check } from './check.mjs';
import { coverageTable } from './coverage/coverage.mjs';
import { buildTests } from './lib/buildTests.mjs';
import { Failure, runMain } from './lib/failure.mjs';
import { afterLanes, lanes, produced, rawCoverage, serverOnly } from './lib/stages.mjs';
import { setup } from './setup.mjs';

/**
 * `npm test`: everything. `npm test -- unit editor`: these stages alone (check, unit, house, bundles, conformance,
 * soak, package, editor, journeys, faults, secrets). The last line is `N passed, N failed`.
 */
const startedAt = performance.now();
const known = ['check', ...[...lanes, afterLanes].flatMap((lane) => Object.keys(lane))];
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

async function test() {
  const asked = process.argv.slice(2);
  const unknown = asked.filter((name) => !known.includes(name));
  if (unknown.length > 0) throw new Failure('npm test', `no stage '${unknown[0]}'`, `use one of ${known.join(', ')}.`);
  const wanted = asked.length > 0 ? asked : known;
  const host = await setup();
  rmSync(rawCoverage, { recursive: true, force: true });
  if (wanted.includes('journeys')) rmSync(produced, { recursive: true, force: true });
  await buildAll();
  if (wanted.includes('check')) await runChecks();
  await Promise.all(lanes.map((lane) => runLane(lane, wanted, host)));
  await runLane(afterLanes, wanted, host);
  console.log(await coverageTable(rawCoverage));
  console.log(`took ${seconds()}`);
  console.log(counts(total));
  return total.failed > 0 ? 1 : 0;
}

await runMain(test);
