import assert from 'node:assert/strict';
import { test } from 'node:test';
import { lintDefinition } from '../lintDefinition.ts';

/*
 * Definitions that look wrong but are right, by class. Each variant was once reported by mistake, or is similar to one
 * that was.
 */

const now = new Date('2026-11-20T10:00:00Z');

function codesAt(definition: unknown, options: { readonly apiVersion?: string } = {}): readonly string[] {
  const text = typeof definition === 'string' ? definition : JSON.stringify(definition, undefined, 2);
  return lintDefinition(text, undefined, { now, ...options }).map(({ code, path }) => `${code} ${path.join('.')}`);
}

const pool = {
  id: 'p',
  vmSize: 'standard_d2s_v3',
  targetDedicatedNodes: 1,
  virtualMachineConfiguration: { imageReference: {}, nodeAgentSKUId: 'batch.node.ubuntu 24.04' },
};

const codesOfCommand = (commandLine: string) => codesAt({ id: 't', commandLine }).map((found) => found.split(' ')[0]);

const plainArguments = [
  'ffmpeg -i in.mkv -vf "scale=1280:-2|fps=25" out.mp4',
  "awk '$3 > 10' data.txt",
  `awk -F '|' '{print $NF}' data.txt`,
  'python3 run.py --when "a < b && b > c"',
  'python3 run.py --pattern "a;b;c"',
  'date "+%Y%m%d"',
  'date +%Y%m%d',
  'date "+%Y_%m_%d"',
  'date "+%Hh%Mm%Ss"',
  'blender -b scene.blend -o "//frame_%04d%" -a',
  "grep -E '(^|;)x' file",
  `jq '.[] | select(.n > 3)' in.json`,
  "perl -pe 's/$x/$y/' file",
  'python3 run.py --price "5\\$"',
  `sed -n '/a/,$p' file`,
  'Rscript -e "x <- 1; y <- x"',
  'sqlite3 db "select a from b where c > 1;"',
  'find . -name *.tmp -exec rm {} ;',
  'run --database Server=db;Database=frames;Encrypt=true',
  'run --input <scene file> --frames <count>',
  `ffmpeg -filter_complex "[0:v][1:v]overlay;[a]amix" out.mp4`,
  'java -cp "a.jar;b.jar" Main',
];

for (const commandLine of plainArguments)
  test(`no shell is needed for ${commandLine}`, () => assert.deepEqual(codesOfCommand(commandLine), []));

const shellCommands = [
  'python3 a.py > out.txt',
  'python3 a.py "b" > out.txt',
  `awk '{print}' data | sort`,
  'make && make install',
  'python3 run.py "$AZ_BATCH_TASK_WORKING_DIR"',
  'python3 run.py $HOME/in',
  'python3 run.py "$(cat in)"',
  'render.exe %AZ_BATCH_TASK_WORKING_DIR%',
  'render.exe "%USERPROFILE%\\in"',
  "python3 it's.py && ls",
  'cd /mnt; ls',
  'render a; render b',
  'sort < in.txt > out.txt',
  'find . -exec rm {} ; && ls',
];

for (const commandLine of shellCommands)
  test(`a shell is needed for ${commandLine}`, () => {
    assert.deepEqual(codesOfCommand(commandLine), ['shell-syntax']);
  });

test('syntax that only cmd expands is ignored if the pool runs Linux', () => {
  const startTask = { commandLine: 'printf %ABC%' };
  assert.deepEqual(codesAt({ ...pool, startTask }), []);
});

const variables: readonly (readonly [name: string, value: string])[] = [
  ['DB_PASSWORD_FILE', '/run/secrets/db'],
  ['DB_PASSWORD', '/run/secrets/db'],
  ['API_TOKEN', './secrets/token.txt'],
  ['API_TOKEN', 'C:\\secrets\\token.txt'],
  ['DB_PASSWORD', 'https://contoso.vault.azure.net/secrets/db/3'],
  ['DB_PASSWORD', '@Microsoft.KeyVault(SecretUri=https://contoso.vault.azure.net/secrets/db)'],
  ['DB_PASSWORD', 'vault:secret/data/db#password'],
  ['DB_PASSWORD', 'keyvault://contoso/db'],
  ['DB_PASSWORD', 'op://team/db/password'],
  ['DB_PASSWORD', 'arn:aws:secretsmanager:eu-west-1:1:secret:db'],
  ['DB_PASSWORD', 'projects/contoso/secrets/db/versions/1'],
  ['DB_PASSWORD', 'env:DB'],
  ['DB_PASSWORD', 'file:///run/secrets/db'],
  ['DB_PASSWORD', '{{dbPassword}}'],
  ['DB_PASSWORD', `\${DB_PASSWORD}`],
  ['DB_PASSWORD', '$(dbPassword)'],
  ['DB_PASSWORD', "[parameters('dbPassword')]"],
  ['DB_PASSWORD', '<password>'],
  ['DB_PASSWORD', ''],
  ['SECRET_NAME', 'db-password'],
  ['KEY_VAULT_SECRET_URI', 'https://contoso.vault.azure.net/secrets/db'],
  ['TOKEN_ENDPOINT', 'https://login.contoso.com/token'],
  ['TOKEN_EXPIRY', '3600'],
  ['MAX_TOKENS', '4096'],
  ['TOKENIZERS_PARALLELISM', 'false'],
  ['PASSWORD_MIN_LENGTH', '12'],
  ['ASK_PASSWORD', 'true'],
  ['SORT_KEY', 'name'],
  ['CREDENTIALS_PROVIDER', 'ManagedIdentity'],
  ['GOOGLE_APPLICATION_CREDENTIALS', '/secrets/gcp.json'],
  ['DB_PASSWORD_SECRET', 'db-password'],
  ['KEYVAULT_SECRET', 'batch/storage-key'],
  ['DB_PASSWORD', '********'],
  ['DB_PASSWORD', '[hidden]'],
  ['DB_PASSWORD', 'REDACTED'],
];

for (const [name, value] of variables)
  test(`${name}=${value} is not reported as a secret`, () => {
    assert.deepEqual(codesAt({ id: 't', commandLine: 'x', environmentSettings: [{ name, value }] }), []);
  });

for (const [name, value] of [
  ['DB_PASSWORD', 'hunter2'],
  ['API_TOKEN', 'abc123def456'],
  ['DB_PASSWORD', 'correct-horse-battery'],
  ['CLIENT_SECRET', 'abcdefghij'],
  ['ACCOUNT_KEY', 'a'.repeat(86)],
  ['ACCOUNT_KEY', '/abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789/a=='],
  ['ANY', 'Server=db;Password=hunter2x;'],
  ['ANY', 'https://a.blob.core.windows.net/c?sv=2022-11-02&sp=r&sig=abcdefg'],
])
  test(`${name}=${value} is reported as a secret`, () => {
    const definition = { id: 't', commandLine: 'x', environmentSettings: [{ name, value }] };
    assert.deepEqual(codesAt(definition), ['inline-secret environmentSettings.0.value']);
  });

const namingCommands = [
  `/bin/bash -c 'run --password \${DB_PASSWORD}'`,
  `/bin/bash -c 'run --password=\${DB_PASSWORD}'`,
  `/bin/bash -c 'run --password "$(cat /run/secrets/db)"'`,
  `/bin/bash -c 'curl -H "Authorization: Bearer $TOKEN" https://contoso.com'`,
  `/bin/bash -c 'git clone https://$TOKEN@github.com/contoso/render'`,
  `/bin/bash -c 'run --key-vault-secret https://contoso.vault.azure.net/secrets/db/3'`,
  `/bin/bash -c 'run --password={{password}}'`,
  `run --password "[parameters('password')]"`,
  'run --password-env DB_PASSWORD',
  'run --password-file /run/secrets/db',
  'run --password @/run/secrets/db',
  'run --secret keyvault://contoso/db',
  'run --password vault:secret/db#password',
];

for (const commandLine of namingCommands)
  test(`there is no secret in ${commandLine}`, () => {
    assert.deepEqual(
      codesOfCommand(commandLine).filter((code) => code === 'inline-secret'),
      [],
    );
  });

for (const commandLine of [
  'run --password hunter2x',
  'run --password-file /run/a --password hunter2x',
  `/bin/bash -c 'run --user $NAME --password hunter2x'`,
  `/bin/bash -c 'curl -H "Authorization: Bearer abcdefgh1234"'`,
  `/bin/bash -c 'git clone https://me:hunter2x@github.com/contoso/render'`,
])
  test(`there is a secret in ${commandLine}`, () => {
    assert.ok(codesOfCommand(commandLine).includes('inline-secret'));
  });

const ofOtherVersions: readonly (readonly [path: string, property: object, version: string])[] = [
  ['certificateReferences', { certificateReferences: [] }, '2024-07-01.20.0'],
  ['targetNodeCommunicationMode', { targetNodeCommunicationMode: 'simplified' }, '2024-07-01.20.0'],
  ['resourceTags', { resourceTags: { team: 'a' } }, '2024-07-01.20.0'],
  ['applicationLicenses', { applicationLicenses: [] }, '2022-10-01.16.0'],
  ['cloudServiceConfiguration', { cloudServiceConfiguration: null }, '2023-05-01.17.0'],
];

for (const [path, property, version] of ofOtherVersions)
  test(`${path} belongs to an earlier version, and is an error only if definitions are for a later one`, () => {
    assert.deepEqual(codesAt({ ...pool, ...property }), [`other-version ${path}`]);
    assert.deepEqual(codesAt({ ...pool, ...property }, { apiVersion: version }), []);
    assert.deepEqual(codesAt({ ...pool, ...property }, { apiVersion: '2025-06-01' }), [`not-in-version ${path}`]);
  });

test('a property of a later version is an error only if definitions are for an earlier one', () => {
  const newer = { ...pool, upgradePolicy: { mode: 'manual' } };
  assert.deepEqual(codesAt(newer), []);
  assert.deepEqual(codesAt(newer, { apiVersion: '2024-02-01.19.0' }), []);
  assert.deepEqual(codesAt(newer, { apiVersion: '2023-11-01.18.0' }), ['not-in-version upgradePolicy']);
  assert.deepEqual(codesAt(newer, { apiVersion: 'whatever' }), []);
});

const job = { id: 'j', poolInfo: { poolId: 'p' } };
const sweep = {
  type: 'parametricSweep',
  parameterSets: [{ start: 1, end: 10 }],
  repeatTask: {
    commandLine: 'render {0:4} > $AZ_BATCH_TASK_WORKING_DIR/out.txt',
    resourceFiles: [{ source: { fileGroup: 'scenes', prefix: '{0}/' } }, { httpUrl: '{url}', filePath: '{fileName}' }],
    outputFiles: [
      {
        filePattern: '*.png',
        destination: { autoStorage: { fileGroup: 'frames' } },
        uploadOptions: { uploadCondition: 'TaskSuccess' },
      },
    ],
    packageReferences: [{ type: 'aptPackage', id: 'ffmpeg' }],
  },
  mergeTask: { commandLine: 'merge *.png && ls' },
};
const collection = { type: 'taskCollection', tasks: [{ id: 'a', commandLine: 'ls | wc' }] };

test('properties of the Azure Batch CLI extensions are known, with one hint that the service refuses them', () => {
  for (const taskFactory of [sweep, collection])
    assert.deepEqual(codesAt({ ...job, onAllTasksComplete: 'terminatejob', taskFactory }), [
      'extension-only taskFactory',
    ]);
  const packageReferences = [{ type: 'aptPackage', id: 'ffmpeg' }];
  assert.deepEqual(codesAt({ ...pool, packageReferences }), ['extension-only packageReferences']);
});

test('templates may use expressions as values, and may contain other content next to the job', () => {
  const parameters = { nodes: { type: 'int', defaultValue: 2 }, jobId: { type: 'string' } };
  const poolTemplate = {
    parameters,
    pool: {
      type: 'Microsoft.Batch/batchAccounts/pools',
      apiVersion: '2016-12-01',
      properties: {
        ...pool,
        id: "[parameters('poolId')]",
        targetDedicatedNodes: "[parameters('nodes')]",
        resizeTimeout: "[parameters('timeout')]",
        enableInterNodeCommunication: "[parameters('mpi')]",
        startTask: "[variables('start')]",
        userAccounts: "[variables('users')]",
      },
    },
  };
  assert.deepEqual(codesAt(poolTemplate), ['extension-only ']);
  const jobTemplate = {
    parameters,
    variables: {},
    job: {
      type: 'Microsoft.Batch/batchAccounts/jobs',
      properties: {
        id: '[concat("a-", parameters(\'jobId\'))]',
        poolInfo: { poolId: "[parameters('p')]" },
        taskFactory: sweep,
      },
    },
  };
  assert.deepEqual(codesAt(jobTemplate), ['extension-only ']);
  const wrong = { ...jobTemplate, job: { ...jobTemplate.job, properties: { ...job, priorty: 1 } } };
  assert.deepEqual(codesAt(wrong), ['extension-only ', 'unknown-property job.properties.priorty']);
});

test('a template may define its pool without the properties level, and may use names of earlier versions', () => {
  const parameters = { poolName: { type: 'string' }, count: { type: 'int' } };
  const variables = { os: { imageReference: {}, nodeAgentSKUId: 'batch.node.windows amd64' } };
  const plain = {
    id: "[parameters('poolName')]",
    vmSize: "[parameters('size')]",
    virtualMachineConfiguration: "[variables('os')]",
    targetDedicatedNodes: "[parameters('count')]",
    enableAutoScale: false,
  };
  assert.deepEqual(codesAt({ parameters, variables, pool: plain }), ['extension-only ']);
  assert.deepEqual(codesAt({ parameters, variables, pool: { ...plain, vmSiez: 'a' } }), [
    'extension-only ',
    'unknown-property pool.vmSiez',
  ]);
  const resourceFiles = [{ blobSource: 'https://contoso.com/a.sh', filePath: 'a.sh' }];
  const jobPreparationTask = { commandLine: 'a.sh && ls', resourceFiles };
  const toTemplate = (properties: object, apiVersion?: string) => ({
    parameters,
    job: { type: 'Microsoft.Batch/batchAccounts/jobs', ...(apiVersion && { apiVersion }), properties },
  });
  assert.deepEqual(codesAt(toTemplate({ ...job, jobPreparationTask })), [
    'extension-only ',
    'extension-only job.properties.jobPreparationTask.resourceFiles.0.blobSource',
  ]);
  const outputFiles = [
    {
      filePattern: '*',
      destination: { container: { containerSas: '{url}' } },
      uploadDetails: { taskStatus: 'TaskSuccess' },
    },
  ];
  const earlier = { ...job, taskFactory: { ...sweep, repeatTask: { ...sweep.repeatTask, outputFiles } } };
  assert.deepEqual(codesAt(toTemplate(earlier, '2016-12-01')), [
    'extension-only ',
    'extension-only job.properties.taskFactory.repeatTask.outputFiles.0.destination.container.containerSas',
  ]);
  assert.notDeepEqual(codesAt(toTemplate(earlier, '2025-06-01')), ['extension-only ']);
});

test('a name of an earlier version is reported once, with a fix', () => {
  const resourceFiles = [{ blobSource: 'https://contoso.com/a.sh', filePath: 'a.sh' }];
  assert.deepEqual(codesAt({ id: 't', commandLine: 'x', resourceFiles }), [
    'renamed-property resourceFiles.0.blobSource',
  ]);
  assert.deepEqual(codesAt({ ...pool, maxTasksPerNode: 4 }), ['renamed-property maxTasksPerNode']);
});

const foreign: Readonly<Record<string, unknown>> = {
  'a to-do list': [
    { id: 1, title: 'Buy milk', dependsOn: [], done: false },
    { id: 2, title: 'Bake', dependsOn: [1], done: false },
  ],
  'a to-do list with names for ids': [{ id: 'bake', title: 'Bake', dependsOn: ['buy'], done: false }],
  'a plan whose tasks depend on each other': { tasks: [{ id: 'a', dependsOn: ['b'], requiredSlots: 1 }] },
  'a plan with slots': [{ id: 'a', dependsOn: ['b'], requiredSlots: 'two' }],
  'tasks of an editor': { version: '2.0.0', tasks: [{ label: 'a', command: 'b', dependsOn: ['c'] }] },
  'a cron job': { id: 'nightly', schedule: '0 2 * * *' },
  'a cron job with an object': { id: 'nightly', schedule: { cron: '0 2 * * *' }, enabled: true },
  'a workflow': { id: 'w', schedule: 'daily', startTask: 'a', steps: [] },
  processes: [{ id: 4711, commandLine: '/usr/bin/top', user: 'root' }],
  'processes with texts for ids': [{ id: '4711', commandLine: '/usr/bin/top', user: 'root', memory: 12 }],
  'a job of AWS Batch': { jobName: 'a', jobQueue: 'b', dependsOn: [{ jobId: 'c' }], containerOverrides: {} },
  'a job of Google Batch': { taskGroups: [{ taskSpec: { runnables: [] } }], allocationPolicy: {} },
  'a virtual machine': { id: 'vm', networkConfiguration: { ip: '10.0.0.4' } },
  'a scale set of another cloud': { id: 'x', enableAutoScale: 'yes', resizeTimeout: 30, region: 'eu' },
  'a template of Resource Manager without Batch': {
    $schema: 'https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#',
    contentVersion: '1.0.0.0',
    parameters: {},
    resources: [{ type: 'Microsoft.Compute/virtualMachineScaleSets', properties: { vmSize: 'a' } }],
  },
  'a job of another scheduler': { job: { name: 'a', properties: { queue: 'b' } } },
  'a container task': { id: 'a', containerSettings: 'x', image: 'y', memory: 1 },
  'a package': { name: 'a', version: '1.0.0', scripts: { start: 'b' } },
};

for (const [name, definition] of Object.entries(foreign))
  test(`${name} is not a definition`, () => assert.deepEqual(codesAt(definition), []));

test('barely started definitions, and those with misspelled key properties, are still recognized', () => {
  assert.deepEqual(codesAt({ id: 't', comandLine: 'x' }), ['unknown-property comandLine']);
  assert.deepEqual(codesAt({ id: 'j', poolInfos: { poolId: 'p' } }), ['unknown-property poolInfos']);
  assert.deepEqual(codesAt({ vmSize: 'standard_d2s_v5', targetDedicatedNodes: '2' }), [
    'missing-property ',
    'missing-property ',

    'wrong-type targetDedicatedNodes',
  ]);
});

test('an empty command line runs the entry point of a container, and is a mistake without a container', () => {
  assert.deepEqual(codesAt({ id: 't', commandLine: '', containerSettings: { imageName: 'alpine' } }), []);
  assert.deepEqual(codesAt({ id: 't', commandLine: '' }), ['empty-command-line commandLine']);
});
