import { completedTask, smallWorld } from '../../../../src/simulator/scenarios/causes/smallWorld.ts';
import { blobAccessDenied, ended, hourMs, minuteMs, neverStarted } from '../../../../src/simulator/scenarios/runs.ts';
import { after, asks, cannot, dependencies, type JudgedWorld, lost, runs, twoSlots } from './judgedWorld.ts';

/** A task that could not download its resource file, with the parameters of a SAS, or none. */
const refused = (id: string, sas: string) => {
  const httpUrl = `https://contosodata.blob.core.windows.net/raw/${id}.bin${sas}`;
  return completedTask(id, neverStarted(blobAccessDenied(httpUrl, 'in.bin')), {
    body: { resourceFiles: [{ httpUrl, filePath: 'in.bin' }] },
  });
};

const { exitCode: _, ...withoutCode } = ended(hourMs);

/** Worlds in which it matters how many reasons there are, and whether room for a task comes on its own. */
export const countedWorlds: readonly JudgedWorld[] = [
  {
    // Two SAS expired, one allows only writing, and one address has none: three reasons.
    ...smallWorld('three-refusals', 'Four downloads were refused for three reasons.', {
      job: {
        tasks: [
          refused('f1', '?sv=2022-11-02&se=2026-11-01T12%3A00%3A00Z&sr=b&sp=r&sig=abcdefg'),
          refused('f2', '?sv=2022-11-02&se=2027-06-01T00%3A00%3A00Z&sr=b&sp=w&sig=abcdefg'),
          refused('f3', '?sv=2022-11-02&se=2026-11-01T12%3A00%3A00Z&sr=b&sp=r&sig=abcdefg'),
          refused('f4', ''),
        ],
      },
    }),
    rule: 'a cause with two reasons beside one with one',
    causes: [/^2 tasks · .*expired/, /^2 tasks · /],
    pages: {
      account: { title: /4 failures .* for 3 different reasons/, never: [cannot] },
      'job job': { title: /4 tasks .* for 3 different reasons/, never: [cannot] },
    },
  },
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
    // Batch ended both with their job at its limit of 2 hours; only one left an exit code.
    ...smallWorld('limit-ended-two', 'Two tasks ended with their job at its limit, one with an exit code.', {
      job: {
        state: 'completed',
        terminateReason: 'MaxWallClockTimeExpiry',
        settings: { constraints: { maxWallClockTime: 'PT2H' } },
        tasks: [
          completedTask('l2', ended(hourMs), { endedAgoMs: 3 * hourMs }),
          completedTask('l3', withoutCode, { endedAgoMs: 3 * hourMs, node: 1 }),
        ],
      },
    }),
    rule: 'two tasks that their job ended, one without an exit code',
    causes: [/^2 tasks · The job ran longer than its own time limit/],
    pages: {
      account: { title: /2 failures .* for 1 reason/, never: [cannot, /[Uu]ser [Rr]equest: 1 task/] },
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
