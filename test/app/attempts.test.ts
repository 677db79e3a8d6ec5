import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { requireAttempt } from '../../src/app/actions/kept/listKept.ts';
import { drawComparison } from '../../src/app/documents/comparison.ts';
import type { Explained } from '../../src/app/explain/explained.ts';
import { type ExplanationServices, writeExplanation } from '../../src/app/explain/writeExplanation.ts';
import { toUnsavedLogs } from '../../src/core/changes/bulk/inFull.ts';
import { logNames } from '../../src/core/model/logEnd.ts';
import { type AttemptTarget, fromDocumentPath, toDocumentPath } from '../../src/core/places/documentPath.ts';
import {
  attempt,
  failed,
  nodeResource,
  resource,
  row,
  saveAttempts,
  toActionName,
  waiting,
} from '../builders/keptAttempts.ts';
import { accountId } from '../fakes/contoso.ts';
import { pagesOf } from '../fakes/fakeBatchService.ts';
import { sources } from '../fakes/sources.ts';
import { makeServices, type TestServices } from './support/makeServices.ts';

async function makeKept(): Promise<TestServices> {
  const services = makeServices({ tasks: { getTask: async () => waiting } });
  await saveAttempts(services);
  return services;
}

suite('saved earlier attempts', () => {
  test('earlier attempts are explained from saved data, without a request to the service', async () => {
    const services = await makeKept();
    const given: ExplanationServices = {
      ...services,
      toActionName,
      toRemedyActions: (remedies) => {
        assert.deepEqual(remedies, [], 'nothing is done to what is past');
        return [];
      },
      findSource: async () => undefined,
    };
    const explain = (of: AttemptTarget): Promise<Explained> =>
      writeExplanation(given, of, 0, () => assert.fail('nothing is late'));
    const render = async (of: AttemptTarget): Promise<string> => (await explain(of)).text;
    const target = { resource, document: 'attempt', savedAt: attempt.savedAt } as const;
    const { text, name, looks } = await explain(target);
    assert.match(text, /^# .*numpy/);
    assert.match(text, /Saved .* \(exit code 1; then retried\)\. It may be different now\./);
    assert.equal(name, 'frame-1, earlier');
    assert.deepEqual(
      looks.map(({ title }) => title),
      ['Open stderr.txt', 'Compare with Now', 'Explain Current State', 'Export…'],
    );
    const ofNode = { resource: nodeResource, document: 'attempt', savedAt: '2026-11-20T09:20:00.000Z' } as const;
    assert.match(await render(ofNode), /^# .*start task[\s\S]*git: not found/i);
    await assert.rejects(render({ ...target, savedAt: '2026-01-01T00:00:00Z' }), /no longer saved/);
    // The observed result of the retry is saved with it.
    await services.journal.changeLast(
      resource,
      ({ action }) => action === 'retry',
      (one) => ({ ...one, effect: 'failedAgain' }),
    );
    assert.match(await render(target), /It may be different now\.[\s\S]{1,3}It failed again\./);
    // An attempt whose logs were not saved, as in a large bulk action, shows the reason that was known at the time.
    const brief = { ...attempt, savedAt: '2026-11-20T09:40:00.000Z', logs: toUnsavedLogs(logNames) };
    await services.journal.save(resource, { ...brief, why: 'The module numpy is missing', fingerprint: 'numpy' });
    const ofBrief = await render({ ...target, savedAt: brief.savedAt });
    assert.match(ofBrief, /^# The module numpy is missing\n/);
    assert.doesNotMatch(ofBrief, /Read stderr|retry the task/i, 'what is not there to be read, and was done');
    for (const log of logNames)
      assert.ok(ofBrief.includes(`- \`${log}\`: This log wasn't saved. For more than 200 items, `), ofBrief);
  });

  test('earlier attempts are compared with the current task', async () => {
    const { store, journal, kept } = await makeKept();
    const other = { jobId: 'frames', taskId: 'frame-1' };
    const target = { resource, document: 'comparison', savedAt: attempt.savedAt, other } as const;
    assert.deepEqual(fromDocumentPath(accountId, toDocumentPath(target) ?? ''), target);
    const again = { ...failed, executionInfo: { ...failed.executionInfo, exitCode: 2 }, nodeInfo: { nodeId: 'tvm-1' } };
    Object.assign(store.service, { tasks: { getTask: async () => again, listTasks: () => pagesOf([]) } });
    const stderr = { path: 'stderr.txt', text: 'out of memory\n' };
    const reader = {
      read: async () => ({ resource, task: again, stderr, stdout: { path: 'stdout.txt', text: '' } }),
    };
    const { text } = await drawComparison(store, target, reader, { bundles: sources, journal, kept });
    assert.match(text, /^# frame-1: an earlier attempt compared with now\n/);
    assert.match(
      text,
      /## Only the earlier attempt wrote\n\n- Of the logs, only stderr\.txt was compared\.\n\n`stderr\.txt`:\n\n[\s\S]*numpy/,
    );
    assert.match(text, /- earlier: `1`\n\s+- now: `2`/);
  });

  test('hostile arguments of links open no attempt', () => {
    for (const opens of [
      undefined,
      7,
      { document: 'attempt' },
      { ...row.opens, savedAt: 7 },
      { ...row.opens, resource: {} },
    ])
      assert.throws(() => requireAttempt([{ opens }], 'task'), /Select an earlier attempt/);
  });
});
