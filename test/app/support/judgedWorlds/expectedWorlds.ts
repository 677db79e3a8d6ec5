import { completedTask, smallWorld } from '../../../../src/simulator/scenarios/causes/smallWorld.ts';
import { failed, hourMs, minuteMs } from '../../../../src/simulator/scenarios/runs.ts';
import type { TaskSeed } from '../../../../src/simulator/scenarios/scenario.ts';
import { after, dependencies, type JudgedWorld, runs } from './judgedWorld.ts';

/** Exit conditions that let dependents run after an exit code from 1 to 5, and after no other failure. */
const exitConditions = {
  exitCodeRanges: [{ start: 1, end: 5, exitOptions: { dependencyAction: 'satisfy' } }],
  default: { dependencyAction: 'block' },
};

function ended(id: string, outcome: Parameters<typeof completedTask>[1]): TaskSeed {
  const task = completedTask(id, outcome);
  return { ...task, body: { ...task.body, exitConditions } };
}

const warned = failed(3, 20 * minuteMs, { stdout: '3 warnings, results written\n' });
const singular = failed(7, hourMs, { stderr: 'fatal: matrix is singular at row 118\n' });
const singularAgain = failed(7, hourMs, { stderr: 'fatal: matrix is singular at row 119\n' });
const expected = /If exit code 3 is an expected result, do nothing: the task's exit conditions name it/;

/** Worlds in which exit conditions name the exit code of a failed task, beside failures that block others. */
export const expectedWorlds: readonly JudgedWorld[] = [
  {
    // w-1 ended as its exit conditions expect. n-2 waits for w-2 alone, n-4 for a task that runs.
    ...smallWorld('expected-beside-blocking', 'One failure is expected, another blocks two tasks.', {
      job: {
        settings: dependencies,
        tasks: [
          ended('w-1', warned),
          ended('w-2', singular),
          runs('n-1'),
          after('n-2', 'w-2'),
          after('n-3', 'w-1', 'w-2'),
          after('n-4', 'n-1'),
        ],
      },
    }),
    rule: 'an exit code that exit conditions expect, and one that blocks',
    causes: [/singular at row 118/, /3 warnings, results written/],
    agents: [/first step: If exit code 3 is an expected result/, /\. 2 of them don't start until someone acts/],
    pages: {
      'job job': {
        says: [expected, /1\. Fix and retry what failed \(w-2\)[^\n]* \[job\.retryFailed\]/],
        never: [/retry all/i],
      },
      'task job/w-1': { says: [new RegExp(`1\\. ${expected.source}`)] },
      'task job/n-2': { says: [/1\. Fix and retry what failed \(w-2\)/], never: [/Retry All/, /includes 1 other/] },
    },
  },
  {
    // Everything that failed ended as expected; nothing is blocked.
    ...smallWorld('only-expected', 'The only failure is one that exit conditions expect.', {
      job: { settings: dependencies, tasks: [ended('w-1', warned), runs('n-1'), after('n-2', 'w-1')] },
    }),
    rule: 'only exit codes that exit conditions expect',
    causes: [/3 warnings, results written/],
    agents: [/first step: If exit code 3 is an expected result/],
    pages: { 'job job': { icon: 'warning', says: [expected] } },
  },
  {
    // n waits for two of three failures.
    ...smallWorld('two-of-three-block', 'Two of three failures block a task.', {
      job: {
        settings: dependencies,
        tasks: [ended('w-1', warned), ended('w-2', singular), ended('w-3', singularAgain), after('n', 'w-2', 'w-3')],
      },
    }),
    rule: 'two failures that block, and a third that does not',
    causes: [/singular at row/, /3 warnings, results written/],
    pages: {
      'task job/n': { says: [/1\. Fix and retry what failed \(w-2, w-3\)/], never: [/Retry All/, /includes 1 other/] },
    },
  },
];
