import assert from 'node:assert/strict';
import { test } from 'node:test';
import { categoryOfLine } from './lexicon.ts';

test('the place of a message in brackets is not about a failure', () => {
  assert.equal(categoryOfLine('(rank:0 hostname:node-1 pid:4431):ARMCI DASSERT fail.'), undefined);
  assert.equal(categoryOfLine('[host=n1, gpu=3, thread=2] assertion failed'), 'exception-in-user-code');
  assert.equal(categoryOfLine('could not resolve host: data.invalid'), 'network-dns');
});
