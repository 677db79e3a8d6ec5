import assert from 'node:assert/strict';
import { test } from 'node:test';
import { listAnswers } from './terminal.ts';

const asked = { message: 'Retry 230 tasks?', confirm: 'Retry 230' };
const others = {
  before: ['Download Files First…'],
  after: ['Retry 200 Only', 'Retry 230, Saving All Logs', 'Choose…'],
  likewise: ['Retry 230, Saving All Logs'],
};

test('a number gives what loses nothing, and no answer that asks more in VS Code is offered', () => {
  assert.deepEqual(listAnswers({ ...asked, canBeUndone: true }, others), {
    answers: ['Retry 230', 'Retry 200 Only', 'Retry 230, Saving All Logs'],
    toType: [],
  });
});

test('what may lose something is typed in full, whatever it does beside', () => {
  const words = { answers: ['Retry 200 Only'], toType: ['Retry 230', 'Retry 230, Saving All Logs'] };
  assert.deepEqual(listAnswers({ ...asked, canBeUndone: true, mayLose: true }, others), words);
  assert.deepEqual(listAnswers({ ...asked, canBeUndone: false, list: [] }, others), words);
});
