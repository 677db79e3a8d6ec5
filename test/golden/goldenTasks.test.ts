import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { suite, test } from 'node:test';
import { listGoldenTasks } from './goldenTasks.ts';
import { readTask } from './taskScore.ts';

const readJson = (file: string): object => JSON.parse(readFileSync(path.join(import.meta.dirname, file), 'utf8'));

suite('real failed tasks', () => {
  test('at least 200 tasks are included, about half of them held back from development', () => {
    const tasks = listGoldenTasks();
    const heldBack = tasks.filter((task) => task.heldBack).length;
    assert.ok(tasks.length >= 200);
    assert.ok(heldBack > 0.4 * tasks.length && heldBack < 0.6 * tasks.length, `${heldBack} of ${tasks.length}`);
    assert.equal(new Set(tasks.map(({ name }) => name)).size, tasks.length);
  });

  test('the first steps for the tasks are of a known kind', () => {
    const unknown = listGoldenTasks()
      .filter(({ exitCode }) => exitCode !== 0)
      .map(readTask)
      .filter(({ stepKinds }) => stepKinds === undefined)
      .map(({ task, step }) => `${task.name}: ${step}`);
    assert.deepEqual(unknown, []);
  });

  test('kinds of steps are listed only for steps that exist', () => {
    const texts = readJson('../../l10n/bundle.l10n.fr.json');
    assert.deepEqual(
      Object.keys(readJson('tasks/stepKinds.json')).filter((step) => !(step in texts)),
      [],
    );
  });
});
