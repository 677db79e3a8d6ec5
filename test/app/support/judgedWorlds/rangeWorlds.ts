import { completedTask, smallWorld } from '../../../../src/simulator/scenarios/causes/smallWorld.ts';
import { secondMs, succeeded } from '../../../../src/simulator/scenarios/runs.ts';
import { after, asks, cannot, dependencies, type JudgedWorld, lost, runs } from './judgedWorld.ts';

const done = succeeded(secondMs);
const range = { dependsOn: { taskIdRanges: [{ start: 1, end: 3 }] } };

/** Worlds in which a task depends on a range, and the IDs of the tasks in it have leading zeros. */
export const rangeWorlds: readonly JudgedWorld[] = [
  {
    // 03 runs: sum waits for it alone, and starts on its own.
    ...smallWorld('padded-range', 'A range waits for a task whose ID has a leading zero.', {
      job: {
        settings: dependencies,
        tasks: [
          completedTask('01', done),
          completedTask('02', done),
          runs('03'),
          asks('sum', range),
          after('end', 'sum'),
        ],
      },
    }),
    rule: 'a range of tasks whose IDs have leading zeros',
    causes: [],
    pages: {
      'task job/sum': { title: /the dependency “?03”? isn't finished/, never: [/not in the job|has no tasks/] },
      'job job': { never: [/not in the job|has no tasks/] },
    },
  },
  {
    // Nothing has the number 3. Task 2 itself is named by two others: once by a range, once exactly and wrongly.
    ...smallWorld(
      'padded-range-with-gap',
      'A range lacks its last task, and another task names one without its zeros.',
      {
        job: {
          settings: dependencies,
          tasks: [
            completedTask('001', done),
            completedTask('002', done),
            asks('sum', range),
            after('exact', '2'),
            runs('other'),
          ],
        },
      },
    ),
    rule: 'a range that lacks a task, and an exact ID without the leading zeros',
    causes: [/not in the job/],
    pages: {
      'task job/sum': { says: [/no tasks with these IDs: 3\./], never: [cannot, /IDs: 1/] },
      'task job/exact': { says: [/no tasks with these IDs: 2\./] },
    },
  },
  {
    ...smallWorld('padded-range-failed', 'A task of a range failed; its ID has leading zeros.', {
      job: {
        settings: dependencies,
        tasks: [
          completedTask('0001', done),
          completedTask('0002', lost),
          completedTask('0003', done),
          asks('sum', range),
        ],
      },
    }),
    rule: 'a failed task of a range with leading zeros',
    causes: [/refs\.txt.*1 task waiting/],
    pages: { 'task job/sum': { title: /the dependency “?0002”? failed/, says: [/retry what failed \(0002\)/] } },
  },
];
