import assert from 'node:assert/strict';
import { test } from 'node:test';
import { lintDefinition } from '../lintDefinition.ts';

const now = new Date('2026-11-20T10:00:00Z');
const lint = (definition: unknown) => lintDefinition(JSON.stringify(definition, undefined, 2), undefined, { now });

const machine = {
  imageReference: { publisher: 'canonical', offer: 'ubuntu-24_04-lts', sku: 'server' },
  nodeAgentSkuId: 'batch.node.ubuntu 24.04',
};
const properties = {
  vmSize: 'standard_d4s_v5',
  deploymentConfiguration: { virtualMachineConfiguration: machine },
  scaleSettings: { fixedScale: { targetDedicatedNodes: 2, resizeTimeout: 'PT15M' } },
};
const resource = { type: 'Microsoft.Batch/batchAccounts/pools', apiVersion: '2024-07-01', name: 'a/p', properties };
const schema = 'https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#';

const forms: Readonly<Record<string, unknown>> = {
  'a template of a deployment': { $schema: schema, contentVersion: '1.0.0.0', resources: [resource] },
  'a template with an account and its pools': {
    $schema: schema,
    resources: [
      { type: 'Microsoft.Storage/storageAccounts', name: 's' },
      { type: 'Microsoft.Batch/batchAccounts', name: 'a', properties: {}, resources: [{ type: 'pools', properties }] },
    ],
  },
  'one resource': resource,
  'what the portal shows of a pool': { id: '/subscriptions/s/x', name: 'p', properties },
  'a body of a request': { properties },
};

for (const [name, definition] of Object.entries(forms))
  test(`${name} is recognized as a Resource Manager template, with the names to change, and has no error`, () => {
    const found = lint(definition);
    assert.deepEqual(
      found.map(({ code, severity }) => `${severity} ${code}`),
      ['information resource-manager'],
    );
    const message = found[0]?.message ?? '';
    for (const renamed of [
      'deploymentConfiguration.virtualMachineConfiguration → virtualMachineConfiguration',
      'nodeAgentSkuId → nodeAgentSKUId',
      'scaleSettings.fixedScale.targetDedicatedNodes → targetDedicatedNodes',
    ])
      assert.ok(message.includes(renamed), message);
  });

test('a template that contains only an account needs no renames', () => {
  const [finding, ...others] = lint({
    $schema: schema,
    resources: [
      { type: 'Microsoft.Batch/batchAccounts', name: 'a', properties: { poolAllocationMode: 'BatchService' } },
    ],
  });
  assert.equal(finding?.code, 'resource-manager');
  assert.doesNotMatch(finding.message, /→/);
  assert.deepEqual(others, []);
});

test('the formula and its interval also have different names in Resource Manager', () => {
  const scaled = { autoScale: { formula: '$TargetDedicatedNodes=1;', evaluationInterval: 'PT10M' } };
  const [finding] = lint({ properties: { vmSize: 'standard_d4s_v5', scaleSettings: scaled } });
  assert.match(finding?.message ?? '', /scaleSettings\.autoScale\.formula → enableAutoScale, autoScaleFormula/);
  assert.match(finding?.message ?? '', /evaluationInterval → autoScaleEvaluationInterval/);
});

const pool = {
  id: 'p',
  vmSize: 'standard_d4s_v5',
  targetDedicatedNodes: 2,
  virtualMachineConfiguration: {
    imageReference: machine.imageReference,
    nodeAgentSKUId: 'batch.node.ubuntu 24.04',
  },
};
const { id: _, ...unnamed } = pool;

const named: Readonly<Record<string, readonly [definition: unknown, mended: unknown]>> = {
  name: [
    { name: 'p', ...unnamed },
    { id: 'p', ...unnamed },
  ],
  interNodeCommunication: [
    { ...pool, interNodeCommunication: 'Enabled' },
    { ...pool, enableInterNodeCommunication: true },
  ],
  nodeAgentSkuId: [
    { ...pool, virtualMachineConfiguration: machine },
    { ...pool, virtualMachineConfiguration: pool.virtualMachineConfiguration },
  ],
  inboundNatPools: [
    { ...pool, networkConfiguration: { endpointConfiguration: { inboundNatPools: [] } } },
    { ...pool, networkConfiguration: { endpointConfiguration: { inboundNATPools: [] } } },
  ],
  userName: [
    { id: 't', commandLine: 'x', userIdentity: { userName: 'svc' } },
    { id: 't', commandLine: 'x', userIdentity: { username: 'svc' } },
  ],
};

for (const [name, [definition, mended]] of Object.entries(named))
  test(`${name} is a name in Resource Manager, and the fix renames it`, () => {
    const text = JSON.stringify(definition, undefined, 2);
    const [finding, ...others] = lintDefinition(text, undefined, { now });
    assert.equal(finding?.code, 'resource-manager-name', JSON.stringify(finding));
    assert.equal(finding.severity, 'warning');
    assert.deepEqual(others, []);
    const { offset = 0, length = 0, text: fixed = '' } = finding.fix ?? {};
    assert.deepEqual(JSON.parse(text.slice(0, offset) + fixed + text.slice(offset + length)), mended);
  });

test('an object that only wraps properties is reported', () => {
  const codes = lint({ id: 'p', ...properties }).map(({ code, path }) => `${code} ${path.join('.')}`);
  assert.deepEqual(codes, ['resource-manager-name deploymentConfiguration', 'resource-manager-name scaleSettings']);
});

test('an identity in the properties of a pool is reported where it stands', () => {
  const [form, identity, ...others] = lint({
    ...resource,
    properties: { ...properties, identity: { type: 'UserAssigned' } },
  });
  assert.deepEqual([form?.code, identity?.code, others.length], ['resource-manager', 'unknown-property', 0]);
  assert.equal(identity?.message, '"identity" must be beside "properties", not in it.');
});

test('templates for the extensions of an earlier version have no names of Resource Manager, nor misspelled ones', () => {
  const template = (more: object) => ({
    pool: { type: 'Microsoft.Batch/batchAccounts/pools', apiVersion: '2016-12-01', properties: { ...pool, ...more } },
  });
  const names = (more: object) =>
    lint(template(more)).flatMap(({ code }) => (/name|property/.test(code) ? [code] : []));
  assert.deepEqual(names({ interNodeCommunication: 'Enabled' }), ['resource-manager-name']);
  assert.deepEqual(names({ networkConfiguration: { poolendpointConfiguration: {} } }), ['unknown-property']);
  for (const name of ['identity', 'state', 'eTag', 'creationTime'])
    assert.deepEqual(names({ [name]: 'x' }), ['read-only-property'], name);
  // An earlier version may have had these.
  assert.deepEqual(names({ maxTasksPerNode: 4, certificateFormat: 'pfx' }), []);
});

const codesOf = (more: object, other: object = {}) =>
  lint({ ...resource, properties: { ...properties, ...more }, ...other }).flatMap(({ code, path }) =>
    code === 'resource-manager' ? [] : [`${code} ${path.slice(1).join('.')}`],
  );

test("Batch's names are reported in Resource Manager's form, which has others", () => {
  for (const name of ['targetDedicatedNodes', 'enableInterNodeCommunication', 'applicationPackageReferences'])
    assert.ok(codesOf({ [name]: [] }).includes(`unknown-property ${name}`), name);
  assert.deepEqual(codesOf({ scaleSettings: { targetDedicatedNodes: 1 } }), [
    'no-nodes ',
    'unknown-property scaleSettings.targetDedicatedNodes',
  ]);
  assert.deepEqual(codesOf({ interNodeCommunication: true }), ['invalid-value interNodeCommunication']);
  assert.deepEqual(codesOf({ startTsk: {} }), ['unknown-property startTsk']);
});

test("what a template gives itself is checked as in Batch's form, at its place", () => {
  const nested = 'deploymentConfiguration.virtualMachineConfiguration';
  const wrong = { virtualMachineConfiguration: { ...machine, nodeAgentSkuId: 'batch.node.ubuntu 22.04' } };
  const found = codesOf({ deploymentConfiguration: wrong });
  assert.ok(found[0]?.startsWith(`agent-mismatch ${nested}`), String(found));
  assert.deepEqual(codesOf({ startTask: { commandLine: 'apt-get install -y jq' } }), [
    'no-package-lists startTask.commandLine',
    'needs-admin startTask.commandLine',
  ]);
  const template = { $schema: schema, resources: { pool: { ...resource, properties: { ...properties, vmSize: 3 } } } };
  assert.deepEqual(
    lint(template).map(({ code }) => code),
    ['resource-manager', 'wrong-type'],
  );
});

test('what a deployment supplies, and what an earlier version had, is left alone', () => {
  assert.deepEqual(
    codesOf({
      vmSize: "[parameters('size')]",
      deploymentConfiguration: "[variables('machine')]",
      scaleSettings: { fixedScale: "[parameters('scale')]" },
      interNodeCommunication: "[parameters('linked')]",
      startTask: { commandLine: "[concat('/bin/sh -c ', variables('script'))]" },
      copy: [],
      provisioningState: 'Succeeded',
    }),
    [],
  );
  assert.deepEqual(codesOf({ maxTasksPerNode: 2 }, { apiVersion: '2019-08-01' }), []);
  assert.deepEqual(codesOf({ maxTasksPerNode: 2 }), ['renamed-property maxTasksPerNode']);
});
