import { testMistakes, toAutoPool, toPool, toTask } from '../../../../test/builders/mistakes.ts';

const machine = toPool().virtualMachineConfiguration;
const onMachine = (vmSize: string, more: object) =>
  toPool({ vmSize, virtualMachineConfiguration: { ...machine, ...more } });
const premium = { osDisk: { managedDisk: { storageAccountType: 'Premium_LRS' } } };
const ephemeral = { osDisk: { ephemeralOSDiskSettings: { placement: 'cachedisk' } } };
const onSpot = (targetLowPriorityNodes: number) => ({ targetLowPriorityNodes });
const toDataDisk = (more: object) => ({ dataDisks: [{ lun: 0, diskSizeGB: 64, ...more }] });
const ofNoble = (sku: string) => ({
  imageReference: { publisher: 'canonical', offer: 'ubuntu-24_04-lts', sku },
  nodeAgentSKUId: 'batch.node.ubuntu 24.04',
});
const confidentialDisk = { managedDisk: { securityProfile: { securityEncryptionType: 'VMGuestStateOnly' } } };
const secured = (securityType: string) => ({ securityProfile: { securityType }, osDisk: confidentialDisk });
const ofDisk = 'virtualMachineConfiguration.osDisk.';

const subnetId = '/subscriptions/s/resourceGroups/g/providers/Microsoft.Network/virtualNetworks/v/subnets/nodes';
const ipAddressIds = ['/subscriptions/s/resourceGroups/g/providers/Microsoft.Network/publicIPAddresses/a'];
const toNetwork = (publicIPAddressConfiguration: object, more: object = {}) =>
  toPool({ networkConfiguration: { publicIPAddressConfiguration, ...more } });
const inboundNATPools = [
  { name: 'web', protocol: 'tcp', backendPort: 80, frontendPortRangeStart: 4000, frontendPortRangeEnd: 4100 },
];
const ofAddresses = 'networkConfiguration.publicIPAddressConfiguration';

const runAs = (username: string) => ({ userIdentity: { username } });
const startAs = (username: string, more: object = {}) =>
  toPool({ startTask: { commandLine: 'prepare', ...runAs(username) }, ...more });
const withUser = (name: string) => ({ userAccounts: [{ name, password: '{{password}}' }] });

const withKey = (sshPrivateKey: string) =>
  toPool({
    enableInterNodeCommunication: true,
    userAccounts: [{ name: 'a', password: '{{password}}', linuxUserConfiguration: { sshPrivateKey } }],
  });
const toContainers = (containerImageNames: readonly string[], ...servers: readonly (string | undefined)[]) => ({
  virtualMachineConfiguration: {
    ...machine,
    imageReference: { virtualMachineImageId: '{{image}}' },
    containerConfiguration: {
      type: 'dockerCompatible',
      containerImageNames,
      containerRegistries: servers.map((registryServer) => ({
        registryServer,
        username: 'u',
        password: '{{password}}',
      })),
    },
  },
});
const inContainers = 'virtualMachineConfiguration.containerConfiguration.';

const mountBlob = (blobfuseOptions: string) =>
  toPool({
    mountConfiguration: [
      {
        azureBlobFileSystemConfiguration: {
          accountName: 'data',
          containerName: 'raw',
          relativeMountPath: 'raw',
          accountKey: '{{key}}',
          blobfuseOptions,
        },
      },
    ],
  });
const mountNfs = (mountOptions: string) =>
  toPool({
    mountConfiguration: [{ nfsMountConfiguration: { source: 'files:/x', relativeMountPath: 'x', mountOptions } }],
  });
const ofBlob = 'mountConfiguration.0.azureBlobFileSystemConfiguration.blobfuseOptions';
const ofNfs = 'mountConfiguration.0.nfsMountConfiguration.mountOptions';

const scaledBy = (autoScaleFormula: string) => ({
  ...toPool({ enableAutoScale: true, autoScaleFormula }),
  targetDedicatedNodes: undefined,
});

testMistakes([
  {
    code: 'disk-mismatch',
    found: [
      [`${ofDisk}managedDisk.storageAccountType`, onMachine('standard_d4_v4', premium)],
      [`${ofDisk}managedDisk.storageAccountType`, onMachine('Standard_E8_v5', premium)],
      [`${ofDisk}managedDisk.storageAccountType`, onMachine('Standard_D8d_v5', premium)],
      [
        'virtualMachineConfiguration.dataDisks.0.storageAccountType',
        onMachine('standard_d4d_v4', toDataDisk({ storageAccountType: 'premium_lrs' })),
      ],
      [`${ofDisk}ephemeralOSDiskSettings.placement`, onMachine('standard_b4ls_v2', ephemeral)],
      [`${ofDisk}ephemeralOSDiskSettings.placement`, onMachine('standard_b2s_v2', ephemeral)],
      [`${ofDisk}ephemeralOSDiskSettings.placement`, { ...onMachine('standard_d4ds_v5', ephemeral), ...onSpot(2) }],
      [`${ofDisk}ephemeralOSDiskSettings.placement`, { ...onMachine('standard_e8ds_v4', ephemeral), ...onSpot(1) }],
    ],
    sound: [
      onMachine('standard_d4s_v3', premium),
      onMachine('standard_e8ads_v5', premium),
      onMachine('standard_d4d_v5', { osDisk: { managedDisk: { storageAccountType: 'standard_lrs' } } }),
      onMachine('{{size}}', premium),
      onMachine('standard_d4d_v4', toDataDisk({ storageAccountType: 'standardssd_lrs' })),
      onMachine('standard_d4d_v4', toDataDisk({})),
      onMachine('standard_d4s_v3', ephemeral),
      onMachine('{{size}}', ephemeral),
      { ...onMachine('standard_d4ds_v5', ephemeral), ...onSpot(0) },
      { ...onMachine('standard_d4ds_v5', {}), ...onSpot(2) },
    ],
  },
  {
    code: 'generation-mismatch',
    found: [
      ['vmSize', onMachine('standard_d4ps_v6', {})],
      ['vmSize', onMachine('standard_d8pds_v5', ofNoble('server'))],
      ['vmSize', onMachine('Standard_E4ps_v5', ofNoble('server-gen1'))],
      ['vmSize', onMachine('standard_d4s_v5', { ...ofNoble('server-gen1'), ...secured('trustedLaunch') })],
      ['vmSize', onMachine('standard_e8ads_v5', { ...ofNoble('server-gen1'), ...secured('confidentialVM') })],
      ['vmSize', onMachine('standard_dc4as_v5', {})],
      ['vmSize', onMachine('Standard_EC8ads_v5', secured('trustedLaunch'))],
      ['vmSize', onMachine('standard_dc2es_v5', {})],
      ['vmSize', onMachine('Standard_NCC40ads_H100_v5', {})],
    ],
    sound: [
      onMachine('standard_d4ps_v6', {
        imageReference: { publisher: 'canonical', offer: 'ubuntu-24_04-lts', sku: 'server-arm64' },
      }),
      onMachine('standard_d4ps_v6', { imageReference: { virtualMachineImageId: '{{image}}' } }),
      onMachine('standard_d4ps_v6', { imageReference: { publisher: '{{p}}', offer: '{{o}}', sku: '{{s}}' } }),
      onMachine('standard_d4s_v5', { ...ofNoble('server'), ...secured('trustedLaunch') }),
      onMachine('standard_d4s_v5', ofNoble('server-gen1')),
      onMachine('standard_dc4as_v5', secured('ConfidentialVM')),
      onMachine('standard_dc4as_v5', secured('{{type}}')),
      onMachine('standard_d4as_v5', {}),
    ],
  },
  {
    code: 'public-addresses',
    found: [
      [`${ofAddresses}.provision`, toNetwork({ provision: 'NoPublicIPAddresses' })],
      [
        `${ofAddresses}.provision`,
        toNetwork({ provision: 'nopublicipaddresses' }, { subnetId, endpointConfiguration: { inboundNATPools } }),
      ],
      [ofAddresses, toNetwork({ ipAddressIds }, { subnetId })],
      [`${ofAddresses}.provision`, toNetwork({ provision: 'batchmanaged', ipAddressIds }, { subnetId })],
      [`${ofAddresses}.provision`, toNetwork({ provision: 'usermanaged' }, { subnetId })],
      [`${ofAddresses}.provision`, toNetwork({ provision: 'userManaged', ipAddressIds: [] }, { subnetId })],
    ],
    sound: [
      toNetwork({ provision: 'nopublicipaddresses' }, { subnetId }),
      toNetwork({ provision: 'usermanaged', ipAddressIds }, { subnetId }),
      toNetwork({ provision: 'batchmanaged' }),
      toNetwork({ provision: '{{provision}}', ipAddressIds }, { subnetId }),
      toNetwork({ provision: 'usermanaged', ipAddressIds: '{{addresses}}' }, { subnetId }),
      toNetwork({}),
    ],
  },
  {
    code: 'unknown-user',
    found: [
      ['startTask.userIdentity.username', startAs('svc')],
      ['startTask.userIdentity.username', startAs('svc', withUser('other'))],
      ['startTask.userIdentity.username', startAs('svc', { userAccounts: [] })],
      [
        'poolInfo.autoPoolSpecification.pool.startTask.userIdentity.username',
        { id: 'j', ...toAutoPool({ startTask: { commandLine: 'prepare', ...runAs('svc') } }) },
      ],
      [
        'jobManagerTask.userIdentity.username',
        { id: 'j', ...toAutoPool(), jobManagerTask: toTask('lead', runAs('svc')) },
      ],
      [
        'tasks.0.userIdentity.username',
        {
          pool: toPool(withUser('other')),
          job: { id: 'j', poolInfo: { poolId: 'render' } },
          tasks: [toTask('a', runAs('svc'))],
        },
      ],
    ],
    sound: [
      toTask('a', runAs('svc')),
      startAs('{{user}}'),
      { job: { id: 'j', poolInfo: { poolId: 'render' } }, tasks: [toTask('a', runAs('svc'))] },
    ],
  },
  {
    code: 'invalid-value',
    found: [
      'ssh-rsa AAAAB3 me@host',
      'ssh-ed25519 AAAAC3 me',
      'ecdsa-sha2-nistp256 AAAAE2',
      'ssh-dss AAAAB3',
      'ssh-rsa AAAAB3\n',
    ].map((key) => ['userAccounts.0.linuxUserConfiguration.sshPrivateKey', withKey(key)]),
    sound: [withKey('{{key}}'), withKey('-----BEGIN {{kind}}-----'), withKey('$(sshKey)')],
  },
  {
    code: 'image-name',
    found: ['contoso', 'registry', 'ACR'].flatMap((server) => [
      [
        `${inContainers}containerRegistries.0.registryServer`,
        toPool(toContainers([`${server.toLowerCase()}.azurecr.io/a:1`], server)),
      ] as const,
      [
        `${inContainers}containerRegistries.0.registryServer`,
        toPool(toContainers(['docker.io/library/b'], server)),
      ] as const,
    ]),
    sound: [
      toPool(toContainers(['contoso.azurecr.io/a:1'], 'contoso.azurecr.io')),
      toPool(toContainers(['a:1'], '{{registry}}')),
      toPool(toContainers(['contoso.azurecr.io/a:1'], 'https://contoso.azurecr.io')),
      toPool(toContainers(['localhost:5000/a:1'], 'localhost:5000')),
    ],
  },
  {
    code: 'public-image',
    found: [
      [`${inContainers}containerImageNames.0`, toPool(toContainers(['render:1'], 'contoso.azurecr.io'))],
      [`${inContainers}containerImageNames.0`, toPool(toContainers(['team/render:1', 'fit'], 'contoso.azurecr.io'))],
      [`${inContainers}containerImageNames.0`, toPool(toContainers(['fit'], 'ghcr.io', 'contoso.azurecr.io'))],
      [`${inContainers}containerImageNames.0`, toPool(toContainers(['fit'], 'registry.example:5000'))],
      [`${inContainers}containerImageNames.0`, toPool(toContainers(['a/fit'], 'https://contoso.azurecr.io'))],
    ],
    sound: [
      toPool(toContainers(['ubuntu:24.04', 'contoso.azurecr.io/render:1'], 'contoso.azurecr.io')),
      toPool(toContainers(['contoso/render:1'], undefined)),
      toPool(toContainers(['contoso/render:1'], 'index.docker.io')),
      toPool(toContainers(['contoso/render:1'], 'contoso.azurecr.io', 'docker.io')),
      toPool(toContainers(['render:1', '{{image}}'], 'contoso.azurecr.io')),
      toPool(toContainers(['render:1'])),
      toPool(toContainers([], 'contoso.azurecr.io')),
    ],
  },
  {
    code: 'mount-options',
    found: [
      [ofBlob, mountBlob('-o use-adls=true -o allow_other')],
      [ofBlob, mountBlob('-o attr_timeout=240 -o file-cache-timeout-in-seconds=120')],
      [ofBlob, mountBlob('allow_other')],
      [ofBlob, mountBlob('-o attr_timeout=240, allow_other')],
      [ofNfs, mountNfs('vers=4,sec=sys')],
      [ofNfs, mountNfs('-o vers=4, minorversion=1')],
      [ofNfs, mountNfs('-o vers = 4')],
    ],
    sound: [
      mountBlob('--use-adls=true -o attr_timeout=240 -o allow_other'),
      mountBlob('-o allow_other --file-cache-timeout-in-seconds=120 --log-level=LOG_DEBUG'),
      mountBlob('-o attr_timeout=240,entry_timeout=240'),
      mountBlob('{{options}}'),
      mountBlob('--tmp-path /mnt/cache'),
      mountNfs('-o vers=4,minorversion=1,sec=sys'),
      mountNfs('-t nfs -o vers=4'),
      mountNfs('-overs=4'),
    ],
  },
  {
    code: 'formula-syntax',
    found: [
      ['autoScaleFormula', scaledBy('n = 4\n$TargetDedicatedNodes = n;')],
      ['autoScaleFormula', scaledBy('a = 1; b = max(a, 2)\n$TargetDedicatedNodes = b;')],
      ['autoScaleFormula', scaledBy('$TargetDedicatedNodes = 2 $NodeDeallocationOption = taskcompletion;')],
      ['autoScaleFormula', scaledBy('n = 4 // few\n$TargetDedicatedNodes = n;')],
      ['autoScaleFormula', scaledBy('n = time().weekday < 6 ? 4 : 1\n$TargetDedicatedNodes = n;')],
    ],
    sound: [
      scaledBy('n = 4;\n$TargetDedicatedNodes = n'),
      scaledBy('n = time().weekday == 6 ? 4 : 1; $TargetDedicatedNodes = n;'),
    ],
  },
]);
