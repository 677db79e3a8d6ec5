import assert from 'node:assert/strict';
import { test } from 'node:test';
import { mostBesideFound, requestsToJudge } from '../../src/app/causes/succeededTasks.ts';
import { newestTasksFirst } from '../../src/app/lists/newestTasks.ts';
import { countFailedTasks } from '../../src/app/lists/taskCount.ts';
import { Attempts } from '../../src/app/rows/explorer/attempts.ts';
import { ExplorerRows } from '../../src/app/rows/explorer/explorerRows.ts';
import type { ExplorerPlace } from '../../src/app/rows/explorer/treeNode.ts';
import { FakeAccounts } from '../fakes/fakeAccounts.ts';
import { testTimeMs } from '../fakes/timeOf.ts';
import { mostOfOne, startCold } from './support/coldApp.ts';

/** Expected pages of the tasks that failed although Batch counts them as succeeded. */
const pages: readonly {
  readonly id: string;
  readonly title: string;
  readonly confidence: 'certain' | 'likely';
  readonly says: RegExp;
}[] = [
  {
    id: 'nf-3f9c2a17d0e84b56',
    title: 'nf-3f9c2a17d0e84b56 failed according to Nextflow: ALIGN (s1)',
    confidence: 'certain',
    says: /exit code 1[\s\S]+fail to locate the index files[\s\S]+-resume/,
  },
  {
    id: 'genome-sort-2',
    title: 'genome-sort-2 failed according to Cromwell: sort (2)',
    confidence: 'certain',
    says: /call caching[\s\S]+execution\/rc/,
  },
  {
    id: 'count-all',
    title: 'count-all failed according to Snakemake: count (sample=b)',
    confidence: 'likely',
    says: /Error in rule count[\s\S]+Read `?logs\/count\/b\.log[\s\S]+return the exit code from Snakemake/,
  },
  {
    id: 'train',
    title: 'train succeeded, but its log ends in an exception',
    confidence: 'likely',
    says: /stdout\.txt, line 10[\s\S]+KeyError: 'resnet-18'[\s\S]+Check the task's results/,
  },
  {
    id: 'render',
    title: 'render succeeded, but its log says that nothing was written',
    confidence: 'likely',
    says: /0 frames written/,
  },
];
const fine = ['nf-88d1e0c25b7f4a93', 'fine-handled', 'fine-retried', 'fine-tested', 'fine-tidied'];

test('the page of a task that only Batch counts as succeeded says so, and the pages of other succeeded tasks report success', async (context) => {
  const { store, explain } = await startCold(context, 'false-success');
  const explainTask = (taskId: string) =>
    explain({
      resource: { kind: 'task', accountId: store.account.id, jobId: 'job', taskId },
      document: 'explanation',
    });
  for (const { id, title, confidence, says } of pages) {
    const { explanation, text, asked } = await explainTask(id);
    assert.deepEqual([explanation.title, explanation.confidence], [title, confidence]);
    assert.match(text, says);
    assert.ok(text.startsWith(`# ${title}`), text);
    assert.ok(asked.length <= mostOfOne, asked.join('\n'));
  }
  for (const id of fine) {
    const { explanation, asked } = await explainTask(id);
    const isHandled = id === 'fine-handled';
    const expected = [`${id} succeeded`, isHandled ? 'likely' : 'certain'];
    assert.deepEqual([explanation.title, explanation.confidence], expected, explanation.cause);
    assert.equal(/the program seems to have handled/.test(explanation.cause), isHandled, explanation.cause);
    assert.ok(
      !asked.some((each) => /\.exitcode|%2frc|\.command/i.test(each)) || id.startsWith('nf-'),
      asked.join('\n'),
    );
    // The file with the origin of the step is read only if the step failed.
    assert.ok(!asked.some((each) => each.includes('.command.run')), asked.join('\n'));
  }
});

test('if a log is missing, the success is only likely, and the reason why the log could not be read is shown', async (context) => {
  const { store, explain, simulator } = await startCold(context, 'false-success');
  simulator.addFault({ operation: 'File_GetFromTask', nthCall: 1, times: 100, status: 404 });
  const { explanation } = await explain({
    resource: { kind: 'task', accountId: store.account.id, jobId: 'job', taskId: 'train' },
    document: 'explanation',
  });
  assert.deepEqual([explanation.title, explanation.confidence], ['train succeeded', 'likely']);
  assert.ok(explanation.evidence.some(({ source }) => source === 'stdout.txt'));
});

test('rows of the newest succeeded tasks agree with their pages, with few requests, and none of them counts as failed', async (context) => {
  const { store, causes, explain, simulator } = await startCold(context, 'false-success');
  const scope = { kind: 'tasks', jobId: 'job', group: 'succeeded' } as const;
  await Promise.all([store.load({ kind: 'jobs' }), store.load({ kind: 'pools' }), store.load(scope)]);
  await store.loadTaskCounts(['job']);
  const rows = new ExplorerRows({
    accounts: new FakeAccounts(store),
    causes: causes.jobs,
    attempts: new Attempts({ list: async () => [] }),
    findRepeats: () => undefined,
    findVerdict: causes.succeeded.find,
    isLate: () => false,
  });
  const reader = { now: new Date(testTimeMs) };
  const toRow = (place: ExplorerPlace) =>
    rows.toRow(rows.nodes.child(rows.nodes.root(store.account.id), place), reader);
  const group: ExplorerPlace = { kind: 'taskGroup', jobId: 'job', group: 'succeeded' };
  assert.equal(toRow(group).description, '10');
  const tasks = newestTasksFirst(store.snapshot.slice(scope).items);
  const judge = () => causes.succeeded.judge(store, 'job');
  const before = simulator.requests.length;
  await judge();
  const asked = simulator.requests.length - before;
  assert.ok(asked > 0 && asked <= tasks.length * requestsToJudge, `${asked} requests`);
  await judge();
  assert.equal(simulator.requests.length - before, asked, 'each is read once');

  assert.equal(toRow(group).description, '10 · 3 failed in the engine · 2 suspicious');
  const { description: ofJob = '', icon } = toRow({ kind: 'job', jobId: 'job' });
  assert.match(ofJob, /10 succeeded · 3 failed in the engine · 2 suspicious$/);
  assert.equal(icon, 'warning');
  for (const [index, { id }] of tasks.entries()) {
    const { description = '' } = toRow({ kind: 'task', jobId: 'job', taskId: id, group: 'succeeded' });
    const resource = { kind: 'task', accountId: store.account.id, jobId: 'job', taskId: id } as const;
    const { explanation } = await explain({ resource, document: 'explanation' });
    const isSaid = /^succeeded · (?:failed according to \w+|log )/.test(description);
    assert.equal(isSaid, index < mostBesideFound && explanation.title !== `${id} succeeded`, `${id}: ${description}`);
    const [, said = ''] = description.split(' · ');
    if (isSaid) assert.ok(explanation.title.includes(said), `${explanation.title}: ${said}`);
  }
  assert.equal(countFailedTasks(store.snapshot).count, 0);
  assert.deepEqual((await causes.ofAccount(store)).causes, []);
});

test('the page of the job, its list of failures and the overview agree on which tasks may have failed', async (context) => {
  const { store, causes, explain, simulator } = await startCold(context, 'false-success');
  const accountId = store.account.id;
  const account = { resource: { kind: 'account', accountId }, document: 'explanation' } as const;
  const cold = await explain(account);
  const { title, cause, confidence } = cold.explanation;
  assert.deepEqual(
    [title, confidence],
    ['1 job in account simulated needs attention', 'likely'],
    'of what its tasks left is said',
  );
  assert.match(cause, /The logs of tasks that succeeded weren't checked\.$/);

  const found = ['nf-3f9c2a17d0e84b56', 'train', 'render', 'genome-sort-2', 'count-all'];
  const listOf = ({ sections = [] }: typeof cold.explanation) =>
    sections
      .find(({ id }) => id === 'succeeded')
      ?.items.flatMap(({ leadsTo }) => (leadsTo?.resource.kind === 'task' ? [leadsTo.resource.taskId] : []));
  const job = await explain({ resource: { kind: 'job', accountId, jobId: 'job' }, document: 'explanation' });
  assert.equal(job.explanation.title, 'Batch counts 5 tasks in job job as succeeded, but they may have failed');
  assert.deepEqual(listOf(job.explanation), found);
  assert.match(
    job.text,
    /3 tasks that Batch counts as succeeded failed according to their engine \(Nextflow, Cromwell, and Snakemake\)\./,
  );
  assert.match(job.text, /The logs of 2 tasks that Batch counts as succeeded contradict that\./);
  assert.doesNotMatch(job.text, /of the newest were checked/);
  assert.ok(job.asked.length <= 12 + 10 * requestsToJudge, job.asked.join('\n'));

  const before = simulator.requests.length;
  const overview = await explain(account);
  assert.equal(
    overview.explanation.title,
    `5 tasks in account ${store.account.name} that Batch counts as succeeded may have failed`,
  );
  assert.deepEqual(listOf(overview.explanation), found);
  assert.ok(
    !simulator.requests.slice(before).some(({ path }) => path.includes('/tasks/')),
    'what is known is said, and nothing is asked for it',
  );
  const { causes: failures, judged } = await causes.ofAccount(store);
  assert.deepEqual([failures, judged?.looked], [[], 10]);
  const { judged: shown } = await causes.lookIntoAll(store);
  assert.deepEqual(
    shown?.found.map(({ resource }) => resource.taskId),
    found,
  );
});
