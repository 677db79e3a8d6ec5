import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { BatchError } from '../../src/core/model/batchError.ts';
import { BatchFileSystem } from '../../src/extension/documents/batchFileSystem.ts';
import { realBinaries } from '../builders/realFiles.ts';
import { accountId } from '../fakes/contoso.ts';
import { FakeAccounts } from '../fakes/fakeAccounts.ts';
import { type FakePorts, pagesOf } from '../fakes/fakeBatchService.ts';
import { makeServices, type TestServices } from './support/commandServices.ts';

const folder = '/jobs/frames/tasks/frame-1';
const toUri = (path: string): vscode.Uri =>
  vscode.Uri.from({ scheme: 'azurebatch', authority: accountId, path: `${folder}/${path}` });
const stderr = toUri('text/stderr.txt/stderr.view.txt');
const stderrBytes = toUri('files/stderr.txt');
const mebibyte = 1024 * 1024;

suite('documents of an account', () => {
  let services: TestServices | undefined;
  let fileSystem: BatchFileSystem | undefined;
  const time = { nowMs: 1_000_000 };
  /** Text in the editor. */
  let shown: string | undefined;

  teardown(() => {
    shown = undefined;
    fileSystem?.dispose();
    services?.dispose();
  });

  /** Sets up the file system with one file, whose bytes are in `file`; `requests` lists the requests to the service. */
  function setUp(content: string | Uint8Array, changes: FakePorts['taskFiles'] = {}) {
    const file = { bytes: typeof content === 'string' ? new TextEncoder().encode(content) : content };
    const requests: string[] = [];
    services = makeServices({
      taskFiles: {
        getFileProperties: async () => {
          requests.push('properties');
          return {
            contentLength: file.bytes.length,
            lastModified: `version ${Buffer.from(file.bytes).toString('hex', 0, 32)}`,
          };
        },
        readFile: async (_owner, _path, options) => {
          const { start, end } = options?.range ?? { start: 0, end: file.bytes.length - 1 };
          requests.push(`${start}-${end}`);
          return file.bytes.slice(start, end + 1);
        },
        ...changes,
      },
      tasks: { getTask: async () => ({ id: 'frame-1', state: 'running' }) },
    });
    fileSystem = new BatchFileSystem({
      accounts: services.accounts,
      render: async () => 'rendered\n',
      now: () => time.nowMs,
      findOpen: () => shown,
    });
    return { file, requests, fileSystem };
  }

  const readText = async (uri = stderr): Promise<string> => new TextDecoder().decode(await fileSystem?.readFile(uri));

  test('opening a log takes two requests, however often VS Code queries the file first', async () => {
    const { fileSystem, requests } = setUp('one\ntwo\n');
    await Promise.all([fileSystem.stat(stderr), fileSystem.stat(stderr)]);
    await fileSystem.stat(stderr);
    assert.equal(await readText(), 'one\ntwo\n');
    assert.deepEqual(requests, ['properties', '0-7']);
  });

  test('A9-28 only the last mebibyte of a long log is transferred', async () => {
    const length = 5 * mebibyte;
    const { requests } = setUp(`${'x'.repeat(127)}\n`.repeat(length / 128));
    const text = await readText();
    assert.deepEqual(requests, ['properties', `${length - mebibyte}-${length - 1}`]);
    assert.match(
      text,
      /^⋯ The first [\d,]+ bytes of this file are not shown, and not saved by Save As\. The last .* follow\.\nx{127}\n/,
    );
  });

  test('the time of a document changes when it grows, and only then', async () => {
    const { file, fileSystem } = setUp('one\n');
    const before = (await fileSystem.stat(stderr)).mtime;
    time.nowMs += 5_000;
    assert.equal((await fileSystem.stat(stderr)).mtime, before);
    time.nowMs += 5_000;
    file.bytes = new TextEncoder().encode('one\ntwo\n');
    assert.ok((await fileSystem.stat(stderr)).mtime > before);
    time.nowMs += 5_000;
    assert.equal(await readText(), 'one\ntwo\n');
  });

  test('folders are recognized by their contents', async () => {
    const files = [{ name: 'wd/a.txt' }, { name: 'wd/frames/1.exr' }, { name: 'wd/frames/2.exr' }];
    const { fileSystem } = setUp('', {
      getFileProperties: async () => {
        throw new BatchError({ code: 'FileNotFound', message: 'no such file', status: 404 });
      },
      listFiles: () => pagesOf(files.map(({ name }) => ({ name, isDirectory: false }))),
    });
    const wd = toUri('files/wd');
    assert.equal((await fileSystem.stat(wd)).type, vscode.FileType.Directory);
    assert.deepEqual(await fileSystem.readDirectory(wd), [
      ['a.txt', vscode.FileType.File],
      ['frames', vscode.FileType.Directory],
    ]);
  });

  test('an announced change is visible immediately', async () => {
    const { file, fileSystem } = setUp('one\n');
    await readText();
    file.bytes = new TextEncoder().encode('one\ntwo\n');
    const announced: vscode.FileChangeEvent[] = [];
    const subscription = fileSystem.onDidChangeFile((changes) => announced.push(...changes));
    fileSystem.announceChanges([stderr]);
    subscription.dispose();
    assert.deepEqual(
      announced.map(({ uri }) => uri.toString()),
      [stderr.toString()],
    );
    assert.equal(await readText(), 'one\ntwo\n');
  });

  test('A9-31 a log that was overwritten while open is shown from its start, below its old content', async () => {
    const { file, fileSystem } = setUp('one\ntwo\n');
    await readText();
    file.bytes = new TextEncoder().encode('new\n');
    fileSystem.announceChanges([stderr]);
    assert.match(await readText(), /^one\ntwo\n⋯ This file was overwritten before \d\d:\d\d\. .*\nnew\n$/);
  });

  for (const [code, expected] of Object.entries({
    FileNotFound: /yet: the task is running and hasn't written it/,
    TaskFilesCleanedup: /was deleted: the retention time/,
    NodeNotFound: /its node has left the pool/,
    NodeStateUnusable: /its node is unusable/,
  })) {
    test(`a file that does not exist is described in a sentence: ${code}`, async () => {
      const fail = async () => {
        throw new BatchError({ code, message: code, status: 404 });
      };
      const { fileSystem } = setUp('', { getFileProperties: fail, listFiles: async function* () {} });
      assert.equal((await fileSystem.stat(stderr)).type, vscode.FileType.File);
      const text = await readText();
      assert.match(text, expected);
      assert.match(text, /^⋯ .*\n$/);
    });
  }

  test('A9-12 a missing file is explained if its task was deleted after the file was requested', async () => {
    const { fileSystem } = setUp('', {
      getFileProperties: async () => {
        throw new BatchError({ code: 'FileNotFound', message: 'no such file', status: 404 });
      },
      // biome-ignore lint/correctness/useYield: it has nothing to give
      listFiles: async function* () {
        throw new BatchError({ code: 'TaskNotFound', message: 'no such task', status: 404 });
      },
    });
    assert.equal((await fileSystem.stat(stderr)).type, vscode.FileType.File);
    assert.match(await readText(), /^⋯ stderr\.txt is gone: the task was deleted with its files\./);
  });

  for (const [when, code, isFollowed] of [
    ['its node has left the pool', 'NodeNotFound', false],
    ['its node is rebooting', 'NodeBeingRebooted', true],
    ["its node isn't responding", 'NodeStateUnusable', true],
    ['Batch does not reach its node', 'TaskFilesUnavailable', true],
    ['its task was deleted', 'TaskNotFound', false],
    ['its job was deleted', 'JobNotFound', false],
    ['it was cleaned up', 'TaskFilesCleanedup', false],
  ] as const) {
    test(`A9-35 a log keeps its text when ${when}, shows the reason below, and is ${isFollowed ? 'still' : 'not'} followed`, async () => {
      const missing = new BatchError({ code, message: code, status: 404 });
      let error: BatchError | undefined;
      const { fileSystem, file } = setUp('', {
        getFileProperties: async () => {
          if (error !== undefined) throw error;
          return { contentLength: file.bytes.length };
        },
      });
      file.bytes = new TextEncoder().encode('first\nlast\n');
      shown = await readText();
      assert.equal(fileSystem.mayHaveMore(stderr), true);
      const before = await fileSystem.stat(stderr);
      error = missing;
      fileSystem.announceChanges([stderr]);
      time.nowMs += 5_000;
      const after = await fileSystem.stat(stderr);
      assert.ok(after.mtime > before.mtime);
      shown = await readText();
      assert.match(shown, /^first\nlast\n⋯ stderr\.txt .*\n⋯ The text above was read before \d\d:\d\d\. .*\n$/);
      assert.equal(fileSystem.mayHaveMore(stderr), isFollowed);
      fileSystem.announceChanges([stderr]);
      time.nowMs += 5_000;
      assert.deepEqual(await fileSystem.stat(stderr), after);
      assert.equal(await readText(), shown);
      error = undefined;
      fileSystem.announceChanges([stderr]);
      assert.equal(await readText(), 'first\nlast\n');
      assert.equal(fileSystem.mayHaveMore(stderr), true);
    });
  }

  test('A9-35 a node that disappears between reading the length and the bytes does not clear the text', async () => {
    let isGone = false;
    const bytes = new TextEncoder().encode('first\n');
    const { fileSystem } = setUp('', {
      getFileProperties: async () => ({ contentLength: isGone ? 12 : bytes.length }),
      readFile: async () => {
        if (isGone) throw new BatchError({ code: 'NodeNotFound', message: 'no such node', status: 404 });
        return bytes;
      },
    });
    shown = await readText();
    isGone = true;
    fileSystem.announceChanges([stderr]);
    assert.match(await readText(), /^first\n⋯ stderr\.txt is gone: its node has left the pool/);
  });

  test('no second request is sent while the first is pending', async () => {
    const { promise, resolve } = Promise.withResolvers<void>();
    const { fileSystem } = setUp('', {
      getFileProperties: async () => {
        await promise;
        return { contentLength: 0 };
      },
    });
    const stat = fileSystem.stat(stderr);
    await Promise.resolve();
    assert.equal(fileSystem.mayHaveMore(stderr), false);
    resolve();
    await stat;
    assert.equal(fileSystem.mayHaveMore(stderr), true);
  });

  test("connection problems are shown on VS Code's own page for a document that can't be opened", async () => {
    const fail = async () => {
      throw new BatchError({ code: 'NetworkUnreachable', message: 'The network is out of reach.' });
    };
    const { fileSystem } = setUp('', { getFileProperties: fail });
    await assert.rejects(
      fileSystem.stat(stderr),
      (error) => error instanceof vscode.FileSystemError && /out of reach/.test(error.message),
    );
  });

  test('A9-30 a picture is not shown as text, and opens completely', async () => {
    const picture = realBinaries.png(3 * mebibyte);
    const { fileSystem, requests } = setUp(picture);
    await assert.rejects(
      fileSystem.readFile(stderr),
      (error) => error instanceof vscode.FileSystemError && /its format is binary \(PNG\)/.test(error.message),
    );
    requests.length = 0;
    assert.equal((await fileSystem.stat(stderrBytes)).size, picture.length);
    assert.ok(picture.equals(await fileSystem.readFile(stderrBytes)));
    assert.deepEqual(requests, [`0-${picture.length - 1}`], 'the length was asked for a moment before');
  });

  test('A9-30 the start of a long file is read once, and only if its end may be binary', async () => {
    const archive = realBinaries.tar(3 * mebibyte);
    const { fileSystem, requests } = setUp(archive);
    await assert.rejects(fileSystem.readFile(stderr), /its format is binary \(tar\)/);
    assert.deepEqual(requests, ['properties', `${archive.length - mebibyte}-${archive.length - 1}`, '0-511']);
    await assert.rejects(fileSystem.readFile(stderr), /its format is binary \(tar\)/);
    assert.equal(requests.length, 3);
  });

  test('A9-30 the bytes of a changing file are all from the same time, or missing', async () => {
    const file = { length: 8, reads: 0 };
    const { fileSystem } = setUp('', {
      getFileProperties: async () => ({ contentLength: file.length }),
      readFile: async () => {
        file.reads += 1;
        // The file was truncated after its length was read.
        file.length = file.reads === 1 ? 4 : file.length;
        return new Uint8Array(file.length);
      },
    });
    assert.equal((await fileSystem.readFile(stderrBytes)).length, 4);
    assert.equal(file.reads, 2);
    const restless = setUp('', {
      getFileProperties: async () => ({ contentLength: 8 }),
      readFile: async () => new Uint8Array(7),
    });
    await assert.rejects(restless.fileSystem.readFile(stderrBytes), /is changing while it's being read/);
  });

  test('A9-30 the bytes of a missing file are refused with the reason', async () => {
    const { fileSystem } = setUp('', {
      getFileProperties: async () => {
        throw new BatchError({ code: 'NodeNotFound', message: 'no such node', status: 404 });
      },
    });
    for (const ask of [() => fileSystem.stat(stderrBytes), () => fileSystem.readFile(stderrBytes)]) {
      await assert.rejects(
        ask,
        (error) =>
          error instanceof vscode.FileSystemError &&
          error.code === 'FileNotFound' &&
          /its node has left the pool/.test(error.message),
      );
    }
  });

  test('paths outside the account are not found, and nothing can be written', async () => {
    const { fileSystem } = setUp('');
    await assert.rejects(fileSystem.stat(stderr.with({ path: '/elsewhere' })), vscode.FileSystemError);
    const { fs } = vscode.workspace;
    for (const change of [
      () => fs.writeFile(stderr, new Uint8Array()),
      () => fs.delete(stderr),
      () => fs.rename(stderr, stderrBytes),
      () => fs.createDirectory(stderr),
    ]) {
      await assert.rejects(
        async () => change(),
        (error) => error instanceof vscode.FileSystemError && error.code === 'NoPermissions',
      );
    }
  });

  test('a log of an account without its key shows that, and opens after the key is entered', async () => {
    const { fileSystem } = setUp('one\ntwo\n');
    const accounts = services?.accounts;
    assert.ok(accounts instanceof FakeAccounts);
    accounts.problem = new BatchError({ code: 'KeyMissing', message: 'The key for contoso is missing.' });
    const before = await fileSystem.stat(stderr);
    assert.match(await readText(), /The key for contoso is missing\./);
    await assert.rejects(async () => fileSystem.readFile(stderrBytes), /The key for contoso is missing\./);
    accounts.problem = undefined;
    fileSystem.announceChanges([stderr]);
    assert.ok((await fileSystem.stat(stderr)).mtime > before.mtime);
    assert.match(await readText(), /one\ntwo\n$/);
  });

  test("the extension's own texts are created only once for reading the size and the content", async () => {
    let made = 0;
    services = makeServices({});
    const rendered = new BatchFileSystem({
      accounts: services.accounts,
      render: async () => `version ${++made}\n`,
      now: () => time.nowMs,
    });
    const uri = toUri('frame-1.explanation.md');
    const before = await rendered.stat(uri);
    assert.equal(new TextDecoder().decode(await rendered.readFile(uri)), 'version 1\n');
    rendered.announceChanges([uri]);
    assert.ok((await rendered.stat(uri)).mtime > before.mtime);
    rendered.dispose();
  });
});
