import assert from 'node:assert/strict';
import { test } from 'node:test';
import { listAnswers } from './terminal.ts';

const asked = { message: 'Retry 230 tasks?', confirm: 'Retry 230' };
const others = {
  before: ['Download Files First…'],
  after: ['Retry 200 Only', 'Save All Logs and Retry 230', 'Choose…'],
  likewise: ['Save All Logs and Retry 230'],
};

test('harmless answers are chosen by number, and answers that need more input in VS Code are not offered', () => {
  assert.deepEqual(listAnswers({ ...asked, canBeUndone: true }, others), {
    answers: ['Retry 230', 'Retry 200 Only', 'Save All Logs and Retry 230'],
    toType: [],
  });
});

test('an answer that may cause a loss must be typed in full, whatever else it does', () => {
  const words = { answers: ['Retry 200 Only'], toType: ['Retry 230', 'Save All Logs and Retry 230'] };
  assert.deepEqual(listAnswers({ ...asked, canBeUndone: true, mayLose: true }, others), words);
  assert.deepEqual(listAnswers({ ...asked, canBeUndone: false, list: [] }, others), words);
});
