import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { ExitConditions } from '../model/task.ts';
import { type EndedTask, foreseeDependencyAction, foreseeJobAction } from './exitActions.ts';

const job = { onTaskFailure: 'performexitoptionsjobaction' } as const;
const running: EndedTask = { id: 'a', state: 'running' };
const preparing: EndedTask = { id: 'a', state: 'preparing' };

const cases: readonly (readonly [
  what: string,
  conditions: ExitConditions | undefined,
  task: typeof running,
  action: string,
  isCertain: boolean,
])[] = [
  ['nothing is said', undefined, running, 'terminate', false],
  [
    'only a code is said',
    { exitCodes: [{ code: 3, exitOptions: { jobAction: 'none' } }] },
    running,
    'terminate',
    false,
  ],
  ['the default ends it', { default: { jobAction: 'terminate' } }, running, 'terminate', true],
  ['the default says no job action', { default: { dependencyAction: 'block' } }, running, 'terminate', true],
  ['the default disables it', { default: { jobAction: 'disable' } }, running, 'disable', true],
  ['the default does nothing', { default: { jobAction: 'none' } }, running, 'none', true],
  [
    'a code does nothing, the default ends it',
    { default: { jobAction: 'terminate' }, exitCodes: [{ code: 3, exitOptions: { jobAction: 'none' } }] },
    running,
    'terminate',
    false,
  ],
  [
    'success would end it',
    { default: { jobAction: 'none' }, exitCodes: [{ code: 0, exitOptions: { jobAction: 'terminate' } }] },
    running,
    'none',
    true,
  ],
  [
    'a range disables it',
    {
      default: { jobAction: 'none' },
      exitCodeRanges: [{ start: 100, end: 200, exitOptions: { jobAction: 'disable' } }],
    },
    running,
    'disable',
    false,
  ],
  [
    'no program runs yet',
    { default: { jobAction: 'none' }, preProcessingError: { jobAction: 'terminate' } },
    preparing,
    'terminate',
    false,
  ],
  [
    'codes do not count before a program runs',
    { default: { jobAction: 'none' }, exitCodes: [{ code: 3, exitOptions: { jobAction: 'terminate' } }] },
    preparing,
    'none',
    true,
  ],
];

for (const [what, exitConditions, task, action, isCertain] of cases) {
  test(`the effect of ending a task on its job: ${what}`, () => {
    const ended = exitConditions === undefined ? task : { ...task, exitConditions };
    assert.deepEqual(foreseeJobAction(ended, job), { action, isCertain });
  });
}

test('exit conditions have no effect on a job that does not enable them', () => {
  const ended = { ...running, exitConditions: { default: { jobAction: 'terminate' } } } as const;
  assert.deepEqual(foreseeJobAction(ended, {}), { action: 'none', isCertain: true });
});

test('tasks that depend on an ended task stay blocked unless its exit conditions release them', () => {
  assert.deepEqual(foreseeDependencyAction(running), { action: 'block', isCertain: true });
  const letting = { ...running, exitConditions: { default: { dependencyAction: 'satisfy' } } } as const;
  assert.deepEqual(foreseeDependencyAction(letting), { action: 'satisfy', isCertain: true });
});
