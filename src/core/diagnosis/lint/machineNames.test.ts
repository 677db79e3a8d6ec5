import assert from 'node:assert/strict';
import { test } from 'node:test';
import { findUnknownSize } from '../evidence/vmSizeNames.ts';
import { lintDefinition } from '../lintDefinition.ts';

const now = new Date('2026-11-20T10:00:00Z');

function lintPool(vmSize: string, image: readonly string[], nodeAgentSKUId: string, more: object = {}) {
  const [publisher, offer, sku] = image;
  const virtualMachineConfiguration = { imageReference: { publisher, offer, sku }, nodeAgentSKUId };
  const pool = { id: 'p', vmSize, targetDedicatedNodes: 1, virtualMachineConfiguration, ...more };
  return lintDefinition(JSON.stringify(pool), 'pool', { now, rules: { 'support-ends': 'off' } });
}

const noble = ['canonical', 'ubuntu-24_04-lts', 'server'];
const agent = 'batch.node.ubuntu 24.04';
const codesOf = (...args: Parameters<typeof lintPool>) => lintPool(...args).map(({ code }) => code);

test('VM sizes are recognized in any case, including old, new, constrained, and accelerated ones', () => {
  for (const size of [
    'Standard_D2s_v3',
    'STANDARD_D4S_V5',
    'standard_a1_v2',
    'Basic_A1',
    'Standard_E16-4ds_v5',
    'Standard_NC4as_T4_v3',
    'Standard_NV36ads_A10_v5',
    'Standard_HB120rs_v3',
    'Standard_D4ads_v6',
    'Standard_M128ms',
  ])
    assert.equal(findUnknownSize(size), undefined, size);
});

test('a misspelled size is found, with a suggestion', () => {
  const meant: Readonly<Record<string, string>> = {
    Standard_DS16_v5: 'Standard_D16s_v5',
    Standard_Eds8_v4: 'Standard_E8ds_v4',
    Standard_F8_v2s: 'Standard_F8s_v2',
    D2s_v3: 'Standard_D2s_v3',
    'Standard-D4s-v5': 'Standard_D4s_v5',
    'Standard D4s v5': 'Standard_D4s_v5',
    Standard_D4sv5: 'Standard_D4s_v5',
    standard_nc4as_v3_t4: 'Standard_NC4as_T4_v3',
    Standard_D32: 'Standard_D32_v5',
    Standard_E4xs_v4: 'Standard_E4s_v4',
  };
  for (const [size, right] of Object.entries(meant)) {
    assert.deepEqual(findUnknownSize(size), { isMisspelt: true, meant: right }, size);
    const [finding] = lintPool(size, noble, agent);
    assert.equal(finding?.code, 'unknown-size', size);
    assert.equal(finding.fix?.text, JSON.stringify(right));
  }
  for (const size of ['Large', 'ExtraSmall', 'Standard', 'F4', 'Standard_D3s_v5'])
    assert.equal(findUnknownSize(size)?.isMisspelt, true, size);
});

test('an unknown size that may be newer than the list is reported only as information', () => {
  for (const size of ['Standard_D4as_v9', 'Standard_NC48bds_B200_v7', 'Standard_HB120_v3', 'Standard_ZX4s_v1']) {
    const [finding, ...others] = lintPool(size, noble, agent);
    assert.equal(finding?.code, 'unlisted-size', size);
    assert.equal(finding.severity, 'information');
    assert.deepEqual(others, []);
  }
});

test('placeholders and sizes of cloud services are not checked', () => {
  for (const size of ['{{size}}', '$(vmSize)', "[parameters('size')]"])
    assert.deepEqual(codesOf(size, noble, agent), []);
  const cloud = { id: 'p', vmSize: 'small', targetDedicatedNodes: 1, cloudServiceConfiguration: { osFamily: '6' } };
  const codes = lintDefinition(JSON.stringify(cloud), 'pool', { now }).map(({ code }) => code);
  assert.ok(!codes.includes('unknown-size'));
});

test('an image whose generation the size does not support is reported', () => {
  const jammy = 'batch.node.ubuntu 22.04';
  const windows = 'batch.node.windows amd64';
  const ofWindows = (sku: string) => ['microsoftwindowsserver', 'windowsserver', sku];
  const ofJammy = (sku: string) => ['canonical', '0001-com-ubuntu-server-jammy', sku];
  const mismatches: readonly Parameters<typeof lintPool>[] = [
    ['Standard_D4_v3', noble, agent],
    ['Standard_F8', ofJammy('22_04-lts-gen2'), jammy],
    ['Standard_E16_v3', ofWindows('2022-datacenter-g2'), windows],
    ['Standard_D2_v2', ofWindows('2019-datacenter-gensecond'), windows],
    ['Standard_E8_v3', ofWindows('2022-datacenter-azure-edition'), windows],
    ['Standard_A4_v2', ['almalinux', 'almalinux', '9-gen2'], 'batch.node.el 9'],
    ['Standard_D4ds_v6', ofJammy('22_04-lts'), jammy],
    ['Standard_NC24ads_A100_v4', ofJammy('22_04-lts'), jammy],
    ['Standard_E8as_v6', ['canonical', 'ubuntu-24_04-lts', 'server-gen1'], agent],
  ];
  for (const mismatch of mismatches) assert.deepEqual(codesOf(...mismatch), ['generation-mismatch'], mismatch[0]);
  const fitting: readonly Parameters<typeof lintPool>[] = [
    ['Standard_D4s_v3', noble, agent],
    ['Standard_D4s_v3', ofJammy('22_04-lts'), jammy],
    ['Standard_D4_v3', ofJammy('22_04-lts'), jammy],
    ['Standard_D4_v3', ofWindows('2022-datacenter'), windows],
    ['Standard_D4ds_v6', noble, agent],
    ['Standard_D4ds_v6', ['microsoft-dsvm', 'ubuntu-hpc', '2204'], jammy],
    ['Standard_NC24ads_A100_v4', ofWindows('2022-datacenter-g2'), windows],
  ];
  for (const fit of fitting) assert.deepEqual(codesOf(...fit), [], fit[0]);
});

test('an impossible node agent is found, with a suggestion', () => {
  const meant: Readonly<Record<string, string | undefined>> = {
    'batch.node.ubuntu 2404': 'batch.node.ubuntu 24.04',
    'batch.node.ubuntu24.04': 'batch.node.ubuntu 24.04',
    'batch.node.ubuntu 24_04': 'batch.node.ubuntu 24.04',
    'ubuntu 24.04': 'batch.node.ubuntu 24.04',
    'batch.node.ubunto 24.04': 'batch.node.ubuntu 24.04',
    'batch.node.windows': 'batch.node.windows amd64',
    'batch.node.ubuntu 24.10': 'batch.node.ubuntu 24.04',
    'batch.node.ubuntu 24.04 LTS': 'batch.node.ubuntu 24.04',
  };
  for (const [name, right] of Object.entries(meant)) {
    const found = lintPool('standard_d4s_v5', noble, name);
    assert.equal(found[0]?.code, 'unknown-agent', name);
    assert.equal(found[0].fix?.text, right && JSON.stringify(right), name);
  }
  for (const name of ['batch.node.ubuntu 26.04', 'batch.node.photon 5.0', 'Batch.Node.Ubuntu 24.04', '{{agent}}'])
    assert.ok(!codesOf('standard_d4s_v5', noble, name).includes('unknown-agent'), name);
});

test('a part of an image with a leading or trailing space is found', () => {
  for (const image of [
    ['canonical ', 'ubuntu-24_04-lts', 'server'],
    ['canonical', ' ubuntu-24_04-lts', 'server'],
    ['canonical', 'ubuntu-24_04-lts', 'server\t'],
  ])
    assert.deepEqual(codesOf('standard_d4s_v5', image, agent), ['stray-space'], image.join('|'));
});

test('a marketplace image has a publisher, an offer, and a SKU', () => {
  const parts = { publisher: 'canonical', offer: 'ubuntu-24_04-lts', sku: 'server' };
  for (const name of Object.keys(parts)) {
    const imageReference = { ...parts, [name]: undefined, version: 'latest' };
    const virtualMachineConfiguration = { imageReference, nodeAgentSKUId: agent };
    const found = lintPool('standard_d4s_v5', noble, agent, { virtualMachineConfiguration });
    assert.deepEqual(
      found.map(({ code, severity, path }) => `${severity} ${code} ${path.join('.')}`),
      ['error missing-property virtualMachineConfiguration.imageReference'],
      name,
    );
  }
});

const toScaled = (autoScaleFormula: string) =>
  lintPool('standard_d4s_v5', noble, agent, {
    targetDedicatedNodes: undefined,
    enableAutoScale: true,
    autoScaleFormula,
  }).map(({ code }) => code);

const formulas: Readonly<Record<string, { readonly found: readonly string[]; readonly sound: readonly string[] }>> = {
  'formula-target': {
    found: [
      '$TargetDedicated = 3;',
      'n = max(0, $PendingTasks.GetSample(1)); $TargetDedicated=n;',
      '$TargetDedicatedNodes = min(9, $CurrentDedicated + 1);',
      '$NodeDeallocationOption = requeue;',
      'wanted = 4;',
      '// $TargetDedicatedNodes = 4;\nwanted = 4;',
      'x = $TargetDedicatedNodes == 4 ? 1 : 0;',
    ],
    sound: [
      '$TargetDedicatedNodes = 3;',
      '$TargetLowPriorityNodes=3',
      '$targetdedicatednodes = 3;',
      '$TargetDedicatedNodes=$CurrentDedicatedNodes;',
    ],
  },
  'unguarded-sample': {
    found: [
      '$TargetDedicatedNodes = avg($PendingTasks.GetSample(TimeInterval_Minute * 5));',
      'w = TimeInterval_Hour; $TargetDedicatedNodes = max($RunningTasks.GetSample(w, 60));',
      '$TargetLowPriorityNodes = min(4, max($RunningTasks . GetSample( 10 * TimeInterval_Second )));',
      '$TargetDedicatedNodes = avg($CPUPercent.GetSample(TimeInterval_Minute * 10)) > 0.7 ? 4 : 2;',
      '// GetSamplePercent is asked elsewhere\n$TargetDedicatedNodes = avg($PendingTasks.GetSample(TimeInterval_Day));'.replace(
        'GetSamplePercent is',
        '.GetSamplePercent() is',
      ),
    ],
    sound: [
      'p = $PendingTasks.GetSamplePercent(TimeInterval_Minute * 5); $TargetDedicatedNodes = p < 70 ? 1 : avg($PendingTasks.GetSample(TimeInterval_Minute * 5));',
      '$TargetDedicatedNodes = max(0, $PendingTasks.GetSample(1));',
      '$TargetDedicatedNodes = 4; // not $PendingTasks.GetSample(TimeInterval_Minute)',
    ],
  },
  'forgets-running': {
    found: [
      '$TargetDedicatedNodes = min(8, $ActiveTasks.GetSample(1));',
      'n = max(0, $ActiveTasks.GetSample(1)); $TargetLowPriorityNodes = n > 20 ? 20 : n;',
      '$TargetDedicatedNodes = $ActiveTasks.GetSample(1) > 0 ? 4 : 0; // not $PendingTasks',
      '$TargetDedicatedNodes = min(8, $ActiveTasks.GetSample(1)); $NodeDeallocationOption = taskcompletion;',
      '$NodeDeallocationOption = retaineddata; n = $ActiveTasks.GetSample(1); $TargetLowPriorityNodes = min(n, 3);',
      '$TargetDedicatedNodes = max(1, $ActiveTasks.GetSample(1)); $NodeDeallocationOption = requeue;',
    ],
    sound: [
      '$TargetDedicatedNodes = min(8, $PendingTasks.GetSample(1));',
      '$TargetDedicatedNodes = $ActiveTasks.GetSample(1) + $RunningTasks.GetSample(1);',
      '$TargetDedicatedNodes = max($CurrentDedicatedNodes, $ActiveTasks.GetSample(1));',
      '$TargetDedicatedNodes = min(8, $PendingTasks.GetSample(1)); $NodeDeallocationOption = taskcompletion;',
    ],
  },
  'formula-time': {
    found: [
      'a = time("2026-01-02T03:04:05.123456789Z"); $TargetDedicatedNodes = time() > a ? 1 : 0;',
      'a = time( "2026-01-02T03:04:05.12345678+01:00" ); $TargetDedicatedNodes = 1;',
      "$TargetDedicatedNodes = time() > time('2026-01-02 03:04:05.000000000') ? 1 : 0;",
    ],
    sound: [
      'a = time("2026-01-02T03:04:05Z"); $TargetDedicatedNodes = 1;',
      'a = time("2026-01-02T03:04:05.1234567Z"); $TargetDedicatedNodes = 1;',
      '$TargetDedicatedNodes = 0.123456789 * 10;',
    ],
  },
};

for (const [code, { found, sound }] of Object.entries(formulas)) {
  for (const formula of found)
    test(`${code} is found in the formula: ${formula}`, () => assert.deepEqual(toScaled(formula), [code]));
  for (const formula of sound)
    test(`${code} is not found in the formula: ${formula}`, () => assert.deepEqual(toScaled(formula), []));
}

test('IDs of subnets and identities must have the right form', () => {
  const start = '/subscriptions/0b1f6c1e/resourceGroups/net/providers';
  const network = `${start}/Microsoft.Network/virtualNetworks/vn`;
  const codesIn = (subnetId: string) =>
    codesOf('standard_d4s_v5', noble, agent, { networkConfiguration: { subnetId } });
  for (const id of [
    'nodes',
    'vn/nodes',
    network,
    `${network}/subnets`,
    `https://management.azure.com${network}/subnets/n`,
  ])
    assert.deepEqual(codesIn(id), ['resource-id'], id);
  for (const id of [
    `${network}/subnets/n`,
    `${network.toUpperCase()}/SUBNETS/N`,
    `${start}/Microsoft.ClassicNetwork/virtualNetworks/vn/subnets/n`,
    '{{subnet}}',
    `${network}/subnets/{{n}}`,
    "[resourceId('Microsoft.Network/virtualNetworks/subnets','v','s')]",
  ])
    assert.deepEqual(codesIn(id), [], id);
  const task = (resourceId: string) => ({
    id: 't',
    commandLine: 'x',
    containerSettings: {
      imageName: 'a',
      registry: { registryServer: 'a.azurecr.io', identityReference: { resourceId } },
    },
  });
  const codesFor = (id: string) => lintDefinition(JSON.stringify(task(id)), 'task', { now }).map(({ code }) => code);
  assert.deepEqual(codesFor('reader'), ['resource-id']);
  assert.deepEqual(codesFor(`${start}/Microsoft.ManagedIdentity/userAssignedIdentities/reader`), []);
});
