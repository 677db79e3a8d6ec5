import assert from 'node:assert/strict';
import fc from 'fast-check';
import { anyText } from '../../../test/builders/anyText.ts';
import { runs } from '../../../test/builders/nightly.ts';
import { BatchServer, text } from '../../../test/fakes/batchServer.ts';
import { testVersions } from '../../../test/fakes/connect.ts';
import { BatchError } from '../../core/model/batchError.ts';

/** Parts of responses, well-formed and not, that the service or a server in its place could send. */
const body = fc.oneof(
  fc.json(),
  anyText(),
  fc.constantFrom(
    '',
    '{"value":',
    '<html></html>',
    '\uFEFF{"value":[]}',
    '{"value":[null]}',
    '{"__proto__":{"value":[]}}',
  ),
  fc.record({ value: fc.array(fc.jsonValue()), 'odata.nextLink': fc.jsonValue() }).map((page) => JSON.stringify(page)),
  fc
    .record({ code: fc.jsonValue(), message: fc.jsonValue(), values: fc.jsonValue() })
    .map((error) => JSON.stringify(error)),
);
/** Files with properties of any type: the only items that the adapter inspects. */
const files = fc
  .array(
    fc.record(
      {
        name: fc.oneof(fc.jsonValue(), anyText(), fc.constant('\\\uD800')),
        url: fc.oneof(fc.jsonValue(), fc.webUrl()),
        isDirectory: fc.jsonValue(),
        properties: fc.oneof(fc.jsonValue(), fc.record({ contentLength: fc.jsonValue() })),
      },
      { requiredKeys: [] },
    ),
  )
  .map((value) => JSON.stringify({ value }));
const status = fc.constantFrom(200, 206, 302, 400, 401, 403, 404, 409, 410, 412, 416, 500, 503);
const contentType = fc.constantFrom(
  'application/json',
  'application/json;odata=minimalmetadata',
  'text/html',
  'text/plain',
);

testVersions('every answer leads to data or to a BatchError', async ({ connectTo }) => {
  await using server = await BatchServer.start(text(200));
  const { service } = connectTo(server.url);
  const owner = { jobId: 'j', taskId: 't' };
  const calls = [
    () => Array.fromAsync(service.jobs.listJobs()),
    () => service.tasks.getTask('j', 't'),
    () => service.tasks.reactivateTask('j', 't'),
    () => Array.fromAsync(service.taskFiles.listFiles(owner)),
    () => service.taskFiles.readFile(owner, 'a'),
    () => service.taskFiles.getFileProperties(owner, 'a'),
    () => service.jobs.getTaskCounts('j'),
  ];
  const listsFiles = 3;
  await fc.assert(
    fc.asyncProperty(
      status,
      contentType,
      fc.oneof({ weight: 3, arbitrary: body }, files),
      fc.nat(calls.length - 1),
      async (code, type, sent, index) => {
        server.answer(text(code, sent, { 'content-type': type }));
        await calls[index]?.().catch((error: unknown) => {
          assert.ok(BatchError.is(error), `${code} ${type} ${sent}: ${error instanceof Error ? error.stack : error}`);
          assert.notEqual(error.message, '');
          assert.notEqual(error.code, 'Unknown', `${code} ${type} ${sent}: ${error.message}`);
        });
      },
    ),
    { numRuns: runs(400), examples: [[200, 'application/json', '{"value":[{}]}', listsFiles]] },
  );
});
