import assert from 'node:assert/strict';
import { test } from 'node:test';
import { codesAt, out, testMistakes, toPool, toTask } from '../../../../test/builders/mistakes.ts';

const identityReference = {
  resourceId: '/subscriptions/s/resourceGroups/g/providers/Microsoft.ManagedIdentity/userAssignedIdentities/pull',
};
const ownImage = '/subscriptions/s/resourceGroups/g/providers/Microsoft.Compute/galleries/own/images/i';
const linux = toPool().virtualMachineConfiguration;
const windows = {
  imageReference: { publisher: 'microsoftwindowsserver', offer: 'windowsserver', sku: '2022-datacenter-g2' },
  nodeAgentSKUId: 'batch.node.windows amd64',
};
const onLinux = (more: object) => toPool({ virtualMachineConfiguration: { ...linux, ...more } });
const onWindows = (more: object, beside: object = {}) =>
  toPool({ virtualMachineConfiguration: { ...windows, ...more }, ...beside });
const withUser = (more: object, base: object = {}) =>
  toPool({ userAccounts: [{ name: 'svc', password: '{{password}}', ...more }], ...base });
const rolling = (rollingUpgradePolicy: object) => ({ upgradePolicy: { mode: 'rolling', rollingUpgradePolicy } });
const encrypted = (...targets: readonly string[]) => ({ diskEncryptionConfiguration: { targets } });
const withRegistry = (registry: object) =>
  onLinux({
    imageReference: { publisher: 'microsoft-dsvm', offer: 'ubuntu-hpc', sku: '2404' },
    containerConfiguration: {
      type: 'dockerCompatible',
      containerImageNames: ['contoso.azurecr.io/a:1'],
      containerRegistries: [{ registryServer: 'contoso.azurecr.io', ...registry }],
    },
  });
const withImages = (...containerImageNames: readonly string[]) =>
  onLinux({
    imageReference: { publisher: 'microsoft-dsvm', offer: 'ubuntu-hpc', sku: '2404' },
    containerConfiguration: { type: 'dockerCompatible', containerImageNames },
  });
const agent = { name: 'a', publisher: 'Microsoft.Azure.Monitor', type: 'AzureMonitorLinuxAgent' };
const onMachine = 'virtualMachineConfiguration';
const ofRegistry = `${onMachine}.containerConfiguration.containerRegistries.0`;
const opened = (inboundNATPool: object) =>
  toPool({
    networkConfiguration: {
      endpointConfiguration: {
        inboundNATPools: [
          {
            name: 'web',
            protocol: 'tcp',
            backendPort: 80,
            frontendPortRangeStart: 4000,
            frontendPortRangeEnd: 4100,
            ...inboundNATPool,
          },
        ],
      },
    },
  });
const rule = (priority: number, sourceAddressPrefix: string) => ({ priority, access: 'allow', sourceAddressPrefix });
const ofRules = 'networkConfiguration.endpointConfiguration.inboundNATPools.0';
const mounted = (mount: object) => toPool({ mountConfiguration: [mount] });
const ofBlob = (more: object) =>
  mounted({
    azureBlobFileSystemConfiguration: { accountName: 'contoso', containerName: 'in', relativeMountPath: 'in', ...more },
  });
const withSettings = (...environmentSettings: readonly object[]) => toTask('a', { environmentSettings });
const withFile = (file: object) => toTask('a', { resourceFiles: [file] });
const scheduled = (schedule: object, more: object = {}) => ({
  id: 's',
  schedule,
  jobSpecification: {
    poolInfo: { poolId: 'p' },
    jobManagerTask: { id: 'm', commandLine: 'plan', ...more },
  },
});
const unmanaged = (more: object = {}, schedule: object = { recurrenceInterval: 'P1D' }) => ({
  id: 's',
  schedule,
  jobSpecification: { poolInfo: { poolId: 'p' }, ...more },
});
const runs = (commandLine: string, more: object = {}) => toTask('a', { commandLine, ...more });
const starts = (commandLine: string, more: object = {}) => toPool({ startTask: { commandLine, ...more } });
const packages = (applicationId: string, version?: string) => ({
  applicationPackageReferences: [{ applicationId, ...(version === undefined ? {} : { version }) }],
});
const brings = (commandLine: string, filePath: string, more: object = {}) =>
  runs(commandLine, { resourceFiles: [{ httpUrl: 'https://data.example/a', filePath }], ...more });
const inImage = (workingDirectory?: string) => ({
  containerSettings: { imageName: 'contoso/app:1', workingDirectory },
});
const scaledBy = (autoScaleFormula: string) => ({
  ...toPool(),
  targetDedicatedNodes: undefined,
  enableAutoScale: true,
  autoScaleFormula,
});

testMistakes([
  {
    code: 'unfit-properties',
    found: [
      ['userAccounts.0.linuxUserConfiguration.uid', withUser({ linuxUserConfiguration: { uid: 5000 } })],
      ['userAccounts.0.linuxUserConfiguration.gid', withUser({ linuxUserConfiguration: { gid: 5000, uid: null } })],
      ['userAccounts.0.windowsUserConfiguration', withUser({ windowsUserConfiguration: { loginMode: 'batch' } })],
      [`${onMachine}.windowsConfiguration`, onLinux({ windowsConfiguration: { enableAutomaticUpdates: false } })],
      [`${onMachine}.licenseType`, onLinux({ licenseType: 'Windows_Server' })],
      [`${onMachine}.securityProfile.uefiSettings`, onLinux({ securityProfile: { uefiSettings: {} } })],
      [
        `${onMachine}.securityProfile.securityType`,
        onLinux({ securityProfile: { securityType: 'ConfidentialVM' }, osDisk: { diskSizeGB: 64 } }),
      ],
      [`${onMachine}.diskEncryptionConfiguration.targets`, onLinux(encrypted('OsDisk', 'TemporaryDisk'))],
      [`${onMachine}.diskEncryptionConfiguration.targets`, onWindows(encrypted('temporarydisk'))],
      [
        `${onMachine}.diskEncryptionConfiguration.targets`,
        onLinux({ imageReference: { virtualMachineImageId: ownImage }, ...encrypted('temporarydisk') }),
      ],
      [
        `${onMachine}.extensions.0.provisionAfterExtensions`,
        onLinux({ extensions: [{ ...agent, provisionAfterExtensions: ['b'] }] }),
      ],
      [`${ofRegistry}.username`, withRegistry({ username: 'contoso', identityReference })],
      [`${ofRegistry}.registryServer`, withRegistry({})],
      [
        'upgradePolicy.rollingUpgradePolicy.maxUnhealthyInstancePercent',
        toPool(rolling({ maxBatchInstancePercent: 50, maxUnhealthyInstancePercent: 20 })),
      ],
      ['upgradePolicy.rollingUpgradePolicy.enableCrossZoneUpgrade', toPool(rolling({ enableCrossZoneUpgrade: true }))],
      [
        'upgradePolicy.automaticOSUpgradePolicy.enableAutomaticOSUpgrade',
        onWindows(
          { windowsConfiguration: { enableAutomaticUpdates: true } },
          { upgradePolicy: { mode: 'automatic', automaticOSUpgradePolicy: { enableAutomaticOSUpgrade: true } } },
        ),
      ],
    ],
    sound: [
      withUser({ linuxUserConfiguration: { uid: 5000, gid: 5000 } }),
      onWindows({ windowsConfiguration: { enableAutomaticUpdates: false }, licenseType: 'Windows_Server' }),
      onLinux({ securityProfile: { encryptionAtHost: true } }),
      onLinux(encrypted('temporarydisk')),
      onWindows(encrypted('osdisk', 'temporarydisk')),
      onLinux({ diskEncryptionConfiguration: { targets: ['osdisk'], customerManagedKey: {} } }),
      onLinux({
        extensions: [
          { ...agent, provisionAfterExtensions: ['b'] },
          { ...agent, name: 'b' },
        ],
      }),
      onLinux({ extensions: [{ ...agent, provisionAfterExtensions: ['{{before}}'] }] }),
      withRegistry({ identityReference }),
      toPool(rolling({ maxBatchInstancePercent: 20, maxUnhealthyInstancePercent: 20 })),
      onLinux({ nodePlacementConfiguration: { policy: 'Zonal' } }),
    ],
  },
  {
    code: 'idle-property',
    found: [
      [
        'userAccounts.0.linuxUserConfiguration.sshPrivateKey',
        withUser({ linuxUserConfiguration: { sshPrivateKey: '{{key}}' } }),
      ],
      [
        'userAccounts.0.linuxUserConfiguration.sshPrivateKey',
        withUser({ linuxUserConfiguration: { sshPrivateKey: '{{key}}' } }, { enableInterNodeCommunication: false }),
      ],
      [
        'userAccounts.0.linuxUserConfiguration',
        withUser({ linuxUserConfiguration: {} }, { virtualMachineConfiguration: windows }),
      ],
      ['authenticationTokenSettings.access', toTask('a', { authenticationTokenSettings: { access: ['job'] } })],
      [
        'jobManagerTask.authenticationTokenSettings.access',
        {
          id: 'j',
          poolInfo: { poolId: 'p' },
          jobManagerTask: { id: 'm', commandLine: 'plan', authenticationTokenSettings: { access: ['job'] } },
        },
      ],
    ],
    sound: [
      withUser({ linuxUserConfiguration: { sshPrivateKey: '{{key}}' } }, { enableInterNodeCommunication: true }),
      toTask('a', { authenticationTokenSettings: { access: [] } }),
    ],
  },
  {
    code: 'wrong-form',
    found: [
      [
        'mountConfiguration.0.azureBlobFileSystemConfiguration.accountName',
        ofBlob({ accountName: 'contoso.blob.core.windows.net', accountKey: '$K' }),
      ],
      [
        'mountConfiguration.0.azureBlobFileSystemConfiguration.relativeMountPath',
        ofBlob({ relativeMountPath: '/mnt/batch/tasks/fsmounts/in', accountKey: '$K' }),
      ],
      [
        'mountConfiguration.0.nfsMountConfiguration.source',
        mounted({ nfsMountConfiguration: { source: 'files.example/data', relativeMountPath: 'n' } }),
      ],
      [`${ofRules}.name`, opened({ name: 'web server' })],
      [
        `${ofRules}.networkSecurityGroupRules.0.sourceAddressPrefix`,
        opened({ networkSecurityGroupRules: [rule(150, '203.0.113.0/24, 198.51.100.7')] }),
      ],
      ['environmentSettings.0.name', withSettings({ name: 'MY VAR', value: '1' })],
      ['resourceFiles.0.blobPrefix', withFile({ autoStorageContainerName: 'in', blobPrefix: 'data/*.csv' })],
      ['resourceFiles.0.blobPrefix', withFile({ autoStorageContainerName: 'in', blobPrefix: '/data/' })],
      [
        'resourceFiles.0.fileMode',
        withFile({ httpUrl: 'https://data.example/a', filePath: 'a', fileMode: 'rwxr-xr-x' }),
      ],
      ['resourceFiles.0.filePath', withFile({ httpUrl: 'https://data.example/a', filePath: 'in/' })],
      [`${onMachine}.imageReference.version`, onLinux({ imageReference: { ...linux.imageReference, version: '*' } })],
    ],
    sound: [
      ofBlob({ accountName: '{{account}}', accountKey: '$K' }),
      mounted({ nfsMountConfiguration: { source: 'files.example:/data', relativeMountPath: 'a/b' } }),
      opened({ name: 'web-1', networkSecurityGroupRules: [rule(150, 'AzureLoadBalancer'), rule(151, 'fd00::/8')] }),
      withSettings({ name: 'Logging__Level', value: '1' }, { name: 'my-app.level', value: '2' }),
      withFile({ autoStorageContainerName: 'in', blobPrefix: 'data/2026-', filePath: 'in/' }),
      withFile({ httpUrl: 'https://data.example/a', filePath: 'in/a', fileMode: '755' }),
      onLinux({ imageReference: { ...linux.imageReference, version: '22.04.202410020' } }),
    ],
  },
  {
    code: 'duplicate-item',
    found: [
      ['environmentSettings.1.name', withSettings({ name: 'A', value: '1' }, { name: 'A', value: '2' })],
      [
        `${onMachine}.dataDisks.1.lun`,
        onLinux({
          dataDisks: [
            { lun: 0, diskSizeGB: 8 },
            { lun: 0, diskSizeGB: 8 },
          ],
        }),
      ],
      [`${onMachine}.extensions.1.name`, onLinux({ extensions: [agent, agent] })],
      [
        `${ofRules}.networkSecurityGroupRules.1.priority`,
        opened({ networkSecurityGroupRules: [rule(150, '203.0.113.1'), rule(150, '203.0.113.2')] }),
      ],
      [
        'exitConditions.exitCodes.1.code',
        toTask('a', {
          exitConditions: {
            exitCodes: [1, 1].map((code) => ({ code, exitOptions: { dependencyAction: 'block' } })),
          },
        }),
      ],
    ],
    sound: [
      withSettings({ name: 'http_proxy', value: 'a' }, { name: 'HTTP_PROXY', value: 'a' }),
      withSettings({ name: '{{name}}', value: 'a' }, { name: '{{name}}', value: 'a' }),
    ],
  },
  {
    code: 'idle-schedule',
    found: [
      ['schedule.recurrenceInterval', scheduled({ recurrenceInterval: 'P1D' }, { killJobOnCompletion: false })],
      ['schedule.recurrenceInterval', unmanaged()],
      ['schedule.recurrenceInterval', unmanaged({ onAllTasksComplete: 'NoAction' })],
      ['schedule.doNotRunAfter', scheduled({ recurrenceInterval: 'P1D', doNotRunAfter: '2024-12-01T00:00:00Z' })],
      ['schedule.doNotRunAfter', scheduled({ doNotRunAfter: '2026-11-20T09:00:00Z' })],
    ],
    sound: [
      scheduled({ recurrenceInterval: 'P1D', doNotRunAfter: '2027-12-01T00:00:00Z' }),
      unmanaged({ constraints: { maxWallClockTime: 'PT1H' } }),
      unmanaged({}, {}),
    ],
  },
  {
    code: 'unset-variable',
    found: [
      ['commandLine', runs("/bin/bash -c 'mpirun -host $AZ_BATCH_HOST_LIST ./a'")],
      ['startTask.commandLine', starts("/bin/bash -c 'mkdir $AZ_BATCH_NODE_SHARED_DIR/$AZ_BATCH_JOB_ID'")],
      ['commandLine', runs("/bin/bash -c 'cp a $AZ_BATCH_TASK_WORKINGDIR/out'")],
      ['commandLine', runs('cmd /c %AZ_BATCH_APP_PACKAGE_ffmpeg#4.3%\\ffmpeg.exe', packages('ffmpeg', '3.4'))],
      ['commandLine', runs('cmd /c %AZ_BATCH_APP_PACKAGE_tool%\\a.exe', packages('tool', '1.0'))],
      ['commandLine', runs('cmd /c %AZ_BATCH_APP_PACKAGE_mesher_2_1%\\a.exe', packages('mesher', '2.1'))],
      ['commandLine', runs('cmd /c %AZ_BATCH_APP_PACKAGE_TOOL_V2_1_0%\\a.exe', packages('tool-v2', '1.0'))],
      ['commandLine', runs('cmd /c %AZ_BATCH_APP_PACKAGE_fit_tool%\\a.exe', packages('fit-tool'))],
      ['commandLine', runs("/bin/bash -c '$AZ_BATCH_APP_PACKAGE_tool_1_0/a'", packages('tool'))],
    ],
    sound: [
      runs("/bin/bash -c 'mpirun -host $AZ_BATCH_HOST_LIST ./a'", {
        multiInstanceSettings: { numberOfInstances: 2, coordinationCommandLine: 'env' },
      }),
      runs(`/bin/bash -c 'if [ -n "$AZ_BATCH_NODE_LIST" ]; then echo $AZ_BATCH_NODE_LIST; fi'`),
      runs("/bin/bash -c 'echo $AZ_BATCH_TASK_ID $AZ_BATCH_POOL_ID'"),
      runs('cmd /c %AZ_BATCH_APP_PACKAGE_ffmpeg#3.4%\\ffmpeg.exe', packages('ffmpeg', '3.4')),
      runs('cmd /c %AZ_BATCH_APP_PACKAGE_FIT-TOOL#3.4%\\a.exe', packages('fit-tool', '3.4')),
      runs('cmd /c %AZ_BATCH_APP_PACKAGE_fit_tool%\\a.exe', packages('fit_tool')),
      runs('cmd /c %AZ_BATCH_APP_PACKAGE_other#4.3%\\a.exe', packages('ffmpeg', '3.4')),
      runs("/bin/bash -c '$AZ_BATCH_APP_PACKAGE_tool_v2_1_0/a'", packages('tool-v2', '1.0')),
    ],
  },
  {
    code: 'literal-value',
    found: ['$PATH:/opt/bin', '$HOME/a', '%AZ_BATCH_NODE_SHARED_DIR%\\lib', '$(date +%F)', '$AZ_BATCH_TASK_ID'].map(
      (value) => ['environmentSettings.0.value', withSettings({ name: 'A', value })],
    ),
    sound: [
      withSettings({ name: 'A', value: '$(buildId)' }, { name: 'B', value: '$TOKEN' }, { name: 'C', value: '100%' }),
      runs(`/bin/bash -c 'eval "$A"'`, { environmentSettings: [{ name: 'A', value: 'cd $HOME' }] }),
    ],
  },
  {
    code: 'unquoted-path',
    found: [
      'C:\\Program Files\\Blender\\blender.exe -b a.blend',
      'C:/Program Files (x86)/tool/tool.exe',
      'cmd /c C:\\Program Files\\a\\a.exe in.txt',
      'cmd.exe /s /c D:\\Program Files\\a\\a.exe',
      'c:\\program files\\a.exe',
    ].map((commandLine) => ['commandLine', runs(commandLine)]),
    sound: [
      '"C:\\Program Files\\a\\a.exe" in.txt',
      'C:\\Programs\\a.exe',
      'cmd /c ""C:\\Program Files\\a.exe" in.txt"',
    ].map((commandLine) => runs(commandLine)),
  },
  {
    code: 'misplaced-file',
    found: [
      ['commandLine', brings("/bin/bash -c './run.sh'", 'in/run.sh')],
      ['commandLine', brings('python3 main.py', 'src/main.py')],
      ['commandLine', brings("/bin/bash -c 'bash jobs/run.sh 1'", 'run.sh')],
      ['commandLine', brings('cmd /c "python Main.py"', 'main.py')],
      ['commandLine', brings('python run.py', 'run.py', inImage('containerImageDefault'))],
    ],
    sound: [
      brings("/bin/bash -c './run.sh'", './run.sh'),
      brings("/bin/bash -c 'cd in && ./run.sh'", 'in/run.sh'),
      brings("/bin/bash -c './run.sh'", '{{folder}}/run.sh'),
      brings('python /app/run.py', 'run.py', inImage('containerImageDefault')),
      brings("/bin/bash -c 'python3 -m venv v && v/bin/python main.py'", 'src/main.py'),
    ],
  },
  {
    code: 'file-of-image',
    found: [
      'python app.py',
      'python3 src/app.py --rows 10',
      './run.sh',
      "/bin/bash -c 'node server.js'",
      'Rscript a.R',
    ].map((commandLine) => ['commandLine', runs(commandLine, inImage())]),
    sound: [
      runs('python app.py', inImage('ContainerImageDefault')),
      runs('python /app/app.py', inImage()),
      runs('python app.py', { containerSettings: { imageName: 'a', containerRunOptions: '--rm --workdir /app' } }),
      runs('python app.py'),
    ],
  },
  {
    code: 'private-image',
    found: ['a:1', 'b:1', 'c/d', 'e', 'f:Release'].map((name) => [
      `${onMachine}.containerConfiguration.containerImageNames.1`,
      withImages('ubuntu:24.04', `contoso.azurecr.io/${name}`),
    ]),
    sound: [withImages('ubuntu:24.04'), withImages('mcr.microsoft.com/a:1'), withRegistry({ identityReference })],
  },
]);

const windowsPool = { virtualMachineConfiguration: windows };
test('offers are checked against the images of their releases', () => {
  const ofImage = (publisher: string, offer: string, sku: string, release = '22.04') => {
    const { imageReference: _, ...machine } = linux;
    return toPool({
      virtualMachineConfiguration: {
        ...machine,
        nodeAgentSKUId: `batch.node.ubuntu ${release}`,
        imageReference: { publisher, offer, sku },
      },
    });
  };
  const unknown = `unknown-image ${onMachine}.imageReference.sku`;
  assert.ok(codesAt(ofImage('Canonical', 'UbuntuServer', '22.04-LTS')).includes(unknown));
  assert.ok(codesAt(ofImage('canonical', '0001-com-ubuntu-server-focal', '22_04-lts')).includes(unknown));
  assert.ok(codesAt(ofImage('microsoft-azure-batch', 'ubuntu-server-container', '22-04-lts')).includes(unknown));
  for (const [offer, sku, release] of [
    ['0001-com-ubuntu-server-jammy', '22_04-lts-gen2', '22.04'],
    ['UbuntuServer', '18_04-lts-gen2', '18.04'],
    ['0001-com-ubuntu-server-focal', '{{sku}}', '20.04'],
    ['ubuntu-24_04-lts', 'server', '24.04'],
  ] as const)
    assert.ok(!codesAt(ofImage('canonical', offer, sku, release)).includes(unknown), offer);
});

test('settings that are lost when a start task ends are reported, and only in start tasks', () => {
  const start = ['other-shell startTask.commandLine'];
  assert.deepEqual(codesAt(starts("/bin/bash -c 'mkdir -p /mnt/a && export A=/mnt/a'")), start);
  assert.deepEqual(codesAt({ ...starts('cmd /c "set A=1"'), ...windowsPool }), start);
  assert.deepEqual(codesAt(starts("/bin/bash -c 'export A=1; ./prepare'")), []);
  assert.deepEqual(codesAt(runs("/bin/bash -c 'export A=1'")), []);
  assert.deepEqual(codesAt(starts("/bin/bash -c './service &'")), []);
});

test("a variable of the task allows pip to install into its distribution's Python", () => {
  const admin = { userIdentity: { autoUser: { elevationLevel: 'admin' } } };
  const install = "/bin/bash -c 'pip3 install pandas'";
  const ofUbuntu = (more: object) => ({ ...starts(install, { ...admin, ...more }) });
  assert.deepEqual(codesAt(ofUbuntu({})), ['other-shell startTask.commandLine']);
  const environmentSettings = [{ name: 'PIP_BREAK_SYSTEM_PACKAGES', value: '1' }];
  assert.deepEqual(codesAt(ofUbuntu({ environmentSettings })), []);
});

test('a start task has the permissions that the pool gives to its named user', () => {
  const asUser = (elevationLevel: string) => ({
    ...starts("/bin/bash -c 'apt-get update && apt-get install -y git'", { userIdentity: { username: 'svc' } }),
    userAccounts: [{ name: 'svc', password: '{{password}}', elevationLevel }],
  });
  assert.deepEqual(codesAt(asUser('nonadmin')), ['needs-admin startTask.commandLine']);
  assert.deepEqual(codesAt(asUser('admin')), []);
  assert.deepEqual(codesAt(runs("/bin/bash -c 'sed -i s/a/b/ /etc/hosts'")), ['needs-admin commandLine']);
  assert.deepEqual(codesAt(runs("/bin/bash -c 'sed s/a/b/ /etc/hosts'")), []);
});

test('formulas that set read-only variables, use samples as numbers, or quote options are reported', () => {
  const target = '$TargetDedicatedNodes = 2;';
  assert.deepEqual(codesAt(scaledBy(`$CurrentDedicatedNodes = 5; ${target}`)), ['formula-target autoScaleFormula']);
  assert.deepEqual(codesAt(scaledBy('$TargetDedicatedNodes = $CurrentDedicatedNodes.GetSample(1);')), [
    'formula-type autoScaleFormula',
  ]);
  assert.deepEqual(codesAt(scaledBy(`${target} $NodeDeallocationOption = "taskcompletion";`)), [
    'formula-type autoScaleFormula',
  ]);
  assert.deepEqual(codesAt(scaledBy(`${target} $NodeDeallocationOption = taskcompletion;`)), []);
  assert.deepEqual(codesAt(scaledBy('$TargetDedicatedNodes = $CurrentDedicatedNodes == 2 ? 1 : 2;')), []);
});

test('disks that are smaller than their images, or use a cache that the size lacks, are reported', () => {
  const disk = (diskSizeGB: number) => ({ osDisk: { diskSizeGB } });
  const placed = (vmSize: string) => ({
    ...onLinux({ osDisk: { ephemeralOSDiskSettings: { placement: 'cachedisk' } } }),
    vmSize,
  });
  const tooSmall = ['disk-mismatch virtualMachineConfiguration.osDisk.diskSizeGB'];
  assert.deepEqual(codesAt(onWindows(disk(64))), tooSmall);
  assert.deepEqual(codesAt(onLinux(disk(20))), tooSmall);
  assert.deepEqual(codesAt(onWindows(disk(127))), []);
  assert.deepEqual(codesAt(onLinux(disk(64))), []);
  const noCache = ['disk-mismatch virtualMachineConfiguration.osDisk.ephemeralOSDiskSettings.placement'];
  for (const size of ['standard_d4s_v5', 'standard_e8s_v4', 'standard_d4as_v5'])
    assert.deepEqual(codesAt(placed(size)), noCache);
  for (const size of ['standard_d4ds_v5', 'standard_d4as_v4', 'standard_ds3_v2'])
    assert.ok(!codesAt(placed(size)).includes(noCache[0] ?? ''));
});

test('patterns that include the working directory, and addresses of web pages instead of files, are reported', () => {
  const upload = (filePattern: string) =>
    toTask('a', {
      outputFiles: [
        {
          filePattern,
          destination: { container: { containerUrl: out, identityReference } },
          uploadOptions: { uploadCondition: 'taskcompletion' },
        },
      ],
    });
  assert.deepEqual(codesAt(upload('wd/out.txt')), ['folder-pattern outputFiles.0.filePattern']);
  assert.deepEqual(codesAt(upload('out/wd/a.txt')), []);
  const from = (httpUrl: string) => withFile({ httpUrl, filePath: 'a.zip' });
  for (const url of [
    'https://www.dropbox.com/s/a/a.zip?dl=0',
    'https://drive.google.com/file/d/1/view',
    'https://github.com/contoso/a/tree/main/a',
  ])
    assert.deepEqual(codesAt(from(url)), ['file-address resourceFiles.0.httpUrl'], url);
  assert.deepEqual(codesAt(from('https://www.dropbox.com/s/a/a.zip?dl=1')), []);
});

test('a SAS in place of an account key or vice versa, and trusted launch of a managed image, are reported', () => {
  const sas = `?sv=2022-11-02&sp=rl&${'sig'}={{signature}}`;
  const key = `${'A'.repeat(86)}==`;
  const mounts = (more: object) =>
    toPool({
      mountConfiguration: [
        {
          azureBlobFileSystemConfiguration: {
            accountName: 'contosodata',
            containerName: 'inputs',
            relativeMountPath: 'in',
            ...more,
          },
        },
      ],
    });
  const at = 'mountConfiguration.0.azureBlobFileSystemConfiguration';
  assert.ok(codesAt(mounts({ accountKey: sas })).includes(`unfit-properties ${at}.accountKey`));
  assert.ok(codesAt(mounts({ sasKey: key })).includes(`unfit-properties ${at}.sasKey`));
  assert.ok(!codesAt(mounts({ sasKey: sas })).some((code) => code.startsWith('unfit')));
  const launched = (virtualMachineImageId: string) =>
    onLinux({ imageReference: { virtualMachineImageId }, securityProfile: { securityType: 'trustedLaunch' } });
  const managed = '/subscriptions/s/resourceGroups/g/providers/Microsoft.Compute/images/i';
  assert.ok(codesAt(launched(managed)).some((code) => code.endsWith('virtualMachineImageId')));
  assert.ok(!codesAt(launched(ownImage)).some((code) => code.endsWith('virtualMachineImageId')));
});

test('characters that are escaped as in HTML, and image names that begin with a period, are reported', () => {
  const runs = (commandLine: string) => codesAt(toTask('a', { commandLine }));
  for (const line of [
    '/bin/bash -c "./run.sh &gt; out.txt"',
    '/bin/sh -c "make &amp;&amp; ./a.out"',
    'cmd /c echo a &gt;&gt; b.txt',
  ])
    assert.deepEqual(runs(line), ['other-shell commandLine'], line);
  for (const line of ['/bin/bash -c "sed \'s/&amp;/and/\' a.xml > b.xml"', '/bin/bash -c "make && ./a.out"'])
    assert.deepEqual(runs(line), [], line);
  assert.ok(codesAt(withImages('.azurecr.io/tools:1')).some((code) => code.startsWith('image-name')));
});

test('targets that are not rounded up, swapped publishers and offers, and mounts without a source are reported', () => {
  const cut = ['cut-target autoScaleFormula'];
  const pending = '$p = max(0, $PendingTasks.GetSample(1)); ';
  for (const value of ['$p / $TaskSlotsPerNode', 'min(4, $p / 8)', '$n; $n = $p / 2'])
    assert.deepEqual(codesAt(scaledBy(`${pending}$n = $p / 2; $TargetDedicatedNodes = ${value};`)), cut, value);
  for (const value of ['($p + 3) / 4', 'max(1, $p / 4)', 'round($p / 4)', '$p'])
    assert.deepEqual(codesAt(scaledBy(`${pending}$TargetDedicatedNodes = ${value};`)), [], value);
  const from = (publisher: string, offer: string) =>
    codesAt(onLinux({ imageReference: { publisher, offer, sku: 'a' } })).filter((code) => /publisher/.test(code));
  const swapped = ['unknown-image virtualMachineConfiguration.imageReference.publisher'];
  assert.deepEqual(from('ubuntu-24_04-lts', 'canonical'), swapped);
  assert.deepEqual(from('WindowsServer', 'MicrosoftWindowsServer'), swapped);
  assert.deepEqual(from('ubuntu-hpc', 'microsoft-dsvm'), swapped);
  assert.deepEqual(from('almalinux', 'almalinux'), []);
  const mounts = (...containerHostBatchBindMounts: readonly object[]) =>
    codesAt(toTask('a', { containerSettings: { imageName: 'a', containerHostBatchBindMounts } }));
  assert.deepEqual(mounts({ source: 'Task' }, { isReadOnly: true }), [
    'unfit-properties containerSettings.containerHostBatchBindMounts.1.isReadOnly',
  ]);
});

test('tasks that do not wait for programs of the start task, or call programs outside the folder of their package, are reported', () => {
  const codesOfSet = (startTask: object | undefined, task: object, pool: object = {}) =>
    codesAt({
      pool: { ...onLinux({}), ...pool, ...(startTask && { startTask }) },
      job: { id: 'j', poolInfo: { poolId: 'render' } },
      tasks: [toTask('a', task)],
    }).filter((code) => /needs-start-task|package-folder/.test(code));
  const installs = (name: string, waitForSuccess = false) => ({
    commandLine: `bash -c 'apt-get update && apt-get install -y ${name}'`,
    waitForSuccess,
    userIdentity: { autoUser: { elevationLevel: 'admin' } },
  });
  const early = ['needs-start-task pool.startTask.waitForSuccess'];
  for (const [name, commandLine] of [
    ['ffmpeg', 'ffmpeg -i a b'],
    ['jq samtools', "bash -c 'ls && samtools view a'"],
    ['python3', 'python3 /opt/a.py'],
  ] as const) {
    assert.deepEqual(codesOfSet(installs(name), { commandLine }), early, name);
    assert.deepEqual(codesOfSet(installs(name, true), { commandLine }), [], name);
  }
  assert.deepEqual(codesOfSet(installs('htop'), { commandLine: 'ffmpeg -i a b' }), []);
  const packages = { applicationPackageReferences: [{ applicationId: 'solver', version: '1' }] };
  const folder = ['package-folder tasks.0.commandLine'];
  for (const commandLine of ['solver.exe in', 'cmd /c "run.bat 4"', "bash -c './solve in'"])
    assert.deepEqual(codesOfSet(undefined, { commandLine }, packages), folder, commandLine);
  for (const commandLine of ['cmd /c %AZ_BATCH_APP_PACKAGE_solver#1%\\solve.exe', 'powershell.exe -f a', 'solve'])
    assert.deepEqual(codesOfSet(undefined, { commandLine }, packages), [], commandLine);
  assert.deepEqual(codesOfSet(undefined, { commandLine: 'solver.exe in' }), []);
});
