import assert from 'node:assert/strict';
import { setTimeout } from 'node:timers/promises';
import { assertWanted, report, sized, timeMs } from './harness.ts';
import { processorMs, residentMb, startSimulatorProcess } from './harnessSimulator.ts';

/**
 * Measures what a large account costs: the processor time and memory of a million tasks, a filter by ID in a job of two
 * hundred thousand, and how long others wait while filters that nothing matches read all of them.
 */
const jobs = sized(5, 1);
const tasksPerJob = sized(200_000, 200);
const perCollection = 100;
const inFlight = 4;
const runs = sized(20, 1);
const quickRuns = sized(400, 1);
const rounds = sized(7, 1);
const scansPerRound = sized(3, 1);
const betweenAnswersMs = 5;
const wanted = { addMs: 30_000, memoryMb: 850, filterMs: 5, heldMs: 50 };

const simulator = await startSimulatorProcess();
const { client } = simulator;

async function addTasks(jobId: string): Promise<void> {
  await client.send('POST /jobs', { body: { id: jobId, poolInfo: { poolId: 'none' } } });
  let next = 0;
  const add = async (): Promise<void> => {
    while (next < tasksPerJob) {
      const first = next;
      next += perCollection;
      const value = Array.from({ length: perCollection }, (_, index) => ({
        id: `task-${first + index}`,
        commandLine: `/bin/sh -c "python3 render.py --frame ${first + index}"`,
      }));
      const { status } = await client.send(`POST /jobs/${jobId}/addtaskcollection`, { body: { value } });
      assert.equal(status, 200);
    }
  };
  await Promise.all(Array.from({ length: inFlight }, add));
}

async function filter(text: string, matches: number): Promise<void> {
  const { body } = await client.send('GET /jobs/j0/tasks', { query: { $filter: text } });
  assert.equal(body.value?.length, matches);
}

/** Returns the processor time of a request with a filter, from many of them because it is counted in steps of 10 ms. */
async function costMs(text: string, matches: number, requests: number): Promise<number> {
  const startedMs = processorMs(simulator);
  for (let count = 0; count < requests; count += 1) await filter(text, matches);
  return (processorMs(simulator) - startedMs) / requests;
}

/** Returns the longest response time to another request while `work` is under way. */
async function longestAnswerMs(work: () => Promise<unknown>): Promise<number> {
  let isOver = false;
  let longest = 0;
  const others = (async () => {
    while (!isOver) {
      longest = Math.max(longest, await timeMs(() => client.send('GET /jobs/j0')));
      await setTimeout(betweenAnswersMs);
    }
  })();
  await work();
  isOver = true;
  await others;
  return longest;
}

const name = 'simulator-filter';
const byId = "id eq 'task-7'";
const scan = "executionInfo/exitCode eq 1 or stateTransitionTime lt datetime'2020-01-01T00:00:00Z'";

try {
  await client.send('GET /jobs');
  const startedMs = processorMs(simulator);
  for (let job = 0; job < jobs; job += 1) await addTasks(`j${job}`);
  const addMs = processorMs(simulator) - startedMs;
  const memoryMb = residentMb(simulator);
  // Filters hold others up in every round, the other work of the machine only in some.
  const longest = [];
  for (let round = 0; round < rounds; round += 1)
    longest.push(await longestAnswerMs(() => costMs(scan, 0, scansPerRound)));
  const heldMs = Math.min(...longest);
  const filterMs = await costMs(byId, 1, quickRuns);
  report({ name, value: filterMs, unit: 'ms', runs: quickRuns });
  report({ name: `${name}-state`, value: await costMs("state eq 'completed'", 0, runs), unit: 'ms', runs });
  report({ name: `${name}-scan`, value: await costMs(scan, 0, runs), unit: 'ms', runs });
  report({ name: `${name}-held`, value: heldMs, unit: 'ms', runs: rounds });
  report({ name: `${name}-add`, value: addMs, unit: 'ms', runs: 1 });
  report({ name: `${name}-memory`, value: memoryMb, unit: 'MB', runs: 1 });
  assertWanted(filterMs <= wanted.filterMs, `a filter by ID takes ${filterMs} ms`);
  assertWanted(heldMs <= wanted.heldMs, `others wait for ${heldMs} ms`);
  assertWanted(addMs <= wanted.addMs, `adding the tasks takes ${addMs} ms`);
  assertWanted(memoryMb <= wanted.memoryMb, `the tasks take ${memoryMb} MB`);
} finally {
  await simulator.close();
}
