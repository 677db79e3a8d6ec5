import type { JobSeed, Scenario } from '../../src/simulator/scenarios/scenario.ts';

const secondMs = 1000;

/**
 * Makes a pool of idle nodes, one with running tasks, and a job with failed tasks that fail again; optionally with a
 * crowd, a job in its own pool whose failed tasks succeed when retried.
 */
export function makeSmallWorld(nodes: number, failedTasks: number, runningTasks: number, crowd = 0): Scenario {
  const pool = (id: string, count: number) => ({
    body: {
      id,
      vmSize: 'standard_d2s_v3',
      taskSlotsPerNode: 8,
      targetDedicatedNodes: count,
      virtualMachineConfiguration: {
        imageReference: { publisher: 'canonical', offer: '0001-com-ubuntu-server-jammy', sku: '22_04-lts' },
        nodeAgentSKUId: 'batch.node.ubuntu 22.04',
      },
    },
    nodes: Array.from({ length: count }, () => ({})),
  });
  return {
    name: 'small',
    description: 'Nodes to reboot, tasks to retry and tasks to requeue.',
    pools: [pool('idle', nodes), pool('busy', 1), ...(crowd === 0 ? [] : [pool('crowd', 1)])],
    jobs: [
      {
        body: { id: 'broken', poolInfo: { poolId: 'busy' } },
        tasks: Array.from({ length: failedTasks }, (_, index) => ({
          body: { id: `f${index}`, commandLine: 'fail' },
          state: 'completed' as const,
          outcomes: [{ durationMs: secondMs, exitCode: 4, stderr: 'no\n' }],
          endedAgoMs: 60 * secondMs,
        })),
      },
      {
        body: { id: 'running', poolInfo: { poolId: 'busy' } },
        tasks: Array.from({ length: runningTasks }, (_, index) => ({
          body: { id: `r${index}`, commandLine: 'sleep' },
          state: 'active' as const,
          outcomes: [{ durationMs: 100_000 * secondMs, exitCode: 0 }],
        })),
      },
      ...(crowd === 0 ? [] : [toCrowd(crowd)]),
    ],
  };
}

function toCrowd(count: number): JobSeed {
  const stderr = "FileNotFoundError: [Errno 2] No such file or directory: 'scene.blend'\n";
  return {
    body: { id: 'crowd', poolInfo: { poolId: 'crowd' } },
    tasks: Array.from({ length: count }, (_, index) => ({
      body: { id: `c${index}`, commandLine: 'python3 render.py' },
      state: 'completed' as const,
      outcomes: [
        { durationMs: secondMs, exitCode: 1, stderr },
        { durationMs: secondMs, exitCode: 0 },
      ],
      endedAgoMs: 60 * secondMs,
    })),
  };
}
