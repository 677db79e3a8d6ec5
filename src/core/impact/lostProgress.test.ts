import assert from 'node:assert/strict';
import { test } from 'node:test';
import { describeLostProgress } from './lostProgress.ts';

const nowMs = Date.parse('2026-11-20T12:00:00Z');
const since = (startTime: string) => ({ executionInfo: { startTime } });

test('a long run is named, and a short run or one with an unknown start is not', () => {
  assert.deepEqual(describeLostProgress([since('2026-11-20T09:50:00Z')], nowMs), [
    'The task has been running for 2 hr 10 min.',
  ]);
  assert.deepEqual(describeLostProgress([since('2026-11-20T11:50:00Z'), since('2026-11-20T10:00:00Z')], nowMs), [
    'The longest-running task has been running for 2 hr.',
  ]);
  assert.deepEqual(describeLostProgress([since('2026-11-20T11:50:00Z'), {}, since('x')], nowMs), []);
});

test('a task that mentions a checkpoint is named', () => {
  const mentions = (task: Parameters<typeof describeLostProgress>[0][number]): boolean =>
    describeLostProgress([task], nowMs).some((text) => text.includes('checkpoint'));
  assert.ok(mentions({ commandLine: 'python3 train.py --checkpoint-dir /mnt' }));
  assert.ok(mentions({ commandLine: 'train --resume' }));
  assert.ok(mentions({ environmentSettings: [{ name: 'CKPT_DIR', value: 'x' }] }));
  assert.ok(!mentions({ commandLine: 'render resume.doc', environmentSettings: [{ name: 'A', value: 'checkpoint' }] }));
});
