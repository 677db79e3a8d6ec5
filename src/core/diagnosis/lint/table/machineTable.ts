import {
  choice,
  duration,
  flag,
  integer,
  listOf,
  map,
  type ObjectTable,
  object,
  objects,
  text,
  texts,
} from './property.ts';

const caching = {
  none: 'No caching.',
  readonly: 'Reads are cached.',
  readwrite: 'Reads and writes are cached.',
};

const storageAccountType = {
  standard_lrs: 'Standard HDD.',
  premium_lrs: 'Premium SSD.',
  standardssd_lrs: 'Standard SSD, in API version 2023-11-01.18.0 and later.',
};

const hostEndpoint = (what: string) => object('HostEndpointSettings', `Who may reach ${what} from inside the VM.`);

/** What the VMs of a pool are made of. */
export const machineTable = {
  VirtualMachineConfiguration: {
    imageReference: object(
      'VmImageReference',
      'The image that nodes start from: one of the Azure Marketplace, or one of your own from an Azure Compute Gallery.',
      { required: true },
    ),
    nodeAgentSKUId: text(
      'The program of Batch that runs on each node. It has to be the one for the operating system of the image.',
      { required: true, example: 'batch.node.ubuntu 24.04' },
    ),
    windowsConfiguration: object(
      'WindowsConfiguration',
      'Settings of Windows on the nodes. Not allowed with a Linux image.',
      {
        os: 'Windows',
      },
    ),
    dataDisks: objects(
      'DataDisk',
      'Empty disks for each node. They have to be formatted before use, and are deleted with the node.',
    ),
    licenseType: choice(
      {
        Windows_Server: 'Licenses for Windows Server.',
        Windows_Client: 'Licenses for Windows client.',
      },
      'The Windows licenses of your own that the nodes use. Without it, there is no discount for them.',
      { os: 'Windows' },
    ),
    containerConfiguration: object(
      'ContainerConfiguration',
      'Sets nodes up to run containers. Tasks of the pool then need `containerSettings`.',
    ),
    diskEncryptionConfiguration: object(
      'DiskEncryptionConfiguration',
      'Which disks of the nodes are encrypted, and by what key.',
    ),
    nodePlacementConfiguration: object(
      'NodePlacementConfiguration',
      'Whether nodes are spread over the availability zones of the region.',
    ),
    extensions: objects('VMExtension', 'Azure VM extensions to install on each node.'),
    osDisk: object('OsDisk', 'The disk of the operating system: its kind, size, and caching.'),
    securityProfile: object(
      'SecurityProfile',
      'How the VMs are protected: encryption at the host, trusted launch, or confidential VMs.',
      { since: '2023-11-01.18.0' },
    ),
    serviceArtifactReference: object(
      'ServiceArtifactReference',
      'Gives all nodes the same version of the image where its `version` is `latest`.',
      { since: '2023-11-01.18.0' },
    ),
  },
  VmImageReference: {
    publisher: text('The publisher of the image in the Azure Marketplace.', { example: 'canonical' }),
    offer: text('The offer of the image in the Azure Marketplace.', { example: 'ubuntu-24_04-lts' }),
    sku: text('The SKU of the image in the Azure Marketplace.', { example: 'server' }),
    version: text('The version of the image in the Azure Marketplace.', { default: 'latest', example: 'latest' }),
    virtualMachineImageId: text(
      'The resource ID of an image in an Azure Compute Gallery, in place of `publisher`, `offer`, and `sku`.',
      {
        example:
          '/subscriptions/{subscription}/resourceGroups/{group}/providers/Microsoft.Compute/galleries/{gallery}/images/{image}/versions/{version}',
      },
    ),
    sharedGalleryImageId: text('The ID of an image in a gallery that is shared with you, in place of all else here.', {
      since: '2024-07-01.20.0',
    }),
    communityGalleryImageId: text('The ID of an image in a community gallery, in place of all else here.', {
      since: '2024-07-01.20.0',
    }),
  },
  WindowsConfiguration: {
    enableAutomaticUpdates: flag('Whether Windows installs updates by itself.', { default: true }),
  },
  DataDisk: {
    lun: integer('The number of the disk on the node (logical unit number), different for each disk.', {
      required: true,
      from: 0,
      to: 63,
      example: 0,
    }),
    caching: choice(caching, 'What the VM caches of the disk.', { default: 'readwrite' }),
    diskSizeGB: integer('The size of the disk in gigabytes.', { required: true, example: 256 }),
    managedDisk: object('ManagedDisk', 'Settings of the managed disk.', { since: '2025-06-01' }),
    storageAccountType: choice(storageAccountType, 'The kind of the disk.', { default: 'standard_lrs' }),
  },
  ContainerConfiguration: {
    type: choice(
      {
        dockerCompatible: 'Docker, or what works like it.',
        criCompatible: 'A CRI-compatible runtime, in API version 2023-05-01.17.0 and later.',
      },
      'The container technology.',
      { required: true },
    ),
    containerImageNames: texts('Images that each node downloads when it starts, as `docker pull` takes them.', {
      example: 'contoso.azurecr.io/render:1.4',
    }),
    containerRegistries: objects('ContainerRegistryReference', 'Private registries that have the images.'),
  },
  DiskEncryptionConfiguration: {
    customerManagedKey: object(
      'DiskCustomerManagedKey',
      'A key of your own. The pool needs a managed identity for it.',
      {
        since: '2025-06-01',
      },
    ),
    targets: listOf(
      choice(
        { osdisk: 'The disk of the operating system.', temporarydisk: 'The temporary disk.' },
        'The disks to encrypt: on Linux `temporarydisk` only, on Windows both. A key of your own needs `osdisk`.',
      ),
    ),
  },
  DiskCustomerManagedKey: {
    identityReference: object('PoolIdentityReference', 'The managed identity of the pool that reads the key.'),
    keyUrl: text('The address of the key in Azure Key Vault, with its version.', {
      example: 'https://contoso.vault.azure.net/keys/{key}/{version}',
    }),
    rotationToLatestKeyVersionEnabled: flag('Whether disks follow to newer versions of the key.', { default: false }),
  },
  PoolIdentityReference: {
    resourceId: text('The resource ID of a user-assigned managed identity that the pool has.'),
  },
  NodePlacementConfiguration: {
    policy: choice(
      {
        regional: 'Nodes are allocated in the region, whatever the zone.',
        zonal: 'Nodes are spread over availability zones, as far as that is possible.',
      },
      'How nodes are placed.',
      { default: 'regional' },
    ),
  },
  VMExtension: {
    name: text('A name for the extension in this pool.', { required: true, example: 'monitor' }),
    publisher: text('The publisher of the extension.', { required: true, example: 'Microsoft.Azure.Monitor' }),
    type: text('The type of the extension.', { required: true, example: 'AzureMonitorLinuxAgent' }),
    typeHandlerVersion: text('The version of the extension.', { example: '1.0' }),
    autoUpgradeMinorVersion: flag('Whether a newer minor version is taken when the node is deployed.'),
    enableAutomaticUpgrade: flag('Whether Azure upgrades the extension when there is a newer version.', {
      since: '2023-05-01.17.0',
    }),
    settings: map('Settings of the extension that everyone may see.'),
    protectedSettings: map('Settings of the extension that hold secrets.'),
    provisionAfterExtensions: texts('Names of extensions that have to be installed before this one.'),
  },
  OsDisk: {
    ephemeralOSDiskSettings: object(
      'DiffDiskSettings',
      'Puts the disk on the machine of the VM itself, not in Azure Storage.',
    ),
    caching: choice(caching, 'What the VM caches of the disk.', { since: '2023-11-01.18.0' }),
    diskSizeGB: integer('The size of the disk in gigabytes.', { since: '2023-11-01.18.0', example: 128 }),
    managedDisk: object('ManagedDisk', 'Settings of the managed disk.', { since: '2023-11-01.18.0' }),
    writeAcceleratorEnabled: flag('Whether Azure Write Accelerator is on for the disk.', { since: '2023-11-01.18.0' }),
  },
  DiffDiskSettings: {
    placement: choice({ cachedisk: 'The cache disk of the VM.' }, 'Where the disk is.'),
  },
  ManagedDisk: {
    diskEncryptionSet: object(
      'DiskEncryptionSetParameters',
      'The disk encryption set with a key of your own. Only in accounts that allocate pools in the user’s subscription.',
      { since: '2025-06-01' },
    ),
    storageAccountType: choice(storageAccountType, 'The kind of the disk.'),
    securityProfile: object('VmDiskSecurityProfile', 'How the disk of a confidential VM is protected.'),
  },
  DiskEncryptionSetParameters: {
    id: text('The resource ID of the disk encryption set, in the subscription of the Batch account.'),
  },
  VmDiskSecurityProfile: {
    securityEncryptionType: choice(
      {
        DiskWithVMGuestState: 'The disk and the state of the VM are encrypted, in API version 2025-06-01 and later.',
        NonPersistedTPM: 'The state of the firmware is not kept.',
        VMGuestStateOnly: 'Only the state of the VM is encrypted.',
      },
      'What of a confidential VM is encrypted. Required for confidential VMs, and for no others.',
    ),
  },
  SecurityProfile: {
    encryptionAtHost: flag(
      'Whether all disks are encrypted on the machine that hosts the VM, the temporary disk as well.',
    ),
    proxyAgentSettings: object(
      'ProxyAgentSettings',
      'Metadata Security Protocol: which programs on the VM may ask Azure about it.',
      { since: '2025-06-01' },
    ),
    securityType: choice(
      {
        trustedLaunch: 'Protects against boot kits and rootkits.',
        confidentialVM: 'Confidential VMs, in API version 2024-07-01.20.0 and later.',
      },
      'The kind of protection. `uefiSettings` needs it.',
    ),
    uefiSettings: object('UefiSettings', 'Secure boot, and a virtual TPM.'),
  },
  UefiSettings: {
    secureBootEnabled: flag('Whether the VM starts only what is signed.'),
    vTpmEnabled: flag('Whether the VM has a virtual TPM.'),
  },
  ProxyAgentSettings: {
    enabled: flag('Whether Metadata Security Protocol is on.', { default: false }),
    imds: hostEndpoint('the instance metadata service'),
    wireServer: hostEndpoint('the WireServer endpoint'),
  },
  HostEndpointSettings: {
    inVMAccessControlProfileReferenceId: text(
      'The resource ID of a version of an access control profile in a gallery.',
    ),
    mode: choice(
      { Audit: 'What the policy refuses is logged, and allowed.', Enforce: 'What the policy refuses is refused.' },
      'What the policy does.',
    ),
  },
  ServiceArtifactReference: {
    id: text('The resource ID of the profile of the service artifact in a gallery.', { required: true }),
  },
  UpgradePolicy: {
    mode: choice(
      {
        manual: 'You update the nodes yourself.',
        automatic: 'All nodes are updated at once.',
        rolling: 'Nodes are updated in batches, with pauses between them.',
      },
      'How updates reach the nodes.',
      { required: true },
    ),
    automaticOSUpgradePolicy: object('AutomaticOsUpgradePolicy', 'How new versions of the OS image reach the nodes.'),
    rollingUpgradePolicy: object('RollingUpgradePolicy', 'How large the batches are, and what stops the update.'),
  },
  AutomaticOsUpgradePolicy: {
    disableAutomaticRollback: flag('Whether a node keeps the new image when its upgrade fails.'),
    enableAutomaticOSUpgrade: flag(
      'Whether nodes get newer versions of the image by themselves. On Windows, `enableAutomaticUpdates` has to be false then.',
    ),
    useRollingUpgradePolicy: flag('Whether `rollingUpgradePolicy` counts for upgrades of the image too.'),
    osRollingUpgradeDeferral: flag('Whether a node that runs tasks is upgraded later.'),
  },
  RollingUpgradePolicy: {
    enableCrossZoneUpgrade: flag('Whether a batch may have nodes of several zones. Only with the `zonal` placement.'),
    maxBatchInstancePercent: integer('The most nodes that are updated at the same time, in percent.', {
      from: 5,
      to: 100,
      example: 20,
    }),
    maxUnhealthyInstancePercent: integer(
      'The most nodes that may be unhealthy before the update stops, in percent. Not less than `maxBatchInstancePercent`.',
      { from: 5, to: 100, example: 20 },
    ),
    maxUnhealthyUpgradedInstancePercent: integer(
      'The most updated nodes that may be unhealthy before the update stops, in percent.',
      { from: 0, to: 100, example: 20 },
    ),
    pauseTimeBetweenBatches: duration('How long to wait between two batches.', { example: 'PT5M' }),
    prioritizeUnhealthyInstances: flag('Whether unhealthy nodes are updated first.'),
    rollbackFailedInstancesOnPolicyBreach: flag('Whether failed nodes go back when the update stops.'),
  },
  CloudServiceConfiguration: {
    osFamily: text('The family of the Azure guest OS.', { required: true, example: '6' }),
    osVersion: text('The version of the Azure guest OS, or `*` for the latest.', { default: '*' }),
  },
} as const satisfies Readonly<Record<string, ObjectTable>>;
