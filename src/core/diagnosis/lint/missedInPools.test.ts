import { testMistakes, toAutoPool, toJob, toPool, toTask } from '../../../../test/builders/mistakes.ts';

const toAgentPool = (agent: string) =>
  toPool({
    virtualMachineConfiguration: {
      imageReference: {
        virtualMachineImageId:
          '/subscriptions/s/resourceGroups/g/providers/Microsoft.Compute/galleries/own/images/render/versions/1.0.0',
      },
      nodeAgentSKUId: agent.startsWith('{') ? agent : `batch.node.${agent}`,
    },
  });
const toWindowsImage = (sku: string) =>
  toPool({
    virtualMachineConfiguration: {
      imageReference: { publisher: 'MicrosoftWindowsServer', offer: 'WindowsServer', sku },
      nodeAgentSKUId: 'batch.node.windows amd64',
    },
  });
let nextPort = 1000;
const toPorts = (name: string, backendPort: number) => {
  nextPort += 100;
  const rules = [{ priority: 150, access: 'deny', sourceAddressPrefix: '*' }];
  const range = { frontendPortRangeStart: nextPort, frontendPortRangeEnd: nextPort + 99 };
  return { name, protocol: 'tcp', backendPort, ...range, networkSecurityGroupRules: rules };
};
const toNamedEndpoints = (...inboundNATPools: readonly object[]) =>
  toPool({ networkConfiguration: { endpointConfiguration: { inboundNATPools } } });
const inCloudServices = { cloudServiceConfiguration: { osFamily: '6' } };
const inSmallCloud = { vmSize: 'small', targetDedicatedNodes: 1, ...inCloudServices };
const toWindowsPool = (more: object) =>
  toPool({
    virtualMachineConfiguration: {
      imageReference: { publisher: 'microsoftwindowsserver', offer: 'windowsserver', sku: '2022-datacenter' },
      nodeAgentSKUId: 'batch.node.windows amd64',
    },
    ...more,
  });
const natPools = 'networkConfiguration.endpointConfiguration.inboundNATPools';
const toEndpoints = (inboundNATPools: readonly object[]) =>
  toPool({ networkConfiguration: { endpointConfiguration: { inboundNATPools } } });
const toNatPool = (...ranges: readonly (readonly [from: number, to: number])[]) =>
  toEndpoints(
    ranges.map(([frontendPortRangeStart, frontendPortRangeEnd], index) => ({
      name: `port-${index}`,
      protocol: 'tcp',
      backendPort: 8000 + index,
      frontendPortRangeStart,
      frontendPortRangeEnd,
    })),
  );
const toEndpoint = (
  backendPort: number,
  ...rules: readonly (readonly [access: string, sourceAddressPrefix: string])[]
) =>
  toEndpoints([
    {
      name: 'login',
      protocol: 'tcp',
      backendPort,
      frontendPortRangeStart: 15_000,
      frontendPortRangeEnd: 15_100,
      networkSecurityGroupRules: rules.map(([access, sourceAddressPrefix], index) => ({
        priority: 150 + index,
        access,
        sourceAddressPrefix,
      })),
    },
  ]);
const inContainer = { containerSettings: { imageName: 'contoso.azurecr.io/render:1.4' } };
const toContainerPool = ([publisher, offer, sku, nodeAgentSKUId]: readonly string[]) =>
  toPool({
    virtualMachineConfiguration: {
      imageReference: { publisher, offer, sku },
      nodeAgentSKUId,
      containerConfiguration: { type: 'dockerCompatible' },
    },
  });
const withContainers = {
  virtualMachineConfiguration: toContainerPool(['microsoft-dsvm', 'ubuntu-hpc', '2404', 'batch.node.ubuntu 24.04'])
    .virtualMachineConfiguration,
};
const toScaled = (autoScaleFormula: string) =>
  toPool({ targetDedicatedNodes: undefined, enableAutoScale: true, autoScaleFormula });
const toFormulas = (...formulas: readonly string[]) =>
  formulas.map((formula) => ['autoScaleFormula', toScaled(formula)] as const);

const ownImage = '/subscriptions/s/resourceGroups/g/providers/Microsoft.Compute/galleries/own/images/render';
const toShares = (...shares: readonly object[]) => ({
  mountConfiguration: shares.map((share, index) => ({
    azureFileShareConfiguration: {
      accountName: 'data',
      azureFileUrl: 'https://data.file.core.windows.net/share',
      accountKey: '$KEY',
      relativeMountPath: `share${index}`,
      ...share,
    },
  })),
});
const toBlobs = (keys: object) => ({
  mountConfiguration: [
    {
      azureBlobFileSystemConfiguration: {
        accountName: 'data',
        containerName: 'scenes',
        relativeMountPath: 'scenes',
        ...keys,
      },
    },
  ],
});

const communicating = { enableInterNodeCommunication: true };

const ofNfs = { nfsMountConfiguration: { source: 'files.example:/data', relativeMountPath: 'n' } };
const ofContainer = {
  azureBlobFileSystemConfiguration: {
    accountName: 'contoso',
    containerName: 'data',
    relativeMountPath: 'b',
    identityReference: { resourceId: '{{identity}}' },
  },
};
const ofDrive = {
  azureFileShareConfiguration: {
    accountName: 'contoso',
    accountKey: '{{key}}',
    azureFileUrl: 'https://contoso.file.core.windows.net/data',
    relativeMountPath: 'S',
  },
};

testMistakes([
  {
    code: 'linux-shell',
    found: ['bash /opt/run.sh', 'bash -c "ls"', 'sh /opt/install.sh', 'bash.exe run.sh', 'zsh -c ls'].map(
      (commandLine) => ['startTask.commandLine', toWindowsPool({ startTask: { commandLine } })],
    ),
    sound: [
      toWindowsPool({ startTask: { commandLine: 'cmd /c "bash /opt/run.sh"' } }),
      toWindowsPool({ startTask: { commandLine: 'powershell -File a.ps1' } }),
      toPool({ startTask: { commandLine: 'bash /opt/run.sh' } }),
      toTask('a', { commandLine: 'bash run.sh' }),
    ],
  },
  {
    code: 'mixed-nodes',
    found: [
      ['targetLowPriorityNodes', toPool({ ...communicating, targetLowPriorityNodes: 2 })],
      ['targetLowPriorityNodes', toPool({ ...communicating, targetDedicatedNodes: 1, targetLowPriorityNodes: 1 })],
      ['targetLowPriorityNodes', toPool({ ...communicating, targetDedicatedNodes: 40, targetLowPriorityNodes: 4 })],
      ['targetLowPriorityNodes', toPool({ ...communicating, targetLowPriorityNodes: 2, taskSlotsPerNode: 1 })],
      [
        'poolInfo.autoPoolSpecification.pool.targetLowPriorityNodes',
        { id: 'j', ...toAutoPool({ ...communicating, targetLowPriorityNodes: 2 }) },
      ],
    ],
    sound: [
      toPool({ ...communicating, targetLowPriorityNodes: 0 }),
      toPool({ targetLowPriorityNodes: 2 }),
      toPool({ ...communicating, targetLowPriorityNodes: '{{spot}}' }),
    ],
  },
  {
    code: 'spot-communication',
    found: [
      [
        'targetLowPriorityNodes',
        toPool({ enableInterNodeCommunication: true, targetDedicatedNodes: 0, targetLowPriorityNodes: 4 }),
      ],
      [
        'targetLowPriorityNodes',
        toPool({ enableInterNodeCommunication: true, targetDedicatedNodes: undefined, targetLowPriorityNodes: 1 }),
      ],
      [
        'poolInfo.autoPoolSpecification.pool.targetLowPriorityNodes',
        { id: 'j', ...toAutoPool({ ...communicating, targetDedicatedNodes: 0, targetLowPriorityNodes: 2 }) },
      ],
      [
        'targetLowPriorityNodes',
        toPool({ ...communicating, targetDedicatedNodes: null, targetLowPriorityNodes: 9, taskSlotsPerNode: 1 }),
      ],
      ['targetLowPriorityNodes', toPool({ ...communicating, targetDedicatedNodes: 0, targetLowPriorityNodes: 100 })],
    ],
    sound: [
      toPool({ enableInterNodeCommunication: true }),
      toPool({ targetLowPriorityNodes: 2 }),
      toPool({ enableInterNodeCommunication: true, targetLowPriorityNodes: 0 }),
    ],
  },
  {
    code: 'overlapping-ports',
    found: [
      [`${natPools}.1.frontendPortRangeStart`, toNatPool([10_000, 10_100], [10_050, 10_200])],
      [`${natPools}.1.frontendPortRangeStart`, toNatPool([10_000, 10_100], [10_100, 10_200])],
      [`${natPools}.0.frontendPortRangeStart`, toNatPool([10_050, 10_100], [10_000, 10_200])],
      [`${natPools}.1.frontendPortRangeStart`, toNatPool([10_000, 10_100], [10_000, 10_100])],
      [`${natPools}.2.frontendPortRangeStart`, toNatPool([10_000, 10_100], [11_000, 11_100], [11_050, 11_150])],
    ],
    sound: [toNatPool([10_000, 10_100], [10_101, 10_200]), toNatPool([11_000, 11_100], [10_000, 10_100])],
  },
  {
    code: 'open-to-all',
    found: [
      [`${natPools}.0.backendPort`, toEndpoint(22)],
      [`${natPools}.0.backendPort`, toEndpoint(3389)],
      [`${natPools}.0.backendPort`, toEndpoint(22, ['allow', '*'])],
      [`${natPools}.0.backendPort`, toEndpoint(3389, ['allow', '10.0.0.0/8'], ['Allow', 'Internet'])],
      [`${natPools}.0.backendPort`, toEndpoint(22, ['allow', '0.0.0.0/0'], ['deny', '*'])],
    ],
    sound: [
      toEndpoint(22, ['allow', '203.0.113.0/24']),
      toEndpoint(22, ['deny', '*'], ['allow', '*']),
      toEndpoint(22, ['deny', '*']),
      toEndpoint(8080),
    ],
  },
  {
    code: 'container-mismatch',
    found: [
      ['taskFactory.tasks.0.containerSettings', toJob([toTask('a', inContainer)], toAutoPool())],
      ['taskFactory.tasks.1', toJob([toTask('a', inContainer), toTask('b')], toAutoPool(withContainers))],
      ['taskFactory.tasks.0', toJob([toTask('a')], toAutoPool(withContainers))],
      ['taskFactory.tasks.1.containerSettings', toJob([toTask('a'), toTask('b', inContainer)], toAutoPool())],
      ['startTask.containerSettings', toPool({ startTask: { commandLine: 'a', ...inContainer } })],
    ],
    sound: [
      toJob([toTask('a', inContainer)], toAutoPool(withContainers)),
      toJob([toTask('a')], toAutoPool()),
      toJob([toTask('a', inContainer)]),
      toPool({ ...withContainers, startTask: { commandLine: 'a', ...inContainer } }),
      toPool({ ...withContainers, startTask: { commandLine: 'a' } }),
      toPool({ virtualMachineConfiguration: '{{machine}}', startTask: { commandLine: 'a', ...inContainer } }),
    ],
  },
  {
    code: 'image-without-containers',
    found: [
      ['canonical', 'ubuntu-24_04-lts', 'server', 'batch.node.ubuntu 24.04'],
      ['canonical', 'ubuntu-24_04-lts', 'server', 'batch.node.ubuntu 24.04'],
      ['Canonical', 'ubuntu-24_04-lts', 'server-gen1', 'batch.node.ubuntu 24.04'],
      ['MicrosoftWindowsServer', 'WindowsServer', '2022-datacenter', 'batch.node.windows amd64'],
      ['microsoftwindowsserver', 'windowsserver', '2019-datacenter-core', 'batch.node.windows amd64'],
    ].map((machine) => ['virtualMachineConfiguration.containerConfiguration', toContainerPool(machine)]),
    sound: [
      ['microsoft-dsvm', 'ubuntu-hpc', '2404', 'batch.node.ubuntu 24.04'],
      ['almalinux', 'almalinux-hpc', '8_7-hpc-gen2', 'batch.node.el 8'],
      ['MicrosoftWindowsServer', 'WindowsServer', '2022-datacenter-with-containers', 'batch.node.windows amd64'],
      ['contoso', 'ubuntu', '24.04', 'batch.node.ubuntu 24.04'],
    ].map(toContainerPool),
  },
  {
    code: 'slots-per-node',
    found: [
      toPool({ taskSlotsPerNode: 17 }),
      toPool({ vmSize: 'Standard_D2s_v5', taskSlotsPerNode: 9 }),
      toPool({ vmSize: 'Standard_E8ds_v5', taskSlotsPerNode: 64 }),
      toPool({ vmSize: 'standard_nc24ads_a100_v4', taskSlotsPerNode: 200 }),
      toPool({ vmSize: 'Standard_F4as_v6', taskSlotsPerNode: 32 }),
    ].map((pool) => ['taskSlotsPerNode', pool]),
    sound: [
      toPool({ taskSlotsPerNode: 16 }),
      toPool({ vmSize: 'Standard_HB120rs_v3', taskSlotsPerNode: 256 }),
      toPool({ vmSize: '{{size}}', taskSlotsPerNode: 64 }),
    ],
  },
  {
    code: 'duplicate-endpoint',
    found: [
      ['1.name', toPorts('ssh', 22), toPorts('ssh', 23)],
      ['1.name', toPorts('a', 8080), toPorts('A', 8081)],
      ['1.backendPort', toPorts('a', 8080), toPorts('b', 8080)],
      ['2.backendPort', toPorts('a', 8080), toPorts('b', 8081), toPorts('c', 8080)],
      ['2.name', toPorts('a', 8080), toPorts('b', 8081), toPorts('b', 8082)],
    ].map(([path, ...pools]) => [
      `networkConfiguration.endpointConfiguration.inboundNATPools.${path}`,
      toNamedEndpoints(...(pools as object[])),
    ]),
    sound: [
      toNamedEndpoints(toPorts('a', 8080), toPorts('b', 8081)),
      toNamedEndpoints(toPorts('{{a}}', 1), toPorts('{{a}}', 2)),
    ],
  },
  {
    code: 'retired-image',
    found: ['ubuntu 20.04', 'ubuntu 18.04', 'centos 7', 'centos 8', 'debian 10'].map((agent) => [
      'virtualMachineConfiguration.nodeAgentSKUId',
      toAgentPool(agent),
    ]),
    sound: ['ubuntu 24.04', 'el 9', 'debian 12', '{{agent}}'].map(toAgentPool),
  },
  {
    code: 'retired-size',
    found: [
      'Standard_NC6s_v3',
      'standard_nc24rs_v3',
      'Standard_NV12s_v3',
      'Standard_NV8as_v4',
      'Standard_NC12s_v2',
    ].map((vmSize) => ['vmSize', toPool({ vmSize })]),
    sound: ['Standard_D4s_v3', 'Standard_NC24ads_A100_v4', 'Standard_NC4as_T4_v3', '{{size}}'].map((vmSize) =>
      toPool({ vmSize }),
    ),
  },
  {
    code: 'support-ends-soon',
    found: [
      '2016-datacenter',
      '2016-datacenter-smalldisk',
      '2016-datacenter-gensecond',
      '2016-Datacenter',
      '2016-datacenter-gs',
    ].map((sku) => ['virtualMachineConfiguration.nodeAgentSKUId', toWindowsImage(sku)]),
    sound: ['2019-datacenter', '2022-datacenter', '2025-datacenter'].map(toWindowsImage),
  },
  {
    code: 'support-ends',
    found: ['Standard_DS2_v2', 'Standard_DS3_v2', 'Standard_F4s_v2', 'Standard_B2ms', 'Standard_HC44rs'].map(
      (vmSize) => ['vmSize', toPool({ vmSize })],
    ),
    sound: ['Standard_D2s_v3', 'Standard_B2s_v2', 'Standard_F4as_v6'].map((vmSize) => toPool({ vmSize })),
  },
  {
    code: 'retired-feature',
    found: [
      ['certificateReferences', toPool({ certificateReferences: [{ thumbprint: 'ab', thumbprintAlgorithm: 'sha1' }] })],
      ['applicationLicenses', toPool({ applicationLicenses: ['maya'] })],
      ['applicationLicenses', toPool({ applicationLicenses: ['3dsmax', 'vray'] })],
      ['applicationLicenses', toPool({ applicationLicenses: ['arnold'], displayName: 'Frames' })],
      ['cloudServiceConfiguration', { id: 'p', vmSize: 'small', targetDedicatedNodes: 1, ...inCloudServices }],
      ['cloudServiceConfiguration', { id: 'p', vmSize: 'large', targetLowPriorityNodes: 1, ...inCloudServices }],
      ['cloudServiceConfiguration', { vmSize: 'small', id: 'q', targetDedicatedNodes: 3, ...inCloudServices }],
      [
        'poolInfo.autoPoolSpecification.pool.cloudServiceConfiguration',
        { id: 'j', poolInfo: { autoPoolSpecification: { poolLifetimeOption: 'job', pool: inSmallCloud } } },
      ],
    ],
    sound: [toPool(), toPool({ cloudServiceConfiguration: undefined })],
  },
  {
    code: 'formula-syntax',
    found: toFormulas(
      '$TargetDedicatedNodes = min(10, avg($PendingTasks.GetSample(1));',
      '$TargetDedicatedNodes = 1);',
      '$TargetDedicatedNodes = ;',
      '$TargetDedicatedNodes = 2 * / 3;',
      'x = 1; $TargetDedicatedNodes = x > 0 & x < 9 ? 1 : 2;',
      '$TargetDedicatedNodes => 4;',
      '$TargetDedicatedNodes = 5 % 2;',
      'x = 1; $TargetDedicatedNodes = x < 3 or x > 9 ? 1 : 2;',
      '$TargetDedicatedNodes = (time().hour > 8) and (time().hour < 18) ? 4 : 0;',
    ),
    sound: [
      '$TargetDedicatedNodes = min(10, $PendingTasks.GetSample(1));',
      "/* it's ( */ $TargetDedicatedNodes = -1 + -(2 - 3); // )",
      'x = time().weekday >= 1 && !(time().hour < 8) ? 4 : 0;\n$TargetDedicatedNodes = x',
      'v = $CPUPercent.GetSample(TimeInterval_Minute * 5, 70); $TargetDedicatedNodes = v[0] != 0 || len(v) > 3 ? 1.5e1 : .5;',
      '$TargetDedicatedNodes = 1; $NodeDeallocationOption = taskcompletion;',
      '{{formula}}',
      'cur = time("Mon, 06 Oct 2014 10:20:00 GMT"); $TargetDedicatedNodes = 0;',
    ].map(toScaled),
  },
  {
    code: 'vector-without-sample',
    found: toFormulas(
      '$TargetDedicatedNodes = $PendingTasks;',
      '$TargetDedicatedNodes = min(10, $PendingTasks);',
      'x = $RunningTasks + 1; $TargetDedicatedNodes = x;',
      '$TargetDedicatedNodes = $CPUPercent > 70 ? 4 : 2;',
      '$TargetLowPriorityNodes = max(0, $PendingTasks);',
    ),
    sound: [
      '$TargetDedicatedNodes = $CurrentDedicatedNodes;',
      '$TargetDedicatedNodes = avg($PendingTasks.GetSample(1));',
    ].map(toScaled),
  },
  {
    code: 'formula-type',
    found: toFormulas(
      '$TargetDedicatedNodes = "5";',
      '$TargetDedicatedNodes="a"',
      "$TargetDedicatedNodes = '5';",
      '$TargetLowPriorityNodes = "10";',
      'x = 1; $targetDedicatedNodes = "2";',
      'size = "5"; $TargetDedicatedNodes = size;',
      '$TargetDedicatedNodes = time();',
      '$TargetDedicatedNodes = time("Mon, 06 Oct 2014 10:20:00 GMT");',
      '$TargetDedicatedNodes = TimeInterval_Hour;',
      '$TargetDedicatedNodes = $PendingTasks.GetSample(TimeInterval_Minute * 5);',
      'v = $CPUPercent.GetSample(180 * TimeInterval_Second, 70); $TargetDedicatedNodes = v;',
      '$TargetDedicatedNodes = $CurrentDedicatedNodes + "1";',
      '$TargetDedicatedNodes = "2" * 3;',
      '$TargetDedicatedNodes = max("4", 2);',
      'x = ceil("1.5"); $TargetDedicatedNodes = x;',
      "x = 5 - '2'; $TargetDedicatedNodes = x;",
      't = time() - 5 + TimeInterval_Minute; $TargetDedicatedNodes = t > time() ? 1 : 2;',
      '$TargetDedicatedNodes = avg($PendingTasks.GetSample(TimeInterval_Minute + 5));',
    ),
    sound: [
      '$TargetDedicatedNodes = time() - time("2026-01-01") > TimeInterval_Minute * 5 + TimeInterval_Hour ? 1 : 2;',
      't = time() + 5 * TimeInterval_Minute - 2 * TimeInterval_Hour; $TargetDedicatedNodes = t.hour > 8 ? 1 : 2;',
      '$TargetDedicatedNodes = 5 + TimeInterval_Hour / TimeInterval_Minute;',
      '$TargetDedicatedNodes = TimeInterval_Hour / TimeInterval_Minute + 5;',
      's = "a"; $TargetDedicatedNodes = s == "a" ? 1 : 2;',
      '$TargetDedicatedNodes = 5;',
      's = "5"; $TargetDedicatedNodes = 5;',
      'v = $CPUPercent.GetSample(180 * TimeInterval_Second, 70); $TargetDedicatedNodes = avg(v);',
      '$TargetDedicatedNodes = time().hour;',
      '$TargetDedicatedNodes = $PendingTasks.GetSample(1);',
      'v = $PendingTasks.GetSample(TimeInterval_Minute * 5); v = max(v); $TargetDedicatedNodes = v;',
    ].map(toScaled),
  },
  {
    code: 'agent-mismatch',
    found: [
      ['microsoft-azure-batch', 'ubuntu-server-container', '20-04-lts', 'batch.node.ubuntu 24.04'],
      ['debian', 'debian-12', '12', 'batch.node.debian 11'],
      ['almalinux', 'almalinux-x86_64', '9-gen2', 'batch.node.el 8'],
      ['almalinux', 'almalinux-hpc', '8_10-hpc-gen2', 'batch.node.el 9'],
      ['canonical', 'ubuntu-24_04-lts', 'server', 'batch.node.el 9'],
    ].map(([publisher, offer, sku, nodeAgentSKUId]) => [
      'virtualMachineConfiguration.nodeAgentSKUId',
      toPool({ virtualMachineConfiguration: { imageReference: { publisher, offer, sku }, nodeAgentSKUId } }),
    ]),
    sound: [
      ['almalinux', 'almalinux-x86_64', '9-gen2', 'batch.node.el 9'],
      ['almalinux', 'almalinux-hpc', '8_10-hpc-gen2', 'batch.node.el 8'],
      ['microsoft-dsvm', 'ubuntu-hpc', '2404', 'batch.node.ubuntu 24.04'],
    ].map(([publisher, offer, sku, nodeAgentSKUId]) =>
      toPool({ virtualMachineConfiguration: { imageReference: { publisher, offer, sku }, nodeAgentSKUId } }),
    ),
  },
  {
    code: 'wrong-system',
    found: [
      ['mountConfiguration.0.nfsMountConfiguration', toWindowsPool({ mountConfiguration: [ofNfs] })],
      ['mountConfiguration.1.nfsMountConfiguration', toWindowsPool({ mountConfiguration: [ofDrive, ofNfs] })],
      ['mountConfiguration.0.nfsMountConfiguration', toWindowsPool({ mountConfiguration: [ofNfs, ofDrive] })],
      ['mountConfiguration.0.azureBlobFileSystemConfiguration', toWindowsPool({ mountConfiguration: [ofContainer] })],
      [
        'mountConfiguration.1.azureBlobFileSystemConfiguration',
        toWindowsPool({ mountConfiguration: [ofDrive, ofContainer] }),
      ],
    ],
    sound: [toWindowsPool({ mountConfiguration: [ofDrive] }), toPool({ mountConfiguration: [ofNfs, ofContainer] })],
  },
  {
    code: 'mount-options',
    found: ['/persistent:Yes', '/persistent:no', '/savecred', '/delete', '/smartcard /user:x'].map((mountOptions) => [
      'mountConfiguration.0.azureFileShareConfiguration.mountOptions',
      toPool(toShares({ mountOptions })),
    ]),
    sound: [toPool(toShares({ mountOptions: '-o vers=3.0' })), toPool(toShares({}))],
  },
  {
    code: 'invalid-address',
    found: [
      '\\\\data.file.core.windows.net\\share',
      'https://data.blob.core.windows.net/share',
      'data.file.core.windows.net/share',
      'share',
      'https://data.file.core.windows.net',
    ].map((azureFileUrl) => [
      'mountConfiguration.0.azureFileShareConfiguration.azureFileUrl',
      toPool(toShares({ azureFileUrl })),
    ]),
    sound: [
      toPool(toShares({ azureFileUrl: '{{share}}' })),
      toPool(toShares({ azureFileUrl: 'https://files.example.org/share' })),
    ],
  },
  {
    code: 'duplicate-mount',
    found: [
      ...['data', 'data/', 'a/b', 'S', 'scenes'].map(
        (relativeMountPath) =>
          [
            'mountConfiguration.1.azureFileShareConfiguration.relativeMountPath',
            toPool(toShares({ relativeMountPath }, { relativeMountPath })),
          ] as const,
      ),
      [
        'mountConfiguration.0.azureFileShareConfiguration',
        toPool({
          mountConfiguration: [
            { ...toBlobs({ accountKey: '$K' }).mountConfiguration[0], ...toShares({}).mountConfiguration[0] },
          ],
        }),
      ],
    ],
    sound: [toPool(toShares({ relativeMountPath: 'a' }, { relativeMountPath: 'b' }))],
  },
  {
    code: 'mount-credentials',
    found: [
      {},
      { accountKey: '$K', sasKey: '$S' },
      { accountKey: null },
      { sasKey: '$S', identityReference: {} },
      { accountKey: '$K', identityReference: {} },
      { sasKey: '$S', accountKey: '' },
      { accountKey: '' },
    ].map((keys) => ['mountConfiguration.0.azureBlobFileSystemConfiguration', toPool(toBlobs(keys))]),
    sound: [toPool(toBlobs({ accountKey: '$K' })), toPool(toBlobs({ sasKey: '$S', accountKey: null }))],
  },
  {
    code: 'two-images',
    found: ['publisher', 'offer', 'sku', 'version', 'publisher'].map((name) => [
      'virtualMachineConfiguration.imageReference.virtualMachineImageId',
      toPool({
        virtualMachineConfiguration: {
          imageReference: { [name]: 'latest', virtualMachineImageId: ownImage },
          nodeAgentSKUId: 'batch.node.ubuntu 24.04',
        },
      }),
    ]),
    sound: [
      toPool({
        virtualMachineConfiguration: {
          imageReference: { virtualMachineImageId: ownImage, version: null },
          nodeAgentSKUId: 'batch.node.ubuntu 24.04',
        },
      }),
    ],
  },
  {
    code: 'resource-id',
    found: [
      'render',
      'galleries/own/images/render',
      '/subscriptions/s/images/render',
      '/images/render',
      'render:1.0',
    ].map((virtualMachineImageId) => [
      'virtualMachineConfiguration.imageReference.virtualMachineImageId',
      toPool({
        virtualMachineConfiguration: {
          imageReference: { virtualMachineImageId },
          nodeAgentSKUId: 'batch.node.ubuntu 24.04',
        },
      }),
    ]),
    sound: [
      toPool({
        virtualMachineConfiguration: {
          imageReference: {
            virtualMachineImageId: '/subscriptions/s/resourceGroups/g/providers/Microsoft.Compute/images/render',
          },
          nodeAgentSKUId: 'batch.node.ubuntu 24.04',
        },
      }),
    ],
  },
  {
    code: 'unknown-property',
    found: [
      ['targetDedicatedComputeNodes', { targetDedicatedComputeNodes: 1 }],
      ['interComputeNodeCommunicationEnabled', { interComputeNodeCommunicationEnabled: true }],
      ['nodeAgentSKUId', { nodeAgentSKUId: 'batch.node.ubuntu 24.04' }],
      ['subnetId', { subnetId: 'a' }],
      ['taskSlots', { taskSlots: 2 }],
    ].map(([path, more]) => [String(path), toPool(more as object)]),
    sound: [toPool({ taskSlotsPerNode: 2 })],
  },
  {
    code: 'unknown-symbol',
    found: ['GetSamples(1)', 'Last()', 'GetSamplePercentage(1)', 'Average()', 'getsampl(1)'].map((call) => [
      'autoScaleFormula',
      toScaled(`$TargetDedicatedNodes = $PendingTasks.${call};`),
    ]),
    sound: ['GetSample(1)', 'count()'].map((call) => toScaled(`$TargetDedicatedNodes = $PendingTasks.${call};`)),
  },
  {
    code: 'formula-syntax',
    found: [
      'if (1 > 0) { $TargetDedicatedNodes = 1; }',
      '$TargetDedicatedNodes = 1; else ($TargetDedicatedNodes);',
      'var x = 1; $TargetDedicatedNodes = x;',
      'return $TargetDedicatedNodes = 1;',
      'while (1 > 2) { $TargetDedicatedNodes = 1; }',
    ].map((formula) => ['autoScaleFormula', toScaled(formula)]),
    sound: [toScaled('let = 1; $TargetDedicatedNodes = let;')],
  },
]);
