import assert from 'node:assert/strict';
import { after, before, suite, test } from 'node:test';
import { run as actAgain } from '../../src/app/actions/bulk/actAgain.ts';
import { run as forgetAll } from '../../src/app/actions/bulk/forgetAll.ts';
import { run as openReport } from '../../src/app/actions/bulk/openReport.ts';
import { drawReport } from '../../src/app/actions/bulk/report.ts';
import { run as resume } from '../../src/app/actions/bulk/resume.ts';
import { run as tryAgain } from '../../src/app/actions/bulk/tryAgain.ts';
import { run as deleteJob } from '../../src/app/actions/job/delete.ts';
import { run as disableJob } from '../../src/app/actions/job/disable.ts';
import { run as retryFailed } from '../../src/app/actions/job/retryFailed.ts';
import { run as terminateJob } from '../../src/app/actions/job/terminate.ts';
import { run as disableScheduling } from '../../src/app/actions/node/disableScheduling.ts';
import { run as reboot } from '../../src/app/actions/node/reboot.ts';
import { run as reimage } from '../../src/app/actions/node/reimage.ts';
import { run as removeNodes } from '../../src/app/actions/node/remove.ts';
import { run as actOnNodes } from '../../src/app/actions/pool/actOnNodes.ts';
import { run as resize } from '../../src/app/actions/pool/resize.ts';
import { run as stopResize } from '../../src/app/actions/pool/stopResize.ts';
import { run as deleteTask } from '../../src/app/actions/task/delete.ts';
import { run as requeue } from '../../src/app/actions/task/requeue.ts';
import { run as retry } from '../../src/app/actions/task/retry.ts';
import { run as terminateTask } from '../../src/app/actions/task/terminate.ts';
import type { Command } from '../../src/app/actions/verb/contribution.ts';
import { withoutReadOnly } from '../../src/app/actions/verb/readOnly.ts';
import type { Resource } from '../../src/core/model/resource.ts';
import type { DocumentTarget } from '../../src/core/places/documentPath.ts';
import { makeSmallWorld } from '../builders/smallWorld.ts';
import type { Answers, Said } from '../fakes/fakeUi.ts';
import { type Simulated, simulate } from './support/simulate.ts';

const nodeCount = 12;
/** Number of tasks above which a retry asks a question. */
const failedCount = 24;
const runningCount = 6;

suite('bulk actions', () => {
  let world: Simulated;
  let nodes: readonly Resource[];
  const failed = (): Resource[] => listTasks('broken', 'f', failedCount);
  const running = (): Resource[] => listTasks('running', 'r', runningCount);
  const listTasks = (jobId: string, prefix: string, count: number): Resource[] =>
    Array.from({ length: count }, (_, index) => ({
      kind: 'task',
      accountId: world.accountId,
      jobId,
      taskId: `${prefix}${index}`,
    }));
  const run = (command: Command, things: readonly Resource[], answers: Answers = {}): Promise<Said> =>
    world.run(command, things.length === 0 ? [] : [things[0], things], answers);
  const acted = (operation: string): number =>
    world.simulator.requests.filter((request) => request.operation === operation && request.status < 300).length;
  /** Lists the requests that change something. */
  const changing = () => world.simulator.requests.filter(({ method }) => method !== 'GET' && method !== 'HEAD');
  const listStates = async (): Promise<(string | undefined)[]> =>
    (await world.client.task.list('running')).map(({ state }) => state);
  /** Finds the buttons of the matching notification; there may be other notifications about followed items. */
  const findActions = ({ notified }: Said, wanted: RegExp) => {
    const { actions } = notified.find(({ message }) => wanted.test(message)) ?? {};
    assert.ok(actions, notified.map(({ message }) => message).join('\n'));
    return actions.map(({ title, command, arguments: args = [] }) => ({ title, command, args }));
  };
  const throttle = (operation: string, times: number): void => {
    const body = JSON.stringify({ code: 'TooManyRequests', message: { lang: 'en-US', value: 'Too many requests.' } });
    world.simulator.addFault({ operation, nthCall: 1, times, status: 429, headers: { 'retry-after': '0' }, body });
  };
  /** Answers that cancel once the action itself makes progress, not while items are read or saved. */
  const cancelling = (answers: Answers = {}): Answers => {
    const cancel = new AbortController();
    return { ...answers, cancel, onStep: (_message, title) => /^(?:Looking at|Saving) /.test(title) || cancel.abort() };
  };
  /** Types the requested name of an item. */
  const typeName: Answers['type'] = ({ placeholder = '' }) => placeholder;

  before(async () => {
    world = await simulate(makeSmallWorld(nodeCount, failedCount, runningCount));
    nodes = (await world.client.computeNode.list('idle')).map(({ id = '' }) => ({
      kind: 'node',
      accountId: world.accountId,
      poolId: 'idle',
      nodeId: id,
    }));
    assert.equal(nodes.length, nodeCount);
    while (!(await listStates()).every((state) => state === 'running'));
  });

  after(() => world.close());

  test('A9-45 declining a question changes nothing', async () => {
    const before = changing().length;
    const pool: Resource = { kind: 'pool', accountId: world.accountId, poolId: 'idle' };
    const job: Resource = { kind: 'job', accountId: world.accountId, jobId: 'broken' };
    const questions: readonly (readonly [name: string, command: Command, things: readonly Resource[]])[] = [
      ['task.retry', retry, [...failed(), ...running()]],
      ['task.requeue', requeue, running().slice(0, 1)],
      ['task.terminate', terminateTask, running()],
      ['task.delete', deleteTask, failed()],
      ['job.delete', deleteJob, [job]],
      ['job.disable', disableJob, [{ ...job, jobId: 'running' }]],
      ['job.terminate', terminateJob, [job]],
      ['job.retryFailed', retryFailed, [job]],
      ['node.reboot', reboot, nodes],
      ['node.reimage', reimage, nodes],
      ['node.remove', removeNodes, nodes],
      ['node.disableScheduling', disableScheduling, nodes],
      ['pool.resize', resize, [pool]],
      ['pool.stopResize', stopResize, [pool]],
      ['bulk.forgetAll', forgetAll, []],
    ];
    const unasked: string[] = [];
    for (const [name, command, things] of questions) {
      // Choices before the question are made; the question itself is declined, and no name is typed.
      const rows = (_label: string, index: number): boolean => index === 0;
      const said = await run(command, things, { question: 'cancel', rows, type: ({ value = '' }) => value });
      assert.deepEqual(
        changing()
          .slice(before)
          .map(({ operation }) => operation),
        [],
        name,
      );
      if (said.questions.length === 0) unasked.push(name);
    }
    assert.deepEqual(unasked, ['pool.stopResize'], 'no resize goes on that could be stopped');
  });

  test('A9-42 an action applies to the selection at the time of the question, not to later selections', async () => {
    const before = changing().length;
    const selection = failed().slice(0, 2);
    const question = () => {
      selection.push(...failed().slice(2));
      selection.shift();
      return 'confirm' as const;
    };
    await run(deleteTask, selection, { question });
    const deleted = changing()
      .slice(before)
      .map(({ path }) => /tasks\/(\w+)/.exec(path)?.[1]);
    assert.deepEqual(deleted.toSorted(), ['f0', 'f1']);
  });

  test("nodes of a pool are chosen by state, and an action on all of them requires the pool's name", async () => {
    const pool: Resource = { kind: 'pool', accountId: world.accountId, poolId: 'idle' };
    const act = (type: Answers['type'], ...rows: readonly string[]): Promise<Said> =>
      run(actOnNodes, [pool], { rows, ...(type === undefined ? {} : { type }) });
    const toLines = ({ asked }: Said): readonly (readonly string[])[] =>
      asked.flatMap(({ rows }) =>
        rows.length === 0
          ? []
          : [rows.map(({ label, description, detail }) => [label, description ?? detail].join(': ').trim())],
      );
    const before = changing().length;
    const takeOffline = ['All nodes', 'Take Offline', 'Requeue'] as const;

    const asked = world.simulator.requests.length;
    const declined = toLines(await act(() => 'another', ...takeOffline));
    assert.deepEqual(changing().slice(before), []);
    const ready = world.ui.untilSaid(/^All 12 nodes that you brought online are ready/);
    assert.deepEqual(declined[0], ['Idle: 12', 'All nodes: 12']);
    assert.ok(declined[1]?.includes('Reboot: 12 nodes'), declined[1]?.join());
    const read = world.simulator.requests.slice(asked).map(({ operation }) => operation);
    assert.ok(!read.includes('ComputeNode_Get'), 'the list has them all');

    const refused = await act(typeName, 'All nodes', 'Bring Online');
    assert.match(refused.errors.join(), /The node is not offline\./);
    // The message names one of them, and the number of others.
    assert.match(
      toLines(refused).at(-1)?.join('\n') ?? '',
      /^Bring Online: .* and 11 more: The node is not offline\.$/m,
    );

    await act(typeName, ...takeOffline);
    assert.equal(acted('ComputeNode_DisableScheduling'), nodeCount);
    const online = toLines(await act(typeName, 'Offline', 'Bring Online'));
    assert.equal(acted('ComputeNode_EnableScheduling'), nodeCount);
    assert.ok(online[0]?.includes('Offline: 12'), online[0]?.join());
    assert.deepEqual(
      [
        ...new Set(
          changing()
            .slice(before)
            .map(({ operation }) => operation),
        ),
      ],
      ['ComputeNode_DisableScheduling', 'ComputeNode_EnableScheduling'],
    );
    await ready;
  });

  test('A9-44 a canceled reboot of several nodes is reported as the service carried it out', async () => {
    const rows = (_label: string, index: number): boolean => index === 0;
    const { informations, warnings } = await run(
      reboot,
      nodes,
      cancelling({ rows, type: ({ placeholder = '' }) => placeholder }),
    );
    const rebooted = acted('ComputeNode_Reboot');
    assert.ok(rebooted >= 1 && rebooted < nodeCount, `${rebooted} were rebooted`);
    assert.deepEqual(warnings, []);
    const done = rebooted === 1 ? 'The node is rebooting.' : `${rebooted} nodes are rebooting.`;
    const left = nodeCount - rebooted;
    const notStarted = left === 1 ? '1 was not started.' : `${left} were not started.`;
    const unnamed = informations.map((text) => text.replace(/^Node [^)]*\)? is /, 'The node is '));
    assert.deepEqual(unnamed, [`${done} ${notStarted} | Show Report | Resume…`]);
  });

  test('A9-44 a canceled requeue leaves no task terminated', async () => {
    await run(requeue, running().slice(0, 5), cancelling());
    assert.ok(acted('Task_Terminate') >= 1);
    assert.equal(acted('Task_Reactivate'), acted('Task_Terminate'));
    assert.ok(!(await listStates()).includes('completed'));
  });

  test('items that were not sent because of throttling are offered again in one click, and the report lists every item', async () => {
    const tries = 5;
    const tasks = failed().slice(2, 6);
    const before = acted('Task_Reactivate');
    throttle('Task_Reactivate', tasks.length * tries);
    const said = await run(retry, tasks);
    const actions = findActions(said, /^4 of 4 tasks could not be retried\. f2 and 3 more: /);
    const [id] = actions[0]?.args ?? [];
    assert.deepEqual(actions, [
      { title: 'Show Report', command: 'azureBatch.bulk.openReport', args: [id] },
      { title: 'Try 4 Items Again', command: 'azureBatch.bulk.tryAgain', args: [id] },
    ]);
    const again = world.ui.untilSaid(/were retried/);
    const failedAgain = world.ui.untilSaid(/^4 of 4 tasks that ran again have failed\./);
    await world.run(tryAgain, [id]);
    await again;
    assert.equal(acted('Task_Reactivate') - before, tasks.length);
    await failedAgain;
    const opened: DocumentTarget[] = [];
    world.ui.open = async (target) => void opened.push(target);
    await run(openReport, [], { rows: 'Retrying 4 tasks' });
    const [report] = opened;
    assert.ok(report?.document === 'bulkReport');
    const { drawn, text } = await drawReport(world.app, report);
    assert.match(text, /^# Retrying 4 tasks\n\n\*\*4 done\*\* · /);
    const effect = "(It failed again( for the same reason)?|It is running now|It's waiting to run)\\.";
    assert.match(
      text,
      new RegExp(
        `^## 4 done\n\n- ${effect} (\\[Try These 4 Again…\\])?\n {2}- Job broken \\(4\\): f2 to f5 \\(4\\)$`,
        'm',
      ),
    );
    const targets = [...drawn.links.values()];
    const button = targets.find((target) => target.kind === 'command' && target.command === 'azureBatch.bulk.actAgain');
    assert.ok(button?.kind === 'command', text);
    await world.run(actAgain, button.arguments);
    assert.deepEqual(world.ui.ran.at(-1), ['azureBatch.task.retry', tasks[0], tasks]);
    await assert.rejects(() => actAgain(world.app, [report.bulkId, 'another']), /The report has changed/);
  });

  test('a rejected key stops an action immediately, and the rest continues when the account is accessible again', async () => {
    const concurrency = 4;
    const tasks = failed().slice(6, 16);
    const body = JSON.stringify({ code: 'AuthenticationFailed', message: { lang: 'en-US', value: 'No.' } });
    world.simulator.addFault({ operation: 'Task_Reactivate', nthCall: 1, times: concurrency, status: 403, body });
    const before = acted('Task_Reactivate');
    const said = await run(retry, tasks);
    const actions = findActions(said, /^The key isn't valid for the account .* 10 were not started\.$/);
    assert.deepEqual(
      actions.map(({ title }) => title),
      ['Enter New Key…', 'Resume…'],
    );
    assert.equal(actions[1]?.command, 'azureBatch.bulk.resume');
    const ended = world.ui.untilSaid(/were retried/);
    const { questions, notified } = await world.run(resume, actions[1]?.args ?? []);
    assert.match(await ended, /^10 tasks were retried\.$/);
    const { message, detail } = questions.at(-1) ?? assert.fail('nothing was asked');
    assert.match(
      `${message}\n${detail}`,
      /^f6 \(job broken, account .*\n(.*\n)*First, the properties, the end of the logs, and the diagnosis are saved on this computer\.\nThe next run replaces stdout\.txt and stderr\.txt\.\nAn earlier action didn't finish these items\.$/m,
    );
    assert.equal(acted('Task_Reactivate') - before, tasks.length);
    assert.ok(notified.every(({ message }) => !message.startsWith("The key isn't valid")));
  });

  test('A9-41 continuing a deletion requires typing the name of the job, like the deletion itself', async () => {
    const job: Resource = { kind: 'job', accountId: world.accountId, jobId: 'broken' };
    throttle('Job_Delete', 5);
    await run(deleteJob, [job], { type: () => 'broken' });
    assert.equal(acted('Job_Delete'), 0);
    const rows = 'Deleting the job: broken';
    const sent = changing().length;
    const message = 'It is read-only.';
    world.accounts.whyRefused = () => message;
    const asCommand: Command = (services, args) =>
      resume({ ...services, accounts: withoutReadOnly(services.accounts) }, args);
    const { errors, questions } = await run(asCommand, [], { rows });
    world.accounts.whyRefused = () => undefined;
    assert.deepEqual([errors, questions, changing().length], [[message], [], sent]);
    const rest = async (typed: string): Promise<Said> => run(resume, [], { rows, type: () => typed });
    const boxes = (await rest('')).asked.filter((asked) => asked.rows.length === 0);
    assert.match(boxes.map(({ title }) => title).join(), /^Delete job broken/);
    assert.equal(acted('Job_Delete'), 0);
    await rest('broken');
    assert.equal(acted('Job_Delete'), 1);
  });

  test('saved data of bulk actions are deleted on request', async () => {
    const { status } = await run(forgetAll, []);
    assert.match(status[0] ?? '', /records? of \d+ bulk actions? (was|were) deleted/);
    const { informations } = await run(openReport, []);
    assert.deepEqual(informations, ['There are no bulk action records on this computer.']);
  });
});
