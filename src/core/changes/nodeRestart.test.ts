import assert from 'node:assert/strict';
import { test } from 'node:test';
import { otherWord } from '../../../test/builders/otherWord.ts';
import { planReboot, planReimage } from './nodeRestart.ts';
import type { Verdict } from './verdict.ts';

function reason(verdict: Verdict): string {
  return verdict.possible ? '' : verdict.reason;
}

test('working nodes and nodes whose start task failed can be rebooted, and nodes in transition cannot', () => {
  for (const state of ['idle', 'running'] as const) assert.deepEqual(planReboot({ state }), { possible: true });
  const failed = planReboot({ state: 'starttaskfailed' });
  assert.ok(failed.possible && failed.note?.includes('will fail again'));
  assert.match(reason(planReboot({ state: 'rebooting' })), /“rebooting”/);
  assert.match(reason(planReboot({ state: 'leavingpool' })), /“leaving the pool”/);
  assert.match(reason(planReboot({ state: otherWord('Hibernating') })), /“Hibernating”/);
});

test('a reboot that the service may refuse is possible, with a note', () => {
  const verdict = planReboot({ state: 'unusable' });
  assert.ok(verdict.possible && verdict.note?.includes('unusable'));
});

test('a node in transition cannot be reimaged', () => {
  assert.ok(planReimage({ state: 'idle' }).possible);
  assert.match(reason(planReimage({ state: 'reimaging' })), /reimaging/);
});
