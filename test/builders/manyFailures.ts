import type { RunScript } from '../../src/simulator/executors/runScript.ts';
import type { JobSeed, Scenario } from '../../src/simulator/scenarios/scenario.ts';

/** Number of failed tasks in one job: more than the failures view reads by default. */
export const bigCount = 10_500;
export const unfedCount = 100;
/** Number of tasks that failed for two causes, visible only in their logs: more than are diagnosed automatically. */
export const mixedCount = 60;
/** Enough jobs for several pages of their list. */
const quietJobs = 320;
const secondMs = 1000;
const failure = {
  category: 'UserError',
  code: 'FailureExitCode',
  message: 'The task exited with an exit code representing a failure',
} as const;

const withoutNumpy: RunScript = {
  durationMs: secondMs,
  exitCode: 1,
  failure,
  stderr:
    'Traceback (most recent call last):\n  File "work.py", line 3, in <module>\n    import numpy\nModuleNotFoundError: No module named \'numpy\'\n',
};

function withoutModule(index: number): RunScript {
  const stderr = `ModuleNotFoundError: No module named '${index % 2 === 0 ? 'scipy' : 'pandas'}'\n`;
  return { durationMs: secondMs, exitCode: 3, failure, stderr };
}

function unfed(index: number): RunScript {
  const details = [{ name: 'FilePath', value: `part-${index}.bin` }];
  const message = 'One of the specified Azure Blob(s) is not found';
  return { durationMs: secondMs, failure: { category: 'UserError', code: 'BlobNotFound', message, details } };
}

/** Makes a job in which every task failed as in `outcomeOf`, and would succeed if retried. */
function toJob(id: string, count: number, outcomeOf: (index: number) => RunScript): JobSeed {
  const digits = 5;
  return {
    body: { id, poolInfo: { poolId: 'grid' } },
    tasks: {
      count,
      at: (index: number) => ({
        body: {
          id: `task-${String(index).padStart(digits, '0')}`,
          commandLine: `python3 work.py --item ${index}`,
        },
        state: 'completed',
        node: index % 2,
        outcomes: [outcomeOf(index), { durationMs: secondMs, exitCode: 0 }],
        endedAgoMs: (60 + index) * secondMs,
      }),
      indexOf(taskId: string) {
        const index = /^task-\d{5}$/.test(taskId) ? Number(taskId.slice(-digits)) : -1;
        return index < count ? index : -1;
      },
      nextFailure: (index: number) => index,
    },
  };
}

/**
 * Makes a job with thousands of failed tasks, hundreds of jobs without failures, one job whose tasks had no input, one
 * whose tasks failed for two causes, and a pool that has reached a quota.
 */
export function makeManyFailures(): Scenario {
  const body = (id: string, targetDedicatedNodes: number) => ({
    id,
    vmSize: 'standard_nv6ads_a10_v5',
    targetDedicatedNodes,
    virtualMachineConfiguration: {
      imageReference: { publisher: 'canonical', offer: '0001-com-ubuntu-server-jammy', sku: '22_04-lts' },
      nodeAgentSKUId: 'batch.node.ubuntu 22.04',
    },
  });
  return {
    name: 'many-failures',
    description: 'Thousands of failed tasks, hundreds of jobs.',
    pools: [
      { body: body('grid', 2), nodes: [{}, {}] },
      {
        body: body('short', 20),
        nodes: [{}],
        resizeErrors: [
          {
            code: 'AccountVMSeriesCoreQuotaReached',
            message: 'The specified account has reached VM series core quota',
          },
        ],
      },
    ],
    jobs: [
      toJob('big', bigCount, () => withoutNumpy),
      ...Array.from({ length: quietJobs }, (_, index) => toJob(`quiet-${String(index).padStart(3, '0')}`, 0, unfed)),
      toJob('unfed', unfedCount, unfed),
      toJob('mixed', mixedCount, withoutModule),
    ],
  };
}
