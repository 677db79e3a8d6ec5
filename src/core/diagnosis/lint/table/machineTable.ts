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

const hostEndpoint = (what: string) => object('HostEndpointSettings', `Who can access ${what} from inside the VM.`);

/** The objects that configure a pool's VMs. */
export const machineTable = {
  VirtualMachineConfiguration: {
    imageReference: object(
      'VmImageReference',
      'The image that nodes start from: an Azure Marketplace image, or your own image from an Azure Compute Gallery.',
      { required: true },
    ),
    nodeAgentSKUId: text(
      "The Batch node agent that runs on each node. It has to be the one for the image's operating system.",
      { required: true, example: 'batch.node.ubuntu 24.04' },
    ),
    windowsConfiguration: object(
      'WindowsConfiguration',
      'Windows settings on the nodes. Not allowed with a Linux image.',
      {
        os: 'Windows',
      },
    ),
    dataDisks: objects(
      'DataDisk',
      'Empty disks for each node. They have to be formatted before use, and are deleted with the node.',
      { unique: ['lun'] },
    ),
    licenseType: choice(
      {
        Windows_Server: 'Licenses for Windows Server.',
        Windows_Client: 'Licenses for Windows client.',
      },
      "Your own Windows licenses that the nodes use. If omitted, there's no discount for them.",
      { os: 'Windows' },
    ),
    containerConfiguration: object(
      'ContainerConfiguration',
      "Sets up nodes to run containers. The pool's tasks then need `containerSettings`.",
    ),
    diskEncryptionConfiguration: object(
      'DiskEncryptionConfiguration',
      "Which of the nodes' disks are encrypted, and with which key.",
    ),
    nodePlacementConfiguration: object(
      'NodePlacementConfiguration',
      "Whether nodes are spread across the region's availability zones.",
    ),
    extensions: objects('VMExtension', 'Azure VM extensions to install on each node.', { unique: ['name'] }),
    osDisk: object('OsDisk', 'The operating system disk: its type, size, and caching.'),
    securityProfile: object(
      'SecurityProfile',
      'How the VMs are protected: encryption at host, trusted launch, or confidential VMs.',
      { since: '2023-11-01.18.0' },
    ),
    serviceArtifactReference: object(
      'ServiceArtifactReference',
      "Gives all nodes the same version of the image if the image's `version` is `latest`.",
      { since: '2023-11-01.18.0' },
    ),
  },
  VmImageReference: {
    publisher: text('The publisher of the image in the Azure Marketplace.', { example: 'canonical' }),
    offer: text('The offer of the image in the Azure Marketplace.', { example: 'ubuntu-24_04-lts' }),
    sku: text('The SKU of the image in the Azure Marketplace.', { example: 'server' }),
    version: text('The version of the image in the Azure Marketplace.', {
      default: 'latest',
      example: 'latest',
      form: /^(?:latest|\d+(?:\.\d+){1,3}(?:-\w+)?)$/i,
    }),
    virtualMachineImageId: text(
      'The resource ID of an image in an Azure Compute Gallery, instead of `publisher`, `offer`, and `sku`.',
      {
        example:
          '/subscriptions/{subscription}/resourceGroups/{group}/providers/Microsoft.Compute/galleries/{gallery}/images/{image}/versions/{version}',
      },
    ),
    sharedGalleryImageId: text(
      'The ID of an image in a gallery that is shared with you, instead of all other properties here.',
      {
        since: '2024-07-01.20.0',
      },
    ),
    communityGalleryImageId: text('The ID of an image in a community gallery, instead of all other properties here.', {
      since: '2024-07-01.20.0',
    }),
  },
  WindowsConfiguration: {
    enableAutomaticUpdates: flag('Whether Windows installs updates automatically.', { default: true }),
  },
  DataDisk: {
    lun: integer("The disk's logical unit number on the node, which is different for each disk.", {
      required: true,
      from: 0,
      to: 63,
      example: 0,
    }),
    caching: choice(caching, 'How the VM caches the disk.', { default: 'readwrite' }),
    diskSizeGB: integer('The size of the disk in gigabytes.', { required: true, example: 256 }),
    managedDisk: object('ManagedDisk', 'Settings for the managed disk.', { since: '2025-06-01' }),
    storageAccountType: choice(storageAccountType, 'The disk type.', { default: 'standard_lrs' }),
  },
  ContainerConfiguration: {
    type: choice(
      {
        dockerCompatible: 'Docker, or a compatible runtime.',
        criCompatible: 'A CRI-compatible runtime, in API version 2023-05-01.17.0 and later.',
      },
      'The container technology.',
      { required: true },
    ),
    containerImageNames: texts(
      'Images that each node downloads when it starts, in the form that `docker pull` accepts.',
      {
        example: 'contoso.azurecr.io/render:1.4',
      },
    ),
    containerRegistries: objects('ContainerRegistryReference', 'Private registries that have the images.'),
  },
  DiskEncryptionConfiguration: {
    customerManagedKey: object(
      'DiskCustomerManagedKey',
      'A customer-managed key. The pool needs a managed identity for it.',
      {
        since: '2025-06-01',
      },
    ),
    targets: listOf(
      choice(
        { osdisk: 'The operating system disk.', temporarydisk: 'The temporary disk.' },
        'The disks to encrypt: only `temporarydisk` on Linux, both on Windows. A customer-managed key needs `osdisk`.',
      ),
    ),
  },
  DiskCustomerManagedKey: {
    identityReference: object('PoolIdentityReference', "The pool's managed identity to use for reading the key."),
    keyUrl: text('The address of the key in Azure Key Vault, with its version.', {
      example: 'https://contoso.vault.azure.net/keys/{key}/{version}',
      form: /^https:\/\/[^/]+\/keys\/[^/]+\/./i,
    }),
    rotationToLatestKeyVersionEnabled: flag('Whether disks switch to newer versions of the key automatically.', {
      default: false,
    }),
  },
  PoolIdentityReference: {
    resourceId: text("The resource ID of one of the pool's user-assigned managed identities."),
  },
  NodePlacementConfiguration: {
    policy: choice(
      {
        regional: 'Nodes are allocated in the region, regardless of the zone.',
        zonal: 'Nodes are spread across availability zones as far as possible.',
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
    autoUpgradeMinorVersion: flag('Whether a newer minor version is used when the node is deployed.'),
    enableAutomaticUpgrade: flag('Whether Azure upgrades the extension when a newer version is available.', {
      since: '2023-05-01.17.0',
    }),
    settings: map('Extension settings that everyone can see.'),
    protectedSettings: map('Extension settings that contain secrets.'),
    provisionAfterExtensions: texts('Names of extensions that have to be installed before this one.'),
  },
  OsDisk: {
    ephemeralOSDiskSettings: object('DiffDiskSettings', "Puts the disk on the VM's host, not in Azure Storage."),
    caching: choice(caching, 'How the VM caches the disk.', { since: '2023-11-01.18.0' }),
    diskSizeGB: integer('The size of the disk in gigabytes.', { since: '2023-11-01.18.0', example: 128 }),
    managedDisk: object('ManagedDisk', 'Settings for the managed disk.', { since: '2023-11-01.18.0' }),
    writeAcceleratorEnabled: flag('Whether Azure Write Accelerator is on for the disk.', { since: '2023-11-01.18.0' }),
  },
  DiffDiskSettings: {
    placement: choice({ cachedisk: "The VM's cache disk." }, 'Where the disk is.'),
  },
  ManagedDisk: {
    diskEncryptionSet: object(
      'DiskEncryptionSetParameters',
      "The disk encryption set with a customer-managed key. Only for accounts that allocate pools in the user's subscription.",
      { since: '2025-06-01' },
    ),
    storageAccountType: choice(storageAccountType, 'The disk type.'),
    securityProfile: object('VmDiskSecurityProfile', "How a confidential VM's disk is protected."),
  },
  DiskEncryptionSetParameters: {
    id: text("The resource ID of the disk encryption set, in the Batch account's subscription."),
  },
  VmDiskSecurityProfile: {
    securityEncryptionType: choice(
      {
        DiskWithVMGuestState: "The disk and the VM's state are encrypted, in API version 2025-06-01 and later.",
        NonPersistedTPM: "The firmware state isn't retained.",
        VMGuestStateOnly: "Only the VM's state is encrypted.",
      },
      'Which parts of a confidential VM are encrypted. Required for confidential VMs only.',
    ),
  },
  SecurityProfile: {
    encryptionAtHost: flag("Whether all disks, including the temporary disk, are encrypted on the VM's host."),
    proxyAgentSettings: object(
      'ProxyAgentSettings',
      'Metadata Security Protocol: which programs on the VM may query Azure about the VM.',
      { since: '2025-06-01' },
    ),
    securityType: choice(
      {
        trustedLaunch: 'Protects against boot kits and rootkits.',
        confidentialVM: 'Confidential VMs, in API version 2024-07-01.20.0 and later.',
      },
      'The type of protection. Required for `uefiSettings`.',
    ),
    uefiSettings: object('UefiSettings', 'Secure boot and a virtual TPM.'),
  },
  UefiSettings: {
    secureBootEnabled: flag('Whether the VM boots only signed software.'),
    vTpmEnabled: flag('Whether the VM has a virtual TPM.'),
  },
  ProxyAgentSettings: {
    enabled: flag('Whether Metadata Security Protocol is on.', { default: false }),
    imds: hostEndpoint('the instance metadata service'),
    wireServer: hostEndpoint('the WireServer endpoint'),
  },
  HostEndpointSettings: {
    inVMAccessControlProfileReferenceId: text('The resource ID of an access control profile version in a gallery.'),
    mode: choice(
      {
        Audit: 'Requests that the policy denies are logged but allowed.',
        Enforce: 'Requests that the policy denies are blocked.',
      },
      'What the policy does.',
    ),
  },
  ServiceArtifactReference: {
    id: text('The resource ID of the service artifact profile in a gallery.', { required: true }),
  },
  UpgradePolicy: {
    mode: choice(
      {
        manual: 'You update the nodes yourself.',
        automatic: 'All nodes are updated at once.',
        rolling: 'Nodes are updated in batches, with pauses between them.',
      },
      'How updates are applied to the nodes.',
      { required: true },
    ),
    automaticOSUpgradePolicy: object('AutomaticOsUpgradePolicy', 'How new OS image versions are applied to the nodes.'),
    rollingUpgradePolicy: object('RollingUpgradePolicy', 'How large the batches are, and what stops the update.'),
  },
  AutomaticOsUpgradePolicy: {
    disableAutomaticRollback: flag('Whether a node keeps the new image when its upgrade fails.'),
    enableAutomaticOSUpgrade: flag(
      'Whether nodes get newer image versions automatically. On Windows, `enableAutomaticUpdates` then has to be false.',
    ),
    useRollingUpgradePolicy: flag('Whether `rollingUpgradePolicy` applies to image upgrades too.'),
    osRollingUpgradeDeferral: flag('Whether the upgrade of a node is deferred while the node is running tasks.'),
  },
  RollingUpgradePolicy: {
    enableCrossZoneUpgrade: flag(
      'Whether a batch can include nodes from several zones. Only with the `zonal` placement.',
    ),
    maxBatchInstancePercent: integer('The maximum percentage of nodes that are updated at the same time.', {
      from: 5,
      to: 100,
      example: 20,
    }),
    maxUnhealthyInstancePercent: integer(
      "The maximum percentage of nodes that may be unhealthy before the update stops. It can't be less than `maxBatchInstancePercent`.",
      { from: 5, to: 100, example: 20 },
    ),
    maxUnhealthyUpgradedInstancePercent: integer(
      'The maximum percentage of updated nodes that may be unhealthy before the update stops.',
      { from: 0, to: 100, example: 20 },
    ),
    pauseTimeBetweenBatches: duration('How long to wait between batches.', { example: 'PT5M' }),
    prioritizeUnhealthyInstances: flag('Whether unhealthy nodes are updated first.'),
    rollbackFailedInstancesOnPolicyBreach: flag('Whether failed nodes are rolled back when the update stops.'),
  },
  CloudServiceConfiguration: {
    osFamily: text('The Azure guest OS family.', { required: true, example: '6' }),
    osVersion: text('The version of the Azure guest OS, or `*` for the latest.', { default: '*' }),
  },
} as const satisfies Readonly<Record<string, ObjectTable>>;
