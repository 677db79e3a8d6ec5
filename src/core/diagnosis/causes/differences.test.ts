import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Task } from '../../model/task.ts';
import { describeDistinctions, findDifferences } from './differences.ts';

const task = (id: string, size: number, exitCode: number): Task => ({
  id,
  state: 'completed',
  commandLine: `python train.py --batch-size ${size}`,
  executionInfo: { exitCode, result: exitCode === 0 ? 'success' : 'failure' },
});
const describeDistinction = (task: Task, others: readonly Task[]): string | undefined =>
  describeDistinctions([task], others).get(task.id);
const many = (count: number, size: number, exitCode: number): readonly Task[] =>
  Array.from({ length: count }, (_, index) => task(`t${size}-${exitCode}-${index}`, size, exitCode));

test('an option of all failed tasks, without which others succeeded, is described with numbers', () => {
  const text = describeDistinction(task('own', 512, 1), [...many(2, 512, 1), ...many(40, 64, 0)]);
  assert.match(
    text ?? '',
    /^3 of 3 tasks with `--batch-size 512` failed; 40 of 40 with `--batch-size 64` succeeded\.$/,
  );
});

test('every failed task with an option that only failed tasks have is described alike, and those without it are not', () => {
  const [large, small] = [many(30, 512, 1), many(30, 64, 1)];
  const texts = describeDistinctions([...small, ...large], [...many(40, 64, 0), ...large]);
  assert.deepEqual([...texts.keys()].sort(), large.map(({ id }) => id).sort());
  assert.deepEqual(
    [...new Set(texts.values())],
    ['30 of 30 tasks with `--batch-size 512` failed; 40 of 70 with `--batch-size 64` succeeded.'],
  );
});

test('no difference is reported if a task with the option succeeded, too few tasks have it, or no other task ran', () => {
  assert.equal(
    describeDistinction(task('own', 512, 1), [...many(8, 512, 1), ...many(1, 512, 0), ...many(40, 64, 0)]),
    undefined,
  );
  assert.equal(describeDistinction(task('own', 512, 1), many(40, 64, 0)), undefined);
  assert.equal(describeDistinction(task('own', 512, 1), []), undefined);
});

const storage = 'https://contoso.blob.core.windows.net';
const sas = (end: string, rights = 'r') => `sv=2022-11-02&sp=${rights}&se=${end}&sig=x`;
const [past, future] = ['2026-03-01T00:00:00Z', '2036-01-01T00:00:00Z'];

/** Describes how a failed task and others like it differ from those that succeeded. */
function describeFiles(files: Pick<Task, 'resourceFiles' | 'outputFiles'>, others: typeof files): readonly string[] {
  const executionInfo = { endTime: '2026-11-20T09:00:00Z' };
  const toTasks = (count: number, exitCode: number, own: typeof files) =>
    many(count, 64, exitCode).map((one) => ({
      ...one,
      executionInfo: { ...one.executionInfo, ...executionInfo },
      ...own,
    }));
  const [first, ...rest] = [...toTasks(6, 1, files), ...toTasks(2, 1, others), ...toTasks(40, 0, others)];
  assert.ok(first);
  return findDifferences(first, rest, [], undefined).sentences;
}

test('a whole container is a different input than a file in it', () => {
  const [whole, file] = [
    { resourceFiles: [{ storageContainerUrl: `${storage}/models` }] },
    { resourceFiles: [{ httpUrl: `${storage}/models/weights.pt`, filePath: 'weights.pt' }] },
  ];
  assert.deepEqual(describeFiles(whole, file), [
    '6 of 6 tasks with input models/* failed; 40 of 42 with input models/weights.pt succeeded.',
  ]);
  const tasks = (size: number, exitCode: number, files: Pick<Task, 'resourceFiles'>) =>
    many(size, 64, exitCode).map((one) => ({ ...one, ...files }));
  const [own, ...rest] = [...tasks(6, 1, whole), ...tasks(40, 0, file)];
  assert.ok(own);
  assert.equal(describeDistinction(own, rest), undefined, 'what a container holds may change until a retry');
});

test('a file that is stored under another name on the node is a different input', () => {
  const [as, plain] = ['data/weights.pt', 'weights.pt'].map((filePath) => ({
    resourceFiles: [{ httpUrl: `${storage}/models/weights.pt`, filePath }],
  }));
  assert.ok(as && plain);
  assert.deepEqual(describeFiles(as, plain), [
    '6 of 6 tasks with input models/weights.pt → data/weights.pt failed, and 2 of 42 without it.',
  ]);
});

test('a SAS that had expired when the failed task ended counts as a difference, for an input or an output', () => {
  const toInput = (end: string) => ({ resourceFiles: [{ httpUrl: `${storage}/inputs/settings.env?${sas(end)}` }] });
  assert.deepEqual(describeFiles(toInput(past), toInput(future)), [
    '6 of 6 tasks with an expired SAS for inputs/settings.env failed, and 2 of 42 without it.',
  ]);
  const toOutput = (end: string) => ({
    outputFiles: [
      {
        filePattern: 'out/*.mp4',
        destination: { container: { containerUrl: `${storage}/outputs?${sas(end, 'w')}` } },
        uploadOptions: { uploadCondition: 'taskcompletion' },
      },
    ],
  });
  assert.deepEqual(describeFiles(toOutput(past), toOutput(future)), [
    '6 of 6 tasks with an expired SAS for outputs failed, and 2 of 42 without it.',
  ]);
});
