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

const poolSpecification = {
  displayName: text("A display name, which doesn't have to be unique.", { chars: 1024, example: 'Render pool' }),
  vmSize: text('The Azure VM size of the nodes. All nodes in a pool are the same size.', {
    required: true,
    example: 'standard_d2s_v3',
  }),
  virtualMachineConfiguration: object(
    'VirtualMachineConfiguration',
    "The nodes' configuration: image, node agent, disks, and containers.",
    { requiredUnless: 'cloudServiceConfiguration' },
  ),
  cloudServiceConfiguration: object(
    'CloudServiceConfiguration',
    'Azure Cloud Services nodes. They were retired on February 29, 2024: use `virtualMachineConfiguration` instead.',
    { until: '2024-02-01.19.0' },
  ),
  resizeTimeout: duration(
    'How long Batch tries to allocate nodes before the resize ends with an error. It has no effect with autoscale.',
    { default: 'PT15M', from: 'PT5M', example: 'PT30M' },
  ),
  targetDedicatedNodes: integer('The number of dedicated nodes the pool should have. Not allowed with autoscale.', {
    from: 0,
    example: 2,
    formerly: 'targetDedicated',
  }),
  targetLowPriorityNodes: integer(
    'The number of Spot nodes the pool should have. They cost less, but Azure can reclaim them at any time. Not allowed with autoscale.',
    { from: 0, example: 2 },
  ),
  enableAutoScale: flag('Whether a formula (`autoScaleFormula`) sets the number of nodes, instead of fixed targets.', {
    default: false,
  }),
  autoScaleFormula: text('The formula that sets the number of nodes. Requires `enableAutoScale`.', {
    chars: 8192,
    example: '$TargetDedicatedNodes = min(10, $PendingTasks.GetSample(1));',
  }),
  autoScaleEvaluationInterval: duration('How often Batch evaluates the formula. Requires `enableAutoScale`.', {
    default: 'PT15M',
    from: 'PT5M',
    to: 'PT168H',
    example: 'PT5M',
  }),
  enableInterNodeCommunication: flag(
    'Whether nodes can communicate with each other, which multi-instance tasks (MPI) need. It limits how many nodes the pool can have.',
    { default: false },
  ),
  networkConfiguration: object(
    'NetworkConfiguration',
    "The nodes' virtual network, public IP addresses, and open ports.",
  ),
  startTask: object(
    'StartTask',
    'The command that runs on each node when it joins the pool, and when it restarts. It usually installs what tasks need.',
  ),
  certificateReferences: objects(
    'CertificateReference',
    'Certificates to install on the nodes. This feature was retired on February 29, 2024: use Azure Key Vault instead.',
    { until: '2024-07-01.20.0' },
  ),
  applicationPackageReferences: objects(
    'ApplicationPackageReference',
    'Application packages from the account to install on each node. Existing nodes get them when they restart or are reimaged.',
    { items: 10 },
  ),
  applicationLicenses: texts('Application licenses that Batch makes available on the nodes.', {
    until: '2024-02-01.19.0',
  }),
  taskSlotsPerNode: integer(
    'How many task slots each node has, and therefore how many tasks it can run at the same time. At most 4 per core.',
    { default: 1, from: 1, to: 256, example: 4, formerly: 'maxTasksPerNode' },
  ),
  taskSchedulingPolicy: object('TaskSchedulingPolicy', 'How tasks are distributed across the nodes.'),
  userAccounts: objects('UserAccount', 'Users to create on each node, which tasks can run as.', { unique: ['name'] }),
  metadata: objects('MetadataItem', 'Your own name-value pairs, which have no meaning to Batch.'),
  mountConfiguration: objects(
    'MountConfiguration',
    'File systems to mount on each node: Azure Blob Storage, Azure Files, NFS, or CIFS.',
    { items: 10 },
  ),
  upgradePolicy: object('UpgradePolicy', 'How VM and image updates are applied to the nodes.', {
    since: '2024-02-01.19.0',
  }),
  targetNodeCommunicationMode: choice(
    {
      default: 'Batch chooses the mode.',
      classic: 'The Batch service opens connections to the nodes. Retired on March 31, 2026.',
      simplified: 'Nodes open all connections themselves.',
    },
    'How nodes and the Batch service communicate.',
    { default: 'default', until: '2024-07-01.20.0' },
  ),
  resourceTags: map(
    "Tags for the pool's Azure resources. Only for accounts that allocate pools in the user's subscription.",
    { since: '2023-11-01.18.0', until: '2024-07-01.20.0' },
  ),
  packageReferences: objects('PackageReference', 'Packages to install on the nodes with apt, yum, or Chocolatey.', {
    isExtension: true,
  }),
} as const satisfies ObjectTable;

const relativeMountPath = text(
  'The mount folder, relative to the folder that `AZ_BATCH_NODE_MOUNTS_DIR` specifies on the node.',
  { required: true, example: 'data', form: /^(?!\/|[A-Za-z]:[\\/]|[$%])(?!.*\bfsmounts\b)/ },
);
/** Name of a storage account (Storage documentation: "Storage account overview"). */
const accountName = text('The name of the storage account.', {
  required: true,
  example: 'contoso',
  form: /^[a-z\d]{3,24}$/,
});
const mountOptions = text('Additional options for the mount command: `mount` on Linux, `net use` on Windows.');

/** Properties of a pool definition, except those it shares with tasks. */
export const poolTable = {
  Pool: {
    id: id("Identifies the pool in the account. IDs aren't case-sensitive.", {
      required: true,
      example: 'render-pool',
    }),
    ...poolSpecification,
  },
  PoolSpecification: poolSpecification,
  StartTask: {
    ...nodeTask,
    maxTaskRetryCount: integer(
      'How many times Batch retries the start task on a node after a nonzero exit code. -1 means no limit.',
      { default: 0, from: -1, example: 2 },
    ),
    waitForSuccess: flag(
      "Whether tasks wait until the node's start task has succeeded. If the start task fails, the node doesn't run any tasks.",
      {
        default: true,
      },
    ),
  },
  TaskSchedulingPolicy: {
    jobDefaultOrder: choice(
      { none: 'No particular order.', creationtime: 'Jobs that were created earlier come first.' },
      'The order of jobs that have the same priority.',
      { default: 'none', since: '2025-06-01' },
    ),
    nodeFillType: choice(
      {
        spread: 'Tasks are spread across as many nodes as possible.',
        pack: 'A node gets as many tasks as it has slots for before the next node gets any.',
      },
      'Which nodes get tasks first.',
      { required: true },
    ),
  },
  UserAccount: {
    name: text('The name of the user.', { required: true, chars: 20, example: 'render' }),
    password: text("The user's password.", { required: true }),
    elevationLevel: choice(
      {
        nonadmin: 'Without administrator rights.',
        admin: 'With administrator rights (root on Linux).',
      },
      'What rights the user has.',
      { default: 'nonadmin' },
    ),
    linuxUserConfiguration: object('LinuxUserConfiguration', 'Settings for a user on Linux.', { os: 'Linux' }),
    windowsUserConfiguration: object('WindowsUserConfiguration', 'Settings for a user on Windows.', { os: 'Windows' }),
  },
  LinuxUserConfiguration: {
    uid: integer('The user ID. Set both this and `gid`, or neither.', { example: 2000 }),
    gid: integer('The group ID. Set both this and `uid`, or neither.', { example: 2000 }),
    sshPrivateKey: text(
      "The private key that the user signs in with from one node to another, if `enableInterNodeCommunication` is on. The key can't have a password.",
    ),
  },
  WindowsUserConfiguration: {
    loginMode: choice(
      {
        batch: 'Batch logon, for long-running processes.',
        interactive: 'Interactive logon, for programs that need it.',
      },
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
      'A blob container, mounted with Blobfuse. Use instead of the other three.',
    ),
    nfsMountConfiguration: object('NfsMountConfiguration', 'An NFS share. Use instead of the other three.'),
    cifsMountConfiguration: object('CifsMountConfiguration', 'A CIFS (SMB) share. Use instead of the other three.'),
    azureFileShareConfiguration: object(
      'AzureFileShareConfiguration',
      'An Azure Files share. Use instead of the other three.',
    ),
  },
  AzureBlobFileSystemConfiguration: {
    accountName,
    containerName: text('The name of the blob container.', { required: true, example: 'inputs' }),
    accountKey: secret('The storage account key. Use instead of `sasKey` and `identityReference`.'),
    sasKey: secret('A SAS for the container. Use instead of `accountKey` and `identityReference`.', {
      example: '?sv=…&sig=…',
      form: /^(?!https?:)/i,
    }),
    blobfuseOptions: text('Additional options for Blobfuse.', { example: '-o attr_timeout=240' }),
    relativeMountPath,
    identityReference: object(
      'NodeIdentityReference',
      "The pool's managed identity that reads the container. Use instead of `accountKey` and `sasKey`.",
    ),
  },
  NfsMountConfiguration: {
    source: text('The address of the share.', { required: true, example: '10.0.0.4:/data', form: /^[^/\\\s]+:\// }),
    relativeMountPath,
    mountOptions,
  },
  CifsMountConfiguration: {
    username: text('The name of a user with access to the share.', { required: true }),
    source: text('The address of the share.', {
      required: true,
      example: '//10.0.0.4/data',
      form: /^[/\\]{2}[^/\\\s]+[/\\]/,
    }),
    relativeMountPath,
    mountOptions,
    password: secret("The user's password.", { required: true }),
  },
  AzureFileShareConfiguration: {
    accountName,
    accountKey: secret('The storage account key.', { required: true }),
    azureFileUrl: text('The address of the share.', {
      required: true,
      example: 'https://contoso.file.core.windows.net/data',
    }),
    relativeMountPath,
    mountOptions,
  },
  NetworkConfiguration: {
    subnetId: text(
      "The resource ID of the subnet that nodes join. The subnet must be in the account's region and subscription, and have enough free addresses.",
      {
        isResourceId: true,
        example:
          '/subscriptions/{subscription}/resourceGroups/{group}/providers/Microsoft.Network/virtualNetworks/{network}/subnets/{subnet}',
      },
    ),
    dynamicVNetAssignmentScope: choice(
      { none: "Nodes don't join any other network.", job: 'Nodes join the network of the job whose tasks they run.' },
      'Whether nodes join the networks of jobs.',
      { default: 'none' },
    ),
    endpointConfiguration: object('PoolEndpointConfiguration', 'Ports on the nodes that can be reached from outside.'),
    publicIPAddressConfiguration: object('PublicIpAddressConfiguration', "The nodes' public IP addresses."),
    enableAcceleratedNetworking: flag('Whether accelerated networking is on. The VM size has to support it.', {
      default: false,
      since: '2023-05-01.17.0',
    }),
  },
  PoolEndpointConfiguration: {
    inboundNATPools: objects(
      'InboundNatPool',
      "Ports to open, one item for each. SSH and RDP aren't open unless you add items for them. Not allowed with the provision `nopublicipaddresses`.",
      { required: true, items: 5, unique: ['name', 'backendPort'] },
    ),
  },
  InboundNatPool: {
    name: text(
      'A name for the port, unique in the pool. It can have letters, digits, `_`, `.`, and `-`, and begins with a letter or a digit.',
      { required: true, chars: 77, example: 'ssh', form: /^[A-Za-z\d](?:[\w.-]*\w)?$/ },
    ),
    protocol: choice({ tcp: 'TCP.', udp: 'UDP.' }, 'The protocol.', { required: true }),
    backendPort: integer(
      'The port on the node, unique in the pool. 29876 and 29877 are reserved, as were 22 and 3389 before API version 2025-06-01.',
      { required: true, from: 1, to: 65_535, example: 22 },
    ),
    frontendPortRangeStart: integer(
      'The first public port in the range. Each node gets one port from the range. 50000 to 55000 are reserved.',
      {
        required: true,
        from: 1,
        to: 65_534,
        example: 15_000,
      },
    ),
    frontendPortRangeEnd: integer(
      "The last public port in the range. A range has at least 40 ports, and ranges can't overlap.",
      {
        required: true,
        from: 1,
        to: 65_534,
        example: 15_100,
      },
    ),
    networkSecurityGroupRules: objects(
      'NetworkSecurityGroupRule',
      'Who can reach the port. Without rules, everyone can. A pool can have 25 rules in total.',
      { items: 25, unique: ['priority'] },
    ),
  },
  NetworkSecurityGroupRule: {
    priority: integer("The rule's priority: lower numbers come first. Unique in the pool.", {
      required: true,
      from: 150,
      to: 4096,
      example: 150,
    }),
    access: choice({ allow: 'Allows the connection.', deny: 'Denies the connection.' }, 'What the rule does.', {
      required: true,
    }),
    sourceAddressPrefix: text(
      'The source that the rule applies to: an IP address, a range such as `203.0.113.0/24`, a service tag, or `*` for all.',
      {
        required: true,
        example: '203.0.113.0/24',
        form: /^[\w.:*-]+(?:\/\d{1,3})?$/,
      },
    ),
    sourcePortRanges: texts(
      'The source ports: `*` for all, a single port such as `22`, or a range such as `100-200`.',
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
        usermanaged: 'You provide the addresses (`ipAddressIds`).',
        nopublicipaddresses: 'Nodes have no public IP addresses.',
      },
      'Who provides the addresses.',
      { default: 'batchmanaged' },
    ),
    ipFamilies: listOf(
      choice({ IPv4: 'IPv4 only.', IPv6: 'IPv6, in addition to IPv4.' }, 'The IP address families that nodes have.', {
        since: '2025-06-01',
      }),
    ),
    ipAddressIds: texts(
      'Resource IDs of your own public IP addresses. Each address is enough for 100 dedicated nodes or 100 Spot nodes.',
      {
        isResourceId: true,
        example:
          '/subscriptions/{subscription}/resourceGroups/{group}/providers/Microsoft.Network/publicIPAddresses/{name}',
      },
    ),
    ipTags: objects('IPTag', 'Tags for the public IP addresses.', { since: '2025-06-01' }),
  },
  IPTag: {
    ipTagType: text('The type of the tag.', { example: 'FirstPartyUsage' }),
    tag: text('The value of the tag.', { example: 'SQL' }),
  },
  CertificateReference: {
    thumbprint: text('The thumbprint of the certificate.', { required: true }),
    thumbprintAlgorithm: text('The thumbprint algorithm, which is `sha1`.', { required: true, example: 'sha1' }),
    storeLocation: choice(
      { currentuser: "The user's certificate store.", localmachine: "The machine's certificate store." },
      'Where the certificate is installed.',
      { default: 'currentuser', os: 'Windows' },
    ),
    storeName: text('The certificate store.', { default: 'My', os: 'Windows' }),
    visibility: listOf(
      choice(
        {
          starttask: 'The user that the start task runs as.',
          task: 'The users that tasks run as.',
          remoteuser: 'Users who sign in to the node.',
        },
        'Who can use the private key.',
      ),
    ),
  },
} as const satisfies Readonly<Record<string, ObjectTable>>;
