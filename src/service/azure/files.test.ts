import assert from 'node:assert/strict';
import { gzipSync } from 'node:zlib';
import { type Answer, BatchServer, failure, json, text, truncate } from '../../../test/fakes/batchServer.ts';
import { testVersions } from '../../../test/fakes/connect.ts';

const owner = { jobId: 'j1', taskId: 't1' };

function bytes(body: Uint8Array, status = 200): Answer {
  return (response) => response.writeHead(status, { 'content-type': 'application/octet-stream' }).end(body);
}

testVersions('the bytes of a file arrive unchanged, whatever their content type', async ({ connectTo, version }) => {
  const content = Uint8Array.from([0, 255, 195, 40, 10]);
  await using server = await BatchServer.start((response) =>
    response.writeHead(200, { 'content-type': 'application/json' }).end(content),
  );
  const { service } = connectTo(server.url);
  assert.deepEqual(new Uint8Array(await service.taskFiles.readFile(owner, 'wd/out.json')), content);
  assert.equal(server.requests[0]?.url, `/jobs/j1/tasks/t1/files/wd%2Fout.json?api-version=${version}`);
  assert.equal(server.requests[0]?.headers['ocp-range'], undefined);
});

testVersions('a page of HTML is a file like any other', async ({ connectTo }) => {
  await using server = await BatchServer.start(
    text(200, '<html>report</html>', { 'content-type': 'text/html', 'request-id': 'r1' }),
  );
  const { service } = connectTo(server.url);
  assert.equal(Buffer.from(await service.taskFiles.readFile(owner, 'report.html')).toString(), '<html>report</html>');
});

testVersions('the sign-in page of a network is not taken for a file', async ({ connectTo }) => {
  await using server = await BatchServer.start(text(200, '<html>Sign in</html>', { 'content-type': 'text/html' }));
  const { service } = connectTo(server.url);
  await assert.rejects(service.taskFiles.readFile(owner, 'stdout.txt'), { code: 'NotBatchService' });
});

for (const status of [200, 206]) {
  testVersions(
    `a part of a file is requested by both ends, and accepted with status ${status}`,
    async ({ connectTo }) => {
      await using server = await BatchServer.start(bytes(Buffer.from('tail'), status));
      const { service } = connectTo(server.url);
      const read = await service.nodeFiles.readFile({ poolId: 'p', nodeId: 'n' }, 'a.log', {
        range: { start: 6, end: 9 },
      });
      assert.equal(Buffer.from(read).toString(), 'tail');
      assert.equal(server.requests[0]?.headers['ocp-range'], 'bytes=6-9');
      assert.equal(server.requests[0]?.headers['accept-encoding'], 'identity');
    },
  );
}

testVersions('an answer longer than the requested range is refused', async ({ connectTo }) => {
  await using server = await BatchServer.start(bytes(Buffer.alloc(1000)));
  const { service } = connectTo(server.url);
  await assert.rejects(service.taskFiles.readFile(owner, 'a', { range: { start: 0, end: 9 } }), {
    code: 'MalformedResponse',
    cause: 'The response is longer than 10 bytes.',
  });
});

testVersions('a file that changed after it was listed is not read', async ({ connectTo }) => {
  await using server = await BatchServer.start((response) =>
    response.writeHead(200, { 'last-modified': 'Fri, 20 Nov 2026 08:00:07 GMT' }).end('whole'),
  );
  const { taskFiles } = connectTo(server.url).service;
  const read = (unchangedSince: string | undefined) => taskFiles.readFile(owner, 'a', { unchangedSince });
  for (const time of [undefined, '2026-11-20T08:00:07Z', '2026-11-20T08:00:07.6093891Z'])
    assert.equal(Buffer.from(await read(time)).toString(), 'whole');
  await assert.rejects(read('2026-11-20T08:00:06.9999999Z'), { message: /^a was written to while it was being read/ });
});

testVersions('a file that is truncated in transit is requested again', async ({ connectTo }) => {
  await using server = await BatchServer.start(truncate, bytes(Buffer.from('whole')));
  const { service } = connectTo(server.url);
  assert.equal(Buffer.from(await service.taskFiles.readFile(owner, 'a')).toString(), 'whole');
});

testVersions('an empty file has no bytes', async ({ connectTo }) => {
  await using server = await BatchServer.start(text(200));
  const { service } = connectTo(server.url);
  assert.equal((await service.taskFiles.readFile(owner, 'stderr.txt')).length, 0);
});

testVersions("a file that cannot be read is reported with the service's code", async ({ connectTo }) => {
  await using server = await BatchServer.start(failure(404, 'FileNotFound', { message: 'There is no such file.' }));
  const { service } = connectTo(server.url);
  await assert.rejects(service.taskFiles.readFile(owner, 'gone'), {
    code: 'FileNotFound',
    message: 'There is no such file.',
    status: 404,
  });
});

testVersions('properties of a file come from the headers', async ({ connectTo }) => {
  await using server = await BatchServer.start(
    text(200, '', {
      'content-length': '5000000000',
      'content-type': 'text/plain',
      'last-modified': 'Fri, 20 Nov 2026 08:00:00 GMT',
      'ocp-creation-time': 'Fri, 20 Nov 2026 07:00:00 GMT',
      'ocp-batch-file-mode': '0o100644',
      'ocp-batch-file-isdirectory': 'False',
    }),
  );
  const { service } = connectTo(server.url);
  assert.deepEqual(await service.taskFiles.getFileProperties(owner, 'stdout.txt'), {
    contentLength: 5_000_000_000,
    contentType: 'text/plain',
    lastModified: '2026-11-20T08:00:00.000Z',
    creationTime: '2026-11-20T07:00:00.000Z',
    fileMode: '0o100644',
  });
  assert.equal(server.requests[0]?.method, 'HEAD');
});

testVersions('a folder that is requested as a file is recognized, with a length or without', async ({ connectTo }) => {
  for (const length of [{}, { 'content-length': '4096' }]) {
    await using server = await BatchServer.start(text(200, '', { ...length, 'ocp-batch-file-isdirectory': 'True' }));
    const { isDirectory, contentLength } = await connectTo(server.url).service.taskFiles.getFileProperties(owner, 'wd');
    assert.deepEqual({ isDirectory, contentLength }, { isDirectory: true, contentLength: 0 });
  }
});

testVersions(
  'the reason for missing properties is requested separately, since an answer to HEAD has no body',
  async ({ connectTo }) => {
    await using server = await BatchServer.start(text(409), failure(409, 'TaskFilesUnavailable'));
    const { service } = connectTo(server.url);
    await assert.rejects(service.taskFiles.getFileProperties(owner, 'stdout.txt'), { code: 'TaskFilesUnavailable' });
    // The last request looks for the location to which the task uploaded the file.
    assert.deepEqual(
      server.requests.map(({ method, url }) => `${method} ${url?.split('?')[0]}`),
      ['HEAD /jobs/j1/tasks/t1/files/stdout.txt', 'GET /jobs/j1/tasks/t1/files/stdout.txt', 'GET /jobs/j1/tasks/t1'],
    );
  },
);

testVersions(
  'files are listed with their lengths as numbers, and Windows folders with slashes',
  async ({ connectTo }) => {
    const value = [
      { name: 'wd', url: 'https://a/jobs/j1/tasks/t1/files/wd', isDirectory: true },
      {
        name: 'wd\\out put.txt',
        url: 'https://a/jobs/j1/tasks/t1/files/wd/out%20put.txt',
        isDirectory: false,
        properties: { contentLength: '9007199254740991', lastModified: '2026-11-20T08:00:00.1Z' },
      },
      { name: 'odd\\name', url: 'https://a/jobs/j1/tasks/t1/files/odd%5Cname', isDirectory: false },
    ];
    await using server = await BatchServer.start(json({ value }));
    const { service } = connectTo(server.url);
    const [page] = await Array.fromAsync(service.taskFiles.listFiles(owner, { recursive: true, namePrefix: "w'd" }));
    assert.deepEqual(
      page?.map(({ name, properties }) => [name, properties?.contentLength]),
      [
        ['wd', undefined],
        ['wd/out put.txt', Number.MAX_SAFE_INTEGER],
        ['odd\\name', undefined],
      ],
    );
    const query = new URL(server.requests[0]?.url ?? '', server.url).searchParams;
    assert.equal(query.get('recursive'), 'true');
    assert.equal(query.get('$filter'), "startswith(name,'w''d')");
  },
);

testVersions('compressed JSON is read', async ({ connectTo }) => {
  await using server = await BatchServer.start((response) =>
    response
      .writeHead(200, { 'content-type': 'application/json', 'content-encoding': 'gzip' })
      .end(gzipSync(JSON.stringify({ id: 'j1' }))),
  );
  const { service } = connectTo(server.url);
  assert.equal((await service.jobs.getJob('j1')).id, 'j1');
});
