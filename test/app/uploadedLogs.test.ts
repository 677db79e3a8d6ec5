import assert from 'node:assert/strict';
import { after, before, suite, type TestContext, test } from 'node:test';
import { brotliCompressSync, deflateSync, gzipSync } from 'node:zlib';
import { run as readFromStorage } from '../../src/app/actions/task/readFromStorage.ts';
import { FileTexts } from '../../src/app/documents/fileTexts.ts';
import { toRemoteFile } from '../../src/app/evidence/readLog.ts';
import { readAllPages } from '../../src/app/evidence/readPages.ts';
import { BatchError } from '../../src/core/model/batchError.ts';
import type { Attempt } from '../../src/service/ports.ts';
import { SteppedClock } from '../../src/simulator/clock.ts';
import { completedTask, smallWorld } from '../../src/simulator/scenarios/causes/smallWorld.ts';
import { failed } from '../../src/simulator/scenarios/runs.ts';
import { type Azurite, startAzurite } from '../storage/azurite.ts';
import { sasUrl } from '../storage/sas.ts';
import { startCold } from './support/coldApp.ts';

const why = 'ValueError: case-7.txt: row 18 has 5 cells, expected 6\n';
const soon = new Date(Date.now() + 3_600_000);

suite('uploaded logs of a task whose node is gone', () => {
  let azurite: Azurite;
  before(async () => {
    azurite = await startAzurite();
    await azurite.createContainer('logs');
    await azurite.putBlob('logs', 'nightly/stderr.txt', why);
    await azurite.putBlob('logs', 'nightly/stdout.txt', 'reading case-7.txt\n');
    await azurite.putBlob('logs', 'last words.txt', why);
    await azurite.putBlob('logs', 'other/stderr.txt', 'of another task\n');
  });
  after(() => azurite.close());

  const upload = (permissions: string, filePattern: string, path?: string, uploadCondition = 'taskcompletion') => ({
    filePattern,
    destination: {
      container: {
        containerUrl: sasUrl(azurite.account, { container: 'logs', permissions, expiresOn: soon }),
        ...(path === undefined ? {} : { path }),
      },
    },
    uploadOptions: { uploadCondition },
  });

  /** Opens the application with one failed task whose node has left the pool. */
  const start = async (context: TestContext, outputFiles: readonly object[], isAllowed = true) => {
    const scenario = smallWorld('uploaded', 'A task uploaded its logs, and its node has left the pool.', {
      job: {
        tasks: [
          completedTask('t', failed(1, 4000, { stderr: 'lost with the node\n' }), {
            nodeGone: true,
            body: { commandLine: 'python3 load.py', outputFiles },
          }),
        ],
      },
    });
    const attempts: Attempt[] = [];
    const host = new URL(azurite.account.url).host;
    // The storage uses the computer's time, and so does everything else here.
    const cold = await startCold(context, scenario, new SteppedClock(Date.now()), {
      storageHosts: isAllowed ? [host] : [],
      onAttempt: (attempt) => attempts.push(attempt),
    });
    const resource = { kind: 'task', accountId: cold.store.account.id, jobId: 'job', taskId: 't' } as const;
    const open = async (path: string): Promise<string> => {
      const file = toRemoteFile(cold.store.service.taskFiles, resource, path);
      const texts = new FileTexts(1024, Date.now);
      return (await texts.read(path, { file, path, properties: await file.getProperties() })).text;
    };
    return {
      ...cold,
      open,
      resource,
      explain: () => cold.explain({ resource, document: 'explanation' }),
      askedStorage: () => attempts.filter(({ host: asked }) => asked === host),
    };
  };

  test('uploaded logs open as on the node, below a line with the location of the copy', async (context) => {
    const { open, askedStorage } = await start(context, [upload('rl', '../std*.txt', 'nightly')]);
    const text = await open('stderr.txt');
    assert.match(text, /^⋯ The node no longer has this file\. .+\/logs\/nightly\/stderr\.txt at /);
    assert.equal(text.split('\n').slice(1).join('\n'), why);
    assert.ok(!text.includes('sig='), 'the signature is a secret');
    assert.ok(askedStorage().length > 0);
    assert.ok(askedStorage().every(({ path }) => !/sig=[^…]/.test(path)));
  });

  test('uploaded logs explain the failure, and the page says that it used a copy', async (context) => {
    const { explain, askedStorage } = await start(context, [upload('r', '../std*.txt', 'nightly')]);
    const { explanation, text } = await explain();
    assert.equal(explanation.evidence.find(({ isCause }) => isCause === true)?.text, why.trim());
    assert.match(text, /The task uploaded this copy to /);
    assert.ok(!/can no longer be read|outputFiles/.test(text), text);
    assert.ok(askedStorage().length <= 6, `${askedStorage().length} requests`);
  });

  test('files are returned as stored, in any encoding, completely and in ranges', async (context) => {
    const text = new TextEncoder().encode('a line of a log\n'.repeat(500));
    const cases: Readonly<Record<string, readonly [bytes: Uint8Array<ArrayBuffer>, encoding?: string]>> = {
      plain: [text],
      identity: [text, 'identity'],
      gzip: [gzipSync(text), 'gzip'],
      'gzip in capitals': [gzipSync(text), 'GZIP'],
      'x-gzip': [gzipSync(text), 'x-gzip'],
      deflate: [deflateSync(text), 'deflate'],
      br: [brotliCompressSync(text), 'br'],
      'gzip, br': [brotliCompressSync(gzipSync(text)), 'gzip, br'],
      'gzip that is none': [text, 'gzip'],
      'br that is cut off': [brotliCompressSync(text).subarray(0, 9), 'br'],
      'packed without a word': [gzipSync(text)],
      'an encoding that nobody knows': [text, 'aws-chunked'],
      'nothing at all': [new Uint8Array(), 'gzip'],
    };
    for (const [name, [bytes, encoding]] of Object.entries(cases)) {
      await azurite.putBlob('logs', 'stored/stderr.txt', bytes, encoding);
      const { store } = await start(context, [upload('rl', '../std*.txt', 'stored')]);
      const file = toRemoteFile(store.service.taskFiles, { jobId: 'job', taskId: 't' }, 'stderr.txt');
      const { contentLength } = await file.getProperties();
      assert.equal(contentLength, bytes.length, name);
      const last = bytes.length - 1;
      const ranges = [
        [0, last],
        [0, 3],
        [Math.floor(last / 2), last],
        [last, last + 100],
      ] as const;
      for (const [from, end] of bytes.length === 0 ? [] : ranges)
        assert.deepEqual(
          Buffer.from(await file.read({ start: from, end })),
          Buffer.from(bytes.subarray(from, end + 1)),
          name,
        );
    }
  });

  test('a single file is found under its uploaded name', async (context) => {
    const { open } = await start(context, [upload('r', '../stderr.txt', 'last words.txt', 'taskfailure')]);
    assert.ok((await open('stderr.txt')).endsWith(why));
  });

  test('uploaded files are listed', async (context) => {
    const { store } = await start(context, [upload('rl', '../std*.txt', 'nightly')]);
    const files = await readAllPages(store.service.taskFiles.listFiles({ jobId: 'job', taskId: 't' }));
    assert.deepEqual(files.map(({ name }) => name).sort(), ['stderr.txt', 'stdout.txt']);
  });

  test('nothing is sent to storage before the user allows it, and the page has a button for that', async (context) => {
    const { explain, askedStorage } = await start(context, [upload('rl', '../std*.txt', 'nightly')], false);
    const { explanation, text } = await explain();
    assert.equal(askedStorage().length, 0);
    assert.deepEqual(explanation.fixes[0]?.remedies, ['task.readFromStorage']);
    assert.match(text, /The task uploads it to 127\.0\.0\.1:\d+\. To read it there, read the logs from storage\./);
  });

  test('the button shows the host and the credential, and the answer is saved', async (context) => {
    const cold = await start(context, [upload('rl', '../std*.txt', 'nightly')], false);
    const { host } = new URL(azurite.account.url);
    const { questions } = await cold.ui.listen(() => readFromStorage(cold.app, [cold.resource]));
    assert.match(questions[0]?.message ?? '', new RegExp(`from ${host}\\?$`));
    assert.match(questions[0]?.detail ?? '', /signature \(SAS\)/);
    assert.deepEqual(cold.accounts.wished, [[cold.resource.accountId, { storageHosts: [host] }]]);

    const declined = await start(context, [upload('rl', '../std*.txt', 'nightly')], false);
    await declined.ui.listen(() => readFromStorage(declined.app, [declined.resource]), { question: 'cancel' });
    assert.deepEqual(declined.accounts.wished, []);
  });

  for (const [what, outputFiles, said] of [
    ['the signature only writes', () => [upload('w', '../std*.txt', 'nightly')], /allows only writing to .+ sign in/],
    ['nothing was uploaded', () => [], /doesn't upload any files to storage/],
    ['other files were uploaded', () => [upload('r', '**/*.csv', 'nightly')], /uploads other files to storage/],
    ['success alone uploads', () => [upload('r', '../std*.txt', 'x', 'tasksuccess')], /only when its program succeeds/],
    ['the copy is not there either', () => [upload('r', '../std*.txt', 'elsewhere')], /does not have it either/],
  ] as const) {
    test(`the reason why there is no copy of a log is explained: ${what}`, async (context) => {
      const { open, explain } = await start(context, outputFiles());
      await assert.rejects(open('stderr.txt'), (error) => BatchError.is(error, 'NodeNotFound'));
      const { text } = await explain();
      assert.match(text, said);
    });
  }
});
