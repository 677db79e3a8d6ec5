import assert from 'node:assert/strict';
import { test } from 'node:test';
import { FakeClock } from '../../../test/fakes/fakeClock.ts';
import type { WhyNoRecord } from '../../core/model/accountRecord.ts';
import { BatchError } from '../../core/model/batchError.ts';
import { CredentialTarget } from '../../core/model/credentialTarget.ts';
import type { FilePort, TaskOwner } from '../ports.ts';
import { AccountRecord } from '../resourceManager/accountRecord.ts';
import { AutoStorage } from './autoStorage.ts';
import { BlobService } from './blobService.ts';
import { TaskFiles } from './taskFiles.ts';

const endpoint = 'https://contoso.westeurope.batch.azure.com';
const refuse = (code: string): never => {
  throw new BatchError({ code, message: 'Not there.', status: 404 });
};

/** Returns why the log of an ended task cannot be read when Batch responds with `code`. */
async function findWhyNot(whyNoRecord: WhyNoRecord, code = 'NodeNotFound', isList = false): Promise<readonly string[]> {
  const clock = new FakeClock();
  const files: FilePort<TaskOwner> = {
    listFiles: () => refuse(code),
    getFileProperties: async () => refuse(code),
    readFile: async () => refuse(code),
  };
  const asked = new TaskFiles(files, {
    getTask: async () =>
      code === 'TaskNotFound' ? refuse(code) : { id: 't', state: 'completed', executionInfo: { exitCode: 1 } },
    blobs: new BlobService({ source: undefined, clock, onAttempt: () => assert.fail('storage is not asked') }),
    autoStorage: new AutoStorage(
      new AccountRecord(whyNoRecord, { endpoint }, clock),
      whyNoRecord,
      'blob.core.windows.net',
    ),
    saved: { ofTask: async () => [], ofNode: async () => [] },
    target: CredentialTarget.of(endpoint),
    clock,
    storageHosts: [],
  });
  const owner = { jobId: 'j', taskId: 't' };
  const reading = isList
    ? asked.listFiles(owner, { namePrefix: 'std' }).next()
    : asked.getFileProperties(owner, 'stderr.txt');
  const error: unknown = await reading.catch((reason: unknown) => reason);
  assert.ok(BatchError.is(error, code));
  return (error.elsewhere ?? []).map(({ place, why, step = '' }) => `${place}: ${why} ${step}`);
}

for (const [whyNot, said] of [
  [{ kind: 'key' }, /opened with its key.+sign in to the account/],
  [{ kind: 'otherCloud', host: 'batch.contoso.com' }, /batch\.contoso\.com isn't in an Azure cloud/],
  [{ kind: 'notFound', host: 'contoso' }, /none of the subscriptions.+the Reader role on the account/],
  [{ kind: 'late' }, /didn't respond in time.+Try again/],
  [{ kind: 'failed', why: 'No role.' }, /is unknown: No role\./],
] as const) {
  test(`each location gives its reason for a missing log: auto-storage, ${whyNot.kind}`, async () => {
    const [uploads, autoStorage, saved] = await findWhyNot(whyNot);
    assert.match(uploads ?? '', /^outputFiles: The task doesn't upload any files to storage/);
    assert.match(autoStorage ?? '', said);
    assert.match(saved ?? '', /^saved: None of it was saved on this computer/);
  });
}

test('each location gives a reason once for both logs', async () => {
  const [refusal, ...others] = await findWhyNot({ kind: 'key' }, 'NodeNotFound', true);
  assert.match(refusal ?? '', /^outputFiles: /);
  assert.deepEqual(
    others.map((answer) => answer.split(':')[0]),
    ['autoStorage', 'saved'],
  );
});

test('for a deleted task, only locations that do not need its definition are searched', async () => {
  const answers = await findWhyNot({ kind: 'key' }, 'TaskNotFound');
  assert.deepEqual(
    answers.map((answer) => answer.split(':')[0]),
    ['autoStorage', 'saved'],
  );
});
