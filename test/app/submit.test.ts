import assert from 'node:assert/strict';
import { after, before, suite, test } from 'node:test';
import { openDraft } from '../../src/app/actions/definition/openDraft.ts';
import { run as submitDefinition } from '../../src/app/actions/definition/submit.ts';
import { run as resubmit } from '../../src/app/actions/task/resubmit.ts';
import type { TaskResource } from '../../src/core/model/resource.ts';
import { jobId, makeQuietWorld, poolId } from '../builders/quietWorld.ts';
import type { Answers, Said } from '../fakes/fakeUi.ts';
import { FakeDocument, withEditors } from '../fakes/fakeWindow.ts';
import { type Simulated, simulate } from './support/simulate.ts';

const image = {
  imageReference: { publisher: 'canonical', offer: 'ubuntu-24_04-lts', sku: 'server', version: 'latest' },
  nodeAgentSKUId: 'batch.node.ubuntu 24.04',
};

suite('submission of definitions', () => {
  let world: Simulated;
  let editors: ReturnType<typeof withEditors>;
  const listChanges = (): readonly (string | undefined)[] =>
    world.simulator.requests
      .filter(({ method }) => method !== 'GET' && method !== 'HEAD')
      .map(({ operation }) => operation);

  before(async () => {
    world = await simulate(makeQuietWorld());
    editors = withEditors(world.app);
  });

  after(() => world.close());

  /** Submits a document while the user chooses the rows with these labels, and returns the changes that were sent. */
  async function submit(
    document: FakeDocument,
    rows: readonly string[],
    answers: Omit<Answers, 'rows'> = {},
  ): Promise<{ readonly said: Said; readonly sent: readonly (string | undefined)[] }> {
    const count = listChanges().length;
    const said = await world.run((_app, args) => submitDefinition(editors.window, args), [document], {
      ...answers,
      rows: [jobId, world.simulator.accountName, ...rows],
    });
    return { said, sent: listChanges().slice(count) };
  }

  /** Returns the question beside a definition, with the texts of its rows. */
  const toAsked = ({ asked }: Said): { readonly title: string; readonly text: string } => {
    const { title = '', rows = [] } = asked.find(({ rows }) => rows.some(({ label }) => label === 'Cancel')) ?? {};
    return { title, text: rows.map(({ label, detail = '' }) => `${label} ${detail}`.trim()).join('\n') };
  };

  /** Returns the requests of the plan that the user opens and then closes; nothing is sent. */
  async function showPlan(document: FakeDocument): Promise<readonly string[]> {
    const { sent } = await submit(document, ['Show the Plan']);
    assert.deepEqual(sent, []);
    const text = editors.shown.at(-1) ?? '';
    assert.match(text, /This is a dry run: nothing that makes changes has been sent\./);
    return text.split('\n').filter((line) => /^(POST|PATCH|DELETE) \//.test(line));
  }

  const defineJob = (id: string, priority: number) => ({ id, poolInfo: { poolId }, priority });

  test("a pool, a job and a schedule are created from the user's definitions", async () => {
    const pool = { id: 'own-pool', vmSize: 'standard_d2s_v3', virtualMachineConfiguration: image };
    const schedule = {
      id: 'own-schedule',
      schedule: { recurrenceInterval: 'P1D' },
      jobSpecification: { poolInfo: { poolId } },
    };
    for (const [definition, operation] of [
      [{ ...pool, targetDedicatedNodes: 1 }, 'Pool_Add'],
      [defineJob('own-job', 7), 'Job_Add'],
      [schedule, 'JobSchedule_Add'],
    ] as const) {
      const document = new FakeDocument(definition);
      if (operation === 'Pool_Add') assert.deepEqual(await showPlan(document), ['POST /pools']);
      const { said, sent } = await submit(document, ['Submit']);
      assert.deepEqual([said.status, said.errors], [[`The definition of ${definition.id} was submitted.`], []]);
      assert.deepEqual(sent, [operation]);
      if (operation === 'Pool_Add') assert.match(toAsked(said).text, /1 node is created, and you're charged for it/);
    }
    assert.equal((await world.client.job.get('own-job')).priority, 7);
  });

  test('an existing item is compared with the definition, and after confirmation changed as far as the service allows', async () => {
    const document = new FakeDocument(defineJob('own-job', 8));
    const declined = await submit(document, ['Cancel']);
    assert.deepEqual(document.compared, ['own-job (account ↔ this definition)']);
    assert.match(toAsked(declined.said).title, /^Change own-job in account /);
    assert.match(
      toAsked(declined.said).text,
      /^Cancel [^\n]*\nChange\n[\s\S]*These properties are replaced: priority\./,
    );
    assert.match(toAsked(declined.said).text, /First, the current properties are saved on this computer\./);
    assert.deepEqual(declined.sent, []);
    assert.deepEqual(await showPlan(document), ['PATCH /jobs/own-job']);
    const { said, sent } = await submit(document, ['Change']);
    assert.deepEqual([said.status, said.errors], [['The definition of own-job was submitted.'], []]);
    assert.deepEqual(sent, ['Job_Patch']);
    const [kept] = await world.app.kept.list({ kind: 'job', accountId: world.accountId, jobId: 'own-job' });
    assert.match(JSON.stringify(kept), /"priority":7/);
    assert.equal((await world.client.job.get('own-job')).priority, 8);
    assert.match((await submit(document, ['Change'])).said.errors.join(), /already has own-job as defined here/);
  });

  test('if there are several definitions, existing items are named and skipped, and the others are submitted', async () => {
    const document = new FakeDocument([defineJob('own-job', 3), defineJob('own-job-2', 3)]);
    const { said, sent } = await submit(document, ['Submit']);
    assert.match(toAsked(said).title, /^Create 1 job in account /);
    assert.match(toAsked(said).text, /own-job: The account already has it\. Submit it separately to change it\./);
    assert.deepEqual([said.status, said.errors], [['The definition of own-job-2 was submitted.'], []]);
    assert.deepEqual(sent, ['Job_Add']);
    const again = await submit(document, ['Submit']);
    assert.match(again.said.errors.join(), /Nothing was submitted: the account already has own-job, own-job-2\./);
    assert.equal((await world.client.job.get('own-job')).priority, 8, 'it is as it was');
  });

  test('an unchangeable item is deleted and recreated only after its name is typed', async () => {
    const document = new FakeDocument({
      ...defineJob('own-job', 8),
      onTaskFailure: 'noAction',
      jobPreparationTask: { commandLine: 'true' },
    });
    const declined = await submit(document, ['Cancel']);
    assert.match(toAsked(declined.said).title, /^Delete own-job in account .* and create it again\?$/);
    assert.match(
      toAsked(declined.said).text,
      /Batch doesn't allow these properties to be changed: jobPreparationTask\./,
    );
    assert.deepEqual(await showPlan(document), ['DELETE /jobs/own-job', 'POST /jobs']);
    const create = (name: string) => submit(document, ['Delete and Create Again…'], { type: () => name });
    assert.deepEqual((await create('own')).sent, [], 'the name was not typed whole');
    const { creationTime } = await world.client.job.get('own-job');
    const { said, sent } = await create('own-job');
    assert.deepEqual(said.status, ['Job own-job is being deleted.', 'The definition of own-job was submitted.']);
    assert.deepEqual([said.errors, sent], [[], ['Job_Delete', 'Job_Add']]);
    const now = await world.client.job.get('own-job');
    assert.equal(now.jobPreparationTask?.commandLine, 'true');
    assert.ok(Number(now.creationTime) > Number(creationTime), 'it is another one');
  });

  test('a pool and a job schedule are recreated in the same way', async () => {
    const pool = { id: 'own-pool', vmSize: 'standard_d4s_v3', virtualMachineConfiguration: image };
    const schedule = {
      id: 'own-schedule',
      displayName: 'Twice a day',
      schedule: { recurrenceInterval: 'PT12H' },
      jobSpecification: { poolInfo: { poolId } },
    };
    for (const [definition, fixed, deleted, wanted] of [
      [{ ...pool, targetDedicatedNodes: 0 }, /vmSize, targetDedicatedNodes/, 'Pool', ['Pool_Delete', 'Pool_Add']],
      [schedule, /displayName/, 'Job schedule', ['JobSchedule_Delete', 'JobSchedule_Add']],
    ] as const) {
      const { id } = definition;
      const document = new FakeDocument(definition);
      const { said, sent } = await submit(document, ['Delete and Create Again…'], { type: () => id });
      assert.match(toAsked(said).text.replaceAll('\n', ' '), fixed);
      assert.deepEqual(
        [said.status, said.errors],
        [[`${deleted} ${id} is being deleted.`, `The definition of ${id} was submitted.`], []],
      );
      assert.deepEqual(sent, wanted);
    }
    assert.equal((await world.client.pool.get('own-pool')).vmSize, 'standard_d4s_v3');
    assert.equal((await world.client.jobSchedule.get('own-schedule')).displayName, 'Twice a day');
  });

  test('after confirmation, a task replaces the task with the same ID, which is saved before its deletion', async () => {
    await world.client.task.add(jobId, { id: 'one', commandLine: 'exit 4' });
    const document = new FakeDocument({ id: 'one', commandLine: 'true' });
    const earlier = world.simulator.requests.length;
    const declined = await submit(document, ['Cancel']);
    assert.equal(toAsked(declined.said).title, `Delete task one in job ${jobId} and add it again?`);
    assert.match(toAsked(declined.said).text, /^Cancel [^\n]*\nDelete and Add Again\n/);
    const read = world.simulator.requests.slice(earlier).filter(({ operation }) => operation === 'Task_Get');
    assert.equal(read.length, 1, 'the task is read once');
    assert.deepEqual(await showPlan(document), [
      `DELETE /jobs/${jobId}/tasks/one`,
      `POST /jobs/${jobId}/addtaskcollection: 1 task`,
    ]);
    const { said, sent } = await submit(document, ['Delete and Add Again', 'Delete and Add Again…']);
    assert.deepEqual(said.status, ['Task one was deleted.', 'Task one was submitted.']);
    assert.deepEqual([said.errors, said.warnings], [[], []]);
    assert.deepEqual(sent, ['Task_Delete', 'Task_AddCollection']);
    assert.equal((await world.client.task.get(jobId, 'one')).commandLine, 'true');
    const task = { kind: 'task', accountId: world.accountId, jobId, taskId: 'one' } as const;
    assert.match(JSON.stringify(await world.app.journal.list(task)), /"commandLine":"exit 4"/);
  });

  const recreate = {
    ...defineJob('own-job', 8),
    onTaskFailure: 'noAction',
    jobPreparationTask: { commandLine: 'echo' },
  };

  test("an item that was deleted but can't be recreated is reported, and the editor with its definition stays open", async () => {
    const document = new FakeDocument(recreate);
    world.simulator.addFault({ operation: 'Job_Add', nthCall: 1, times: 1, status: 400 });
    const { said } = await submit(document, ['Delete and Create Again…'], { type: () => 'own-job' });
    world.simulator.clearFaults();
    assert.match(said.warnings.join('\n'), /own-job was deleted but not created again\. Its definition is still open/);
    assert.ok(!document.isClosed);
    await assert.rejects(world.client.job.get('own-job'), { statusCode: 404 });
    await world.client.job.add({ id: 'own-job', poolInfo: { poolId }, onTaskFailure: 'noaction' });
  });

  test('if it is unknown whether an item was deleted, the known facts and next steps are shown', async () => {
    const document = new FakeDocument(recreate);
    const { simulator, app } = world;
    const { progress } = app.ui;
    app.ui.progress = (request, work) => {
      if (/^Waiting until own-job/.test(request.title)) simulator.addFault({ operation: 'Job_Get', status: 400 });
      return progress.call(app.ui, request, work) as ReturnType<typeof work>;
    };
    const { said, sent } = await submit(document, ['Delete and Create Again…'], { type: () => 'own-job' });
    app.ui.progress = progress;
    simulator.clearFaults();
    assert.match(
      said.errors.join(),
      /Batch has accepted the deletion of own-job\. Whether it's already gone is unknown.* Its definition is still open: /,
    );
    assert.deepEqual([sent, document.isClosed], [['Job_Delete'], false]);
  });

  test('a list of tasks is sent in collections of 100, and refused tasks are reported', async () => {
    await world.client.task.add(jobId, { id: 'own-7', commandLine: 'false' });
    const tasks = Array.from({ length: 121 }, (_, index) => ({ id: `own-${index}`, commandLine: 'true' }));
    const document = new FakeDocument({ value: tasks });
    const path = `POST /jobs/${jobId}/addtaskcollection`;
    assert.deepEqual(await showPlan(document), [`${path}: 100 tasks`, `${path}: 21 tasks`]);
    const { said, sent } = await submit(document, ['Submit']);
    assert.match(said.warnings.join(), /^120 tasks were submitted\. 1 of 121 tasks could not be submitted\. own-7: /);
    assert.deepEqual(sent, ['Task_AddCollection', 'Task_AddCollection']);
  });

  test('a draft that is restored after a reload shows that it applies only to its own task', async () => {
    const document = new FakeDocument({ id: 'shot-9', commandLine: 'true' }, { isOfTask: true });
    const { said } = await submit(document, ['Cancel']);
    assert.match(
      toAsked(said).text.replaceAll('\n', ' '),
      /only this task is submitted, not others with the same cause\./,
    );
  });

  test('a resubmission without a correction warns that it may fail again, and closes its draft once it is sent', async () => {
    await world.client.task.add(jobId, { id: 'broken', commandLine: 'exit 4' });
    while ((await world.client.task.get(jobId, 'broken')).state !== 'completed');
    const task = { kind: 'task', accountId: world.accountId, jobId, taskId: 'broken' };
    await world.run((_app, args) => resubmit(editors.window, args), [task]);
    const draft = editors.findActive() ?? assert.fail('no draft is open');
    assert.equal(JSON.parse(draft.text).id, 'broken-2');
    const declined = await submit(draft, ['The Same Job', 'Cancel']);
    assert.match(
      toAsked(declined.said).text,
      /Only the ID was changed, so the same failure may occur again\./,
      declined.said.errors.join(),
    );
    assert.deepEqual([draft.compared, draft.isClosed, declined.sent], [['changes'], false, []]);
    const { said, sent } = await submit(draft, ['The Same Job', 'Submit']);
    assert.deepEqual([said.status, sent], [['Task broken-2 was submitted.'], ['Task_AddCollection']]);
    assert.ok(draft.isClosed);
  });

  test('before and after a resubmission under another ID, the user is told about the tasks that depend on the first run', async () => {
    const chained = { id: 'chained', poolInfo: { poolId }, usesTaskDependencies: true };
    await world.client.job.add(chained);
    await world.client.task.add(chained.id, { id: 'first', commandLine: 'exit 4' });
    await world.client.task.add(chained.id, { id: 'next', commandLine: 'true', dependsOn: { taskIds: ['first'] } });
    while ((await world.client.task.get(chained.id, 'first')).state !== 'completed');
    const task = { kind: 'task', accountId: world.accountId, jobId: chained.id, taskId: 'first' };
    await world.run((_app, args) => resubmit(editors.window, args), [task]);
    const draft = editors.findActive() ?? assert.fail('no draft is open');
    draft.text = draft.text.replace('exit 4', 'true');
    const notified = world.ui.untilSaid(/submitted has succeeded: first-2/);
    const { said } = await submit(draft, ['The Same Job', 'Submit']);
    assert.match(toAsked(said).text.replaceAll('\n', ' '), /submit copies of those that are stuck/);
    assert.match(await notified, /submit copies of those that are stuck/);
  });

  test('tasks of several jobs, whose IDs are the same, are submitted each to its own job, or once to another', async () => {
    const tasks: TaskResource[] = [];
    for (const id of ['multi-a', 'multi-b']) {
      await world.client.job.add({ id, poolInfo: { poolId } });
      for (const taskId of ['w1', 'w2']) {
        await world.client.task.add(id, { id: taskId, commandLine: `/bin/sh -c "exit 4 # ${id}"` });
        tasks.push({ kind: 'task', accountId: world.accountId, jobId: id, taskId });
      }
    }
    for (const { jobId: id, taskId } of tasks) while ((await world.client.task.get(id, taskId)).state !== 'completed');
    const [first, ...others] = tasks;
    assert.ok(first);
    const open = async (): Promise<FakeDocument> => {
      await world.run(() => openDraft(editors.window, [first, ...others]), []);
      const opened = editors.findActive() ?? assert.fail('no draft is open');
      opened.text = opened.text.replace('exit 4', 'exit 0');
      return opened;
    };
    const once = await submit(await open(), ['Another Job…', 'Submit']);
    assert.equal(toAsked(once.said).title, `Submit 2 tasks to job ${jobId}?`);
    assert.match(toAsked(once.said).text, /w1: Another of the tasks would have the same ID in that job\./);
    const draft = await open();
    const { said, sent } = await submit(draft, ['Each to Its Own Job', 'Submit']);
    assert.deepEqual(sent, ['Task_AddCollection', 'Task_AddCollection'], said.errors.join());
    for (const id of ['multi-a', 'multi-b'])
      for (const taskId of ['w1-2', 'w2-2'])
        assert.equal((await world.client.task.get(id, taskId)).commandLine, `/bin/sh -c "exit 0 # ${id}"`);
    assert.ok(draft.isClosed);
  });

  test('mistakes are shown before any question, and a template of the Azure CLI is not submitted like its result', async () => {
    const mistaken = new FakeDocument({ id: 'own job!', poolInfo: { poolId } });
    const template = new FakeDocument({ ...defineJob('j', 1), taskFactory: { type: 'taskCollection', tasks: [] } });
    for (const [document, why] of [
      [mistaken, /Nothing was submitted\. Line 2: /],
      [template, /This is a template for the Azure Batch CLI extensions\./],
    ] as const) {
      const { said, sent } = await submit(document, ['Submit']);
      assert.match(said.errors.join(), why);
      assert.deepEqual([said.asked, sent], [[], []]);
    }
    assert.equal(mistaken.selected, 'own job!');
  });
});
