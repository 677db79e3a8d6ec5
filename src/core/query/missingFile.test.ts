import assert from 'node:assert/strict';
import { test } from 'node:test';
import { explainMissingFile } from './missingFile.ts';

const path = 'stderr.txt';

test('says that a file is not there yet, as far as the task has come', () => {
  const say = (state: string) => explainMissingFile({ code: 'FileNotFound', path, task: { state } });
  assert.match(say('active') ?? '', /stderr\.txt yet: the task is waiting/);
  assert.match(say('Preparing') ?? '', /preparing the task/);
  assert.match(say('running') ?? '', /has not written it/);
});

test('tells a program that never started from one that wrote nothing', () => {
  const failureInfo = { category: 'UserError', code: 'BlobNotFound' };
  const say = (exitCode?: number) => {
    const executionInfo = { failureInfo, ...(exitCode === undefined ? {} : { exitCode }) };
    return explainMissingFile({ code: 'FileNotFound', path, task: { state: 'completed', executionInfo } });
  };
  assert.match(say() ?? '', /never started/);
  assert.match(say(1) ?? '', /ended without writing it/);
});

test('names what took the file away', () => {
  const expected = {
    TaskFilesCleanedup: /retention time/,
    NodeNotFound: /left the pool/,
    nodeStateUnusable: /unusable/,
    TaskNotFound: /task was deleted/,
    TaskFilesUnavailable: /the files of its tasks with it/,
  };
  for (const [code, pattern] of Object.entries(expected))
    assert.match(explainMissingFile({ code, path }) ?? '', pattern);
});

test('does not blame the file for trouble on the way to the service', () => {
  for (const code of ['NetworkUnreachable', 'ServerBusy', 'AuthenticationFailed', 'toString', '']) {
    assert.equal(explainMissingFile({ code, path }), undefined);
  }
});
