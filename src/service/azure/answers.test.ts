import assert from 'node:assert/strict';
import { type Answer, BatchServer, failure, json, text } from '../../../test/fakes/batchServer.ts';
import { testVersions } from '../../../test/fakes/connect.ts';
import { BatchError } from '../../core/model/batchError.ts';

const requestId = { 'request-id': '00000000-0000-0000-0000-000000000001' };
const jsonType = { 'content-type': 'application/json' };
const xml = '<?xml version="1.0" encoding="utf-8"?><Error><Code>AuthenticationFailed</Code></Error>';
const page = '<!DOCTYPE html><html><body>Sign in</body></html>';
const deep = `${'{"a":['.repeat(20_000)}${']}'.repeat(20_000)}`;
const maxMessageLength = 2_500;

/** Responses sent in place of a job, with the reported code and the expected number of attempts. */
const oddities: readonly (readonly [name: string, answer: Answer, code: string, attempts: number])[] = [
  ['A9-5 XML', text(200, xml, { 'content-type': 'application/xml' }), 'NotBatchService', 1],
  ['XML that is called JSON', text(200, xml, jsonType), 'NotBatchService', 1],
  ['A9-5 HTML', text(200, page, { 'content-type': 'text/html' }), 'NotBatchService', 1],
  ['XML that refuses', text(403, xml, { 'content-type': 'application/xml' }), 'NotBatchService', 1],
  ['XML of a busy gateway', text(503, xml, { 'content-type': 'application/xml' }), 'ServerBusy', 5],
  ['plain text', text(200, 'OK', { 'content-type': 'text/plain' }), 'MalformedResponse', 1],
  ['half a JSON', text(200, '{"id":"j', jsonType), 'MalformedResponse', 5],
  ['a list in place of an object', json([]), 'MalformedResponse', 1],
  ['a number', json(7), 'MalformedResponse', 1],
  ['nothing', text(200, '', jsonType), 'MalformedResponse', 1],
  ['JSON that is nested 20,000 deep', text(200, deep, jsonType), 'MalformedResponse', 1],
  ['an error that is nested 20,000 deep', text(409, deep, { ...jsonType, ...requestId }), 'Unknown', 1],
  ['a code of 200 kB', failure(409, 'X'.repeat(200_000)), 'Unknown', 1],
  ['a code of many lines', failure(409, 'Some\nCode'), 'Unknown', 1],
  ['a message of 200 kB', failure(409, 'JobCompleted', { message: 'x'.repeat(200_000) }), 'JobCompleted', 1],
  [
    'details of 200 kB',
    failure(409, 'JobCompleted', {
      values: Object.fromEntries(Array.from({ length: 200 }, (_, index) => [`n${index}`, 'x'.repeat(1_000)])),
    }),
    'JobCompleted',
    1,
  ],
  ['an error of 2 MB', text(500, 'x'.repeat(2_000_000), requestId), 'InternalError', 5],
];

for (const [name, answer, code, attempts] of oddities) {
  testVersions(`${name} in place of a job is reported as ${code}, in a short sentence`, async ({ connectTo }) => {
    await using server = await BatchServer.start(answer);
    const { service } = connectTo(server.url);
    await assert.rejects(service.jobs.getJob('j1'), (error) => {
      assert.ok(BatchError.is(error), String(error));
      assert.equal(error.code, code, error.message);
      assert.match(error.message, /^[A-Zx]/);
      assert.ok(error.message.length < maxMessageLength, `${error.message.length} characters`);
      assert.doesNotMatch(error.message, /</);
      assert.ok(JSON.stringify(error.details).length < 100_000);
      return true;
    });
    assert.equal(server.requests.length, attempts);
  });
}

testVersions('a byte order mark before JSON is ignored', async ({ connectTo }) => {
  await using server = await BatchServer.start(text(200, '\uFEFF{"id":"j1"}', jsonType));
  assert.equal((await connectTo(server.url).service.jobs.getJob('j1')).id, 'j1');
});

testVersions('JSON with the content type of text is read as JSON', async ({ connectTo }) => {
  await using server = await BatchServer.start(text(200, '{"id":"j1"}', { 'content-type': 'text/plain' }));
  assert.equal((await connectTo(server.url).service.jobs.getJob('j1')).id, 'j1');
});

for (const [name, answer] of [
  ['a status that it never answers with', text(200, 'Welcome', { 'content-type': 'text/plain' })],
  ['a page', text(204, '', { 'content-type': 'text/html' })],
] as const) {
  testVersions(`${name} is not taken for a successful reactivation`, async ({ connectTo }) => {
    await using server = await BatchServer.start(answer);
    await assert.rejects(connectTo(server.url).service.tasks.reactivateTask('j', 't'), (error) => {
      assert.ok(BatchError.is(error, 'MalformedResponse', 'NotBatchService'));
      return true;
    });
  });
}
