import assert from 'node:assert/strict';
import { test } from 'node:test';
import { otherWord } from '../../../test/builders/otherWord.ts';
import { describeState, findKnownState, knownStates } from './states.ts';
import { taskGroups } from './task.ts';

test('a state is found by its text in any case', () => {
  assert.equal(findKnownState('node', 'StartTaskFailed')?.severity, 'error');
  assert.equal(findKnownState('job', 'Disabled')?.severity, 'paused');
  assert.equal(findKnownState('node', 'constructor'), undefined);
  assert.equal(describeState('node', 'starttaskfailed').label, 'start task failed');
});

test('an unknown state keeps its text', () => {
  assert.deepEqual(describeState('node', otherWord('Hibernating')), {
    label: 'Hibernating',
    severity: 'unknown',
    terminal: false,
  });
  assert.equal(describeState('pool', otherWord('constructor')).severity, 'unknown');
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
