import assert from 'node:assert/strict';
import { test } from 'node:test';
import { listAnswers } from './terminal.ts';

const asked = { message: 'Retry 230 tasks?', confirm: 'Retry 230' };
const others = {
  before: ['Download Files First…'],
  after: ['Retry 200 Only', 'Save All Logs and Retry 230', 'Choose…'],
  likewise: ['Save All Logs and Retry 230'],
};

test('a number gives what loses nothing, and no answer that asks more in VS Code is offered', () => {
  assert.deepEqual(listAnswers({ ...asked, canBeUndone: true }, others), {
    answers: ['Retry 230', 'Retry 200 Only', 'Save All Logs and Retry 230'],
    toType: [],
  });
});

test('what may lose something is typed in full, whatever it does beside', () => {
  const words = { answers: ['Retry 200 Only'], toType: ['Retry 230', 'Save All Logs and Retry 230'] };
  assert.deepEqual(listAnswers({ ...asked, canBeUndone: true, mayLose: true }, others), words);
  assert.deepEqual(listAnswers({ ...asked, canBeUndone: false, list: [] }, others), words);
});
