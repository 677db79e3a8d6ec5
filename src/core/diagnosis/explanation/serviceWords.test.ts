import assert from 'node:assert/strict';
import { test } from 'node:test';
import { describeFailureInfo, findDetail } from './serviceWords.ts';

const exitCode = {
  category: 'UserError',
  code: 'FailureExitCode',
  message: 'The task exited with an exit code representing a failure',
} as const;

test("Batch's generic sentence about exit codes, as recorded for tasks and start tasks, is not repeated", () => {
  const details = [
    { name: 'Message', value: 'The task process exited with an unexpected exit code' },
    { name: 'AdditionalErrorCode', value: 'FailureExitCode' },
  ];
  assert.equal(describeFailureInfo({ ...exitCode, details }), undefined);
  const ofStartTask = { ...exitCode, message: 'The task process exited with an unexpected exit code', details: [] };
  assert.equal(describeFailureInfo(ofStartTask), undefined);
});

test('if details have several possible names, the first requested name is used, wherever it is listed', () => {
  const details = [
    { name: 'FilePath', value: 'wd/a.csv' },
    { name: 'filePattern', value: '*.csv' },
  ];
  assert.equal(findDetail(details, 'FilePattern', 'FilePath'), '*.csv');
  assert.equal(findDetail(details.slice(0, 1), 'FilePattern', 'FilePath'), 'wd/a.csv');
  assert.equal(findDetail(details, 'Reason'), undefined);
});

test('a more specific detail is reported, and so are the words of other codes', () => {
  const details = [{ name: 'Message', value: 'The container was stopped' }];
  assert.match(describeFailureInfo({ ...exitCode, details })?.text ?? '', /Message = The container was stopped/);
  const other = { ...exitCode, code: 'TaskEnded' };
  assert.match(describeFailureInfo(other)?.text ?? '', /^UserError \/ TaskEnded: "The task exited/);
});
