import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Job } from '../model/job.ts';
import type { Pool } from '../model/pool.ts';
import type { Task } from '../model/task.ts';
import { type Copied, toCopy } from './copyForms.ts';

const account = { name: 'contoso' };
const task = {
  id: 'frame-1',
  url: 'https://contoso.westeurope.batch.azure.com/jobs/j/tasks/frame-1',
  state: 'completed',
  commandLine: '/bin/sh -c "echo \'$HOME\' > out; echo ünïcode"',
  resourceFiles: [
    {
      httpUrl: 'https://data.blob.core.windows.net/in/a.exr?sv=2024-01-01&sig=aaaaaaaaaaaaaaaaaaaaaaaaaaaa%3D',
      filePath: 'a.exr',
    },
  ],
  environmentSettings: [
    { name: 'DB_PASSWORD', value: 'hunter2hunter2' },
    { name: 'LEVEL', value: '3' },
  ],
  executionInfo: { exitCode: 1 },
} as unknown as Task;
const ofTask: Copied = { kind: 'task', jobId: "job's", value: task };
const pool = {
  id: 'gpu',
  vmSize: 'standard_d2s_v3',
  state: 'active',
  allocationState: 'steady',
  currentDedicatedNodes: 2,
  targetDedicatedNodes: 2,
  targetLowPriorityNodes: 0,
  resizeTimeout: 'PT15M',
  enableAutoScale: false,
  autoScaleFormula: '',
  enableInterNodeCommunication: true,
  taskSchedulingPolicy: { nodeFillType: 'pack' },
  virtualMachineConfiguration: {
    imageReference: {
      publisher: 'canonical',
      offer: 'ubuntu',
      sku: '22_04-lts',
      version: 'latest',
      exactVersion: '22.04.1',
    },
    nodeAgentSKUId: 'batch.node.ubuntu 22.04',
    dataDisks: [{ lun: 0, caching: 'readwrite', diskSizeGB: 64, storageAccountType: 'premium_lrs' }],
  },
  networkConfiguration: {
    endpointConfiguration: {
      inboundNATPools: [
        {
          name: 'ssh',
          protocol: 'tcp',
          backendPort: 22,
          frontendPortRangeStart: 50000,
          frontendPortRangeEnd: 50100,
          networkSecurityGroupRules: [{ priority: 150, access: 'deny', sourceAddressPrefix: '*' }],
        },
      ],
    },
  },
  userAccounts: [{ name: 'render', password: 'p4ssw0rd!p4ssw0rd', elevationLevel: 'admin' }],
  applicationPackageReferences: [{ applicationId: 'blender', version: '4' }],
  metadata: [{ name: 'team', value: '[render]' }],
  startTask: { commandLine: 'true', userIdentity: { autoUser: { scope: 'pool', elevationLevel: 'admin' } } },
} as unknown as Pool;

test('a definition contains the submitted properties, without additions of the service, and counts the missing secrets', () => {
  const { text, hidden } = toCopy([ofTask], 'definition', account);
  assert.equal(hidden, 2);
  assert.deepEqual(JSON.parse(text), {
    id: 'frame-1',
    commandLine: task.commandLine,
    resourceFiles: [
      { httpUrl: 'https://data.blob.core.windows.net/in/a.exr?sv=2024-01-01&sig=<secret>', filePath: 'a.exr' },
    ],
    environmentSettings: [
      { name: 'DB_PASSWORD', value: '<secret>' },
      { name: 'LEVEL', value: '3' },
    ],
  });
});

test('no format contains a secret', () => {
  for (const form of ['definition', 'cli', 'python', 'template'] as const) {
    for (const copied of [ofTask, { kind: 'pool', value: pool } as const]) {
      const { text } = toCopy([copied], form, account);
      assert.doesNotMatch(text, /hunter2|aaaaaaaa|p4ssw0rd|\[hidden\]/, form);
    }
  }
});

test('secrets that the service requires but never returns have placeholders', () => {
  const registries = [
    { registryServer: 'a.azurecr.io', username: 'ann' },
    { registryServer: 'b.azurecr.io', identityReference: { resourceId: '/x' } },
  ];
  const mounts = [
    { azureFileShareConfiguration: { accountName: 'data', relativeMountPath: 'm' } },
    { azureBlobFileSystemConfiguration: { accountName: 'data', identityReference: { resourceId: '/x' } } },
    { nfsMountConfiguration: { source: 'x', relativeMountPath: 'n' } },
  ];
  const value = {
    ...pool,
    userAccounts: [{ name: 'ann' }],
    mountConfiguration: mounts,
    virtualMachineConfiguration: {
      ...pool.virtualMachineConfiguration,
      containerConfiguration: { type: 'dockerCompatible', containerRegistries: registries },
    },
  } as unknown as Pool;
  const { text, hidden } = toCopy([{ kind: 'pool', value }], 'definition', account);
  const copied = JSON.parse(text);
  assert.deepEqual(copied.userAccounts, [{ name: 'ann', password: '<secret>' }]);
  assert.deepEqual(copied.virtualMachineConfiguration.containerConfiguration.containerRegistries, [
    { ...registries[0], password: '<secret>' },
    registries[1],
  ]);
  assert.equal(copied.mountConfiguration[0].azureFileShareConfiguration.accountKey, '<secret>');
  assert.deepEqual(copied.mountConfiguration.slice(1), mounts.slice(1));
  assert.equal(hidden, 3);
});

test('a command of the Azure CLI writes the definition and submits it', () => {
  const lines = toCopy([ofTask], 'cli', account).text.split('\n');
  assert.equal(lines[0], "cat > task.json <<'JSON'");
  assert.equal(lines.at(-2), String.raw`az batch task create --job-id 'job'\''s' --json-file task.json`);
  const definition = lines.slice(1, lines.indexOf('JSON')).join('\n');
  assert.equal(`${definition}\n`, toCopy([ofTask], 'definition', account).text);
  const job = { kind: 'job', value: { id: 'nightly:job-1', poolInfo: { poolId: 'p' } } as Job } as const;
  assert.match(
    toCopy([job], 'cli', account).text,
    /"id": "nightly-job-1"[\s\S]*\naz batch job create --json-file job\.json\n$/,
  );
});

test('a Python script has the data as Python literals', () => {
  const values = { ...task, a: true, b: false, c: null, d: [], e: {}, f: '"""\u2028\\' } as unknown as Task;
  const { text } = toCopy([{ kind: 'task', jobId: 'j', value: values }], 'python', account);
  assert.match(
    text,
    /\n {4}"a": True,\n {4}"b": False,\n {4}"c": None,\n {4}"d": \[\],\n {4}"e": \{\},\n {4}"f": "\\"\\"\\"\\u2028\\\\",\n\}/,
  );
  assert.match(text, /\nclient\.task\.add\("j", models\.TaskAddParameter\.deserialize\(definition\)\)\n$/);
});

test('a copied pool has only one way to set its size', () => {
  const fixed = JSON.parse(toCopy([{ kind: 'pool', value: pool }], 'definition', account).text);
  assert.deepEqual(
    [fixed.targetDedicatedNodes, fixed.autoScaleFormula, fixed.currentDedicatedNodes],
    [2, undefined, undefined],
  );
  assert.equal(fixed.virtualMachineConfiguration.imageReference.exactVersion, undefined);
  const scaled = { ...pool, enableAutoScale: true, autoScaleFormula: '$TargetDedicatedNodes=1;' } as Pool;
  const copied = JSON.parse(toCopy([{ kind: 'pool', value: scaled }], 'definition', account).text);
  assert.deepEqual(
    [copied.targetDedicatedNodes, copied.resizeTimeout, copied.autoScaleFormula],
    [undefined, undefined, '$TargetDedicatedNodes=1;'],
  );
});

test('a Resource Manager template uses the names, values, and objects of Resource Manager', () => {
  const template = JSON.parse(toCopy([{ kind: 'pool', value: pool }], 'template', account).text);
  assert.deepEqual(template.parameters, { batchAccountName: { type: 'string', defaultValue: 'contoso' } });
  const [resource] = template.resources;
  assert.equal(resource.type, 'Microsoft.Batch/batchAccounts/pools');
  assert.equal(resource.name, "[concat(parameters('batchAccountName'), '/', 'gpu')]");
  assert.deepEqual(resource.properties, {
    vmSize: 'standard_d2s_v3',
    taskSchedulingPolicy: { nodeFillType: 'Pack' },
    networkConfiguration: {
      endpointConfiguration: {
        inboundNatPools: [
          {
            name: 'ssh',
            protocol: 'TCP',
            backendPort: 22,
            frontendPortRangeStart: 50000,
            frontendPortRangeEnd: 50100,
            networkSecurityGroupRules: [{ priority: 150, access: 'Deny', sourceAddressPrefix: '*' }],
          },
        ],
      },
    },
    userAccounts: [{ name: 'render', password: '<secret>', elevationLevel: 'Admin' }],
    metadata: [{ name: 'team', value: '[[render]' }],
    startTask: { commandLine: 'true', userIdentity: { autoUser: { scope: 'Pool', elevationLevel: 'Admin' } } },
    deploymentConfiguration: {
      virtualMachineConfiguration: {
        imageReference: { publisher: 'canonical', offer: 'ubuntu', sku: '22_04-lts', version: 'latest' },
        nodeAgentSkuId: 'batch.node.ubuntu 22.04',
        dataDisks: [{ lun: 0, caching: 'ReadWrite', diskSizeGB: 64, storageAccountType: 'Premium_LRS' }],
      },
    },
    scaleSettings: { fixedScale: { targetDedicatedNodes: 2, targetLowPriorityNodes: 0, resizeTimeout: 'PT15M' } },
    interNodeCommunication: 'Enabled',
    applicationPackages: [
      {
        id: "[resourceId('Microsoft.Batch/batchAccounts/applications', parameters('batchAccountName'), 'blender')]",
        version: '4',
      },
    ],
  });
});

const toTask = (id: string): Copied => ({ kind: 'task', jobId: 'j', value: { id, commandLine: 'x' } as Task });

test('several items become a list of definitions, successive commands, one script, or one template', () => {
  const tasks = [toTask('a'), toTask('b')];
  const ids = JSON.parse(toCopy(tasks, 'definition', account).text).map(({ id }: { id: string }) => id);
  assert.deepEqual(ids, ['a', 'b']);
  const lines = toCopy(tasks, 'cli', account).text.split('\n');
  assert.equal(lines.filter((line) => line === 'az batch task create --job-id j --json-file task.json').length, 2);
  const script = toCopy(tasks, 'python', account).text;
  assert.equal(script.match(/^client\.task\.add\("j", /gm)?.length, 2);
  assert.equal(script.match(/^client = /gm)?.length, 1);
  const pools = [pool, { ...pool, id: 'cpu' }].map((value) => ({ kind: 'pool', value }) as const);
  const { resources } = JSON.parse(toCopy(pools, 'template', account).text);
  assert.equal(resources.length, 2);
  assert.match(resources[1].name, /'cpu'/);
  assert.equal(toCopy([ofTask, ofTask], 'definition', account).hidden, 4);
});
