import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import type { Server } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { explainTask } from '../../src/core/diagnosis/explainTask.ts';
import { SteppedClock } from '../../src/simulator/clock.ts';
import type { NodeMachine } from '../../src/simulator/executors/executor.ts';
import type { RunResult } from '../../src/simulator/executors/outcome.ts';
import { createProcessExecutor } from '../../src/simulator/executors/process/processExecutor.ts';
import { commandRun } from '../builders/commandRun.ts';
import { fileText } from '../builders/fileText.ts';
import { type Azurite, startAzurite } from '../storage/azurite.ts';
import { type SasGrant, sasUrl } from '../storage/sas.ts';
import { startWeb } from '../storage/web.ts';

const hourMs = 3_600_000;
const inAnHour = new Date(Date.now() + hourMs);
const anHourAgo = new Date(Date.now() - hourMs);
const taskFolder = 'workitems/j/job-1/t';

describe('resource and output files against real storage', () => {
  const clock = new SteppedClock();
  let azurite: Azurite;
  let machine: NodeMachine;
  let web: Server;
  let webUrl: string;

  const open = new AsyncDisposableStack();

  before(async () => {
    const root = open.adopt(await mkdtemp(join(tmpdir(), 'executor-storage-')), (made) =>
      rm(made, { recursive: true }),
    );
    azurite = open.adopt(await startAzurite(), (started) => started.close());
    await azurite.createContainer('inputs');
    await azurite.createContainer('outputs');
    await azurite.putBlob('inputs', 'scenes/a.txt', 'scene a');
    await azurite.putBlob('inputs', 'scenes/deep/b & c.txt', 'scene b');
    await azurite.putBlob('inputs', 'other.txt', 'other');
    const autoStorage = (name: string) => sas(name, 'rl');
    const executor = open.adopt(createProcessExecutor({ root, clock, autoStorage }), (made) => made.dispose());
    machine = await executor.createMachine({ accountName: 'a', poolId: 'p', nodeId: 'n', os: 'linux' });
    ({ server: web, url: webUrl } = await startWeb());
    open.defer(() => {
      web.closeAllConnections();
      web.close();
    });
  });
  after(() => open.disposeAsync());

  const sas = (container: string, permissions: string, changes: Partial<SasGrant> = {}): string =>
    sasUrl(azurite.account, { container, permissions, expiresOn: inAnHour, ...changes });
  const fetchAnd = (commandLine: string, ...resourceFiles: Record<string, unknown>[]): Promise<RunResult> =>
    machine.run(commandRun({ commandLine, resourceFiles }));

  test('a blob is downloaded to its path with its mode before the program starts', async () => {
    const httpUrl = sas('inputs', 'r', { blob: 'scenes/a.txt' });
    const result = await fetchAnd('cat in/a.txt', { httpUrl, filePath: 'in/a.txt', fileMode: '0640' });
    assert.deepEqual(result, { exitCode: 0 });
    assert.equal(await fileText(machine.files, `${taskFolder}/stdout.txt`), 'scene a');
    assert.equal((await machine.files.find(`${taskFolder}/wd/in/a.txt`))?.fileMode, '0o100640');
  });

  test('a container is downloaded completely, or from a prefix, below a folder', async () => {
    const storageContainerUrl = sas('inputs', 'rl');
    const resourceFile = { storageContainerUrl, blobPrefix: 'scenes/', filePath: 'all' };
    assert.deepEqual(await fetchAnd('cat "all/scenes/deep/b & c.txt"', resourceFile), { exitCode: 0 });
    assert.equal(await machine.files.find(`${taskFolder}/wd/all/other.txt`), undefined);
    assert.deepEqual(await fetchAnd('cat other.txt', { autoStorageContainerName: 'inputs' }), { exitCode: 0 });
  });

  test('a container with several pages is read to its end', async () => {
    const result = await fetchAnd('cat "a<1>.txt" b.txt', { storageContainerUrl: `${webUrl}/paged` });
    assert.deepEqual(result, { exitCode: 0 });
  });

  test('a blob whose name leads out of wd is refused', async () => {
    const { failure } = await fetchAnd('true', { storageContainerUrl: `${webUrl}/hostile` });
    assert.equal(failure?.code, 'ResourceFileCreateFailed');
  });

  test('plain web servers work too, including redirects', async () => {
    const result = await fetchAnd('cat got.txt', { httpUrl: `${webUrl}/moved`, filePath: 'got.txt' });
    assert.deepEqual(result, { exitCode: 0 });
    assert.equal(await fileText(machine.files, `${taskFolder}/stdout.txt`), 'from the web');
  });

  const blob = 'scenes/a.txt';
  const refusedDownloads: readonly (readonly [string, () => Record<string, unknown>, string])[] = [
    ['a missing blob', () => ({ httpUrl: sas('inputs', 'r', { blob: 'gone.txt' }) }), 'BlobNotFound'],
    ['a missing container', () => ({ httpUrl: sas('nowhere', 'r', { blob }) }), 'BlobNotFound'],
    ['an expired SAS', () => ({ httpUrl: sas('inputs', 'r', { blob, expiresOn: anHourAgo }) }), 'BlobAccessDenied'],
    [
      'a SAS that is not yet valid',
      () => ({
        httpUrl: sas('inputs', 'r', { blob, startsOn: inAnHour, expiresOn: new Date(Date.now() + 2 * hourMs) }),
      }),
      'BlobAccessDenied',
    ],
    ['a SAS for writing', () => ({ httpUrl: sas('inputs', 'w', { blob }) }), 'BlobAccessDenied'],
    [
      'a SAS of another container',
      () => ({ httpUrl: sas('outputs', 'r').replace('/outputs', `/inputs/${blob}`) }),
      'BlobAccessDenied',
    ],
    ['no SAS', () => ({ httpUrl: `${azurite.account.url}/inputs/${blob}` }), 'BlobAccessDenied'],
    [
      'a container SAS without listing',
      () => ({ storageContainerUrl: sas('inputs', 'r') }),
      'ResourceContainerAccessDenied',
    ],
    ['a container SAS without reading', () => ({ storageContainerUrl: sas('inputs', 'l') }), 'BlobAccessDenied'],
    [
      'a container that is not there',
      () => ({ storageContainerUrl: sas('nowhere', 'rl') }),
      'ResourceContainerNotFound',
    ],
    ['a server error', () => ({ httpUrl: `${webUrl}/broken` }), 'BlobDownloadMiscError'],
    ['a connection that breaks', () => ({ httpUrl: `${webUrl}/reset` }), 'BlobDownloadMiscError'],
    ['a host that is not there', () => ({ httpUrl: 'http://127.0.0.1:1/x' }), 'BlobDownloadMiscError'],
    ['another computer', () => ({ httpUrl: 'http://169.254.169.254/metadata' }), 'BlobDownloadMiscError'],
    ['a redirect to another computer', () => ({ httpUrl: `${webUrl}/away` }), 'BlobDownloadMiscError'],
    ['a URL that is none', () => ({ httpUrl: 'nonsense' }), 'BlobDownloadMiscError'],
  ];
  for (const [name, resourceFile, code] of refusedDownloads) {
    test(`an input with ${name} gives ${code}, and the program never runs`, async () => {
      const rootDirectory = `workitems/j/job-1/${code}-${name.replaceAll(' ', '-')}`;
      const run = commandRun({
        rootDirectory,
        resourceFiles: [{ filePath: 'x.txt', ...resourceFile() }],
        commandLine: 'touch ran',
      });
      const { exitCode, failure } = await machine.run(run);
      assert.equal(exitCode, undefined);
      assert.equal(failure?.code, code);
      assert.equal(failure.category, code.endsWith('MiscError') ? 'ServerError' : 'UserError');
      assert.ok(failure.details?.some((detail) => detail.name === 'BlobSource'));
      assert.equal(await machine.files.find(`${rootDirectory}/wd/ran`), undefined);
    });
  }

  for (const [status, code] of [
    [401, 'BlobAccessDenied'],
    [403, 'BlobAccessDenied'],
    [404, 'BlobNotFound'],
    [408, 'BlobDownloadTimedOut'],
    [409, 'BlobDownloadMiscError'],
    [429, 'BlobDownloadMiscError'],
    [500, 'BlobDownloadMiscError'],
    [503, 'BlobDownloadMiscError'],
    [504, 'BlobDownloadTimedOut'],
  ] as const) {
    test(`a download answered with ${status} gives ${code}`, async () => {
      const { failure } = await fetchAnd('true', { httpUrl: `${webUrl}/status/${status}`, filePath: 'x.txt' });
      assert.equal(failure?.code, code);
      assert.ok(failure.details?.some(({ value }) => value.includes(String(status))));
    });
  }

  test('an account that does not allow public access refuses anonymous downloads', async () => {
    const { failure } = await fetchAnd('true', { httpUrl: `${webUrl}/forbidden`, filePath: 'x.txt' });
    assert.equal(failure?.code, 'BlobAccessDenied');
  });

  test('problems on the disk that prevent a download are reported', async () => {
    await machine.run(commandRun({ commandLine: "/bin/sh -c 'mkdir -p folder; : > file'" }));
    const onto = await fetchAnd('true', { httpUrl: `${webUrl}/plain`, filePath: 'folder' });
    assert.equal(onto.failure?.code, 'ResourceFileCreateFailed');
    const below = await fetchAnd('true', { httpUrl: `${webUrl}/plain`, filePath: 'file/x.txt' });
    assert.equal(below.failure?.code, 'ResourceDirectoryCreateFailed');
    assert.equal(below.failure.category, 'ServerError');
  });

  test('ending a task ends its downloads', async () => {
    const ending = new AbortController();
    const asked = new Promise<void>((resolve) => web.once('request', () => resolve()));
    const resourceFiles = [{ httpUrl: `${webUrl}/hang`, filePath: 'x.txt' }];
    const run = machine.run(commandRun({ resourceFiles, signal: ending.signal }));
    await asked;
    ending.abort();
    assert.equal((await run).failure?.code, 'TaskEnded');
  });

  test('a download from a server that hangs fails with BlobDownloadTimedOut', async () => {
    const asked = new Promise<void>((resolve) => web.once('request', () => resolve()));
    const run = fetchAnd('true', { httpUrl: `${webUrl}/hang`, filePath: 'x.txt' });
    await asked;
    await clock.advance(60_000);
    assert.equal((await run).failure?.code, 'BlobDownloadTimedOut');
  });

  for (const filePath of ['../stdout.txt', '/etc/x', 'a/../../x', '.', 'a/\0b']) {
    test(`a resource file with the path ${JSON.stringify(filePath)} does not leave wd`, async () => {
      const { failure } = await fetchAnd('true', { httpUrl: `${webUrl}/plain`, filePath });
      assert.equal(failure?.code, 'ResourceFileCreateFailed');
    });
  }

  test('a link left by an earlier attempt is not followed', async () => {
    await machine.run(commandRun({ commandLine: "/bin/sh -c 'ln -sfn /tmp out; ln -sf /tmp/linked file'" }));
    const through = await fetchAnd('true', { httpUrl: `${webUrl}/plain`, filePath: 'out/escaped.txt' });
    const onto = await fetchAnd('true', { httpUrl: `${webUrl}/plain`, filePath: 'file' });
    assert.equal(through.failure?.code, 'ResourceFileCreateFailed');
    assert.equal(onto.failure?.code, 'ResourceFileCreateFailed');
  });

  const outputFile = (filePattern: string, containerUrl: string, changes: Record<string, unknown> = {}) => ({
    filePattern,
    destination: { container: { containerUrl, ...changes } },
    uploadOptions: { uploadCondition: 'taskcompletion' },
  });
  const runAndUpload = (script: string, ...outputFiles: Record<string, unknown>[]): Promise<RunResult> =>
    machine.run(commandRun({ commandLine: `/bin/sh -c '${script}'`, outputFiles }));

  test("output files are uploaded with Batch's names", async () => {
    const container = sas('outputs', 'w');
    const result = await runAndUpload(
      'mkdir -p img/b; echo a > img/a.png; echo b > img/b/b.png; echo r > result.csv; : > empty; echo log',
      outputFile('**/*.png', container, { path: 'pictures' }),
      outputFile('result.csv', container, { path: 'final.csv' }),
      outputFile('empty', container),
      outputFile('../std*.txt', container, { path: '$task/logs' }),
    );
    assert.deepEqual(result, { exitCode: 0 });
    assert.equal(await azurite.readBlob('outputs', 'pictures/img/a.png'), 'a\n');
    assert.equal(await azurite.readBlob('outputs', 'pictures/img/b/b.png'), 'b\n');
    assert.equal(await azurite.readBlob('outputs', 'final.csv'), 'r\n');
    assert.equal(await azurite.readBlob('outputs', 'empty'), '');
    assert.equal(await azurite.readBlob('outputs', '$task/logs/stdout.txt'), 'log\n');
    assert.match(
      await fileText(machine.files, `${taskFolder}/fileuploadout.txt`),
      /Uploaded .*result\.csv as final\.csv/,
    );
    assert.equal(await fileText(machine.files, `${taskFolder}/fileuploaderr.txt`), '');
  });

  test('the upload condition applies after success and after failure', async () => {
    const container = sas('outputs', 'w');
    const conditional = (uploadCondition: string) => ({
      ...outputFile('x', container, { path: uploadCondition }),
      uploadOptions: { uploadCondition },
    });
    await runAndUpload('echo 1 > x', conditional('taskSuccess'), conditional('taskfailure'));
    assert.equal(await azurite.readBlob('outputs', 'taskSuccess'), '1\n');
    assert.equal(await azurite.readBlob('outputs', 'taskfailure'), undefined);
    const failed = await runAndUpload('echo 2 > x; exit 4', conditional('taskSuccess'), conditional('taskfailure'));
    assert.equal(failed.failure?.code, 'FailureExitCode');
    assert.equal(await azurite.readBlob('outputs', 'taskSuccess'), '1\n');
    assert.equal(await azurite.readBlob('outputs', 'taskfailure'), '2\n');
  });

  const refusedUploads: readonly (readonly [string, () => string, string])[] = [
    ['an expired SAS', () => sas('outputs', 'w', { expiresOn: anHourAgo }), 'FileUploadAccessDenied'],
    ['a SAS for reading', () => sas('outputs', 'r'), 'FileUploadAccessDenied'],
    ['no SAS', () => `${azurite.account.url}/outputs`, 'FileUploadAccessDenied'],
    ['a missing container', () => sas('nowhere', 'w'), 'FileUploadContainerNotFound'],
    ['a server error', () => `${webUrl}/broken`, 'FileUploadMiscError'],
    ['a host that is not there', () => 'http://127.0.0.1:1/x', 'FileUploadMiscError'],
    ['a conflict', () => `${webUrl}/conflict`, 'FileUploadConflict'],
  ];
  for (const [name, containerUrl, code] of refusedUploads) {
    test(`an upload with ${name} gives ${code} despite exit code 0`, async () => {
      const { exitCode, failure } = await runAndUpload('echo 1 > x', outputFile('x', containerUrl()));
      assert.equal(exitCode, 0);
      assert.equal(failure?.code, code);
      const names = failure?.details?.map((detail) => detail.name) ?? [];
      const isRefused = code === 'FileUploadAccessDenied';
      assert.deepEqual(names, ['FilePath', 'FilePattern', 'FileDestination', ...(isRefused ? [] : ['Message'])]);
      assert.match(await fileText(machine.files, `${taskFolder}/fileuploaderr.txt`), /Could not upload/);
    });
  }

  const otherKey = Buffer.alloc(32).toString('base64');
  const signedWrongly = (grant: Partial<SasGrant>, container = 'inputs', permissions = 'r'): string =>
    sasUrl({ ...azurite.account, key: otherKey }, { container, permissions, expiresOn: inAnHour, ...grant });
  const blobName = 'scenes/a.txt';
  const inputs: readonly (readonly [string, () => string, RegExp, RegExp])[] = [
    [
      'a replaced key',
      () => signedWrongly({ blob: blobName }),
      /does not accept the SAS for x\.txt$/,
      /^Create a new signature/,
    ],
    [
      'an expired SAS',
      () => sas('inputs', 'r', { blob: blobName, expiresOn: anHourAgo }),
      /has expired$/,
      /^Create a new/,
    ],
    ['a SAS for writing', () => sas('inputs', 'w', { blob: blobName }), /does not allow reading$/, /allows reading/],
  ];
  for (const [name, httpUrl, title, fix] of inputs) {
    test(`for an input with ${name}, the answer of storage determines the reported error`, async () => {
      const resourceFiles = [{ httpUrl: httpUrl(), filePath: 'x.txt' }];
      const { failure } = await fetchAnd('true', ...resourceFiles);
      assert.ok(failure);
      const executionInfo = { endTime: new Date().toISOString(), result: 'failure', failureInfo: failure };
      const told = explainTask({ task: { id: 't', state: 'completed', resourceFiles, executionInfo } });
      assert.match(told.title, title);
      assert.match(told.fixes[0]?.text ?? '', fix);
      assert.deepEqual([told.confidence, told.remedies], ['certain', ['task.resubmit']]);
    });
  }

  test('for an output, the answer of storage is in the upload log, and determines the result of the task', async () => {
    const output = outputFile('x', signedWrongly({}, 'outputs', 'w'));
    const { failure, exitCode } = await runAndUpload('echo 1 > x', output);
    assert.ok(failure !== undefined && exitCode === 0);
    const told = explainTask({
      task: {
        id: 't',
        state: 'completed',
        outputFiles: [output],
        executionInfo: { exitCode, endTime: new Date().toISOString(), result: 'failure', failureInfo: failure },
      },
      uploadLog: await fileText(machine.files, `${taskFolder}/fileuploaderr.txt`),
    });
    assert.match(told.title, /Storage does not accept the SAS for container outputs$/);
    assert.equal(told.confidence, 'certain');
    assert.doesNotMatch(told.fixes.map(({ text }) => text).join(), /firewall/);
  });

  test('only files of the node are uploaded', async () => {
    const container = sas('outputs', 'w');
    await runAndUpload(
      'ln -s /etc/hostname link; true',
      outputFile('/etc/hostname', container),
      outputFile('../../../../../../../etc/hostname', container),
      outputFile('link', container),
    );
    assert.equal(await azurite.readBlob('outputs', 'hostname'), undefined);
    assert.equal(await azurite.readBlob('outputs', 'link'), undefined);
  });
});
