import { completedTask, smallWorld } from '../../../../src/simulator/scenarios/causes/smallWorld.ts';
import { minuteMs } from '../../../../src/simulator/scenarios/runs.ts';
import { after, asks, cannot, dependencies, type JudgedWorld, lost, runs, twoSlots } from './judgedWorld.ts';

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
];
