import assert from 'node:assert/strict';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { afterEach, suite, test } from 'node:test';
import { BatchError } from '../../src/core/model/batchError.ts';
import { connect } from '../../src/service/service.ts';
import { SteppedClock } from '../../src/simulator/clock.ts';
import { completedTask, smallWorld } from '../../src/simulator/scenarios/causes/smallWorld.ts';
import { failed } from '../../src/simulator/scenarios/runs.ts';
import { startSimulator } from '../../src/simulator/simulator.ts';
import { toSource } from './simulatedTokens.ts';

const owner = { jobId: 'job', taskId: 't' };
const text = 'from storage\n';
const signature = 'sv=2022-11-02&sr=c&sp=r&se=2036-01-01&sig=c2VjcmV0';
const hourMs = 3_600_000;

interface Asked {
  readonly method: string | undefined;
  readonly url: URL;
  readonly authorization: string | undefined;
}

type Answer = (asked: Asked, response: ServerResponse) => void;

suite('files of tasks in storage', () => {
  const closing: (() => unknown)[] = [];
  afterEach(async () => {
    for (const close of closing.splice(0).reverse()) await close();
  });

  const sendBlob =
    (modified = new Date()): Answer =>
    ({ method }, response) => {
      response.writeHead(200, { 'content-length': text.length, 'last-modified': modified.toUTCString() });
      response.end(method === 'HEAD' ? undefined : text);
    };
  const refuse =
    (status: number, code: string): Answer =>
    (_asked, response) =>
      response.writeHead(status, { 'x-ms-error-code': code }).end();

  /** Starts an account with one task, whose node is gone and which uploaded its logs to a host that gives `answer`. */
  const start = async (
    answer: Answer,
    {
      query = signature,
      isSignedIn = false,
      path = 'out',
      mayRead = true,
    }: { query?: string; isSignedIn?: boolean; path?: string; mayRead?: boolean } = {},
  ) => {
    const asked: Asked[] = [];
    const storage = await listen((request, response) => {
      const { method, headers } = request;
      const one = { method, url: new URL(request.url ?? '', 'http://localhost'), authorization: headers.authorization };
      asked.push(one);
      answer(one, response);
    });
    closing.push(() => storage.server.close());
    const outputFile = {
      filePattern: '../std*.txt',
      destination: { container: { containerUrl: `${storage.url}/account/logs?${query}`, path } },
      uploadOptions: { uploadCondition: 'taskcompletion' },
    };
    const clock = new SteppedClock(Date.now());
    const simulator = await startSimulator({
      clock,
      scenario: smallWorld('uploaded', 'A task uploaded its logs, and its node has left the pool.', {
        job: {
          tasks: [completedTask('t', failed(1, 4000), { nodeGone: true, body: { outputFiles: [outputFile] } })],
        },
      }),
    });
    closing.push(() => simulator.close());
    const { url, accountName, accountKey } = simulator;
    const service = connect({
      account: { id: new URL(url).host, name: accountName, endpoint: url, authentication: 'sharedKey' },
      credential: isSignedIn
        ? { kind: 'token', source: toSource(simulator, (scope) => (scope.includes('storage') ? batchScope : scope)) }
        : { kind: 'sharedKey', accountName, key: accountKey },
      storageHosts: mayRead ? [new URL(storage.url).host] : [],
    });
    closing.push(() => service.dispose());
    const measure = (path: string) => service.inputs.getInputProperties(`${storage.url}/account/${path}?${query}`);
    return { asked, read: () => service.taskFiles.readFile(owner, 'stderr.txt'), service, measure };
  };

  const whyNot = async (reading: Promise<unknown>): Promise<string> => {
    const error = await reading.then(
      () => undefined,
      (reason: unknown) => reason,
    );
    assert.ok(BatchError.is(error, 'NodeNotFound'), 'the answer of Batch stays what it was');
    return (error.elsewhere ?? []).map(({ why, step = '' }) => `${why} ${step}`).join('\n');
  };

  test('uploaded files are read with the signature of the definition, which is sent nowhere else', async () => {
    const { asked, read } = await start(sendBlob());
    assert.equal(new TextDecoder().decode(await read()), text);
    assert.ok(asked.every(({ authorization, url }) => authorization === undefined && url.searchParams.has('sig')));
  });

  test("uploaded files are read with the user's token if the signature only writes", async () => {
    const { asked, read } = await start(sendBlob(), { query: signature.replace('sp=r', 'sp=w'), isSignedIn: true });
    assert.equal(new TextDecoder().decode(await read()), text);
    assert.ok(asked.every(({ authorization, url }) => authorization?.startsWith('Bearer ') && url.search === ''));
  });

  test('the token is tried after the signature was refused, and the last refusal is reported', async () => {
    const { asked, read } = await start(refuse(403, 'AuthorizationPermissionMismatch'), { isSignedIn: true });
    assert.match(await whyNot(read()), /the Storage Blob Data Reader role/);
    assert.deepEqual(
      asked.map(({ authorization }) => authorization !== undefined),
      [false, true],
    );
  });

  for (const [code, status, said] of [
    ['AuthenticationFailed', 403, /doesn't accept the signature/],
    ['AuthorizationFailure', 403, /network rules/],
    ['BlobArchived', 409, /archived/],
    ['ContainerNotFound', 404, /does not have it either/],
    ['PublicAccessNotPermitted', 409, /anonymous read access/],
    ['KeyBasedAuthenticationNotPermitted', 403, /doesn't accept signatures/],
    ['ServerBusy', 503, /could not be read/],
  ] as const) {
    test(`the reason why storage refused is explained: ${code}`, async () => {
      const { read } = await start(refuse(status, code));
      assert.match(await whyNot(read()), said);
    });
  }

  test('the size of an input of a task is read with the signature of that input', async () => {
    const modified = new Date(Date.now() - hourMs);
    const { asked, measure } = await start(sendBlob(modified));
    const measured = await measure('in/frames/a%20b.exr');
    assert.ok(!('why' in measured));
    assert.deepEqual(
      [measured.contentLength, Date.parse(measured.lastModified ?? '')],
      [text.length, Date.parse(modified.toUTCString())],
    );
    assert.deepEqual(
      asked.map(({ method, url }) => [method, url.pathname, url.searchParams.has('sig')]),
      [['HEAD', '/account/in/frames/a%20b.exr', true]],
    );
  });

  for (const [code, status, said] of [
    ['AuthenticationFailed', 403, /doesn't accept the signature/],
    ['BlobNotFound', 404, /An input file is no longer in 127/],
  ] as const) {
    test(`the reason why the size of an input is unknown is returned: ${code}`, async () => {
      const { measure } = await start(refuse(status, code));
      const answer = await measure('in/a.exr');
      assert.match('why' in answer ? answer.why : '', said);
    });
  }

  test('an address that names no blob, or is on a host that the user has not allowed, is not read', async () => {
    const { asked, measure, service } = await start(sendBlob());
    const container = await measure('');
    assert.match('why' in container ? container.why : '', /isn't a blob address/);
    const forbidding = await start(sendBlob(), { mayRead: false });
    const pending = await forbidding.measure('in/a.exr');
    assert.match('pendingHost' in pending ? (pending.pendingHost ?? '') : '', /^127\.0\.0\.1:/);
    for (const address of ['ftp://a.blob.core.windows.net/in/a', 'http://a.blob.core.windows.net/in/a', 'no address'])
      assert.ok('why' in (await service.inputs.getInputProperties(address)));
    assert.deepEqual([...asked, ...forbidding.asked], []);
  });

  test('a redirect is not followed', async () => {
    const { asked, read } = await start((_asked, response) =>
      response.writeHead(302, { location: '/elsewhere' }).end(),
    );
    assert.match(await whyNot(read()), /could not be read/);
    assert.ok(asked.every(({ url }) => url.pathname === '/account/logs/out/stderr.txt'));
  });

  test('a copy from an earlier run, or one that another task wrote later, is not used for this one', async () => {
    const earlier = await start(sendBlob(new Date(Date.now() - 24 * hourMs)));
    assert.match(await whyNot(earlier.read()), /is from an earlier run/);
    const later = await start(sendBlob(new Date(Date.now() + 2 * hourMs)));
    assert.match(await whyNot(later.read()), /was overwritten after the task had ended/);
  });

  test('the path of an upload never leads out of its container', async () => {
    const { asked, read } = await start(sendBlob(), { path: '../other' });
    assert.match(await whyNot(read()), /could not be read/);
    assert.equal(asked.length, 0);
  });

  test('an invalid answer to a request for the list does not prevent reading files by name', async () => {
    const answer: Answer = (one, response) =>
      one.url.searchParams.get('comp') === 'list' ? response.end('<not a list') : sendBlob()(one, response);
    const { service } = await start(answer, { query: signature.replace('sp=r', 'sp=rl') });
    const names: string[] = [];
    for await (const page of service.taskFiles.listFiles(owner)) names.push(...page.map(({ name }) => name));
    assert.deepEqual(names.sort(), ['stderr.txt', 'stdout.txt']);
  });
});

const batchScope = 'https://batch.core.windows.net//.default';

async function listen(answer: (request: IncomingMessage, response: ServerResponse) => void) {
  const server: Server = createServer((request, response) => {
    request.resume();
    answer(request, response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const bound = server.address();
  if (bound === null || typeof bound === 'string') throw new Error('no port');
  return { server, url: `http://127.0.0.1:${bound.port}` };
}
