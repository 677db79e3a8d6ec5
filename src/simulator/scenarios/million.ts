import type { RunScript } from '../executors/runScript.ts';
import { linuxPool, padded, range } from './bodies.ts';
import { causes } from './millionCauses.ts';
import { secondMs, succeeded } from './runs.ts';
import type { JobSeed, LazyTasks, Scenario, TaskSeed } from './scenario.ts';

const jobCount = 1000;
const taskCount = 1_000_000;
const largeJobTasks = 200_000;
/** Index of the failing task in each hundred. */
const failingPlace = 37;
const nodeCount = 4;
const idDigits = 6;

/**
 * Creates a scenario with a million tasks in a thousand jobs, one of which has two hundred thousand; one in a hundred
 * failed, for one of forty causes. Tasks are created when a client requests them.
 */
export function makeMillion(): Scenario {
  return {
    name: 'million',
    description:
      'A thousand jobs with a million tasks, one of them with two hundred thousand. One task in a hundred has failed, for one of forty causes. It shows whether things stay fast when there is a lot of everything.',
    pools: [
      {
        body: linuxPool('grid', 'standard_d2s_v3', { targetDedicatedNodes: nodeCount, taskSlotsPerNode: 4 }),
        nodes: range(nodeCount).map(() => ({})),
      },
    ],
    jobs: range(jobCount).map(toJob),
  };
}

function toJob(job: number): JobSeed {
  return {
    body: { id: `batch-${padded(job, 4)}`, poolInfo: { poolId: 'grid' } },
    tasks: toTasks(job, countTasks(job)),
  };
}

/** Returns the number of tasks of a job. The first job is the large one; the others share the rest evenly. */
function countTasks(job: number): number {
  if (job === 0) return largeJobTasks;
  const rest = taskCount - largeJobTasks;
  const each = Math.floor(rest / (jobCount - 1));
  return each + (job <= rest - each * (jobCount - 1) ? 1 : 0);
}

function toTasks(job: number, count: number): LazyTasks {
  return {
    count,
    at: (index) => toTaskOfMillion(job, index),
    indexOf(id) {
      const index = /^task-\d{6}$/i.test(id) ? Number(id.slice(-idDigits)) : -1;
      return index < count ? index : -1;
    },
    nextFailure(index) {
      const inHundred = index % 100;
      const next = index - inHundred + failingPlace + (inHundred > failingPlace ? 100 : 0);
      return next < count ? next : count;
    },
  };
}

function toTaskOfMillion(job: number, index: number): TaskSeed {
  return {
    body: { id: `task-${padded(index, idDigits)}`, commandLine: `python3 work.py --job ${job} --item ${index}` },
    state: 'completed',
    // Spreads failing tasks, which are a hundred apart, over all nodes.
    node: (index + Math.floor(index / 100)) % nodeCount,
    outcomes: [toRunOfMillion(job, index)],
    endedAgoMs: (60 + index) * secondMs,
  };
}

const success: RunScript = succeeded(20 * secondMs, { stdout: 'done\n' });

function toRunOfMillion(job: number, index: number): RunScript {
  if (index % 100 !== failingPlace) return success;
  const cause = causes[(job * 7 + Math.floor(index / 100)) % causes.length];
  return cause?.({ job, item: index }) ?? success;
}
