import assert from 'node:assert/strict';
import { after, before, beforeEach, suite, type TestContext, test } from 'node:test';
import { run as readFromStorage } from '../../src/app/actions/task/readFromStorage.ts';
import { explainMissing } from '../../src/app/documents/fileDocument.ts';
import { FileTexts } from '../../src/app/documents/fileTexts.ts';
import { toRemoteFile } from '../../src/app/evidence/readLog.ts';
import { readAllPages } from '../../src/app/evidence/readPages.ts';
import type { Task } from '../../src/core/model/task.ts';
import type { SavedRun } from '../../src/service/ports.ts';
import { toContainerName } from '../../src/service/storage/fileConventions.ts';
import { SteppedClock } from '../../src/simulator/clock.ts';
import { completedTask, smallWorld } from '../../src/simulator/scenarios/causes/smallWorld.ts';
import { failed } from '../../src/simulator/scenarios/runs.ts';
import type { Simulator } from '../../src/simulator/simulatorOptions.ts';
import { toSource } from '../service/simulatedTokens.ts';
import { sasUrl } from '../storage/sas.ts';
import {
  type InPlaceOfStorage,
  refuse,
  type Storage,
  type StorageAnswer,
  startStorage,
  withStorageTokens,
} from '../storage/storage.ts';
import { startCold } from './support/coldApp.ts';

const why = 'ValueError: case-7.txt: row 18 has 5 cells, expected 6\n';
const hourMs = 3_600_000;

suite('logs of a task whose node is gone, wherever they are', () => {
  let storage: Storage;
  before(async () => {
    storage = await startStorage();
    await storage.createContainer(toContainerName('job'));
    await storage.putBlob(toContainerName('job'), 't/%24TaskLog/stderr.txt', why);
    await storage.putBlob(toContainerName('job'), 't/%24TaskOutput/out/a.csv', '1,2\n');
    await storage.createContainer('logs');
  });
  after(() => storage.close());
  beforeEach(() => Object.assign(storage, { role: 'reader', answer: undefined }));

  interface Setting {
    /** Set if the account is opened by key; otherwise it is opened by a sign-in with Microsoft Entra ID. */
    readonly byKey?: boolean;
    readonly hasAutoStorage?: boolean;
    readonly isRefused?: boolean;
    readonly isAllowed?: boolean;
    readonly outputFiles?: readonly object[];
    readonly saved?: (task: Task) => readonly SavedRun[];
    readonly answer?: InPlaceOfStorage;
  }

  /** Opens the application with one failed task whose node has left the pool. */
  const start = async (context: TestContext, setting: Setting = {}) => {
    const { byKey = false, hasAutoStorage = true, isRefused = false, isAllowed = true, outputFiles, saved } = setting;
    const scenario = smallWorld('lost', 'A node has left the pool, with the logs of a task.', {
      job: {
        tasks: [
          completedTask('t', failed(1, 4000), {
            nodeGone: true,
            body: { commandLine: 'python3 load.py', outputFiles },
          }),
        ],
      },
    });
    const autoStorage = { name: 'testaccount', blobEndpoint: `${storage.account.url}/`, isRefused };
    const cold: Awaited<ReturnType<typeof startCold>> = await startCold(
      context,
      scenario,
      // The storage uses the computer's time, and so does everything else here.
      new SteppedClock(Date.now()),
      (simulator) => ({
        ...(byKey ? {} : toSignIn(simulator)),
        storageHosts: isAllowed ? [new URL(storage.account.url).host] : [],
        ...(saved === undefined
          ? {}
          : {
              saved: {
                ofTask: async () => saved(await cold.store.service.tasks.getTask('job', 't')),
                ofNode: async () => [],
              },
            }),
      }),
      hasAutoStorage ? { directory: { autoStorage } } : {},
    );
    const from = storage.asked.length;
    storage.answer = setting.answer;
    const resource = { kind: 'task', accountId: cold.store.account.id, jobId: 'job', taskId: 't' } as const;
    const open = async (path: string): Promise<string> => {
      const file = toRemoteFile(cold.store.service.taskFiles, resource, path);
      const texts = new FileTexts(1024, Date.now);
      return (await texts.read(path, { file, path, properties: await file.getProperties() })).text;
    };
    return {
      ...cold,
      resource,
      open,
      asked: () => storage.asked.slice(from),
      /** Returns the text that the document shows instead of a log. */
      async whyNot(path = 'stderr.txt'): Promise<readonly string[]> {
        const error: unknown = await open(path).then(
          () => assert.fail('it opens'),
          (reason: unknown) => reason,
        );
        return (await explainMissing(cold.store, { ...resource, kind: 'taskFile', path }, error)).reasons;
      },
      explain: () => cold.explain({ resource, document: 'explanation' }),
    };
  };

  const upload = (permissions: string, expiresOn = new Date(Date.now() + hourMs)) => ({
    filePattern: '../std*.txt',
    destination: {
      container: { containerUrl: sasUrl(storage.account, { container: 'logs', permissions, expiresOn }) },
    },
    uploadOptions: { uploadCondition: 'taskcompletion' },
  });

  test("logs of a lost node open from the account's auto-storage by the file conventions, as the first line says", async (context) => {
    const { open, asked } = await start(context);
    const text = await open('stderr.txt');
    assert.match(
      text,
      /^⋯ The node no longer has this file\. This copy, from .+, is in the account's auto-storage: .+\/job-job\/t\/%24TaskLog\/stderr\.txt\.\n/,
    );
    assert.ok(text.endsWith(`\n${why}`));
    assert.ok(asked().every(({ by, path }) => by === 'token' && path.startsWith('/testaccount/job-job/')));
  });

  test("logs in auto-storage explain the failure, and the task's files are listed from there", async (context) => {
    const { explain, store, asked } = await start(context);
    const { explanation, text } = await explain();
    assert.equal(explanation.evidence.find(({ isCause }) => isCause === true)?.text, why.trim());
    assert.match(text, /in the account's auto-storage/);
    assert.ok(asked().length <= 8, `${asked().length} requests`);
    const files = await readAllPages(
      store.service.taskFiles.listFiles({ jobId: 'job', taskId: 't' }, { recursive: true }),
    );
    assert.deepEqual(
      files.map(({ name }) => name),
      ['stderr.txt', 'wd', 'wd/out', 'wd/out/a.csv'],
    );
  });

  test("logs are searched for at the usual host of the storage account if the account itself can't be read", async (context) => {
    const { whyNot } = await start(context, { isRefused: true });
    // Storage accounts on this computer have no usual host.
    assert.ok((await whyNot()).some((line) => /No storage account is linked/.test(line)));
  });

  test('nothing is sent to auto-storage before the user allows it, and the question names the requests', async (context) => {
    const cold = await start(context, { isAllowed: false });
    const { explanation, text } = await cold.explain();
    const { host } = new URL(storage.account.url);
    assert.equal(cold.asked().length, 0);
    assert.deepEqual(explanation.fixes[0]?.remedies, ['task.readFromStorage']);
    assert.match(text, new RegExp(`It may be in the account's auto-storage, ${host}\\.`));
    const { questions } = await cold.ui.listen(() => readFromStorage(cold.app, [cold.resource]));
    assert.match(questions[0]?.detail ?? '', /account's auto-storage.+Your Azure Storage token is sent there/);
    assert.deepEqual(cold.accounts.wished, [[cold.resource.accountId, { storageHosts: [host] }]]);
  });

  test('a signature is tried first, and no token is sent if it works', async (context) => {
    await storage.putBlob('logs', 'stderr.txt', why);
    const { open, asked } = await start(context, { outputFiles: [upload('r')] });
    assert.match(await open('stderr.txt'), /The task uploaded this copy to /);
    assert.ok(asked().length > 0 && asked().every(({ by }) => by === 'signature'));
    await storage.deleteBlob('logs', 'stderr.txt');
  });

  test('logs saved before an action are tried last, and the first line says how old they are', async (context) => {
    const savedAt = new Date(Date.now() - 48 * hourMs).toISOString();
    const logs = [{ path: 'stderr.txt', text: why, leftOut: 5000 }];
    const { open, explain } = await start(context, {
      hasAutoStorage: false,
      saved: (task) => [{ savedAt, logs, task }],
    });
    const text = await open('stderr.txt');
    assert.match(
      text,
      /^⋯ The node no longer has this file\. Its end was saved on this computer before an action, at .+; the first 5,000 bytes weren't saved, and secrets are hidden\.\n/,
    );
    assert.ok(text.endsWith(`\n${why}`));
    assert.equal((await explain()).explanation.evidence.find(({ isCause }) => isCause === true)?.text, why.trim());
  });

  test('logs saved from another run are not used for this one', async (context) => {
    const task = { id: 't', executionInfo: { startTime: '2026-01-01T00:00:00Z' } };
    const saved = { savedAt: '2026-01-01T01:00:00Z', logs: [{ path: 'stderr.txt', text: 'other\n' }], task };
    const { whyNot } = await start(context, { hasAutoStorage: false, saved: () => [saved] });
    assert.match((await whyNot()).at(-1) ?? '', /^The content saved on this computer is from an earlier run \(/);
  });

  const missing = ofLog({ HEAD: refuse(404, 'BlobNotFound') });
  const elsewhere = { status: 302, headers: { location: 'http://127.0.0.1:1/' } };
  const cut = { status: 206, headers: { 'content-length': String(why.length), connection: 'close' }, body: 'ValueE' };
  const deletedList = `<?xml version="1.0"?><EnumerationResults><Blobs><Blob><Name>t/$TaskLog/stderr.txt</Name><Deleted>true</Deleted><Properties><Content-Length>3</Content-Length><DeletedTime>${new Date(Date.now() - 48 * hourMs).toUTCString()}</DeletedTime><RemainingRetentionDays>5</RemainingRetentionDays></Properties></Blob></Blobs></EnumerationResults>`;
  for (const [what, listed] of [
    [
      'that never ends',
      `<Blob><Name>t/$TaskOutput/a.csv</Name><Properties><Content-Length>4</Content-Length></Properties></Blob>`,
    ],
    ['that is too long', '<Blob/>'.repeat(1_500_000)],
    [
      'of other names',
      '<Blob><Name>t/../../x</Name><Properties><Content-Length>4</Content-Length></Properties></Blob>',
    ],
  ] as const) {
    test(`a list ${what} is requested once, and the logs are read by name`, async (context) => {
      const body = `<?xml version="1.0"?><EnumerationResults><Blobs>${listed}</Blobs><NextMarker>more</NextMarker></EnumerationResults>`;
      const answer: InPlaceOfStorage = ({ query }) =>
        query.get('comp') === 'list'
          ? { status: 200, headers: { 'content-type': 'application/xml' }, body }
          : undefined;
      const { store, open, asked, explain } = await start(context, { answer });
      const files = await readAllPages(store.service.taskFiles.listFiles({ jobId: 'job', taskId: 't' }));
      assert.deepEqual(
        files.map(({ name }) => name),
        what === 'that never ends' ? ['stderr.txt', 'wd'] : ['stderr.txt'],
      );
      assert.equal(asked().filter(({ query }) => query.get('comp') === 'list' && !query.has('include')).length, 1);
      assert.ok((await open('stderr.txt')).endsWith(why));
      assert.equal((await explain()).explanation.evidence.find(({ isCause }) => isCause === true)?.text, why.trim());
    });
  }

  const cases: readonly (readonly [string, Setting | (() => Setting), RegExp])[] = [
    ['no auto-storage', { hasAutoStorage: false }, /No storage account is linked to the account/],
    [
      'no role',
      { answer: ({ by }) => (by === 'token' ? refuse(403, 'AuthorizationPermissionMismatch') : undefined) },
      /the Storage Blob Data Reader role/,
    ],
    ['a firewall', { answer: () => refuse(403, 'AuthorizationFailure') }, /storage account's firewall/],
    ['archived', { answer: ofLog({ HEAD: describeLog({ 'x-ms-access-tier': 'Archive' }) }) }, /archived.+rehydrate/],
    ['archived since it was asked for', { answer: ofLog({ GET: refuse(409, 'BlobArchived') }) }, /archived.+rehydrate/],
    [
      'a role that was taken away',
      { answer: ofLog({ GET: refuse(403, 'AuthorizationPermissionMismatch') }) },
      /Reader/,
    ],
    [
      'soft-deleted two days ago',
      {
        answer: (asked) =>
          missing(asked) ??
          (asked.query.get('include') === 'deleted'
            ? { status: 200, headers: { 'content-type': 'application/xml' }, body: deletedList }
            : undefined),
      },
      /was deleted at .+undelete the blob within 5 days/,
    ],
    ['not there', { answer: missing }, /\/job-job does not have it either/],
    ['a redirect', { answer: () => elsewhere }, /could not be read/],
    ['a redirect of what is read', { answer: ofLog({ GET: elsewhere }) }, /could not be read/],
    [
      'more than was asked for',
      { answer: ofLog({ GET: { status: 206, body: why.repeat(2000) } }) },
      /could not be read/,
    ],
    ['less than was announced', { answer: ofLog({ GET: cut }) }, /could not be read/],
    [
      'no length',
      { answer: ofLog({ HEAD: { status: 200, headers: { 'content-length': '-1' } } }) },
      /could not be read/,
    ],
    [
      'a write-only signature, and no role',
      () => ({
        hasAutoStorage: false,
        outputFiles: [upload('w')],
        answer: () => refuse(403, 'AuthorizationPermissionMismatch'),
      }),
      /the Storage Blob Data Reader role/,
    ],
    [
      'a write-only signature, and no sign-in',
      () => ({ byKey: true, outputFiles: [upload('w')] }),
      /allows only writing to .+sign in to the account/,
    ],
    [
      'a write-only signature of a host that was not allowed yet, and no sign-in',
      () => ({ byKey: true, isAllowed: false, outputFiles: [upload('w')] }),
      /allows only writing to .+sign in to the account/,
    ],
    [
      'an expired signature',
      () => ({ byKey: true, outputFiles: [upload('r', new Date(Date.now() - hourMs))] }),
      /expired at .+sign in to the account/,
    ],
  ];
  for (const [what, setting, said] of cases) {
    test(`if there are no logs anywhere, the page explains why and what to do: ${what}`, async (context) => {
      const { whyNot, explain } = await start(context, typeof setting === 'function' ? setting() : setting);
      const lines = await whyNot();
      assert.match(lines[0] ?? '', /its node has left the pool\.$/);
      assert.match(lines.slice(1).join('\n').replaceAll('\n', ' '), said);
      const text = (await explain()).text.replaceAll('\\', '');
      for (const line of lines.slice(1)) assert.ok(text.includes(line.slice(0, 40)), `${line}\n${text}`);
    });
  }
});

/** Answers the requests for the log itself. */
function ofLog(answers: { readonly [method: string]: StorageAnswer }): InPlaceOfStorage {
  return ({ path, method }) => (path.endsWith('/stderr.txt') ? answers[method] : undefined);
}

function describeLog(headers: Readonly<Record<string, string>>): StorageAnswer {
  return { status: 200, headers: { 'content-length': String(why.length), ...headers } };
}

function toSignIn(simulator: Simulator) {
  const source = withStorageTokens(toSource(simulator));
  const { armUrl: endpoint, ca } = simulator;
  return {
    credential: { kind: 'token', source },
    resourceManager: { endpoint, scope: 'https://management.azure.com/.default', source, ca },
  } as const;
}
