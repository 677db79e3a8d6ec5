import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import type { Resource } from '../../core/model/resource.ts';
import { verbs } from '../actions/verb/verbs.ts';
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

test('each action on one item is described by its own sentence', () => {
  for (const verb of verbs.keys()) {
    const noun = /^azureBatch\.(\w+)\./.exec(verb)?.[1] ?? '';
    // A created item has no timeline before its creation.
    if (noun === 'definition') continue;
    const resource = things[noun];
    assert.ok(resource !== undefined, verb);
    assert.match(describe(verb, resource), /\bx\b.* from this computer$/, verb);
  }
});

test('each action on several items is described by its title in menus', () => {
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

test('a resize is described with its target, which a record of another version may lack', () => {
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

test('a changed limit is described without an earlier limit if none was recorded', () => {
  const { job = assert.fail(), task = assert.fail() } = things;
  const choices = { constraints: { maxWallClockTime: 'PT2H' } };
  assert.equal(describe('azureBatch.task.changeLimit', task, choices), 'Task x was changed from this computer');
  assert.equal(
    describe('azureBatch.job.changeLimit', job, choices, { state: 'active' }),
    'Job x was changed from this computer',
  );
});
