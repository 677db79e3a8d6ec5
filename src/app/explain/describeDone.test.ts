import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import type { Resource } from '../../core/model/resource.ts';
import { verbs } from '../actions/verbs.ts';
import { fromCommandId } from '../commandId.ts';
import { describeDone } from './describeDone.ts';

const things: Readonly<Record<string, Resource>> = {
  pool: { kind: 'pool', accountId: 'a', poolId: 'x' },
  node: { kind: 'node', accountId: 'a', poolId: 'p', nodeId: 'x' },
  job: { kind: 'job', accountId: 'a', jobId: 'x' },
  jobSchedule: { kind: 'jobSchedule', accountId: 'a', scheduleId: 'x' },
  task: { kind: 'task', accountId: 'a', jobId: 'j', taskId: 'x' },
};

const describe = (verb: string, resource: Resource, choices: object = {}, before?: object): string =>
  describeDone({ verb, choices }, [before === undefined ? { resource } : { resource, before }], () => 'MENU');

test('what was done to one thing is a sentence of its own, whatever it was', () => {
  for (const verb of verbs.keys()) {
    const noun = /^azureBatch\.(\w+)\./.exec(verb)?.[1] ?? '';
    // A created item has no timeline before its creation.
    if (noun === 'definition') continue;
    const resource = things[noun];
    assert.ok(resource !== undefined, verb);
    assert.match(describe(verb, resource), /\bx\b.* from this computer$/, verb);
  }
});

test('what was done to several has the name that menus have, whatever it was', () => {
  const titles: Readonly<Record<string, unknown>> = JSON.parse(
    readFileSync(path.join(import.meta.dirname, '../../../package.nls.json'), 'utf8'),
  );
  const toTitle = (id: string): string => String(titles[`command.${fromCommandId(id)}`] ?? assert.fail(id));
  const items = ['x', 'y'].map((taskId) => ({
    resource: { kind: 'task', accountId: 'a', jobId: 'j', taskId } as const,
  }));
  for (const verb of verbs.keys())
    assert.match(
      describeDone({ verb, choices: {} }, items, toTitle),
      /^[A-Z][\w ()-]+, run from this computer: x, y$/,
      verb,
    );
});

test('a resize says to what, which a record of another version may not have', () => {
  const { pool = assert.fail() } = things;
  assert.equal(
    describe('azureBatch.pool.resize', pool, { targetDedicatedNodes: 1500, targetLowPriorityNodes: 0 }),
    'Pool x was resized from this computer: 1,500 dedicated and 0 Spot (low-priority) nodes',
  );
  assert.equal(
    describe('azureBatch.pool.resize', pool, { targetDedicatedNodes: 'many' }),
    'Pool x was resized from this computer',
  );
});

test('of a changed limit it says nothing of one before that is not on record', () => {
  const { job = assert.fail(), task = assert.fail() } = things;
  const choices = { constraints: { maxWallClockTime: 'PT2H' } };
  assert.equal(describe('azureBatch.task.changeLimit', task, choices), 'Task x was changed from this computer');
  assert.equal(
    describe('azureBatch.job.changeLimit', job, choices, { state: 'active' }),
    'Job x was changed from this computer',
  );
});
