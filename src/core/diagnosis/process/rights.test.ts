import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { UserIdentity } from '../../model/common.ts';
import type { Pool } from '../../model/pool.ts';
import { explainNode } from '../explainNode.ts';
import { explainTask } from '../explainTask.ts';

const lock = 'E: Could not open lock file /var/lib/dpkg/lock-frontend - open (13: Permission denied)\n';
const nonadmin: UserIdentity = { autoUser: { scope: 'pool', elevationLevel: 'nonadmin' } };

function explain(stderr: string, userIdentity = nonadmin, pool?: Pool, exitCode = 100) {
  const executionInfo = { exitCode, result: 'failure' };
  return explainTask({ task: { id: 't', state: 'completed', userIdentity, executionInfo }, pool, stderr });
}

test('the title of a task that lacked permissions says so, and no unchanged retry is offered', () => {
  const denied = explain(lock);
  assert.equal(denied.title, 't failed: no access to /var/lib/dpkg/lock-frontend without administrator rights');
  assert.match(denied.fixes[0]?.text ?? '', /`elevationLevel` to `admin`/);
  assert.deepEqual(denied.fixes[0]?.property, ['userIdentity']);
  assert.ok(!denied.remedies.includes('task.retry'));
  assert.ok(denied.remedies.includes('task.resubmit'));
  assert.match(explain('mount: /data: must be superuser to use mount.\n').title, /needs administrator rights/);
});

test('a user of the pool is named, and is an administrator if the pool says so', () => {
  const pool = { id: 'p', userAccounts: [{ name: 'svc', elevationLevel: 'nonadmin' }] };
  const mkdir = "mkdir: cannot create directory '/opt/render': Permission denied\n";
  const denied = explain(mkdir, { username: 'svc' }, pool, 1);
  assert.match(denied.title, /no access to \/opt\/render without/);
  assert.ok(denied.evidence.some(({ text }) => text.includes('as user svc')));
  assert.match(denied.fixes[1]?.text ?? '', /AZ_BATCH_TASK_WORKING_DIR/);
  const admin = { id: 'p', userAccounts: [{ name: 'svc', elevationLevel: 'admin' }] };
  assert.doesNotMatch(explain(mkdir, { username: 'svc' }, admin, 1).title, /administrator/);
});

test('no permissions are suggested for files of another user, refusals of a server, or files without execute permission', () => {
  const texts: readonly (readonly [string, number])[] = [
    ["mkdir: cannot create directory '/mnt/batch/tasks/shared/a': Permission denied\n", 1],
    ['open /root/.azcopy/plans/x: permission denied\n', 1],
    ['HTTPError: 403 Client Error: Forbidden for url: https://example.com/usr/local\n', 1],
    ['/bin/bash: /usr/local/run.sh: Permission denied\n', 126],
  ];
  for (const [text, exitCode] of texts) {
    assert.doesNotMatch(explain(text, nonadmin, undefined, exitCode).title, /administrator/, text);
  }
  const admin: UserIdentity = { autoUser: { scope: 'pool', elevationLevel: 'admin' } };
  assert.doesNotMatch(explain(lock, admin).title, /administrator/);
});

test('running as an administrator is not suggested for a program that refuses to run as root', () => {
  const refused = explain('mpirun has detected an attempt to run as root.\n', nonadmin, undefined, 1);
  assert.equal(refused.title, 't failed: The MPI launcher refuses to run as root');
  assert.match(refused.fixes[0]?.text ?? '', /as an ordinary user/);
});

test('the title of a start task without permissions shows that', () => {
  const pool = { id: 'p', startTask: { commandLine: 'x', userIdentity: nonadmin } };
  const startTaskInfo = { state: 'completed', exitCode: 100, result: 'failure' };
  const { title } = explainNode({ node: { id: 'n', state: 'starttaskfailed', startTaskInfo }, pool, stderr: lock });
  assert.match(title, /^The start task on node n failed: no access to \/var\/lib\/dpkg\/lock-frontend without/);
});

test('a start task that runs as a user of the pool needs another user', () => {
  const pool = { id: 'p', startTask: { commandLine: 'x', userIdentity: { username: 'svc' } } };
  const startTaskInfo = { state: 'completed', exitCode: 100, result: 'failure' };
  const { fixes } = explainNode({ node: { id: 'n', state: 'starttaskfailed', startTaskInfo }, pool, stderr: lock });
  assert.match(fixes[0]?.text ?? '', /under a pool user account whose `elevationLevel` is `admin`/);
});

test('nothing is claimed about an unknown user account, or about containers', () => {
  const mkdir = "mkdir: cannot create directory '/opt/render': Permission denied\n";
  assert.match(explain(mkdir, { username: 'svc' }, undefined, 1).cause, /svc, who probably isn't an administrator/);
  const executionInfo = { exitCode: 1, result: 'failure' };
  const task = { id: 't', state: 'completed', containerSettings: { imageName: 'ubuntu' }, executionInfo };
  assert.doesNotMatch(explainTask({ task, stderr: mkdir }).title, /administrator/);
});
