import { linuxPool, range } from '../../src/simulator/scenarios/bodies.ts';
import type { JobSeed, Scenario } from '../../src/simulator/scenarios/scenario.ts';

export const minuteMs = 60_000;
export const hourMs = 60 * minuteMs;

/** Makes a job of some hours ago with one succeeded and one failed task. */
function toJob(id: string, hoursAgo: number): JobSeed {
  const past = { state: 'completed', endedAgoMs: hoursAgo * hourMs } as const;
  return {
    body: { id, poolInfo: { poolId: 'pool' } },
    createdAgoMs: (hoursAgo + 1) * hourMs,
    tasks: [
      { ...past, body: { id: 'good', commandLine: 'succeed' }, outcomes: [{ durationMs: minuteMs, exitCode: 0 }] },
      { ...past, body: { id: 'bad', commandLine: 'fail' }, outcomes: [{ durationMs: minuteMs, exitCode: 3 }] },
    ],
  };
}

/** World for queries of Azure Monitor: twelve jobs of the last hours in a pool of two nodes with a start task. */
export const monitoredWorld: Scenario = {
  name: 'monitored',
  description: 'Twelve jobs of the last hours in a pool of two nodes.',
  pools: [
    {
      body: linuxPool('pool', 'standard_d2s_v3', {
        targetDedicatedNodes: 2,
        startTask: { commandLine: 'setup', waitForSuccess: true },
      }),
      nodes: [{ sinceAgoMs: 20 * hourMs }, { sinceAgoMs: 20 * hourMs }],
    },
  ],
  jobs: range(12, 1).map((number) => toJob(`job-${number}`, number)),
  rules: [
    { commandLineIncludes: 'sleep', outcomes: [{ durationMs: 3 * hourMs, exitCode: 0 }] },
    { commandLineIncludes: 'fail', outcomes: [{ durationMs: 1000, exitCode: 7 }] },
    { commandLineIncludes: 'succeed', outcomes: [{ durationMs: 1000, exitCode: 0 }] },
  ],
};
