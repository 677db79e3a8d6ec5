import { nodeDiskFull } from '../../state/nodeErrors.ts';
import { failed, hourMs, secondMs, succeeded } from '../runs.ts';
import type { Scenario } from '../scenario.ts';
import { smallWorld, someSucceeded, waitingTask } from './smallWorld.ts';

/** Creates a scenario in which the start task fails on one node and is still running on another. */
export function makeStartTask(): Scenario {
  return smallWorld(
    'start-task',
    "The start task needs a program that one of the nodes doesn't have. That node doesn't accept tasks; a second one is still preparing itself; the third works. A reboot runs the start task again, and then it succeeds.",
    {
      pool: {
        settings: { startTask: { commandLine: 'bash setup.sh', waitForSuccess: true } },
        nodes: [
          {
            state: 'starttaskfailed',
            startTask: [
              failed(127, 2 * secondMs, {
                stdout: 'setting up\n',
                stderr: 'setup.sh: line 4: docker: command not found\n',
              }),
              succeeded(2 * secondMs, { stdout: 'setting up\nready\n' }),
            ],
          },
          { state: 'waitingforstarttask', startTask: [succeeded(hourMs, { stdout: 'setting up\n' })] },
          { startTask: [succeeded(2 * secondMs, { stdout: 'setting up\nready\n' })] },
        ],
      },
      job: { tasks: someSucceeded(2).map((task) => ({ ...task, node: 2 })) },
    },
  );
}

/** Creates a scenario with nodes that are unusable with and without a reason, and one that was lost. */
export function makeUnusableNode(): Scenario {
  return smallWorld(
    'unusable-node',
    "No node works. One has a full disk, one has an application package that couldn't be downloaded, one can't be reached and doesn't say why, and contact with the last one was lost. A task waits in vain.",
    {
      pool: {
        nodes: [
          { state: 'unusable', errors: [nodeDiskFull] },
          {
            state: 'unusable',
            errors: [
              {
                code: 'ApplicationPackageError',
                message: 'One or more application packages specified for the pool are invalid',
                errorDetails: [
                  { name: 'ApplicationPackageReference', value: 'solver:2.1' },
                  { name: 'Message', value: 'Resource download failed' },
                ],
              },
            ],
          },
          { state: 'unusable' },
          { state: 'unknown' },
        ],
      },
      job: { tasks: [waitingTask('waits', succeeded(secondMs))] },
    },
  );
}
