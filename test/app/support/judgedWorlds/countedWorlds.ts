import { completedTask, smallWorld } from '../../../../src/simulator/scenarios/causes/smallWorld.ts';
import { failed, minuteMs, secondMs } from '../../../../src/simulator/scenarios/runs.ts';
import { after, asks, cannot, dependencies, type JudgedWorld, lost, ofPool, runs, twoSlots } from './judgedWorld.ts';

const noSpace = 'No space left on device';

/** Worlds in which it matters how many reasons there are, and whether room for a task comes on its own. */
export const countedWorlds: readonly JudgedWorld[] = [
  {
    // a and b wait for each other, c for a task that does not exist, and p failed: three reasons.
    ...smallWorld('circle-and-missing', 'Two tasks wait for each other, one for none, and one failed.', {
      job: {
        settings: dependencies,
        tasks: [after('a', 'b'), after('b', 'a'), after('c', 'nowhere'), completedTask('p', lost)],
      },
    }),
    rule: 'a failed task beside waiting tasks with two reasons',
    causes: [/^1 task · refs\.txt is missing/, /^job: 2 different reasons.* · 3 tasks waiting/],
    pages: {
      account: { title: /2 failures .* for 3 different reasons/, never: [cannot] },
    },
  },
  {
    // Well nodes of two slots are busy for a while: two needs both slots of one, and starts when tasks end.
    ...smallWorld('queue-of-two-slots', 'A task needs two slots of a node, and each node has one free.', {
      pool: { settings: twoSlots },
      job: { tasks: [runs('r1'), runs('r2'), asks('two', { requiredSlots: 2 })] },
    }),
    ageMs: 10 * minuteMs,
    rule: 'a task that waits for two slots on one of the nodes that work',
    causes: [],
    agents: [/2 free slots.*it starts on its own/],
    pages: { 'task job/two': { says: [/It starts when tasks on one node end/] } },
  },
  {
    // Three programs found the disk of node 0 full within minutes, each with its own words and exit code.
    ...smallWorld('one-disk-three-programs', 'Three programs report the full disk of their node differently.', {
      job: {
        tasks: [
          completedTask('make', failed(1, minuteMs, { stderr: `OSError: [Errno 28] ${noSpace}\n` }), { node: 0 }),
          completedTask('pack', failed(2, minuteMs, { stderr: `tar: a.tar: Cannot write: ${noSpace}\n` }), { node: 0 }),
          completedTask('film', failed(74, secondMs, { stderr: `film: write failed: ${noSpace}\n` }), { node: 0 }),
        ],
      },
    }),
    rule: 'one full disk that three programs report with different exit codes',
    causes: [/^3 tasks · Disk full/],
    pages: {
      account: { title: /^3 failures .* for 1 reason/, never: [cannot, /film: write failed: .*: 3 tasks/] },
      'job job': { title: /^3 tasks in job job failed: /, never: [/different reasons/] },
    },
  },
  {
    // The manager of one job has the only node to itself, and may wait for its tasks: then side never starts either.
    ...smallWorld('manager-before-other-job', "A job manager has the only node, and another job's task waits for it.", {
      pool: { settings: { ...twoSlots, targetDedicatedNodes: 1 }, nodes: [{}] },
      jobs: [
        {
          body: { id: 'led', poolInfo: ofPool, jobManagerTask: { id: 'manager', commandLine: './manager' } },
          tasks: [runs('manager'), asks('part', {})],
        },
        { body: { id: 'side', poolInfo: ofPool }, tasks: [asks('s', {})] },
      ],
    }),
    rule: "another job's task behind a job manager that has the only node to itself",
    causes: [],
    agents: [/1 in job side .*It isn't known whether that ends by itself/],
    pages: { account: { never: [/starts on its own/] } },
  },
];
