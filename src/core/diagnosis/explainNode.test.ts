import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { ComputeNode } from '../model/computeNode.ts';
import type { Pool } from '../model/pool.ts';
import { knownStates } from '../model/states.ts';
import { explainNode } from './explainNode.ts';

const failedStartTask: Partial<ComputeNode> = {
  startTaskInfo: { state: 'completed', exitCode: 127, result: 'failure', retryCount: 0 },
};
const failing: Partial<ComputeNode> = { totalTasksRun: 20, totalTasksSucceeded: 0 };

function remediesOf(node: ComputeNode, agent: string, more: Partial<Pool> = {}): readonly string[] {
  const pool = { id: 'p', virtualMachineConfiguration: { nodeAgentSKUId: agent }, ...more };
  return explainNode({ node, pool }).remedies.filter((remedy) => /connectSsh|openRdp/.test(remedy));
}

const endpointConfiguration = {
  inboundEndpoints: [22, 3389].map((backendPort) => ({
    name: 'login',
    protocol: 'tcp',
    publicIPAddress: '20.0.0.9',
    frontendPort: 50_000,
    backendPort,
  })),
};

/** Lists the states in which signing in is offered, with the right protocol on Linux and on Windows. */
function listOffered(pool: Partial<Pool>): readonly string[] {
  return knownStates('node').filter((state) => {
    const found = [{}, failedStartTask, failing].map((more) => {
      const node = { id: 'n', state, endpointConfiguration, ...more };
      const onLinux = remediesOf(node, 'batch.node.ubuntu 22.04', pool);
      const onWindows = remediesOf(node, 'batch.node.windows amd64', pool);
      if (onLinux.length > 0) assert.deepEqual([onLinux, onWindows], [['node.connectSsh'], ['node.openRdp']], state);
      else assert.deepEqual(onWindows, [], state);
      return onLinux.length > 0;
    });
    return found.includes(true);
  });
}

test('signing in is offered if a user can be added now or when the node is online, and in more states if the pool has a user', () => {
  assert.deepEqual(listOffered({}).toSorted(), ['idle', 'offline', 'running']);
  const withAccount = listOffered({ userAccounts: [{ name: 'ada' }] });
  assert.deepEqual(withAccount.toSorted(), [
    'idle',
    'offline',
    'running',
    'starttaskfailed',
    'unusable',
    'waitingforstarttask',
  ]);
});

test('signing in is not offered for a node without an endpoint for it', () => {
  const node: ComputeNode = { id: 'n', state: 'idle', ...failing };
  for (const unreachable of [node, { ...node, endpointConfiguration: { inboundEndpoints: [] } }])
    assert.deepEqual(remediesOf(unreachable, 'batch.node.ubuntu'), []);
  assert.deepEqual(remediesOf({ ...node, endpointConfiguration }, 'batch.node.ubuntu'), ['node.connectSsh']);
});

test('signing in is offered after a failed start task to users who were added before', () => {
  const node = { id: 'n', state: 'starttaskfailed', endpointConfiguration, ...failedStartTask };
  for (const [agent, remedy] of [
    ['batch.node.ubuntu 22.04', 'node.connectSsh'],
    ['batch.node.windows amd64', 'node.openRdp'],
  ] as const) {
    const pool = { id: 'p', virtualMachineConfiguration: { nodeAgentSKUId: agent } };
    const isOffered = (hasUser: boolean): boolean => explainNode({ node, pool, hasUser }).remedies.includes(remedy);
    assert.deepEqual([isOffered(true), isOffered(false)], [true, false]);
  }
});

test('an offline node with scheduling enabled is described as coming online', () => {
  const node = { id: 'n', state: 'offline', schedulingState: 'enabled', stateTransitionTime: '2026-11-20T07:00:00Z' };
  const { title, cause, fixes, remedies } = explainNode({ node, now: '2026-11-20T12:00:00Z' });
  assert.equal(title, 'Node n is coming online');
  assert.doesNotMatch(cause, /Someone disabled|stays (?:disabled|offline)/);
  assert.deepEqual([fixes.map(({ text }) => text), remedies], [['Wait a few minutes.'], []]);
  assert.match(explainNode({ node: { ...node, schedulingState: 'disabled' } }).title, /is offline/);
});

const errors = [{ code: 'DiskFull', message: 'There is not enough disk space on the node' }];

test('repairing a full disk comes before preventing the disk from filling up again', () => {
  const steps = (node: Partial<ComputeNode>) =>
    explainNode({ node: { id: 'n', errors, ...node } }).fixes.map(({ text }) => text.split(/[.,]/, 1)[0]);
  assert.deepEqual(steps({ state: 'idle', totalTasksRun: 20 }), [
    'Delete completed jobs and tasks',
    'Then reboot or replace the node',
    'To prevent this from happening again',
  ]);
  assert.deepEqual(steps({ state: 'unusable', totalTasksRun: 20 }), [
    'Batch may refuse to reboot a node in this state',
    'To prevent this from happening again',
  ]);
});

test('if a node has run no tasks, its full disk is not blamed on tasks, and no task on it is said to have failed', () => {
  const node: ComputeNode = { id: 'n', state: 'unusable', errors, totalTasksRun: 0 };
  const coverage = { read: 1, total: 18 };
  const { cause, fixes, sections } = explainNode({ node, causes: [], coverage });
  assert.match(cause, /^No task has run on the node, so its disk is filled by its image/);
  assert.doesNotMatch(fixes.map(({ text }) => text).join(), /retentionTime/);
  assert.equal(sections, undefined);
  assert.equal(explainNode({ node: { ...node, totalTasksRun: 3 }, causes: [], coverage }).sections?.length, 1);
});

test('a node on which all tasks fail links to the job that shows whether they run on other nodes', () => {
  const node = { ...failing, id: 'n', state: 'idle', recentTasks: [{ jobId: 'render' }] } as const;
  const [step] = explainNode({ node, accountId: 'a' }).fixes;
  assert.deepEqual(step?.place?.leadsTo, {
    resource: { kind: 'job', accountId: 'a', jobId: 'render' },
    document: 'explanation',
  });
  assert.match(step?.text ?? '', /^Job render: See whether/);
});

test('a node whose counts show failed tasks is not said to have none', () => {
  const coverage = { read: 1, total: 18, isComplete: false };
  const listSaid = (totalTasksSucceeded: number) =>
    explainNode({ node: { id: 'n', state: 'idle', totalTasksRun: 5, totalTasksSucceeded }, causes: [], coverage })
      .sections?.[0]?.items.map(({ text }) => text)
      .slice(0, 1);
  assert.deepEqual(listSaid(0), ['None of the tasks that failed on this node have been read.']);
  assert.deepEqual(listSaid(5), ['None of the tasks that were read failed on this node.']);
});

test('a preempted node is not said to have run tasks', () => {
  const { cause } = explainNode({ node: { id: 'n', state: 'preempted', totalTasksRun: 0 } });
  assert.match(cause, /Tasks that were running on it, if any, went back to the queue\./);
});

test("a start task that calls a missing package manager is advised to use the image's own", () => {
  const pool = { id: 'p', startTask: { commandLine: 'bash setup.sh' } };
  const explain = (program: string) =>
    explainNode({
      node: {
        id: 'n',
        state: 'starttaskfailed',
        startTaskInfo: { state: 'completed', exitCode: 127, result: 'failure' },
      },
      pool,
      stderr: `setup.sh: line 2: ${program}: ${program.startsWith('/') ? 'No such file or directory' : 'command not found'}\n`,
    }).fixes.map(({ text }) => text);
  assert.match(explain('apt-get')[0] ?? '', /^Use the package manager in the node's image/);
  assert.match(explain('bwa')[0] ?? '', /^Check the spelling of the program/);
  assert.match(explain('python')[0] ?? '', /^Many Linux images have only python3/);
  assert.match(explain('nvidia-smi')[0] ?? '', /^Use a VM size with a GPU/);
  assert.match(explain('conda')[0] ?? '', /conda\.sh/);
  for (const program of ['env/bin/python', 'tools/bin/run', 'conda/bin/conda'])
    assert.match(explain(`/mnt/batch/tasks/startup/wd/${program}`)[0] ?? '', /^Find the step that puts .* each time/);
});
