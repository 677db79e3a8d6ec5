import { range } from '../bodies.ts';
import { failed, hourMs, secondMs, succeeded } from '../runs.ts';
import type { Scenario } from '../scenario.ts';
import { completedTask, smallWorld, waitingTask } from './smallWorld.ts';

/** Creates a scenario with a job whose preparation task fails on every node. */
export function makeJobPreparation(): Scenario {
  return smallWorld(
    'job-preparation',
    'The job preparation task fails on every node with exit code 2, so each task goes back to waiting after it was about to run. The job looks active but never makes progress.',
    {
      job: {
        settings: { jobPreparationTask: { commandLine: 'bash fetch.sh', waitForSuccess: true } },
        preparation: [
          failed(2, secondMs, {
            stdout: 'fetching\n',
            stderr: 'tar: model.tar.gz: Cannot open: No such file or directory\n',
          }),
        ],
        tasks: range(3, 1).map((number) =>
          waitingTask(`waits-${number}`, succeeded(secondMs), { previousState: 'preparing' }),
        ),
      },
    },
  );
}

/** Creates a scenario with jobs in which tasks wait for something that never happens. */
export function makeStuckJob(): Scenario {
  const poolInfo = { poolId: 'pool' };
  return smallWorld(
    'stuck-job',
    "Jobs that don't make progress, each for a different reason: a task depends on one that failed; a job allows one task at a time, and that one runs for hours; a job is disabled; a job was terminated by its first failure; and the last job's task needs more slots than a node has.",
    {
      jobs: [
        {
          body: { id: 'dependent', poolInfo, usesTaskDependencies: true },
          tasks: [
            completedTask('first', failed(1, secondMs)),
            { body: { id: 'second', commandLine: './second', dependsOn: { taskIds: ['first'] } } },
          ],
        },
        {
          body: { id: 'one-at-a-time', poolInfo, maxParallelTasks: 1 },
          tasks: [waitingTask('a-long', succeeded(5 * hourMs)), waitingTask('b-waits', succeeded(secondMs))],
        },
        { body: { id: 'disabled', poolInfo }, state: 'disabled', tasks: [waitingTask('waits', succeeded(secondMs))] },
        {
          body: { id: 'ended', poolInfo, onTaskFailure: 'performexitoptionsjobaction' },
          state: 'completed',
          terminateReason: 'TaskFailed',
          tasks: [
            completedTask('failed', failed(1, secondMs), { node: 1 }),
            waitingTask('never-ran', succeeded(secondMs)),
          ],
        },
        {
          body: { id: 'too-wide', poolInfo },
          tasks: [{ body: { id: 'wide', commandLine: './wide', requiredSlots: 4 } }],
        },
      ],
    },
  );
}
