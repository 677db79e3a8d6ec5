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
  test(`what ending a task does to its job: ${what}`, () => {
    const ended = exitConditions === undefined ? task : { ...task, exitConditions };
    assert.deepEqual(foreseeJobAction(ended, job), { action, isCertain });
  });
}

test('exit conditions do nothing to a job that does not ask for it', () => {
  const ended = { ...running, exitConditions: { default: { jobAction: 'terminate' } } } as const;
  assert.deepEqual(foreseeJobAction(ended, {}), { action: 'none', isCertain: true });
});

test('those that wait for a task are blocked by its end unless the exit conditions let them go', () => {
  assert.deepEqual(foreseeDependencyAction(running), { action: 'block', isCertain: true });
  const letting = { ...running, exitConditions: { default: { dependencyAction: 'satisfy' } } } as const;
  assert.deepEqual(foreseeDependencyAction(letting), { action: 'satisfy', isCertain: true });
});
