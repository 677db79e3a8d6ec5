import type { SchemaTable } from './schemaTable.ts';
import { nodeTask } from './taskSchema.ts';

/** The properties of a pool, which may have an id of its own or not. */
const poolSpecification = {
  displayName: 'string',
  vmSize: 'string!',
  virtualMachineConfiguration: 'VirtualMachineConfiguration',
  resizeTimeout: 'duration',
  targetDedicatedNodes: 'number',
  targetLowPriorityNodes: 'number',
  enableAutoScale: 'boolean',
  autoScaleFormula: 'string',
  autoScaleEvaluationInterval: 'duration',
  enableInterNodeCommunication: 'boolean',
  networkConfiguration: 'NetworkConfiguration',
  startTask: 'StartTask',
  applicationPackageReferences: 'ApplicationPackageReference[]',
  taskSlotsPerNode: 'number',
  taskSchedulingPolicy: 'TaskSchedulingPolicy',
  userAccounts: 'UserAccount[]',
  metadata: 'MetadataItem[]',
  mountConfiguration: 'MountConfiguration[]',
  upgradePolicy: 'UpgradePolicy',
} as const;

/** Properties of a pool definition, beyond those it shares with tasks (Batch REST 2025-06-01, "Pools - Create Pool"). */
export const poolSchema: SchemaTable = {
  Pool: { id: 'string!', ...poolSpecification },
  PoolSpecification: poolSpecification,
  VirtualMachineConfiguration: {
    imageReference: 'VmImageReference!',
    nodeAgentSKUId: 'string!',
    windowsConfiguration: 'WindowsConfiguration',
    dataDisks: 'DataDisk[]',
    licenseType: 'string',
    containerConfiguration: 'ContainerConfiguration',
    diskEncryptionConfiguration: 'DiskEncryptionConfiguration',
    nodePlacementConfiguration: 'NodePlacementConfiguration',
    extensions: 'VMExtension[]',
    osDisk: 'OsDisk',
    securityProfile: 'SecurityProfile',
    serviceArtifactReference: 'ServiceArtifactReference',
  },
  NetworkConfiguration: {
    subnetId: 'string',
    dynamicVNetAssignmentScope: 'enum:none|job',
    endpointConfiguration: 'PoolEndpointConfiguration',
    publicIPAddressConfiguration: 'PublicIpAddressConfiguration',
    enableAcceleratedNetworking: 'boolean',
  },
  StartTask: {
    ...nodeTask,
    maxTaskRetryCount: 'number',
    waitForSuccess: 'boolean',
  },
  TaskSchedulingPolicy: {
    jobDefaultOrder: 'enum:none|creationtime',
    nodeFillType: 'enum:spread|pack!',
  },
  UserAccount: {
    name: 'string!',
    password: 'string!',
    elevationLevel: 'enum:nonadmin|admin',
    linuxUserConfiguration: 'LinuxUserConfiguration',
    windowsUserConfiguration: 'WindowsUserConfiguration',
  },
  MetadataItem: {
    name: 'string!',
    value: 'string!',
  },
  MountConfiguration: {
    azureBlobFileSystemConfiguration: 'AzureBlobFileSystemConfiguration',
    nfsMountConfiguration: 'NfsMountConfiguration',
    cifsMountConfiguration: 'CifsMountConfiguration',
    azureFileShareConfiguration: 'AzureFileShareConfiguration',
  },
  UpgradePolicy: {
    mode: 'enum:automatic|manual|rolling!',
    automaticOSUpgradePolicy: 'AutomaticOsUpgradePolicy',
    rollingUpgradePolicy: 'RollingUpgradePolicy',
  },
  VmImageReference: {
    publisher: 'string',
    offer: 'string',
    sku: 'string',
    version: 'string',
    virtualMachineImageId: 'string',
    sharedGalleryImageId: 'string',
    communityGalleryImageId: 'string',
  },
  WindowsConfiguration: {
    enableAutomaticUpdates: 'boolean',
  },
  DataDisk: {
    lun: 'number!',
    caching: 'enum:none|readonly|readwrite',
    diskSizeGB: 'number!',
    managedDisk: 'ManagedDisk',
    storageAccountType: 'enum:standard_lrs|premium_lrs|standardssd_lrs',
  },
  ContainerConfiguration: {
    type: 'enum:dockerCompatible|criCompatible!',
    containerImageNames: 'string[]',
    containerRegistries: 'ContainerRegistryReference[]',
  },
  DiskEncryptionConfiguration: {
    customerManagedKey: 'DiskCustomerManagedKey',
    targets: 'enum:osdisk|temporarydisk[]',
  },
  NodePlacementConfiguration: {
    policy: 'enum:regional|zonal',
  },
  VMExtension: {
    name: 'string!',
    publisher: 'string!',
    type: 'string!',
    typeHandlerVersion: 'string',
    autoUpgradeMinorVersion: 'boolean',
    enableAutomaticUpgrade: 'boolean',
    settings: 'object',
    protectedSettings: 'object',
    provisionAfterExtensions: 'string[]',
  },
  OsDisk: {
    ephemeralOSDiskSettings: 'DiffDiskSettings',
    caching: 'enum:none|readonly|readwrite',
    diskSizeGB: 'number',
    managedDisk: 'ManagedDisk',
    writeAcceleratorEnabled: 'boolean',
  },
  SecurityProfile: {
    encryptionAtHost: 'boolean',
    proxyAgentSettings: 'ProxyAgentSettings',
    securityType: 'enum:trustedLaunch|confidentialVM',
    uefiSettings: 'UefiSettings',
  },
  ServiceArtifactReference: {
    id: 'string!',
  },
  PoolEndpointConfiguration: {
    inboundNATPools: 'InboundNatPool[]!',
  },
  PublicIpAddressConfiguration: {
    provision: 'enum:batchmanaged|usermanaged|nopublicipaddresses',
    ipFamilies: 'enum:IPv4|IPv6[]',
    ipAddressIds: 'string[]',
    ipTags: 'IPTag[]',
  },
  LinuxUserConfiguration: {
    uid: 'number',
    gid: 'number',
    sshPrivateKey: 'string',
  },
  WindowsUserConfiguration: {
    loginMode: 'enum:batch|interactive',
  },
  AzureBlobFileSystemConfiguration: {
    accountName: 'string!',
    containerName: 'string!',
    accountKey: 'string',
    sasKey: 'string',
    blobfuseOptions: 'string',
    relativeMountPath: 'string!',
    identityReference: 'NodeIdentityReference',
  },
  NfsMountConfiguration: {
    source: 'string!',
    relativeMountPath: 'string!',
    mountOptions: 'string',
  },
  CifsMountConfiguration: {
    username: 'string!',
    source: 'string!',
    relativeMountPath: 'string!',
    mountOptions: 'string',
    password: 'string!',
  },
  AzureFileShareConfiguration: {
    accountName: 'string!',
    accountKey: 'string!',
    azureFileUrl: 'string!',
    relativeMountPath: 'string!',
    mountOptions: 'string',
  },
  AutomaticOsUpgradePolicy: {
    disableAutomaticRollback: 'boolean',
    enableAutomaticOSUpgrade: 'boolean',
    useRollingUpgradePolicy: 'boolean',
    osRollingUpgradeDeferral: 'boolean',
  },
  RollingUpgradePolicy: {
    enableCrossZoneUpgrade: 'boolean',
    maxBatchInstancePercent: 'number',
    maxUnhealthyInstancePercent: 'number',
    maxUnhealthyUpgradedInstancePercent: 'number',
    pauseTimeBetweenBatches: 'duration',
    prioritizeUnhealthyInstances: 'boolean',
    rollbackFailedInstancesOnPolicyBreach: 'boolean',
  },
  ManagedDisk: {
    diskEncryptionSet: 'DiskEncryptionSetParameters',
    storageAccountType: 'enum:standard_lrs|premium_lrs|standardssd_lrs',
    securityProfile: 'VmDiskSecurityProfile',
  },
  DiskCustomerManagedKey: {
    identityReference: 'PoolIdentityReference',
    keyUrl: 'string',
    rotationToLatestKeyVersionEnabled: 'boolean',
  },
  DiffDiskSettings: {
    placement: 'enum:cachedisk',
  },
  ProxyAgentSettings: {
    enabled: 'boolean',
    imds: 'HostEndpointSettings',
    wireServer: 'HostEndpointSettings',
  },
  UefiSettings: {
    secureBootEnabled: 'boolean',
    vTpmEnabled: 'boolean',
  },
  InboundNatPool: {
    name: 'string!',
    protocol: 'enum:tcp|udp!',
    backendPort: 'number!',
    frontendPortRangeStart: 'number!',
    frontendPortRangeEnd: 'number!',
    networkSecurityGroupRules: 'NetworkSecurityGroupRule[]',
  },
  IPTag: {
    ipTagType: 'string',
    tag: 'string',
  },
  DiskEncryptionSetParameters: {
    id: 'string',
  },
  VmDiskSecurityProfile: {
    securityEncryptionType: 'enum:DiskWithVMGuestState|NonPersistedTPM|VMGuestStateOnly',
  },
  PoolIdentityReference: {
    resourceId: 'string',
  },
  HostEndpointSettings: {
    inVMAccessControlProfileReferenceId: 'string',
    mode: 'enum:Audit|Enforce',
  },
  NetworkSecurityGroupRule: {
    priority: 'number!',
    access: 'enum:allow|deny!',
    sourceAddressPrefix: 'string!',
    sourcePortRanges: 'string[]',
  },
};
