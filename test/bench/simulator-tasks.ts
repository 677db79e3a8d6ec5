import assert from 'node:assert/strict';
import { setTimeout } from 'node:timers/promises';
import { poolBody } from '../conformance/rawClient.ts';
import { median, report, sized, timeMs } from './harness.ts';
import { startSimulatorProcess } from './harnessSimulator.ts';

/** Measures how many empty programs run per second, and the longest response time during the runs. */
const collections = sized(20, 1);
const perCollection = sized(100, 5);
const runs = sized(3, 1);
const betweenAnswersMs = 5;

async function run(): Promise<{ readonly perSecond: number; readonly longestAnswerMs: number }> {
  const simulator = await startSimulatorProcess(undefined, ['--executor', 'process', '--speed', '20']);
  const { client } = simulator;
  await client.send('POST /pools', { body: poolBody('p', 8, { taskSlotsPerNode: 8 }) });
  await client.send('POST /$simulator/waituntilidle');
  await client.send('POST /jobs', { body: { id: 'j', poolInfo: { poolId: 'p' } } });
  let isOver = false;
  let longestAnswerMs = 0;
  const answers = (async () => {
    while (!isOver) {
      longestAnswerMs = Math.max(longestAnswerMs, await timeMs(() => client.send('GET /pools/p')));
      await setTimeout(betweenAnswersMs);
    }
  })();
  const tookMs = await timeMs(async () => {
    for (let count = 0; count < collections; count += 1) {
      const value = Array.from({ length: perCollection }, (_, index) => ({
        id: `t${count}-${index}`,
        commandLine: '/bin/true',
      }));
      await client.send('POST /jobs/j/addtaskcollection', { body: { value } });
    }
    await client.send('POST /$simulator/waituntilidle', { body: { within: 'P1D' } });
  });
  isOver = true;
  await answers;
  const counts = (await client.send('GET /jobs/j/taskcounts')).body['taskCounts'] as { readonly succeeded: number };
  assert.equal(counts.succeeded, collections * perCollection);
  await simulator.close();
  return { perSecond: (counts.succeeded * 1000) / tookMs, longestAnswerMs };
}

const seen = [];
for (let count = 0; count < runs; count += 1) seen.push(await run());
report({ name: 'simulator-tasks', value: median(seen.map(({ perSecond }) => perSecond)), unit: 'count', runs });
report({ name: 'simulator-tasks-answer', value: median(seen.map((one) => one.longestAnswerMs)), unit: 'ms', runs });
