import assert from 'node:assert/strict';
import { test } from 'node:test';
import { describeState, knownStates } from './states.ts';
import { taskGroups } from './task.ts';

test('a state is found whatever its casing', () => {
  assert.equal(describeState('node', 'StartTaskFailed').severity, 'error');
  assert.equal(describeState('node', 'starttaskfailed').label, 'start task failed');
  assert.equal(describeState('job', 'Disabled').severity, 'paused');
});

test('an unknown state keeps its text', () => {
  assert.deepEqual(describeState('node', 'Hibernating'), {
    label: 'Hibernating',
    severity: 'unknown',
    terminal: false,
  });
  assert.equal(describeState('pool', 'constructor').severity, 'unknown');
  assert.equal(describeState('pool', undefined).severity, 'unknown');
});

test('nodes have the 16 states of both API versions', () => {
  assert.deepEqual(
    [...knownStates('node')].sort(),
    (
      'creating deallocated deallocating idle leavingpool offline preempted rebooting reimaging running starting ' +
      'starttaskfailed unknown unusable upgradingos waitingforstarttask'
    ).split(' '),
  );
});

test('every group of tasks has a row', () => {
  assert.deepEqual([...knownStates('taskGroup')], [...taskGroups]);
});
