import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import type { CompletionRecord, RequestRecord } from '../../simulator/logRecords.ts';
import { RequestLog } from './requestLog.ts';

const folder = mkdtempSync(join(tmpdir(), 'request-log-'));
after(() => rmSync(folder, { recursive: true }));

function request(path: string): RequestRecord {
  return { method: 'GET', path, status: 200, atMs: 0 };
}

test('each request is written once, even if the oldest are dropped in the meantime', (context) => {
  context.mock.timers.enable({ apis: ['setInterval'] });
  const file = join(folder, 'requests.jsonl');
  const [one, two, three] = [request('/one'), request('/two'), request('/three')];
  const simulator: { requests: readonly RequestRecord[]; completions: readonly [] } = {
    requests: [one, two],
    completions: [],
  };
  const log = new RequestLog(simulator, file);
  context.mock.timers.tick(1000);
  simulator.requests = [two, three];
  context.mock.timers.tick(1000);
  log.dispose();
  const paths = readFileSync(file, 'utf8')
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line).path);
  assert.deepEqual(paths, ['/one', '/two', '/three']);
});

test('the end of a task is logged at its place among the requests', () => {
  const file = join(folder, 'completions.jsonl');
  const end: CompletionRecord = { jobId: 'train', taskId: 'shard-01', result: 'success', exitCode: 0, atMs: 5 };
  const requests = [request('/before'), { ...request('/after'), atMs: 9 }];
  new RequestLog({ requests, completions: [end] }, file).dispose();
  const lines = readFileSync(file, 'utf8').trimEnd().split('\n');
  assert.deepEqual(
    lines.map((line) => JSON.parse(line).path ?? JSON.parse(line).result),
    ['/before', 'success', '/after'],
  );
});

test('no request log is written unless an environment variable names a file', () => {
  assert.equal(RequestLog.fromEnvironment({ requests: [], completions: [] }), undefined);
});
