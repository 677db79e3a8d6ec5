import assert from 'node:assert/strict';
import { test } from 'node:test';
import { run as note } from '../../src/app/actions/failures/note.ts';
import { toLimits } from '../../src/app/evidence/attemptJournal.ts';
import { completedTask, smallWorld } from '../../src/simulator/scenarios/causes/smallWorld.ts';
import { failed } from '../../src/simulator/scenarios/runs.ts';
import { MemoryFolder } from '../fakes/memoryFolder.ts';
import { simulate } from './support/simulate.ts';

const wrong = failed(1, 5000, { stderr: "ValueError: could not convert string to float: '12,7'\n" });
const world = smallWorld('noted', 'Two tasks with one cause.', {
  job: { tasks: ['a', 'b'].map((id) => completedTask(id, wrong, { body: { commandLine: `python load.py ${id}` } })) },
});

test('a note is shown wherever its cause is, without secrets and line breaks, until it is removed', async (context) => {
  const memory = {
    folder: new MemoryFolder(),
    readLimits: () => toLimits(),
    mayWrite: () => true,
    report: (error: unknown) => assert.ifError(error),
  };
  const simulated = await simulate(world, { memory });
  context.after(() => simulated.close());
  const { accountId, accounts, causes, run } = simulated;
  const account = { kind: 'account', accountId } as const;
  const find = async () => (await causes.lookIntoAll(await accounts.getStore(accountId))).causes[0] ?? assert.fail();
  const { fingerprint } = (await find()).cluster;
  const target = { resource: account, document: 'cause', fingerprint } as const;
  const text = 'Ada fixes it\n  see https://example.com/12 password=hunter2hunter2';
  const { status, warnings } = await run(note, [target], { type: () => text });
  assert.deepEqual(status, []);
  assert.match(warnings.join(), /^“Ada fixes it .*\[hidden\]” was saved: what may be a secret was hidden\.$/);
  assert.match((await find()).note ?? '', /^Ada fixes it see https:\/\/example\.com\/12 password=(?!hunter)/);
  using _watching = simulated.watchFailures();
  const pages = [
    (await simulated.explain(target)).text,
    (await simulated.explain({ ...target, resource: { kind: 'job', accountId, jobId: 'job' } })).text,
    await simulated.readPage({ kind: 'job', accountId, jobId: 'job' }),
    await simulated.readPage({ kind: 'task', accountId, jobId: 'job', taskId: 'a' }),
  ];
  for (const page of pages) assert.match(page, /^## Note\n\n- Ada fixes it see /m);
  const asked: string[] = [];
  await run(note, [target], {
    type: ({ value = '', check }) => {
      asked.push(value);
      assert.match(check('x'.repeat(501)) ?? '', /at most 500 characters/);
      return ' ';
    },
  });
  assert.match(asked.join(), /^Ada fixes it/);
  assert.equal((await find()).note, undefined);
});
