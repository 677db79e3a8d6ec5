import type { RunScript } from '../../../../src/simulator/executors/runScript.ts';
import { completedTask, smallWorld } from '../../../../src/simulator/scenarios/causes/smallWorld.ts';
import { failed, hourMs, minuteMs, secondMs, succeeded } from '../../../../src/simulator/scenarios/runs.ts';
import { type ScriptRule, toNodeId } from '../../../../src/simulator/scenarios/scenario.ts';
import { after, cannot, dependencies, type JudgedWorld } from './judgedWorld.ts';

/**
 * Rules for a multi-instance task whose coordination command ends as given on some of its nodes, by index, and
 * otherwise succeeds.
 */
function coordinates(
  taskId: string,
  ends: Readonly<Record<number, RunScript>>,
  program = succeeded(12 * hourMs),
): readonly ScriptRule[] {
  return [
    ...Object.entries(ends).map(([index, end]) => ({
      kind: 'task' as const,
      taskId,
      nodeId: toNodeId('pool', Number(index)),
      outcomes: [end],
    })),
    { kind: 'task', taskId, commandLineIncludes: 'mount.sh', outcomes: [succeeded(secondMs)] },
    { kind: 'task', taskId, outcomes: [program] },
  ];
}

const instances = (id: string, numberOfInstances: number) => ({
  body: {
    id,
    commandLine: `mpirun ./${id}`,
    multiInstanceSettings: { numberOfInstances, coordinationCommandLine: 'bash mount.sh' },
  },
});
const connected = { settings: { enableInterNodeCommunication: true } };
const refused = failed(32, secondMs, { stderr: 'mount.nfs: access denied by server while mounting nas:/data\n' });

const hiddenTrace = `epoch 9: loss 0.21
Traceback (most recent call last):
  File "train.py", line 58, in <module>
    main()
KeyError: 'resnet-18'
`;
const noModel = failed(1, secondMs, {
  stderr: "FileNotFoundError: [Errno 2] No such file or directory: 'model.pt'\n",
});

/** Worlds whose failures are visible only outside of the failed task's own logs. */
export const laterWorlds: readonly JudgedWorld[] = [
  {
    // The primary is on node 1, whose own coordination command succeeds and prints nothing: the program never ran.
    ...smallWorld('instance-refused', 'The coordination command fails in one subtask.', {
      pool: connected,
      rules: coordinates('sim', { 0: succeeded(secondMs), 1: refused }),
      job: { settings: dependencies, tasks: [instances('sim', 2), after('post', 'sim')] },
    }),
    rule: 'a coordination command that fails in a subtask',
    causes: [/^1 task · The file server denied access to the share: nas:\/data · 1 task waiting/],
    pages: {
      account: { icon: 'error', says: [/nas:\/data/, /coordination command failed in subtask 1/], never: [cannot] },
      'job job': { icon: 'error', row: /1 failed · 1 waiting/, says: [/nas:\/data/], never: [/program ran/] },
      'task job/sim': {
        title: /denied access to the share: nas:\/data/,
        says: [/coordination command failed in subtask 1 on node 1/, /sim\/1\/stderr\.txt, line 1/],
        never: [/program ran|operating system|task\.openStderr/],
      },
      'task job/post': { title: /sim/ },
    },
  },
  {
    // Two of three subtasks fail, the second one first, for lack of a program.
    ...smallWorld('instances-fail', 'Two of three subtasks fail for different reasons.', {
      pool: { ...connected, nodes: [{}, {}, {}, {}] },
      rules: coordinates('sim', {
        1: failed(1, 20 * secondMs, { stderr: 'OSError: [Errno 28] No space left on device\n' }),
        2: failed(127, secondMs, { stderr: 'mount.sh: line 2: blobfuse2: command not found\n' }),
      }),
      job: { tasks: [instances('sim', 4)] },
    }),
    rule: 'the subtask that failed first',
    causes: [/^1 task · .*blobfuse2/],
    pages: {
      account: { icon: 'error', says: [/blobfuse2/], never: [cannot] },
      'job job': { icon: 'error', says: [/blobfuse2/], never: [/program ran/] },
      'task job/sim': { title: /blobfuse2/, says: [/subtask \d/, /2 of 3 subtasks failed/], never: [/program ran/] },
    },
  },
  {
    // The subtask wrote nothing, nor did the primary.
    ...smallWorld('instance-silent', 'A subtask fails without a word.', {
      pool: connected,
      rules: coordinates('sim', { 0: succeeded(secondMs), 1: failed(9, secondMs) }),
      job: { tasks: [instances('sim', 2)] },
    }),
    rule: 'a coordination command that fails without a word',
    causes: [/^1 task · Exit code 9/],
    pages: {
      account: { icon: 'error', never: [cannot] },
      'job job': { icon: 'error', says: [/subtask 1/], never: [/program ran/] },
      'task job/sim': {
        title: /exit code 9/,
        says: [/coordination command failed in subtask 1/],
        never: [/program ran/],
      },
    },
  },
  {
    // The node of the subtask is gone, and its log with it; the primary's log exists, and is empty.
    ...smallWorld('instance-gone', 'The node of the subtask that failed has left.', {
      pool: connected,
      rules: coordinates('sim', { 0: succeeded(secondMs), 1: refused }),
      job: { tasks: [instances('sim', 2)] },
      events: [{ atMs: 30 * secondMs, kind: 'preempt', poolId: 'pool', node: 1 }],
    }),
    rule: 'a coordination command whose log is gone',
    causes: [/^1 task · Exit code 32/, /^1 node · /],
    pages: {
      account: { icon: 'error', never: [cannot, /nas:/] },
      'job job': { icon: 'error', says: [/subtask 1/], never: [/program ran|wrote nothing|set -x/] },
      'task job/sim': {
        title: /exit code 32/,
        says: [/coordination command failed in subtask 1/, /subtask that fails|Read workitems/],
        never: [/program ran|wrote nothing|set -x/],
      },
    },
  },
  {
    // In one task the primary's own coordination command fails; in the other its program fails, after the subtasks have
    // succeeded.
    ...smallWorld('primary-fails', 'One primary fails to coordinate, another one in its program.', {
      pool: connected,
      rules: [
        ...coordinates('sim1', { 0: refused }),
        ...coordinates(
          'sim2',
          {},
          failed(134, minuteMs, { stderr: 'Assertion failed: mesh.c:40: cells > 0\nAborted\n' }),
        ),
      ],
      job: { tasks: [instances('sim1', 2), instances('sim2', 2)] },
    }),
    rule: 'a primary that fails, in its coordination command or its program',
    ageMs: 5 * minuteMs,
    causes: [/^1 task · .*nas:\/data/, /^1 task · .*(cells > 0|Assert|Abort|SIGABRT)/i],
    pages: {
      account: { icon: 'error', says: [/nas:\/data/], never: [cannot] },
      'job job': { icon: 'error', row: /2 failed/, says: [/nas:\/data/] },
      'task job/sim1': { title: /nas:\/data/, never: [/program ran/] },
      'task job/sim2': { title: /cells > 0|Assert|Abort|SIGABRT/i, never: [/nas:|program ran/] },
    },
  },
  {
    // train ended with 0 after an exception, so eval and plot lack its model at every retry. Batch doesn't run train again.
    ...smallWorld('false-success', 'Two tasks lack what a false success should have made.', {
      job: {
        settings: dependencies,
        tasks: [
          completedTask('train', succeeded(hourMs, { stdout: hiddenTrace }), { endedAgoMs: 20 * minuteMs }),
          completedTask('prepare', succeeded(minuteMs, { stdout: 'done\n' }), { endedAgoMs: 30 * minuteMs }),
          completedTask('eval', noModel, { body: { dependsOn: { taskIds: ['prepare', 'train'] } } }),
          completedTask('plot', noModel, { node: 1, body: { dependsOn: { taskIds: ['train'] } } }),
          after('report', 'eval'),
        ],
      },
    }),
    rule: 'a false success that failed tasks depend on',
    causes: [/^2 tasks · .*model\.pt.* · 1 task waiting/],
    pages: {
      account: { icon: 'error', says: [/results of train/], never: [cannot] },
      'job job': { icon: 'error', says: [/^1\. (train: )?If the results of train are wrong/m], never: [cannot] },
      'task job/eval': {
        title: /model\.pt/,
        says: [/^1\. (train: )?If the results of train are wrong/m],
        never: [/results of prepare/],
      },
      'task job/plot': { title: /model\.pt/, says: [/^1\. (train: )?If the results of train are wrong/m] },
      'task job/train': { says: [/results of train are wrong.*task\.resubmit/] },
      'task job/prepare': { never: [/task\.resubmit/] },
    },
  },
];
