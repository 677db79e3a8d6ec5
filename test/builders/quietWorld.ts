import type { Scenario } from '../../src/simulator/scenarios/scenario.ts';

export const poolId = 'cpu';
export const jobId = 'render';

const secondMs = 1000;

/**
 * Makes a pool of one node with a job in which nothing runs until a client adds tasks: each sleeps, fails, or succeeds
 * at once.
 */
export function makeQuietWorld(): Scenario {
  return {
    name: 'quiet',
    description: 'A node that waits for tasks.',
    pools: [
      {
        body: {
          id: poolId,
          vmSize: 'standard_d2s_v3',
          targetDedicatedNodes: 1,
          virtualMachineConfiguration: {
            imageReference: { publisher: 'canonical', offer: '0001-com-ubuntu-server-jammy', sku: '22_04-lts' },
            nodeAgentSKUId: 'batch.node.ubuntu 22.04',
          },
        },
        nodes: [{}],
      },
    ],
    jobs: [{ body: { id: jobId, poolInfo: { poolId } }, tasks: [] }],
    rules: [
      { kind: 'task', commandLineIncludes: 'sleep', outcomes: [{ durationMs: 100_000 * secondMs, exitCode: 0 }] },
      { kind: 'task', commandLineIncludes: 'exit 4', outcomes: [{ durationMs: secondMs, exitCode: 4 }] },
    ],
  };
}
