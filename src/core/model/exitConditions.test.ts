import assert from 'node:assert/strict';
import { test } from 'node:test';
import { otherWord } from '../../../test/builders/otherWord.ts';
import { findExitOptions, findJobAction } from './exitConditions.ts';
import type { ExitConditions, Task } from './task.ts';

const ended = (exitConditions: ExitConditions, exitCode?: number, code = 'FailureExitCode'): Task => ({
  id: 'a',
  state: 'completed',
  executionInfo: {
    ...(exitCode === undefined ? {} : { exitCode }),
    result: 'failure',
    failureInfo: { category: 'UserError', code },
  },
  exitConditions,
});

test('the exact code comes first, then its range, then the kind of failure, then the default', () => {
  const conditions: ExitConditions = {
    exitCodes: [{ code: 3, exitOptions: { jobAction: 'none' } }],
    exitCodeRanges: [{ start: 1, end: 9, exitOptions: { jobAction: 'disable' } }],
    preProcessingError: { jobAction: 'terminate' },
    fileUploadError: { dependencyAction: 'satisfy' },
    default: { dependencyAction: 'block' },
  };
  const of = (...end: [exitCode?: number, code?: string]) => findExitOptions(ended(conditions, ...end));
  assert.equal(of(3), conditions.exitCodes?.[0]?.exitOptions);
  assert.equal(of(4), conditions.exitCodeRanges?.[0]?.exitOptions);
  assert.equal(of(undefined), conditions.preProcessingError);
  assert.equal(of(0, 'FileUploadMiscError'), conditions.fileUploadError);
  assert.equal(of(70), conditions.default);
});

test('exit options without a job action terminate the job, except for exit code 0', () => {
  const options = { dependencyAction: 'satisfy' } as const;
  assert.equal(findJobAction(ended({ default: options }, 3)), 'terminate');
  assert.equal(findJobAction(ended({ preProcessingError: options })), 'terminate');
  assert.equal(findJobAction(ended({ fileUploadError: options }, 0, 'FileUploadMiscError')), 'terminate');
  const zero = { exitCodes: [{ code: 0, exitOptions: options }] };
  assert.equal(findJobAction(ended(zero, 0, 'FileUploadMiscError')), 'none');
});

test('a job action is recognized in any case, and an unknown action is treated as the most harmful one', () => {
  assert.equal(findJobAction(ended({ default: { jobAction: 'disable' } }, 3)), 'disable');
  assert.equal(findJobAction(ended({ default: { jobAction: 'none' } }, 3)), 'none');
  assert.equal(findJobAction(ended({ default: { jobAction: otherWord('explode') } }, 3)), 'terminate');
});

test('exit conditions that do not cover the result of a task have no job action', () => {
  assert.equal(findJobAction(ended({}, 3)), undefined);
  assert.equal(findJobAction({}), undefined);
});
