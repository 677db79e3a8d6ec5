import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Permission } from '../model/right.ts';
import { describeMissing, describeUnreadable } from './describeRights.ts';
import { allRights, findRight, isGranted, isOfReading, toRole } from './rights.ts';

const batch = 'Microsoft.Batch/batchAccounts';
const toPermission = (actions: readonly string[], dataActions: readonly string[] = []): Permission => ({
  actions,
  dataActions,
  notActions: [],
  notDataActions: [],
});
const list = (...permissions: readonly Permission[]): readonly string[] =>
  allRights.filter((right) => isGranted(right, permissions));
const readings = allRights.filter(isOfReading);

test('the built-in roles have the rights that the documentation lists', () => {
  assert.deepEqual(list(toPermission([`${batch}/read`, `${batch}/*/read`], [`${batch}/*/read`])), readings);
  assert.deepEqual(list(toPermission(['Microsoft.Batch/*'], ['Microsoft.Batch/*'])), allRights);
  const jobs = [`${batch}/jobSchedules/*`, `${batch}/jobs/*`];
  const submitter = list(toPermission([`${batch}/pools/read`], jobs));
  assert.deepEqual(
    allRights.filter((right) => !submitter.includes(right)),
    ['changePools', 'deletePools', 'changeNodes'],
  );
  assert.deepEqual(list(toPermission([`${batch}/read`, `${batch}/pools/*`], jobs)), allRights);
});

test('a role that may list the keys, such as a contributor of the subscription, may do everything', () => {
  assert.deepEqual(list(toPermission(['*'])), allRights);
  assert.deepEqual(list({ ...toPermission(['*']), notActions: [`${batch}/*`] }), []);
});

test('a wildcard matches any text, and a right that one role excludes is granted by another', () => {
  assert.deepEqual(list(toPermission([], ['microsoft.batch/*/JOBS/wri*'])), ['changeJobs', 'deleteTasks']);
  assert.deepEqual(list(toPermission([], ['Microsoft.Batch/batchAccounts/job'])), []);
  assert.deepEqual(list(toPermission([], [`${batch}/jobs/write*write`])), []);
  const withheld = { ...toPermission([], [`${batch}/jobs/*`]), notDataActions: [`${batch}/jobs/delete`] };
  assert.equal(isGranted('deleteJobs', [withheld]), false);
  assert.equal(isGranted('deleteJobs', [withheld, toPermission([], [`${batch}/jobs/delete`])]), true);
  assert.deepEqual(list(), []);
});

for (const [method, path, right] of [
  ['GET', '/pools', 'readPools'],
  ['HEAD', '/Pools/p', 'readPools'],
  ['POST', '/pools', 'changePools'],
  ['POST', '/pools/p/resize', 'changePools'],
  ['DELETE', '/pools/p', 'deletePools'],
  ['POST', '/pools/p/evaluateautoscale', undefined],
  ['GET', '/pools/p/nodes', 'readNodes'],
  ['GET', '/nodecounts', 'readNodes'],
  ['POST', '/pools/p/nodes/n/reboot', 'changeNodes'],
  ['DELETE', '/pools/p/nodes/n/users/u', 'changeNodes'],
  ['POST', '/pools/p/removenodes', 'changeNodes'],
  ['GET', '/jobs/j/tasks', 'readJobs'],
  ['POST', '/jobs/j/tasks/t/reactivate', 'changeJobs'],
  ['DELETE', '/jobs/j/tasks/t', 'deleteTasks'],
  ['DELETE', '/jobs/j', 'deleteJobs'],
  ['PATCH', '/jobs/j', 'changeJobs'],
  ['GET', '/jobschedules', 'readSchedules'],
  ['POST', '/jobschedules/s/disable', 'changeSchedules'],
  ['DELETE', '/jobschedules/s', 'deleteSchedules'],
  ['GET', '/applications', undefined],
] as const) {
  test(`${method} ${path} requires ${right ?? 'none of these rights'}`, () => {
    assert.equal(findRight(method, path), right);
  });
}

test('every right has an Azure role to request', () => {
  for (const right of allRights) assert.match(toRole(right), /^Azure Batch /);
});

test('missing rights are described by the smallest roles that grant them, all at once if nothing may be changed', () => {
  assert.equal(
    describeMissing('contoso', ['changePools', 'deletePools', 'deleteJobs']),
    "You don't have all permissions in account contoso. Roles that allow the rest: “Azure Batch Data Contributor” (change pools, delete pools) and “Azure Batch Job Submitter” (delete jobs). Ask an owner of the account (“Access control (IAM)” in the Azure portal).",
  );
  const changing = allRights.filter((right) => !isOfReading(right));
  assert.match(describeMissing('contoso', changing), /^You can't change anything in account contoso\./);
  assert.match(
    describeMissing('contoso', allRights),
    /^You don't have all permissions .*“Azure Batch Account Reader” \(view pools, view nodes, /,
  );
  for (const right of allRights) assert.equal(describeUnreadable(right) !== undefined, isOfReading(right));
});
