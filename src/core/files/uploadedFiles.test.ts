import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { findUploads, type UploadingTask } from './uploadedFiles.ts';

const containerUrl = 'https://contoso.blob.core.windows.net/logs?sp=rw&sig=c2VjcmV0';

function taskWith(filePattern: string, path?: string, uploadCondition = 'taskcompletion', exitCode = 1): UploadingTask {
  const container = { containerUrl, ...(path === undefined ? {} : { path }) };
  return {
    executionInfo: { exitCode },
    outputFiles: [{ filePattern, destination: { container }, uploadOptions: { uploadCondition } }],
  };
}

function findBlob(task: UploadingTask, path: string): string {
  const uploads = findUploads(task, path);
  return typeof uploads === 'string' ? uploads : (uploads[0]?.toBlobs(path)[0] ?? '');
}

const cases: readonly (readonly [pattern: string, destination: string | undefined, path: string, blob: string])[] = [
  ['../stdout.txt', undefined, 'stdout.txt', 'stdout.txt'],
  ['../stdout.txt', 'jobs/7/out.log', 'stdout.txt', 'jobs/7/out.log'],
  ['../std*.txt', 'jobs/7', 'stderr.txt', 'jobs/7/stderr.txt'],
  ['../std*.txt', 'jobs/7/', 'stderr.txt', 'jobs/7/stderr.txt'],
  ['..\\std*.txt', undefined, 'stderr.txt', 'stderr.txt'],
  ['$AZ_BATCH_TASK_DIR/std*.txt', 'logs', 'stdout.txt', 'logs/stdout.txt'],
  ['%AZ_BATCH_TASK_DIR%\\std*.txt', 'logs', 'stdout.txt', 'logs/stdout.txt'],
  ['**/*.csv', 'out', 'wd/a/b.csv', 'out/a/b.csv'],
  ['results/*.csv', 'out', 'wd/results/b.csv', 'out/b.csv'],
  ['./result.csv', undefined, 'wd/result.csv', 'result.csv'],
  ['**/*.txt', 'out', 'stdout.txt', 'otherFiles'],
  ['$OUT/std*.txt', 'out', 'stdout.txt', 'otherFiles'],
  ['../../std*.txt', 'out', 'stdout.txt', 'otherFiles'],
];

for (const [pattern, destination, path, blob] of cases) {
  test(`${pattern} to ${destination ?? 'the container'}: ${path} is ${blob}`, () => {
    assert.equal(findBlob(taskWith(pattern, destination), path), blob);
  });
}

test('a file is uploaded only if the program has ended with the required outcome', () => {
  assert.equal(findBlob(taskWith('../std*.txt', 'x', 'tasksuccess'), 'stdout.txt'), 'onlySuccess');
  assert.equal(findBlob(taskWith('../std*.txt', 'x', 'TaskFailure', 0), 'stdout.txt'), 'onlyFailure');
  assert.equal(findBlob(taskWith('../std*.txt', 'x', 'TaskFailure'), 'stdout.txt'), 'x/stdout.txt');
  assert.equal(findBlob({ ...taskWith('../std*.txt'), executionInfo: {} }, 'stdout.txt'), 'notEnded');
  assert.equal(findBlob({ executionInfo: { exitCode: 1 } }, 'stdout.txt'), 'noUploads');
  assert.equal(findBlob(taskWith('out/*', 'x', 'tasksuccess'), 'stdout.txt'), 'otherOnSuccess');
  assert.equal(findBlob(taskWith('out/*', 'x', 'taskfailure'), 'stdout.txt'), 'otherFiles');
});

test('a blob maps back to its file, and a blob with a different name to no file', () => {
  const name = fc.stringMatching(/^[a-z]{1,6}$/);
  fc.assert(
    fc.property(fc.array(name, { minLength: 1, maxLength: 4 }), fc.option(name), (segments, destination) => {
      const path = `wd/${segments.join('/')}.txt`;
      const uploads = findUploads(taskWith('**/*.txt', destination ?? undefined), path);
      assert.ok(typeof uploads !== 'string' && uploads[0] !== undefined);
      const [upload] = uploads;
      assert.equal(upload.toPath(upload.toBlobs(path)[0] ?? ''), path);
      assert.equal(upload.toPath(`${upload.toBlobs(path)[0]}.bak`), undefined);
    }),
  );
});
