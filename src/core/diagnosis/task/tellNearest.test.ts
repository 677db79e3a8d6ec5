import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Task } from '../../model/task.ts';
import { explainTask } from '../explainTask.ts';
import { renderExplanation } from '../report/renderExplanation.ts';
import { tellNearest } from './tellNearest.ts';

const resource = { kind: 'task', accountId: 'a', jobId: 'train', taskId: 'shard-1' } as const;
const failed: Task = {
  id: 'shard-1',
  state: 'completed',
  commandLine: 'train --lr 0.1 | [x](y)',
  executionInfo: { result: 'failure', exitCode: 1 },
};
const succeeded: Task = {
  id: 'shard-0',
  state: 'completed',
  commandLine: 'train --lr 0.2',
  resourceFiles: [{ filePath: 'weights.pt', httpUrl: 'https://c.blob.core.windows.net/w/weights.pt?sig=PLANTED' }],
  executionInfo: { result: 'success', exitCode: 0, endTime: '2026-11-20T09:14:07Z' },
};

test('what differs from the nearest that succeeded is told, with where both are told whole', () => {
  const section = tellNearest(resource, { task: failed }, { task: succeeded });
  assert.equal(section.title, 'Compared with shard-0, which succeeded');
  assert.deepEqual(
    section.nearest?.differences.map(({ what, failed: own, succeeded: other }) => [what, ...own, '|', ...other]),
    [
      ['Command line', 'train --lr 0.1 | [x](y)', '|', 'train --lr 0.2'],
      ['Options', '--lr 0.1', '|', '--lr 0.2'],
      ['Exit code', '1', '|', '0'],
      ['Input', '|', 'https://c.blob.core.windows.net/w/weights.pt → weights.pt'],
    ],
  );
  assert.deepEqual(
    section.items.map(({ opens }) => opens?.document),
    [
      { resource: { ...resource, taskId: 'shard-0' }, document: 'explanation' },
      { resource, document: 'comparison', other: { jobId: 'train', taskId: 'shard-0' } },
    ],
  );
});

test('the text has the same as a list, in which nothing that somebody wrote is a link', () => {
  const related = [tellNearest(resource, { task: failed }, { task: succeeded })];
  const text = renderExplanation({ ...explainTask({ task: failed }), related });
  assert.match(text, /\n## Compared with shard-0, which succeeded\n\n- Of the tasks .* It ended on Nov 20, 2026, /);
  assert.match(
    text,
    /- Command line\n {2}- failed: `train --lr 0\.1 \| \[x\]\(y\)`\n {2}- succeeded: `train --lr 0\.2`\n/,
  );
  assert.doesNotMatch(text, /PLANTED/);
});

test('where nothing is different that is said, and there is no table', () => {
  const section = tellNearest(resource, { task: failed }, { task: { ...failed, id: 'twin' } });
  assert.equal(section.nearest, undefined);
  assert.match(section.items.at(-1)?.text ?? '', /^Nothing that is known of the two tasks is different\./);
});
