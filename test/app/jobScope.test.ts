import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { listUnlisted } from '../../src/app/evidence/unlistedJobs.ts';
import { filterCauses } from '../../src/app/rows/failures/failureFilter.ts';
import { lookIntoAll } from '../../src/cli/lookIntoAll.ts';
import { findResponsible } from '../../src/core/failures/responsible.ts';
import { SteppedClock } from '../../src/simulator/clock.ts';
import { linuxPool } from '../../src/simulator/scenarios/bodies.ts';
import { smallWorld } from '../../src/simulator/scenarios/causes/smallWorld.ts';
import { failed, hourMs, secondMs, succeeded } from '../../src/simulator/scenarios/runs.ts';
import { toNodeId } from '../../src/simulator/scenarios/scenario.ts';
import { startSimulator } from '../../src/simulator/simulator.ts';
import { sources } from '../fakes/sources.ts';
import { testTimeMs } from '../fakes/timeOf.ts';
import { openAgents } from './support/agentWorld.ts';
import { openCold } from './support/coldApp.ts';
import { ofPool, runs } from './support/judgedWorlds/judgedWorld.ts';

const ageMs = 60_000;
/** Each job waits for another reason, or has none to wait. */
const world = smallWorld('scope', 'Jobs whose pool, nodes, preparation or limit are the trouble.', {
  pools: [
    { body: linuxPool('pool', 'standard_d2s_v3', { targetDedicatedNodes: 2 }), nodes: [{}, {}] },
    { body: linuxPool('off', 'standard_d2s_v3', { targetDedicatedNodes: 1 }), nodes: [{ state: 'offline' }] },
    {
      body: linuxPool('started', 'standard_d2s_v3', {
        targetDedicatedNodes: 1,
        startTask: { commandLine: 'bash install.sh', waitForSuccess: true },
      }),
      nodes: [
        {
          state: 'starttaskfailed',
          startTask: [failed(100, secondMs, { stderr: 'E: Unable to locate package samtools\n' })],
        },
      ],
    },
    {
      body: linuxPool('auto', 'standard_d2s_v3', {
        enableAutoScale: true,
        autoScaleFormula: '$TargetDedicatedNodes=$X;',
      }),
      nodes: [],
      autoScaleRun: {
        results: '',
        error: { code: 'AutoScalingFormulaEvaluationError', message: 'The formula could not be evaluated', values: [] },
      },
    },
  ],
  rules: [
    {
      kind: 'jobPreparation',
      nodeId: toNodeId('pool', 1),
      outcomes: [failed(6, secondMs, { stderr: 'curl: (6) Could not resolve host: refs.contoso.example\n' })],
    },
    { kind: 'jobPreparation', outcomes: [succeeded(secondMs)] },
  ],
  jobs: [
    {
      body: {
        id: 'prepared',
        poolInfo: ofPool,
        priority: 100,
        jobPreparationTask: { commandLine: 'bash fetch.sh', waitForSuccess: true },
      },
      tasks: [runs('p0'), runs('p1')],
    },
    {
      body: { id: 'limited', poolInfo: ofPool, constraints: { maxWallClockTime: 'PT6H21M' } },
      createdAgoMs: 6 * hourMs,
      tasks: [runs('l0'), runs('l1')],
    },
    { body: { id: 'offline', poolInfo: { poolId: 'off' } }, tasks: [runs('o0')] },
    { body: { id: 'scaled', poolInfo: { poolId: 'auto' } }, tasks: [runs('s0')] },
    { body: { id: 'unstarted', poolInfo: { poolId: 'started' } }, tasks: [runs('u0')] },
    { body: { id: 'empty', poolInfo: { poolId: 'gone' } }, tasks: [] },
    { body: { id: 'fine', poolInfo: ofPool }, tasks: [] },
  ],
});

/** The texts that both lists must have about each job, and no others. */
const truths: Readonly<Record<string, readonly RegExp[]>> = {
  prepared: [/preparation task fails on 1 of 2 nodes/],
  limited: [/1 job soon reaches its time limit while tasks wait in it: limited/],
  offline: [/No node can run tasks/],
  scaled: [/autoscale formula/],
  unstarted: [/No repository has the package: samtools/],
  empty: [/1 active job names a pool that does not exist: empty \(gone\)/],
  fine: [],
};

suite('the scope of a job', () => {
  for (const [jobId, truth] of Object.entries(truths))
    test(`the command line and agents list the same about job ${jobId}`, async (context) => {
      const clock = new SteppedClock(testTimeMs - ageMs);
      const simulator = await startSimulator({ scenario: world, clock });
      context.after(() => simulator.close());
      await clock.advance(ageMs);
      const [cold, ofAgent] = [openCold(simulator), openCold(simulator)];
      context.after(cold.close);
      context.after(ofAgent.close);
      const output = { note: () => undefined, progress: () => undefined, progressMs: 10_000 };
      await cold.store.load({ kind: 'jobs' });
      const { causes } = await lookIntoAll(cold, output, { jobId });
      const moment = { nowMs: testTimeMs, findLookedAt: () => undefined };
      const listed = filterCauses(causes, [{ kind: 'job', value: jobId }], moment);
      const unlisted = listUnlisted(sources, cold.store, { jobId }, new Date(testTimeMs));
      const said = [...listed.map(({ cluster }) => cluster.title), ...unlisted.map(({ text }) => text)];
      const { text } = await openAgents(ofAgent).call('azurebatch_list_failures', { job: jobId });
      assert.equal(said.length, truth.length, said.join('\n'));
      for (const [index, one] of truth.entries()) {
        assert.match(said[index] ?? '', one);
        assert.ok(text.includes(said[index] ?? ''), `${said[index]}\n${text}`);
      }
      assert.equal(/^\| [2-9]\. /m.test(text), listed.length > 1, text);
      for (const cause of listed) assert.ok(text.includes(`responsible: ${findResponsible(cause)}`), text);
    });
});
