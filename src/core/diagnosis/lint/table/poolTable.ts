import {
  choice,
  duration,
  flag,
  id,
  integer,
  listOf,
  map,
  type ObjectTable,
  object,
  objects,
  secret,
  text,
  texts,
} from './property.ts';
import { nodeTask } from './taskTable.ts';

/** The properties of a pool, which may have an id of its own or not. */
const poolSpecification = {
  displayName: text('A name for people, which need not be unique.', { chars: 1024, example: 'Render pool' }),
  vmSize: text('The Azure VM size of the nodes. All nodes of a pool are of one size.', {
    required: true,
    example: 'standard_d2s_v3',
  }),
  virtualMachineConfiguration: object(
    'VirtualMachineConfiguration',
    'What the nodes are made of: image, node agent, disks, and containers.',
    { requiredUnless: 'cloudServiceConfiguration' },
  ),
  cloudServiceConfiguration: object(
    'CloudServiceConfiguration',
    'Nodes of Azure Cloud Services. They were retired on February 29, 2024: use `virtualMachineConfiguration`.',
    { until: '2024-02-01.19.0' },
  ),
  resizeTimeout: duration(
    'How long Batch tries to allocate nodes. Then the resize ends with an error. It has no effect with autoscale.',
    { default: 'PT15M', from: 'PT5M', example: 'PT30M' },
  ),
  targetDedicatedNodes: integer('How many dedicated nodes the pool is to have. Not allowed with autoscale.', {
    from: 0,
    example: 2,
    formerly: 'targetDedicated',
  }),
  targetLowPriorityNodes: integer(
    'How many Spot nodes the pool is to have. They cost less, and Azure can take them back at any time. Not allowed with autoscale.',
    { from: 0, example: 2 },
  ),
  enableAutoScale: flag('Whether a formula sets the number of nodes (`autoScaleFormula`), in place of fixed targets.', {
    default: false,
  }),
  autoScaleFormula: text('The formula that gives the number of nodes. Needs `enableAutoScale`.', {
    chars: 8192,
    example: '$TargetDedicatedNodes = min(10, $PendingTasks.GetSample(1));',
  }),
  autoScaleEvaluationInterval: duration('How often Batch evaluates the formula. Needs `enableAutoScale`.', {
    default: 'PT15M',
    from: 'PT5M',
    to: 'PT168H',
    example: 'PT5M',
  }),
  enableInterNodeCommunication: flag(
    'Whether nodes can reach each other, as multi-instance tasks (MPI) need. It limits how many nodes the pool can have.',
    { default: false },
  ),
  networkConfiguration: object(
    'NetworkConfiguration',
    'The virtual network, the public IP addresses, and the open ports of the nodes.',
  ),
  startTask: object(
    'StartTask',
    'The command that runs on each node when it joins the pool, and when it restarts. It usually installs what tasks need.',
  ),
  certificateReferences: objects(
    'CertificateReference',
    'Certificates to install on the nodes. They were retired on February 29, 2024: use Azure Key Vault.',
    { until: '2024-07-01.20.0' },
  ),
  applicationPackageReferences: objects(
    'ApplicationPackageReference',
    'Application packages of the account to install on each node. Nodes that exist get them when they restart or are reimaged.',
    { items: 10 },
  ),
  applicationLicenses: texts('Licenses of applications that Batch makes available on the nodes.', {
    until: '2024-02-01.19.0',
  }),
  taskSlotsPerNode: integer(
    'How many task slots a node has, and so how many tasks it can run at the same time. At most 4 for each core.',
    { default: 1, from: 1, to: 256, example: 4, formerly: 'maxTasksPerNode' },
  ),
  taskSchedulingPolicy: object('TaskSchedulingPolicy', 'How tasks are spread over the nodes.'),
  userAccounts: objects('UserAccount', 'Users to create on each node, as whom tasks can run.'),
  metadata: objects('MetadataItem', 'Names and values of your own. They mean nothing to Batch.'),
  mountConfiguration: objects(
    'MountConfiguration',
    'File systems to mount on each node: Azure Blob Storage, Azure Files, NFS, or CIFS.',
    { items: 10 },
  ),
  upgradePolicy: object('UpgradePolicy', 'How updates of the VM and of its image reach the nodes.', {
    since: '2024-02-01.19.0',
  }),
  targetNodeCommunicationMode: choice(
    {
      default: 'What Batch chooses.',
      classic: 'The Batch service opens connections to the nodes. Retired on March 31, 2026.',
      simplified: 'Nodes open all connections themselves.',
    },
    'How nodes and the Batch service reach each other.',
    { default: 'default', until: '2024-07-01.20.0' },
  ),
  resourceTags: map(
    'Tags for the Azure resources of the pool. Only in accounts that allocate pools in the user’s subscription.',
    { since: '2023-11-01.18.0', until: '2024-07-01.20.0' },
  ),
  packageReferences: objects('PackageReference', 'Packages to install on the nodes with apt, yum, or Chocolatey.', {
    isExtension: true,
  }),
} as const satisfies ObjectTable;

const relativeMountPath = text(
  'The folder of the mount, below the one that `AZ_BATCH_NODE_MOUNTS_DIR` names on the node.',
  { required: true, example: 'data' },
);
const mountOptions = text('More options for the mount command: of `mount` on Linux, of `net use` on Windows.');

/** Properties of a pool definition, beyond those it shares with tasks. */
export const poolTable = {
  Pool: {
    id: id('Identifies the pool in the account. IDs that differ only in case are the same.', {
      required: true,
      example: 'render-pool',
    }),
    ...poolSpecification,
  },
  PoolSpecification: poolSpecification,
  StartTask: {
    ...nodeTask,
    maxTaskRetryCount: integer(
      'How many times Batch runs the start task again on a node after a nonzero exit code. -1 means without end.',
      { default: 0, from: -1, example: 2 },
    ),
    waitForSuccess: flag(
      'Whether tasks wait until the start task of the node has succeeded. If it fails, the node runs none.',
      {
        default: true,
      },
    ),
  },
  TaskSchedulingPolicy: {
    jobDefaultOrder: choice(
      { none: 'No order.', creationtime: 'The job that was created first comes first.' },
      'The order of jobs that have the same priority.',
      { default: 'none', since: '2025-06-01' },
    ),
    nodeFillType: choice(
      {
        spread: 'Tasks go to as many nodes as possible.',
        pack: 'A node gets as many tasks as it has slots before the next one gets any.',
      },
      'Which nodes get tasks first.',
      { required: true },
    ),
  },
  UserAccount: {
    name: text('The name of the user.', { required: true, chars: 20, example: 'render' }),
    password: text('The password of the user.', { required: true }),
    elevationLevel: choice(
      {
        nonadmin: 'Without administrator rights.',
        admin: 'With administrator rights, which are those of root on Linux.',
      },
      'What rights the user has.',
      { default: 'nonadmin' },
    ),
    linuxUserConfiguration: object('LinuxUserConfiguration', 'Settings of a user on Linux.', { os: 'Linux' }),
    windowsUserConfiguration: object('WindowsUserConfiguration', 'Settings of a user on Windows.', { os: 'Windows' }),
  },
  LinuxUserConfiguration: {
    uid: integer('The user ID. Set both this and `gid`, or neither.', { example: 2000 }),
    gid: integer('The group ID. Set both this and `uid`, or neither.', { example: 2000 }),
    sshPrivateKey: text(
      'The private key by which the user signs in from one node to another, where `enableInterNodeCommunication` is on. Without a password.',
    ),
  },
  WindowsUserConfiguration: {
    loginMode: choice(
      { batch: 'Batch logon, for long processes.', interactive: 'Interactive logon, for programs that need it.' },
      'How the user signs in to Windows.',
      { default: 'batch' },
    ),
  },
  MetadataItem: {
    name: text('A name of your choice.', { required: true, example: 'team' }),
    value: text('A value of your choice.', { required: true, example: 'rendering' }),
  },
  MountConfiguration: {
    azureBlobFileSystemConfiguration: object(
      'AzureBlobFileSystemConfiguration',
      'A blob container, mounted by Blobfuse. In place of the other three.',
    ),
    nfsMountConfiguration: object('NfsMountConfiguration', 'A share over NFS. In place of the other three.'),
    cifsMountConfiguration: object('CifsMountConfiguration', 'A share over CIFS (SMB). In place of the other three.'),
    azureFileShareConfiguration: object(
      'AzureFileShareConfiguration',
      'A share of Azure Files. In place of the other three.',
    ),
  },
  AzureBlobFileSystemConfiguration: {
    accountName: text('The name of the storage account.', { required: true, example: 'contoso' }),
    containerName: text('The name of the blob container.', { required: true, example: 'inputs' }),
    accountKey: secret('The key of the storage account. In place of `sasKey` and `identityReference`.'),
    sasKey: secret('A SAS for the container. In place of `accountKey` and `identityReference`.'),
    blobfuseOptions: text('More options for Blobfuse.', { example: '-o attr_timeout=240' }),
    relativeMountPath,
    identityReference: object(
      'NodeIdentityReference',
      'The managed identity of the pool that reads the container. In place of `accountKey` and `sasKey`.',
    ),
  },
  NfsMountConfiguration: {
    source: text('The address of the share.', { required: true, example: '10.0.0.4:/data' }),
    relativeMountPath,
    mountOptions,
  },
  CifsMountConfiguration: {
    username: text('The name of a user who may use the share.', { required: true }),
    source: text('The address of the share.', { required: true, example: '//10.0.0.4/data' }),
    relativeMountPath,
    mountOptions,
    password: secret('The password of the user.', { required: true }),
  },
  AzureFileShareConfiguration: {
    accountName: text('The name of the storage account.', { required: true, example: 'contoso' }),
    accountKey: secret('The key of the storage account.', { required: true }),
    azureFileUrl: text('The address of the share.', {
      required: true,
      example: 'https://contoso.file.core.windows.net/data',
    }),
    relativeMountPath,
    mountOptions,
  },
  NetworkConfiguration: {
    subnetId: text(
      'The resource ID of the subnet that nodes join. It is in the region and in the subscription of the account, and has enough free addresses.',
      {
        example:
          '/subscriptions/{subscription}/resourceGroups/{group}/providers/Microsoft.Network/virtualNetworks/{network}/subnets/{subnet}',
      },
    ),
    dynamicVNetAssignmentScope: choice(
      { none: 'Nodes join no other network.', job: 'Nodes join the network of the job whose tasks they run.' },
      'Whether nodes join the networks of jobs.',
      { default: 'none' },
    ),
    endpointConfiguration: object('PoolEndpointConfiguration', 'Ports of the nodes that can be reached from outside.'),
    publicIPAddressConfiguration: object('PublicIpAddressConfiguration', 'The public IP addresses of the nodes.'),
    enableAcceleratedNetworking: flag('Whether accelerated networking is on. The VM size has to support it.', {
      default: false,
      since: '2023-05-01.17.0',
    }),
  },
  PoolEndpointConfiguration: {
    inboundNATPools: objects(
      'InboundNatPool',
      'Ports to open, one item for each. SSH and RDP are not open without one. Not with the provision `nopublicipaddresses`.',
      { required: true, items: 5 },
    ),
  },
  InboundNatPool: {
    name: text(
      'A name for the port, unique in the pool. Letters, digits, `_`, `.`, and `-`; it begins with a letter or a digit.',
      { required: true, chars: 77, example: 'ssh' },
    ),
    protocol: choice({ tcp: 'TCP.', udp: 'UDP.' }, 'The protocol.', { required: true }),
    backendPort: integer(
      'The port on the node, unique in the pool. 29876 and 29877 are reserved; so were 22 and 3389 before API version 2025-06-01.',
      { required: true, from: 1, to: 65_535, example: 22 },
    ),
    frontendPortRangeStart: integer(
      'The first of the public ports, of which each node gets one. 50000 to 55000 are reserved.',
      {
        required: true,
        from: 1,
        to: 65_534,
        example: 15_000,
      },
    ),
    frontendPortRangeEnd: integer(
      'The last of the public ports. There are at least 40, and no port is in two ranges.',
      {
        required: true,
        from: 1,
        to: 65_534,
        example: 15_100,
      },
    ),
    networkSecurityGroupRules: objects(
      'NetworkSecurityGroupRule',
      'Who may reach the port. Without rules, everyone may. A pool can have 25 rules in all.',
      { items: 25 },
    ),
  },
  NetworkSecurityGroupRule: {
    priority: integer('The order of the rule: a lower number comes first. Unique in the pool.', {
      required: true,
      from: 150,
      to: 4096,
      example: 150,
    }),
    access: choice({ allow: 'Allows the connection.', deny: 'Denies the connection.' }, 'What the rule does.', {
      required: true,
    }),
    sourceAddressPrefix: text(
      'Whom it is about: an IP address, a range such as `203.0.113.0/24`, a service tag, or `*` for all.',
      {
        required: true,
        example: '203.0.113.0/24',
      },
    ),
    sourcePortRanges: texts(
      'The ports of the other side: `*` for all, one such as `22`, or a range such as `100-200`.',
      {
        default: '*',
        example: '*',
      },
    ),
  },
  PublicIpAddressConfiguration: {
    provision: choice(
      {
        batchmanaged: 'Batch creates the addresses.',
        usermanaged: 'The addresses are yours (`ipAddressIds`).',
        nopublicipaddresses: 'Nodes have no public address.',
      },
      'Whose the addresses are.',
      { default: 'batchmanaged' },
    ),
    ipFamilies: listOf(
      choice(
        { IPv4: 'IPv4 alone.', IPv6: 'IPv6, in addition to IPv4.' },
        'The families of addresses that nodes have.',
        {
          since: '2025-06-01',
        },
      ),
    ),
    ipAddressIds: texts(
      'Resource IDs of public IP addresses of yours. Each is enough for 100 dedicated nodes or 100 Spot nodes.',
    ),
    ipTags: objects('IPTag', 'Tags of the public IP addresses.', { since: '2025-06-01' }),
  },
  IPTag: {
    ipTagType: text('The type of the tag.', { example: 'FirstPartyUsage' }),
    tag: text('The value of the tag.', { example: 'SQL' }),
  },
  CertificateReference: {
    thumbprint: text('The thumbprint of the certificate.', { required: true }),
    thumbprintAlgorithm: text('The algorithm of the thumbprint, which is `sha1`.', { required: true, example: 'sha1' }),
    storeLocation: choice(
      { currentuser: 'The store of the user.', localmachine: 'The store of the machine.' },
      'Where the certificate is installed.',
      { default: 'currentuser', os: 'Windows' },
    ),
    storeName: text('The store of the certificate.', { default: 'My', os: 'Windows' }),
    visibility: listOf(
      choice(
        {
          starttask: 'The user of the start task.',
          task: 'The users of tasks.',
          remoteuser: 'Users who sign in to the node.',
        },
        'Who can use the private key.',
      ),
    ),
  },
} as const satisfies Readonly<Record<string, ObjectTable>>;
