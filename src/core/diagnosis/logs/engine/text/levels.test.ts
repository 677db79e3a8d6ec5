import assert from 'node:assert/strict';
import { test } from 'node:test';
import { findLevel } from './levels.ts';

test('the level that a logger gives its line is recognized', () => {
  assert.equal(findLevel('WARNING: retrying'), 'warning');
  assert.equal(findLevel('[render] [error] no tiles'), 'error');
  assert.equal(findLevel('INFO:root:start'), 'info');
  assert.equal(findLevel('DEBU[0003] GET https://registry.example.com/v2/solver/manifests/1'), 'debug');
  assert.equal(findLevel('ERRO[0002] dial tcp 10.0.0.9:6443: connect: connection refused'), 'error');
  assert.equal(findLevel('n1:101:120 [0] misc/socket.cc:379 NCCL WARN Call to bind failed'), 'error');
  assert.equal(findLevel('n1:101:120 [0] NCCL INFO init.cc:1358 -> 3'), 'debug');
  assert.equal(findLevel('no level at all'), undefined);
});
