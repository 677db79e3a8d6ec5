import assert from 'node:assert/strict';
import { after, before, suite, test } from 'node:test';
import * as deleteJob from '../../src/app/actions/job/delete.ts';
import * as terminateJob from '../../src/app/actions/job/terminate.ts';
import * as terminateJobSchedule from '../../src/app/actions/jobSchedule/terminate.ts';
import * as deallocateNode from '../../src/app/actions/node/deallocate.ts';
import * as rebootNode from '../../src/app/actions/node/reboot.ts';
import * as reimageNode from '../../src/app/actions/node/reimage.ts';
import * as removeNode from '../../src/app/actions/node/remove.ts';
import * as startNode from '../../src/app/actions/node/start.ts';
import * as deletePool from '../../src/app/actions/pool/delete.ts';
import * as disableAutoscalePool from '../../src/app/actions/pool/disableAutoscale.ts';
import * as resizePool from '../../src/app/actions/pool/resize.ts';
import * as deleteTask from '../../src/app/actions/task/delete.ts';
import * as retryTask from '../../src/app/actions/task/retry.ts';
import * as terminateTask from '../../src/app/actions/task/terminate.ts';
import type { Resource } from '../../src/core/model/resource.ts';
import { renderAttempts, renderSaved } from '../builders/renderSaved.ts';
import { makeSmallWorld } from '../builders/smallWorld.ts';
import type { Answer, Answers, Said } from '../fakes/fakeUi.ts';
import { type Simulated, simulate } from './support/simulate.ts';

/** Number of items above which not everything is saved by default. */
const crowdCount = 210;

const commands = {
  'job.delete': deleteJob,
  'job.terminate': terminateJob,
  'jobSchedule.terminate': terminateJobSchedule,
  'node.deallocate': deallocateNode,
  'node.reboot': rebootNode,
  'node.reimage': reimageNode,
  'node.remove': removeNode,
  'node.start': startNode,
  'pool.delete': deletePool,
  'pool.disableAutoscale': disableAutoscalePool,
  'pool.resize': resizePool,
  'task.delete': deleteTask,
  'task.retry': retryTask,
  'task.terminate': terminateTask,
};

type CommandName = keyof typeof commands;

/** Returns the title of a command in menus. */
const toActionName = (id: string): string =>
  commands[id.replace('azureBatch.', '') as CommandName].contribution.title.replace(/…$/, '');

suite('evidence that an action removes', () => {
  let world: Simulated;
  let nodes: readonly Resource[];
  const job = (jobId: string): Resource => ({ kind: 'job', accountId: world.accountId, jobId });
  const task = (jobId: string, taskId: string): Resource => ({
    kind: 'task',
    accountId: world.accountId,
    jobId,
    taskId,
  });
  const pool = (): Resource => ({ kind: 'pool', accountId: world.accountId, poolId: 'idle' });
  const run = (name: CommandName, things: readonly Resource[], answers: Answers = {}): Promise<Said> =>
    world.run(commands[name].run, [things[0], things], answers);
  const isChange = ({ method }: { readonly method: string }): boolean => method !== 'GET' && method !== 'HEAD';

  before(async () => {
    world = await simulate(makeSmallWorld(4, 6, 2, crowdCount));
    const { accountId, client } = world;
    nodes = (await client.computeNode.list('idle')).map(
      ({ id = '' }): Resource => ({ kind: 'node', accountId, poolId: 'idle', nodeId: id }),
    );
    while (!(await client.task.list('running')).every(({ state }) => state === 'running'));
  });

  after(() => world.close());

  /** Selects the first row of each pick, and types the proposed value of each box. */
  const first: Answers = {
    rows: (_label, index) => index === 0,
    type: ({ placeholder, value = '' }) => placeholder ?? value,
  };

  /** Acts and confirms every question; returns the requests before the first change, and the changes. */
  async function act(command: CommandName, things: readonly Resource[]) {
    const { length } = world.simulator.requests;
    await run(command, things, first);
    const sent = world.simulator.requests.slice(length);
    const changeAt = sent.findIndex(isChange);
    return {
      read: sent.slice(0, changeAt < 0 ? sent.length : changeAt).map(({ operation }) => operation),
      changed: sent.filter(isChange).map(({ method, path }) => `${method} ${path.split('?')[0]}`),
    };
  }

  async function readKept(resource: Resource): Promise<string> {
    const { journal, kept } = world.app;
    return resource.kind === 'task'
      ? renderAttempts(resource, await journal.list(resource))
      : renderSaved(resource, await kept.list(resource), toActionName);
  }

  /** Returns the list of the question; the user cancels afterward. */
  async function dryRun(command: CommandName, things: readonly Resource[]): Promise<string> {
    const question = { choose: ['Show the List', 'Show Details', 'Show the Plan'] };
    const { lists } = await run(command, things, { ...first, question });
    return lists[0] ?? '';
  }

  /**
   * Asserts that a dry run sends nothing and lists each request that is sent afterward; returns the requests that read
   * data before the first.
   */
  async function tryAndAct(
    command: CommandName,
    things: readonly Resource[],
  ): Promise<readonly (string | undefined)[]> {
    const { length } = world.simulator.requests;
    const text = await dryRun(command, things);
    assert.match(text, /This is a dry run: nothing that makes changes has been sent\./, command);
    assert.deepEqual(world.simulator.requests.slice(length).filter(isChange), [], command);
    const { read, changed } = await act(command, things);
    const planned = text.split('\n').filter((line) => /^(POST|DELETE|PUT|PATCH) \//.test(line));
    assert.deepEqual([...planned].sort(), [...changed].sort(), command);
    assert.ok(planned.length > 0, command);
    return read;
  }

  test('if evidence cannot be read, that is reported before any request is sent, and declining changes nothing', async () => {
    world.simulator.addFault({ operation: 'File_GetFromTask', nthCall: 1, times: 100, status: 400 });
    const before = world.simulator.requests.length;
    const answers: Answer[] = ['confirm'];
    const { questions } = await run('task.delete', [task('broken', 'f3')], {
      question: () => answers.shift() ?? 'cancel',
    });
    world.simulator.clearFaults();
    const asked = questions.map(({ message }) => message);
    assert.deepEqual(asked, ['Delete task f3?', 'The details of 1 item could not be saved. Continue?']);
    assert.deepEqual(world.simulator.requests.slice(before).filter(isChange), []);
  });

  test('an item that has changed since the question is skipped with the reason, and the other items are processed', async () => {
    const before = world.simulator.requests.length;
    const { warnings } = await run('task.delete', [task('broken', 'f4'), task('broken', 'f5')], {
      async question() {
        // Another user reruns one of the tasks while the question is open.
        await world.client.task.reactivate('broken', 'f4');
        return 'confirm' as const;
      },
    });
    const deleted = world.simulator.requests.slice(before).flatMap(({ method, path: where }) => {
      return method === 'DELETE' ? [/tasks\/(\w+)/.exec(where)?.[1]] : [];
    });
    assert.deepEqual(deleted, ['f5']);
    assert.match(warnings.join('\n'), /f4: The task has been run again since you were prompted, so nothing was done\./);
  });

  test('running tasks of a deleted pool are described as waiting for a pool, not as starting elsewhere', async () => {
    const busy: Resource = { kind: 'pool', accountId: world.accountId, poolId: 'busy' };
    const { questions } = await run('pool.delete', [busy], { type: () => 'bus' });
    const detail = questions[0]?.detail ?? '';
    assert.match(detail, /^2 running tasks end now, lose their progress and wait to run again\.\nrunning: r\d, r\d$/m);
    assert.match(detail, /^2 unfinished jobs use it: .+\nThe tasks wait until a pool with this ID exists again/m);
  });

  test('for more than two hundred tasks, only the logs of the first twenty of each cause are saved, and the other tasks give the reason', async () => {
    const ids = Array.from({ length: crowdCount }, (_, index) => `c${index}`);
    const crowd = ids.map((id) => task('crowd', id));
    /** Returns the tasks whose logs were read, and the other requests. */
    const actOnAll = async (command: CommandName, choose: readonly string[], reading: string) => {
      const before = world.simulator.requests.length;
      const { questions } = await run(command, crowd, { question: { choose } });
      const sent = world.simulator.requests.slice(before).filter(({ path: where }) => where.includes('/jobs/crowd/'));
      const read = sent.flatMap(({ operation, path: where }) =>
        operation === reading ? (/tasks\/(\w+)/.exec(where)?.[1] ?? []) : [],
      );
      const changed = sent.filter(isChange).length;
      const gets = sent.filter(({ operation }) => operation === 'Task_Get').length;
      return { questions, read: new Set(read), changed, gets };
    };
    const told = world.ui.untilSaid(/ran again/);
    const retried = await actOnAll('task.retry', ['Retry 210'], 'File_GetFromTask');
    assert.match(
      retried.questions[0]?.detail ?? '',
      /^First, the properties of all 210 tasks are saved on this computer, along with the end of the logs of the first 20, since/m,
    );
    assert.equal(retried.questions.length, 1);
    // The question reads the example of each cause in full, and the logs of a few tasks.
    assert.deepEqual([retried.changed, retried.gets], [crowdCount, 1]);
    assert.ok(retried.read.size >= 20 && retried.read.size < 50, `${retried.read.size}`);
    assert.match(
      await readKept(task('crowd', 'c0')),
      /## Before the retry: [\s\S]*### stderr\.txt\n\n[\s\S]*scene\.blend/,
    );
    const brief = await readKept(task('crowd', 'c209'));
    assert.match(brief, /## Before the retry: .*\n\n- Result: Exit code 1\n- Why: .*scene\.blend/);
    assert.match(brief, /- stderr\.txt: This log wasn't saved\. For more than 200 items, /);
    assert.match(brief, /### Properties\n/);
    // Waits for the end of the retry, whose last tasks are polled one at a time.
    await told;
    // Both buttons name the action.
    const deleted = await actOnAll('task.delete', ['Delete…', 'Save All Logs and Delete'], 'File_GetFromTask');
    assert.deepEqual([deleted.changed, deleted.gets, deleted.read.size], [crowdCount, 0, crowdCount]);
  });

  test('a deleted or terminated task is saved first, with the ends of its logs', async () => {
    const deleted = await tryAndAct('task.delete', [task('broken', 'f0'), task('broken', 'f1')]);
    assert.ok(deleted.filter((operation) => operation === 'File_GetFromTask').length >= 2, deleted.join());
    const text = await readKept(task('broken', 'f0'));
    assert.match(text, /## Before deletion: /);
    assert.match(text, /- Result: Exit code 4\n[\s\S]*### stderr\.txt\n\n[\s\S]*\bno\n/);
    await tryAndAct('task.terminate', [task('running', 'r0')]);
    assert.match(await readKept(task('running', 'r0')), /## Before termination: .*\n\n- Result: The program ran\./);
  });

  test("a node is saved before it restarts or leaves, with the reason of its pool's last failed resize", async () => {
    const [first, second, third, fourth] = nodes;
    assert.ok(first && second && third && fourth);
    for (const [command, node] of [
      ['node.reboot', first],
      ['node.reimage', second],
      ['node.deallocate', fourth],
      ['node.remove', third],
    ] as const) {
      const read = await tryAndAct(command, [node]);
      assert.ok(read.includes('ComputeNode_Get'), `${command}: ${read.join()}`);
      assert.match(await readKept(node), /^# Saved evidence for node tvm.*\n\n## Before “/, command);
      if (command === 'node.remove') assert.ok(read.includes('Pool_Get'), read.join());
    }
    assert.match(await readKept(pool()), /## Before “Remove Node from Its Pool”: [\s\S]*"id": "idle"/);
  });

  test('a deallocated node is started after confirmation', async () => {
    const node = nodes[3];
    assert.ok(node?.kind === 'node');
    const now = async () => (await world.client.computeNode.get('idle', node.nodeId)).state as string | undefined;
    // The older API version, which the client uses, calls a deallocated node offline.
    while ((await now()) !== 'offline');
    await tryAndAct('node.start', [node]);
    assert.notEqual(await now(), 'offline');
  });

  test('a job is saved with its tasks before it ends, and with the logs of failed ones before it is deleted', async () => {
    const ended = await tryAndAct('job.terminate', [job('running')]);
    assert.ok(ended.includes('Job_Get') && ended.includes('Task_List'), ended.join());
    assert.match(await readKept(job('running')), /## Before “Terminate Job”: [\s\S]*"id": "r1"/);
    const read = await tryAndAct('job.delete', [job('broken')]);
    assert.ok(read.filter((operation) => operation === 'File_GetFromTask').length >= 2, read.join());
    assert.match(await readKept(task('broken', 'f2')), /## Before deletion: /);
  });

  test('a pool is saved with its nodes before it is deleted after typing its name, and its running tasks are named', async () => {
    const busy: Resource = { kind: 'pool', accountId: world.accountId, poolId: 'busy' };
    const poolInfo = { poolId: 'busy' };
    await world.client.job.add({ id: 'waits', poolInfo });
    const schedule = { doNotRunUntil: new Date('2099-01-01T00:00:00Z') };
    await world.client.jobSchedule.add({ id: 'weekly', schedule, jobSpecification: { poolInfo } });
    const other = { poolInfo: { poolId: 'idle' } };
    await world.client.jobSchedule.add({ id: 'elsewhere', schedule, jobSpecification: other });
    const before = world.simulator.requests.length;
    const { questions } = await run('pool.delete', [busy], { type: () => 'bus' });
    assert.deepEqual(world.simulator.requests.slice(before).filter(isChange), [], 'the name was not typed whole');
    assert.deepEqual(
      questions.map(({ message }) => message.replace(/ in account .*/, '')),
      ['Delete pool busy'],
    );
    const detail = questions[0]?.detail ?? '';
    assert.match(detail, /^Its 1 node is removed with all files on it\.\n/);
    assert.match(
      detail,
      /^1 unfinished job uses it: waits\.\n1 job schedule creates jobs for it: weekly\.\nThe tasks wait until a pool with this ID exists again/m,
    );
    const read = await tryAndAct('pool.delete', [busy]);
    assert.ok(read.includes('Pool_Get') && read.includes('ComputeNode_List'), read.join());
    assert.match(await readKept(busy), /## Before “Delete Pool”: [\s\S]*"id": "busy"[\s\S]*"nodes": \[/);
  });

  /** Resizes to this many dedicated nodes, confirms all questions, and runs the callback while the question is open. */
  async function resize(dedicated: number, meanwhile: () => Promise<unknown> = async () => undefined) {
    const { length } = world.simulator.requests;
    const { warnings } = await run('pool.resize', [pool()], {
      ...first,
      type: ({ title, value = '' }) => (/^Dedicated/.test(title) ? `${dedicated}` : value),
      async question() {
        await meanwhile();
        return 'confirm' as const;
      },
    });
    const sent = world.simulator.requests.slice(length).map(({ operation }) => operation);
    return { told: warnings, sent };
  }

  const untilSteady = async (): Promise<void> => {
    while ((await world.client.pool.get('idle')).allocationState !== 'steady');
  };

  test('a pool that someone resized since the question is skipped, although nothing would be lost', async () => {
    await untilSteady();
    const { told, sent } = await resize(5, () => world.client.pool.resize('idle', { targetDedicatedNodes: 4 }));
    assert.match(told.join('\n'), /The pool has been resized since you were prompted, so nothing was done\./);
    assert.equal(sent.filter((operation) => operation === 'Pool_Resize').length, 1, 'that of the other');
  });

  test('a pool is saved with its nodes before a resize removes nodes, and the end of the resize is reported', async () => {
    const heard = [/^Pool idle now has 1 node, as you requested\.$/, /^The node that you reimaged is back\.$/].map(
      (said) => world.ui.untilSaid(said),
    );
    await untilSteady();
    const { told, sent } = await resize(1);
    assert.deepEqual(told, []);
    const [read, changed] = [
      sent.lastIndexOf('ComputeNode_List', sent.indexOf('Pool_Resize')),
      sent.indexOf('Pool_Resize'),
    ];
    assert.ok(read >= 0 && read < changed, sent.join());
    assert.match(await readKept(pool()), /## Before “Resize Pool”: [\s\S]*"id": "idle"[\s\S]*"nodes": \[/);
    await untilSteady();
    const [left] = await world.client.computeNode.list('idle');
    const { accountId } = world;
    await act('node.reimage', [{ kind: 'node', accountId, poolId: 'idle', nodeId: left?.id ?? '' }]);
    await Promise.all(heard);
  });

  test('a job schedule is saved before it is terminated', async () => {
    await world.client.jobSchedule.add({
      id: 'hourly',
      schedule: { recurrenceInterval: 'PT1H' },
      jobSpecification: { poolInfo: { poolId: 'idle' } },
    });
    const schedule: Resource = { kind: 'jobSchedule', accountId: world.accountId, scheduleId: 'hourly' };
    const read = await tryAndAct('jobSchedule.terminate', [schedule]);
    assert.ok(read.includes('JobSchedule_Get'), read.join());
    assert.match(await readKept(schedule), /## Before “Terminate Job Schedule”: [\s\S]*"id": "hourly"/);
  });

  test('autoscaling is not disabled again if someone else has done it since the question', async () => {
    await untilSteady();
    await world.client.pool.enableAutoScale('idle', { autoScaleFormula: '$TargetDedicatedNodes = 1;' });
    const before = world.simulator.requests.length;
    const { warnings } = await run('pool.disableAutoscale', [pool()], {
      async question() {
        await world.client.pool.disableAutoScale('idle');
        return { choose: 'Turn Off' };
      },
    });
    assert.match(warnings.join('\n'), /Autoscale has been turned off since you were prompted, so nothing was done\./);
    const sent = world.simulator.requests
      .slice(before)
      .filter(({ operation }) => operation === 'Pool_DisableAutoScale');
    assert.equal(sent.length, 1, 'that of the other');
  });
});
