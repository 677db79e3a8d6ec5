import assert from 'node:assert/strict';
import { test } from 'node:test';
import { levelOf } from './levels.ts';

test('knows what a logger thinks of its line', () => {
  assert.equal(levelOf('WARNING: retrying'), 'warning');
  assert.equal(levelOf('[render] [error] no tiles'), 'error');
  assert.equal(levelOf('INFO:root:start'), 'info');
  assert.equal(levelOf('DEBU[0003] GET https://registry.example.com/v2/solver/manifests/1'), 'debug');
  assert.equal(levelOf('ERRO[0002] dial tcp 10.0.0.9:6443: connect: connection refused'), 'error');
  assert.equal(levelOf('n1:101:120 [0] misc/socket.cc:379 NCCL WARN Call to bind failed'), 'error');
  assert.equal(levelOf('n1:101:120 [0] NCCL INFO init.cc:1358 -> 3'), 'debug');
  assert.equal(levelOf('no level at all'), undefined);
});
