import assert from 'node:assert/strict';
import { test } from 'node:test';
import { codesAt, toPool, toTask } from '../../../../test/builders/mistakes.ts';
import { lintDefinition } from '../lintDefinition.ts';

function findWrong(definition: object, code: string): readonly (string | undefined)[] {
  const text = JSON.stringify(definition);
  return lintDefinition(text).flatMap((found) => (found.code === code ? [found.message, found.fix?.text] : []));
}

test('a value in place of an object or a list is reported with the expected form, and with a fix if it is unambiguous', () => {
  const expects = (form: string) => `The service expects ${form} here.`;
  assert.deepEqual(findWrong(toPool({ taskSchedulingPolicy: 'pack' }), 'wrong-type'), [
    expects('an object such as {"nodeFillType": …}'),
    undefined,
  ]);
  assert.deepEqual(findWrong(toTask('t', { environmentSettings: { A: '1', B: 'x' } }), 'wrong-type'), [
    expects('a list such as [{"name": …}]'),
    '[{"name":"A","value":"1"},{"name":"B","value":"x"}]',
  ]);
  assert.deepEqual(findWrong(toTask('t', { dependsOn: { taskIds: 'first' } }), 'wrong-type'), [
    expects('a list such as ["…"]'),
    '["first"]',
  ]);
  assert.deepEqual(findWrong(toTask('t', { resourceFiles: { httpUrl: 'https://example.com/a' } }), 'wrong-type'), [
    expects('a list such as [{"autoStorageContainerName": …, "storageContainerUrl": …}]'),
    undefined,
  ]);
});

test('the name that a longer one ends with, or that a shorter one lacks the beginning of, is proposed', () => {
  const names = (definition: object) => findWrong(definition, 'unknown-property')[0];
  const network = { networkConfiguration: { batchEndpointConfiguration: {} } };
  assert.match(names(toPool(network)) ?? '', /Did you mean "endpointConfiguration"\?$/);
  assert.match(names(toPool({ poolStartTask: { commandLine: 'hostname' } })) ?? '', /Did you mean "startTask"\?$/);
  assert.match(
    names(toTask('t', { runOptions: '--rm' })) ?? '',
    /recognize "runOptions" here\.$/,
    'not in a task itself',
  );
  const containerSettings = { imageName: 'a/b', runOptions: '--rm' };
  assert.match(names(toTask('t', { containerSettings })) ?? '', /Did you mean "containerRunOptions"\?$/);
});

test('the right place is named for a property in an object that cannot contain it', () => {
  const startTask = { commandLine: 'hostname', constraints: { maxTaskRetryCount: 2 } };
  const place = (definition: object) => findWrong(definition, 'unknown-property')[0];
  assert.equal(place(toPool({ startTask })), '"maxTaskRetryCount" must be beside "constraints", not in it.');
  const inConstraints = { constraints: { maxTaskRetryCount: 2, requiredSlots: 2 } };
  assert.equal(place(toTask('t', inConstraints)), '"requiredSlots" must be beside "constraints", not in it.');
  const inFile = { resourceFiles: [{ httpUrl: 'https://example.com/a', filePath: 'a', environmentSettings: [] }] };
  assert.equal(place(toTask('t', inFile)), '"environmentSettings" must be beside "resourceFiles", not in it.');
});

test('a script that is not among the files of a task is reported, unless the command line downloads it', () => {
  const resourceFiles = [{ httpUrl: 'https://example.com/in.csv', filePath: 'in.csv' }];
  const runs = (commandLine: string) => findWrong(toTask('t', { commandLine, resourceFiles }), 'misplaced-file').length;
  assert.ok(runs('python3 main.py in.csv') > 0);
  assert.equal(runs("/bin/bash -c 'wget https://example.com/main.py && python3 main.py'"), 0);
  assert.equal(findWrong(toTask('t', { commandLine: 'python3 main.py' }), 'misplaced-file').length, 0);
});

test('commands, missing signatures, and spaces are reported in values that are used as written', () => {
  const withKey = (accountKey: string) => ({
    azureBlobFileSystemConfiguration: {
      accountName: 'contoso',
      containerName: 'in',
      accountKey,
      relativeMountPath: 'in',
    },
  });
  const codesOf = (definition: object) => codesAt(definition).map((code) => code.split(' ')[0]);
  const mounting = (key: string) => codesOf(toPool({ mountConfiguration: [withKey(key)] }));
  assert.ok(mounting('$(az storage account keys list -n contoso --query [0].value)').includes('literal-value'));
  assert.ok(!mounting('$(storageKey)').includes('literal-value'));
  assert.deepEqual(codesOf(toPool({ vmSize: '$(cat size.txt)' })), ['literal-value']);
  const reading = (query: string) =>
    codesOf(
      toTask('t', { resourceFiles: [{ httpUrl: `https://contoso.blob.core.windows.net/in/${query}`, filePath: 'a' }] }),
    );
  for (const query of ['a?YOUR_SAS_TOKEN', 'a?sastoken', 'a?Add_Your_SAS_Token_Here'])
    assert.deepEqual(reading(query), ['sas-incomplete'], query);
  assert.ok(!reading('a?<SAS_TOKEN>').includes('sas-incomplete'));
  for (const query of ['my data.csv', 'a?sv=2023-11-03&sr=b&sp=r&se=2026-12-01T00%3A00%3A00Z&sig= abc'])
    assert.deepEqual(reading(query), ['invalid-address'], query);
  assert.deepEqual(reading('a?sv=2023-11-03&sr=b&sp=r&se=2026-12-01T00%3A00%3A00Z&sig=abc '), ['stray-space']);
});

test('methods of results, a single & without a shell, missing rights after whoami, and images without containers are reported', () => {
  const scaling = (autoScaleFormula: string) =>
    codesAt({
      id: 'p',
      vmSize: 'standard_d4s_v3',
      virtualMachineConfiguration,
      enableAutoScale: true,
      autoScaleFormula,
    });
  const { virtualMachineConfiguration } = toPool();
  const asked = '$PendingTasks.GetSample(TimeInterval_Minute)';
  for (const target of [`${asked}.Sum()`, `avg(${asked}).Round()`, `(${asked}).Max()`])
    assert.ok(
      scaling(`$TargetDedicatedNodes = ${target};`).some((code) => code.startsWith('unknown-symbol')),
      target,
    );
  const preempted = '$TargetDedicatedNodes = min(5, $PreemptedNodeCount.GetSample(180 * TimeInterval_Second));';
  assert.deepEqual(scaling(preempted), []);
  const runs = (commandLine: string) => codesAt(toTask('t', { commandLine }));
  for (const line of ['a.exe & b.exe', 'net use S: \\\\h\\s & a.exe', './server & ./client'])
    assert.deepEqual(runs(line), ['shell-syntax commandLine'], line);
  assert.deepEqual(runs("curl 'https://example.com/?a=1 & b=2' -o a&b"), []);
  assert.deepEqual(runs("/bin/bash -c 'set -e; whoami; usermod -aG docker a; wait'"), ['needs-admin commandLine']);
  assert.deepEqual(runs("/bin/bash -c '[ $(whoami) = root ] && usermod -aG docker a'"), []);
  const holding = (publisher: string, offer: string, sku: string, nodeAgentSKUId: string) =>
    codesAt(
      toPool({
        virtualMachineConfiguration: {
          imageReference: { publisher, offer, sku },
          nodeAgentSKUId,
          containerConfiguration: { type: 'dockerCompatible' },
        },
      }),
    ).some((code) => code.startsWith('image-without-containers'));
  assert.ok(holding('almalinux', 'almalinux-x86_64', '9-gen2', 'batch.node.el 9'));
  assert.ok(holding('debian', 'debian-12', '12-gen2', 'batch.node.debian 12'));
  assert.ok(!holding('almalinux', 'almalinux-hpc', '8_10-hpc-gen2', 'batch.node.el 8'));
});
