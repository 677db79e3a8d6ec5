import { padded, range } from '../bodies.ts';
import { hourMs, secondMs, succeeded } from '../runs.ts';
import type { JobSeed } from '../scenario.ts';

/** Creates a job that completed long ago without a single failure, as an example of a healthy job. */
export function reportsJob(): JobSeed {
  return {
    body: { id: 'reports', displayName: 'Quarterly reports', poolInfo: { poolId: 'cpu-render' } },
    state: 'completed',
    terminateReason: 'AllTasksCompleted',
    tasks: range(120, 1).map((region) => ({
      body: { id: `region-${padded(region, 3)}`, commandLine: `python3 report.py --region ${region}` },
      state: 'completed',
      node: region % 8,
      outcomes: [succeeded(25 * secondMs, { stdout: `region ${region}: report.pdf written\n` })],
      endedAgoMs: 20 * hourMs + region * secondMs,
    })),
    createdAgoMs: 22 * hourMs,
  };
}
