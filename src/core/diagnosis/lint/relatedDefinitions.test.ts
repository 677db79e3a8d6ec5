import assert from 'node:assert/strict';
import { test } from 'node:test';
import { toPool, toTask } from '../../../../test/builders/mistakes.ts';
import { lintDefinition } from '../lintDefinition.ts';
import { readBeside } from './relatedDefinitions.ts';

const windows = {
  imageReference: { publisher: 'microsoftwindowsserver', offer: 'windowsserver', sku: '2022-datacenter-g2' },
  nodeAgentSKUId: 'batch.node.windows amd64',
};
const toJob = (poolId: string, more: object = {}) => ({ id: 'night', poolInfo: { poolId }, ...more });
const onPool = (id: string, more: object = {}) => toPool({ id, ...more });

/** Lists the codes that a definition gets beside others, without those that it gets alone. */
function listFoundBeside(own: object, ...others: readonly object[]): readonly string[] {
  const text = JSON.stringify(own);
  const beside = readBeside([text, ...others.map((other) => JSON.stringify(other))]);
  const alone = lintDefinition(text).map(({ code }) => code);
  return lintDefinition(text, undefined, { beside }).flatMap(({ code, offset, length }) => {
    assert.ok(offset + length <= text.length, code);
    return alone.includes(code) ? [] : [code];
  });
}

const onWindows = onPool('work', { virtualMachineConfiguration: windows });
const packages = { applicationPackageReferences: [{ applicationId: 'mesher', version: '2.1' }] };
const installsPython = { commandLine: "/bin/bash -c 'apt-get install -y python3'", waitForSuccess: false };
const toCommand = (commandLine: string, more: object = {}) => toTask('t', { commandLine, ...more });
const runsMesher = toCommand('cmd /c %AZ_BATCH_APP_PACKAGE_mesher_2_1%\\a.exe');

test("a task checked with its pool is judged by the pool's system, packages, slots, users and containers", () => {
  const job = toJob('Work');
  const pool = onPool('work');
  assert.deepEqual(listFoundBeside(toCommand('cmd /c dir'), pool, job), ['wrong-system']);
  assert.deepEqual(listFoundBeside(toCommand("/bin/bash -c 'ls'"), onWindows), ['wrong-system']);
  assert.deepEqual(listFoundBeside(toCommand('hostname', { requiredSlots: 4 }), pool, job), ['too-many-slots']);
  assert.deepEqual(listFoundBeside(toCommand('hostname', { userIdentity: { username: 'svc' } }), pool), [
    'unknown-user',
  ]);
  assert.deepEqual(listFoundBeside(toCommand('hostname', { containerSettings: { imageName: 'a:1' } }), pool), [
    'container-mismatch',
  ]);
  const ubuntu = { imageReference: { publisher: 'canonical', offer: 'ubuntu-24_04-lts', sku: 'server' } };
  const onUbuntu = (more: object = {}) =>
    onPool('work', {
      virtualMachineConfiguration: { ...ubuntu, nodeAgentSKUId: 'batch.node.ubuntu 24.04' },
      ...more,
    });
  assert.deepEqual(listFoundBeside(toCommand('python -V'), onUbuntu(), job), ['other-shell']);
  assert.deepEqual(listFoundBeside(toCommand("/bin/bash -c 'yum install -y a'"), onUbuntu()), ['other-shell']);
  assert.deepEqual(listFoundBeside(toCommand('python3 -V'), onUbuntu()), []);
  assert.deepEqual(listFoundBeside(toCommand('python -V'), onUbuntu({ startTask: installsPython })), []);
  assert.deepEqual(listFoundBeside(runsMesher, { ...onWindows, ...packages }, job), ['unset-variable']);
});

test("a task checked with its job is judged by the job's dependencies, and the job's own tasks by the pool", () => {
  const dependent = toCommand('hostname', { dependsOn: { taskIds: ['first'] } });
  assert.deepEqual(listFoundBeside(dependent, toJob('work')), ['dependencies-off']);
  assert.deepEqual(listFoundBeside(dependent, toJob('work', { usesTaskDependencies: true })), []);
  const managed = toJob('work', { jobManagerTask: { id: 'm', commandLine: 'cmd /c plan.exe' } });
  assert.deepEqual(listFoundBeside(managed, onPool('work')), ['wrong-system']);
});

test("definitions that don't name each other, or that have several candidates, aren't checked together", () => {
  const task = toCommand('cmd /c dir');
  assert.deepEqual(listFoundBeside(task, onPool('one'), onPool('two')), []);
  assert.deepEqual(listFoundBeside(task, onPool('one'), toJob('work')), []);
  assert.deepEqual(listFoundBeside(task, onPool('work'), toJob('work'), { ...toJob('work'), id: 'day' }), []);
  assert.deepEqual(listFoundBeside(toCommand('python a.py'), onPool('work', { startTask: installsPython })), []);
});
