import assert from 'node:assert/strict';
import { test } from 'node:test';
import { BatchError } from '../model/batchError.ts';
import type { TaskState } from '../model/task.ts';
import {
  describeLogs,
  explainMissingFile,
  isGoneForGood,
  toFileNotAsked,
  toUnreadFile,
  toUnreadNode,
} from './unreadFile.ts';

const path = 'stderr.txt';

test('the message for a file that does not exist yet depends on the progress of the task', () => {
  const say = (state: TaskState) => explainMissingFile({ code: 'FileNotFound', path, task: { state } })?.why;
  assert.match(say('active') ?? '', /stderr\.txt doesn't exist yet: the task is waiting/);
  assert.match(say('preparing') ?? '', /preparing the task/);
  assert.match(say('running') ?? '', /hasn't written it/);
});

test('a program that never started is distinguished from one that wrote nothing', () => {
  const failureInfo = { category: 'UserError', code: 'BlobNotFound' } as const;
  const say = (exitCode?: number) => {
    const executionInfo = { failureInfo, ...(exitCode === undefined ? {} : { exitCode }) };
    return explainMissingFile({ code: 'FileNotFound', path, task: { state: 'completed', executionInfo } })?.why;
  };
  assert.match(say() ?? '', /never started/);
  assert.match(say(1) ?? '', /ended without writing it/);
});

test('the reason why a file was removed or cannot be read is named', () => {
  const expected = {
    TaskFilesCleanedup: [409, 'gone', /retention time/],
    NodeNotFound: [404, 'gone', /left the pool/],
    nodeStateUnusable: [409, 'unreachable', /unusable/],
    TaskNotFound: [404, 'gone', /task was deleted/],
    TaskFilesUnavailable: [409, 'unreachable', /can't reach the task's files/],
    NodeBeingReimaged: [409, 'unreachable', /reimaging/],
  } as const;
  for (const [code, [status, kind, pattern]] of Object.entries(expected)) {
    const unread = explainMissingFile({ code, status, path });
    assert.equal(unread?.kind, kind, code);
    assert.match(unread?.why ?? '', pattern);
  }
});

test('a file counts as gone only after a 404', () => {
  for (const code of ['NodeNotFound', 'TaskNotFound', 'JobNotFound', 'PoolNotFound'])
    for (const status of [undefined, 200, 403, 409, 500]) {
      assert.equal(explainMissingFile({ code, status, path }), undefined, `${code} ${status}`);
      assert.equal(isGoneForGood({ code, status }), false);
    }
  assert.equal(isGoneForGood({ code: 'NodeNotFound', status: 404 }), true);
  for (const code of ['NodeStateUnusable', 'TaskFilesUnavailable', 'NodeBeingReimaged'])
    assert.equal(isGoneForGood({ code, status: 409 }), false, `${code} may pass`);
  const task = { state: 'active' } as const;
  assert.deepEqual(
    [{}, { task }].map((more) => isGoneForGood({ code: 'TaskFilesCleanedup', status: 409, ...more })),
    [true, false],
  );
});

test('each missing item has its own sentence', () => {
  const toError = (code: string, status?: number) =>
    new BatchError({ code, message: 'It says why.', ...(status === undefined ? {} : { status }) });
  const cases = [
    toFileNotAsked(path),
    toUnreadFile(toError('FileNotFound', 404), path),
    toUnreadFile(toError('NodeNotFound', 404), path),
    toUnreadFile(toError('AuthorizationFailed', 403), path),
    toUnreadFile(toError('InternalError', 500), path),
  ];
  assert.deepEqual(
    cases.map(({ kind }) => kind),
    ['notRead', 'absent', 'gone', 'notAllowed', 'unreachable'],
  );
  assert.equal(new Set(cases.map(({ why }) => why)).size, cases.length);
  for (const { why } of cases) assert.match(why, /stderr\.txt/);
  assert.match(cases[3]?.why ?? '', /It says why\.$/);
  assert.match(cases[4]?.why ?? '', /It says why\.$/);
  const states = ['empty', 'notRead', 'absent', 'gone', 'notAllowed', 'unreachable'] as const;
  assert.equal(new Set(states.map(describeLogs)).size, states.length);
});

test('for an unread node, the message says if the node left, may not be read, or could not be requested', () => {
  const kind = (code: string, status?: number) =>
    toUnreadNode(new BatchError({ code, message: 'It says why.', ...(status === undefined ? {} : { status }) }), 'n')
      .kind;
  assert.equal(kind('NodeNotFound', 404), 'gone');
  for (const status of [401, 403, 404]) assert.equal(kind('NotBatchService', status), 'unreachable');
  for (const code of ['NotFound', 'AccountNotFound']) assert.equal(kind(code, 404), 'unreachable', code);
  assert.equal(kind('ResourceNotFound', 404), 'gone');
  assert.equal(kind('RoleMissing'), 'notAllowed');
  assert.equal(kind('AuthenticationFailed', 401), 'notAllowed');
  assert.equal(kind('ClockSkew', 403), 'unreachable');
  assert.equal(kind('TVMCurrentOperationUnsupported', 403), 'unreachable');
  assert.equal(kind('ConnectionReset'), 'unreachable');
});

test("an intermediary's answer says nothing about the file or the user's permissions", () => {
  const task = { state: 'completed', executionInfo: { exitCode: 1, result: 'failure' } } as const;
  const read = (code: string, status: number) =>
    toUnreadFile(new BatchError({ code, message: 'It says why.', status }), path, task);
  for (const status of [401, 403, 404])
    assert.deepEqual(read('NotBatchService', status), {
      kind: 'unreachable',
      why: "stderr.txt can't be read now. It says why.",
      isFromElsewhere: true,
    });
  for (const code of ['NotFound', 'AccountNotFound'])
    assert.deepEqual(read(code, 404), {
      kind: 'unreachable',
      why: "stderr.txt can't be read now. It says why.",
    });
  assert.equal(read('ResourceNotFound', 404).kind, 'absent');
});

test('a connection problem is not blamed on the file', () => {
  for (const code of ['NetworkUnreachable', 'ServerBusy', 'AuthenticationFailed', 'toString', '']) {
    assert.equal(explainMissingFile({ code, path }), undefined);
  }
});
