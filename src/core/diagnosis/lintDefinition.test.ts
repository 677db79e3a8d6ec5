import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { runs } from '../../../test/builders/nightly.ts';
import type { DefinitionKind } from './lint/finding.ts';
import { lintDefinition } from './lintDefinition.ts';

const now = new Date('2026-11-20T10:00:00Z');

const pool = {
  id: 'cpu-render',
  vmSize: 'standard_d4s_v3',
  virtualMachineConfiguration: {
    imageReference: { publisher: 'canonical', offer: 'ubuntu-24_04-lts', sku: 'server' },
    nodeAgentSKUId: 'batch.node.ubuntu 24.04',
  },
  targetDedicatedNodes: 2,
};
const task = { id: 'frame-1', commandLine: '/bin/bash -c "render $AZ_BATCH_TASK_ID"' };
const job = { id: 'frames', poolInfo: { poolId: 'cpu-render' } };
const schedule = {
  id: 'nightly',
  schedule: { recurrenceInterval: 'P1D' },
  jobSpecification: { poolInfo: { poolId: 'p' }, jobManagerTask: { id: 'm', commandLine: 'plan' } },
};
const blob = 'https://data.blob.core.windows.net/in/a.bin';
const container = 'https://data.blob.core.windows.net/in';

function lint(definition: unknown, kind?: DefinitionKind) {
  return lintDefinition(JSON.stringify(definition, undefined, 2), kind, { now });
}

function codesAt(definition: unknown, kind?: DefinitionKind): readonly string[] {
  return lint(definition, kind).map(({ code, path }) => `${code} ${path.join('.')}`);
}

test('valid definitions of every kind have no findings', () => {
  for (const definition of [pool, task, job, schedule, [task, { ...task, id: 'frame-2' }], { value: [task] }]) {
    assert.deepEqual(lint(definition), []);
  }
});

test('the minimum and the maximum of the service are allowed', () => {
  const toScaled = (autoScaleEvaluationInterval: string) => ({
    ...pool,
    targetDedicatedNodes: undefined,
    enableAutoScale: true,
    autoScaleFormula: '$TargetDedicatedNodes=1;',
    autoScaleEvaluationInterval,
  });
  const releases = (maxWallClockTime: string) => ({
    ...job,
    jobPreparationTask: { commandLine: 'true' },
    jobReleaseTask: { commandLine: 'true', maxWallClockTime },
  });
  const allowed = [
    { ...pool, resizeTimeout: 'PT5M' },
    toScaled('PT5M'),
    toScaled('PT168H'),
    { ...task, constraints: { maxWallClockTime: 'PT1S' } },
    releases('PT15M'),
  ];
  for (const definition of allowed) assert.deepEqual(codesAt(definition), [], JSON.stringify(definition));
  const beyond = [
    { ...pool, resizeTimeout: 'PT4M59S' },
    toScaled('PT4M59S'),
    toScaled('PT168H1S'),
    releases('PT15M1S'),
  ];
  for (const definition of beyond) assert.match(codesAt(definition).join(), /^out-of-range [\w.]+$/);
});

test('a text that is not a definition has no findings', () => {
  for (const text of [
    '',
    'null',
    '[]',
    '{}',
    '{"name":"x","version":"1","scripts":{}}',
    '{"id":"x"}',
    'not json',
    '[1,2]',
    '{"compilerOptions":{}}',
    '{"startTask":"build"}',
  ]) {
    assert.deepEqual(lintDefinition(text), [], text);
  }
  assert.deepEqual(lint({ ...task, url: 'https://a/jobs/j/tasks/t', eTag: '0x1' }), []);
});

/** Each mistake: the definition, and the code and place of each finding. */
const mistakes: Readonly<Record<string, readonly [definition: unknown, expected: readonly string[]]>> = {
  'a misspelt property': [{ ...task, resourcefiles: [] }, ['unknown-property resourcefiles']],
  'a misspelt required property': [{ id: 't', comandLine: 'x', resourceFiles: [] }, ['unknown-property comandLine']],
  'a missing property': [
    {
      id: 'p',
      vmSize: 'standard_d2s_v5',
      targetDedicatedNodes: 1,
      virtualMachineConfiguration: { imageReference: {} },
    },
    ['missing-property virtualMachineConfiguration'],
  ],
  'a wrong type': [{ ...pool, targetDedicatedNodes: '2', taskSlotsPerNode: 4 }, ['wrong-type targetDedicatedNodes']],
  'a number where text belongs': [
    { ...task, environmentSettings: [{ name: 'A', value: 1 }] },
    ['wrong-type environmentSettings.0.value'],
  ],
  'an unknown value': [{ ...job, onAllTasksComplete: 'terminatejobs' }, ['invalid-value onAllTasksComplete']],
  'an id with a space': [{ ...task, id: 'frame 1' }, ['invalid-id id']],
  'a bad duration': [
    { ...task, constraints: { maxWallClockTime: '1 hour' } },
    ['invalid-duration constraints.maxWallClockTime'],
  ],
  'a timeout too short': [{ ...pool, resizeTimeout: 'PT1M' }, ['out-of-range resizeTimeout']],
  'a priority too high': [{ ...job, priority: 5000 }, ['out-of-range priority']],
  'targets beside autoscale': [
    { ...pool, enableAutoScale: true, autoScaleFormula: '$TargetDedicatedNodes=1;' },
    ['target-with-autoscale targetDedicatedNodes'],
  ],
  'a formula without autoscale': [
    { ...pool, autoScaleFormula: '$TargetDedicatedNodes=1;' },
    ['formula-without-autoscale autoScaleFormula'],
  ],
  'a pool without nodes': [{ ...pool, targetDedicatedNodes: 0 }, ['no-nodes ']],
  'an agent for another system': [
    {
      ...pool,
      virtualMachineConfiguration: { ...pool.virtualMachineConfiguration, nodeAgentSKUId: 'batch.node.windows amd64' },
    },
    ['agent-mismatch virtualMachineConfiguration.nodeAgentSKUId'],
  ],
  'a Windows program on Linux': [
    { ...pool, startTask: { commandLine: 'cmd /c dir' } },
    ['wrong-system startTask.commandLine'],
  ],
  'two sources of a file': [
    { ...task, resourceFiles: [{ httpUrl: blob, filePath: 'a', autoStorageContainerName: 'c' }] },
    ['file-source resourceFiles.0'],
  ],
  'an expired signature': [
    { ...task, resourceFiles: [{ httpUrl: `${blob}?se=2026-11-19&sp=r&sig=x`, filePath: 'a' }] },
    ['sas-expired resourceFiles.0.httpUrl'],
  ],
  'a signature without an end': [
    { ...task, resourceFiles: [{ httpUrl: `${blob}?sp=r&sr=b&sig=x`, filePath: 'a' }] },
    ['sas-incomplete resourceFiles.0.httpUrl'],
  ],
  'a signature that grants nothing': [
    { ...task, resourceFiles: [{ httpUrl: `${blob}?se=2027-01-01&sr=b&sig=x`, filePath: 'a' }] },
    ['sas-incomplete resourceFiles.0.httpUrl'],
  ],
  'a queue for a container of inputs': [
    {
      ...task,
      resourceFiles: [{ storageContainerUrl: 'https://a.queue.core.windows.net/c?se=2027-01-01&sp=rl&sig=x' }],
    },
    ['invalid-address resourceFiles.0.storageContainerUrl'],
  ],
  'a container of inputs that can only be listed': [
    { ...task, resourceFiles: [{ storageContainerUrl: `${container}?se=2027-01-01&sr=c&sp=l&sig=x` }] },
    ['sas-permission resourceFiles.0.storageContainerUrl'],
  ],
  'a container of inputs whose blobs are not included': [
    { ...task, resourceFiles: [{ storageContainerUrl: `${container}?se=2027-01-01&ss=b&srt=c&sp=rl&sig=x` }] },
    ['sas-permission resourceFiles.0.storageContainerUrl'],
  ],
  'a file share for a container of outputs': [
    {
      ...task,
      outputFiles: [
        {
          filePattern: '*',
          destination: { container: { containerUrl: 'https://a.file.core.windows.net/c?se=2027-01-01&sp=w&sig=x' } },
          uploadOptions: { uploadCondition: 'TaskSuccess' },
        },
      ],
    },
    ['invalid-address outputFiles.0.destination.container.containerUrl'],
  ],
  'a signature with a senseless end': [
    { ...task, resourceFiles: [{ httpUrl: `${blob}?sp=r&sr=b&se=soon&sig=x`, filePath: 'a' }] },
    ['sas-never-valid resourceFiles.0.httpUrl'],
  ],
  'a signature that ends before it starts': [
    { ...task, resourceFiles: [{ httpUrl: `${blob}?sp=r&st=2027-01-02&se=2027-01-01&sig=x`, filePath: 'a' }] },
    ['sas-never-valid resourceFiles.0.httpUrl'],
  ],
  'a SAS that lasts for years': [
    { ...task, resourceFiles: [{ httpUrl: `${blob}?sp=r&sr=b&se=2030-01-01&sig=x`, filePath: 'a' }] },
    ['sas-lasts-long resourceFiles.0.httpUrl'],
  ],
  'a SAS without its signature': [
    { ...task, resourceFiles: [{ httpUrl: `${blob}?sp=r&sr=b&se=2027-01-01`, filePath: 'a' }] },
    ['sas-incomplete resourceFiles.0.httpUrl'],
  ],
  'a signature that cannot write': [
    {
      ...task,
      outputFiles: [
        {
          filePattern: '*',
          destination: { container: { containerUrl: `${blob}?se=2027-01-01&sp=r&sr=c&sig=x` } },
          uploadOptions: { uploadCondition: 'TaskSuccess' },
        },
      ],
    },
    [
      'container-path outputFiles.0.destination.container.containerUrl',
      'sas-permission outputFiles.0.destination.container.containerUrl',
    ],
  ],
  'a path that leaves the folder': [
    { ...task, resourceFiles: [{ httpUrl: 'https://example.com/a', filePath: '../a' }] },
    ['path-outside resourceFiles.0.filePath'],
  ],
  'shell syntax without a shell': [{ ...task, commandLine: 'python3 a.py > out.txt' }, ['shell-syntax commandLine']],
  'an open quote': [{ ...task, commandLine: '/bin/bash -c "echo a' }, ['open-quote commandLine']],
  'a password in the command line': [
    { ...task, commandLine: '/bin/bash -c "deploy --password hunter2x"' },
    ['inline-secret commandLine'],
  ],
  'a secret in the environment': [
    { ...task, environmentSettings: [{ name: 'DB_PASSWORD', value: 'hunter2' }] },
    ['inline-secret environmentSettings.0.value'],
  ],
  'a reserved name': [
    { ...task, environmentSettings: [{ name: 'AZ_BATCH_JOB_ID', value: 'x' }] },
    ['reserved-name environmentSettings.0.name'],
  ],
  'a task that depends on itself': [
    { ...task, dependsOn: { taskIds: ['FRAME-1'] } },
    ['depends-on-itself dependsOn.taskIds.0'],
  ],
  'two pools for a job': [
    {
      id: 'j',
      poolInfo: {
        poolId: 'p',
        autoPoolSpecification: { poolLifetimeOption: 'job', pool: { ...pool, id: undefined } },
      },
      priority: 0,
    },
    ['two-pools poolInfo.autoPoolSpecification'],
  ],
  'a release task alone': [
    { ...job, jobReleaseTask: { commandLine: 'true' } },
    ['release-without-preparation jobReleaseTask'],
  ],
  'a job that ends at once': [{ ...job, onAllTasksComplete: 'terminatejob' }, ['ends-at-once onAllTasksComplete']],
  'a property of earlier versions': [{ ...pool, certificateReferences: [] }, ['other-version certificateReferences']],
  'a property that the service sets': [{ ...pool, allocationState: 'steady' }, ['read-only-property allocationState']],
  'reserved ports': [
    {
      ...pool,
      networkConfiguration: {
        endpointConfiguration: {
          inboundNATPools: [
            {
              name: 'ssh',
              protocol: 'tcp',
              backendPort: 8080,
              frontendPortRangeStart: 50_000,
              frontendPortRangeEnd: 50_100,
            },
          ],
        },
      },
    },
    ['reserved-port networkConfiguration.endpointConfiguration.inboundNATPools.0.frontendPortRangeStart'],
  ],
  'a start task by itself': [
    { startTask: { commandLine: 'bash /opt/a.sh', waitForSucess: true } },
    ['unknown-property startTask.waitForSucess'],
  ],
  'one id twice': [[task, { ...task, id: 'FRAME-1' }], ['duplicate-id 1.id']],
};

for (const [name, [definition, expected]] of Object.entries(mistakes)) {
  test(`a check finds ${name}`, () => assert.deepEqual([...codesAt(definition)].sort(), [...expected].sort()));
}

test('a finding marks its place and offers the fix', () => {
  const text = '{\n  // comments are fine\n  "id": "t",\n  "comandLine": "x",\n  "requiredSlots": 1,\n}';
  const [finding] = lintDefinition(text, undefined, { now, rules: { comments: 'off' } });
  assert.equal(text.slice(finding?.offset, (finding?.offset ?? 0) + (finding?.length ?? 0)), '"comandLine"');
  assert.deepEqual(finding?.fix, {
    title: 'Rename to "commandLine"',
    offset: finding?.offset,
    length: finding?.length,
    text: '"commandLine"',
  });
});

test('a repeated property is reported', () => {
  const [finding] = lintDefinition('{"id":"t","commandLine":"a","commandLine":"b"}', 'task', { now });
  assert.equal(finding?.code, 'duplicate-property');
});

test('a version in the ID of a package belongs in a property of its own, and other characters do not', () => {
  const messageOf = (applicationId: string) =>
    lintDefinition(JSON.stringify({ ...task, applicationPackageReferences: [{ applicationId }] }))[0]?.message;
  for (const id of ['worker#1.0.3', 'ffmpeg:7', 'solver@2-beta'])
    assert.match(messageOf(id) ?? '', /hyphens, and underscores\. The version belongs in `version`\.$/);
  for (const id of ['My Application', 'render/2', 'a:b']) assert.match(messageOf(id) ?? '', /underscores\.$/);
});

test('a given kind is not guessed', () => {
  assert.deepEqual(codesAt({ id: 'x' }, 'task'), ['missing-property ']);
});

test('a fix that adds a shell keeps the quotes of the command', () => {
  const [finding] = lint({ ...task, commandLine: `echo 'a' && ls` });
  assert.equal(JSON.parse(finding?.fix?.text ?? '""'), `/bin/bash -c 'echo '\\''a'\\'' && ls'`);
});

test('if the operating system is unknown, a fix adds the shell that the command line suggests', () => {
  const toFixed = (commandLine: string): unknown =>
    JSON.parse(
      lintDefinition(JSON.stringify({ ...task, commandLine }), 'task').find(({ code }) => code === 'shell-syntax')?.fix
        ?.text ?? '""',
    );
  for (const command of [
    'call prereq.bat && python -u agent.py',
    'call C:\\tools\\prereq.bat',
    'render.exe in.ma > log.txt',
    'copy a.csv b.csv && fit a.csv',
    'fit %AZ_BATCH_TASK_ID% && dir',
  ])
    assert.equal(toFixed(command), `cmd /c "${command}"`, command);
  for (const command of [
    'python3 fit.py && ls',
    'wine render.exe in.ma > log.txt',
    './fit.exe > log.txt',
    'mono fit.exe $AZ_BATCH_TASK_ID',
    'date +%FT%T && ls',
  ])
    assert.equal(toFixed(command), `/bin/bash -c '${command}'`, command);
});

test('checking any text never throws, marks only places inside the text, and reveals no secret', () => {
  const secret = 'PlantedS3cretThatMustNotComeOut';
  const leaf = fc.oneof(
    fc.constantFrom('a', '', `${blob}?sig=${secret}&se=2020`, `--password ${secret}`, `${secret}`, 'PT1M', null, true),
    fc.integer(),
    fc.string(),
  );
  const { value } = fc.letrec<{ value: unknown }>((tie) => ({
    value: fc.oneof(
      { maxDepth: 5 },
      leaf,
      fc.array(tie('value'), { maxLength: 3 }),
      fc.dictionary(
        fc.constantFrom(
          'id',
          'commandLine',
          'resourceFiles',
          'httpUrl',
          'environmentSettings',
          'name',
          'value',
          'poolInfo',
          'vmSize',
          'startTask',
          'constraints',
          'maxWallClockTime',
          'password',
          'constructor',
          '__proto__',
          'virtualMachineConfiguration',
        ),
        tie('value'),
      ),
    ),
  }));
  fc.assert(
    fc.property(
      value,
      fc.constantFrom<DefinitionKind | undefined>('pool', 'job', 'task', 'jobSchedule', undefined),
      fc.nat(40),
      (definition, kind, cut) => {
        const whole = JSON.stringify(definition);
        for (const text of [whole, whole.slice(0, whole.length - cut)]) {
          for (const finding of lintDefinition(text, kind, { now })) {
            assert.ok(finding.offset >= 0 && finding.length >= 0 && finding.offset + finding.length <= text.length);
            assert.ok(!JSON.stringify(finding.message).includes(secret));
          }
        }
      },
    ),
    { numRuns: runs(500) },
  );
  fc.assert(fc.property(fc.string(), (text) => void lintDefinition(text, 'pool', { now })));
});

test('a signature in a definition is described as not used yet', () => {
  const httpUrl = 'https://a.blob.core.windows.net/c/b?se=2026-11-01T00:00:00Z&sp=r&sig=x';
  const text = JSON.stringify({ id: 't', commandLine: 'x', resourceFiles: [{ httpUrl, filePath: 'b' }] });
  const [finding] = lintDefinition(text, 'task', { now: new Date('2026-11-20T10:00:00Z') });
  assert.equal(finding?.message, 'The signature (SAS) expired on Nov 1, 2026, 00:00 UTC.');
});

test('placeholders are not checked, whether they are a whole address or a parameter of it', () => {
  const lint = (address: string) => {
    const uploadOptions = { uploadCondition: 'taskcompletion' };
    const definition = {
      id: 't',
      commandLine: 'x',
      resourceFiles: [{ httpUrl: address, filePath: 'b' }, { storageContainerUrl: address }],
      outputFiles: [{ filePattern: '*', destination: { container: { containerUrl: address } }, uploadOptions }],
    };
    const now = new Date('2026-11-20T10:00:00Z');
    return lintDefinition(JSON.stringify(definition), 'task', { now }).map(({ code }) => code);
  };
  const words = ['{{x}}', `\${X}`, '$(x)', '$X', '<x>', '%X%', '%DATE%', '#{x}#', '__X__', "[parameters('x')]"];
  for (const word of words) {
    assert.deepEqual(lint(word), [], word);
    assert.deepEqual(lint(`https://${word}.blob.core.windows.net/in?${word}`), [], word);
    assert.deepEqual(lint(`${container}${word}`), [], word);
    const rest = ['sv=2022-11-02', 'st=2026-11-01', 'se=2027-01-01', 'sr=c', 'sp=rwl', 'spr=https', 'sig=x'];
    for (const name of ['sv', 'st', 'se', 'sr', 'sp', 'spr', 'sip', 'sig', 'ss', 'srt', 'ske', 'si']) {
      const query = [...rest.filter((one) => !one.startsWith(`${name}=`)), `${name}=${word}`].join('&');
      assert.deepEqual(lint(`${container}?${query}`), [], query);
    }
    assert.deepEqual(lint(`${container}?sv=2022-11-02&sr=c&sp=rwl&${word}`), [], word);
    // The parameters that the address already has are judged.
    assert.deepEqual(new Set(lint(`${container}?se=2026-01-01&sp=rwl&sig=${word}`)), new Set(['sas-expired']));
    assert.deepEqual(new Set(lint(`${container}?se=${word}&sp=d&sr=c&sig=x`)), new Set(['sas-permission']));
    assert.deepEqual(new Set(lint(`${container}?se=${word}&sp=rwl&sr=c`)), new Set(['sas-incomplete']));
  }
  assert.deepEqual(lint(`${container}?se=2027-01-01&sp=%7B%7Bsp%7D%7D&sr=c&sig=x`), []);
  assert.deepEqual(new Set(lint('inputs/a.bin')), new Set(['invalid-address']));
  assert.deepEqual(
    new Set(lint(`${container}?se=2027-01-01T00%253A00%253A00Z&sp=rwl&sig=x`)),
    new Set(['sas-never-valid']),
  );
});

test('a SAS that is valid for years shows its end with the year', () => {
  const httpUrl = `${blob}?sp=r&sr=b&se=2030-01-01&sig=x`;
  const [found] = lintDefinition(JSON.stringify({ ...task, resourceFiles: [{ httpUrl, filePath: 'a' }] }), undefined, {
    now,
  });
  assert.match(found?.message ?? '', /^The SAS is valid until Jan 1, 2030\./);
});

test('a number or a boolean in quotes has a fix that removes them, and no other text has', () => {
  const fixOf = (definition: object) => lintDefinition(JSON.stringify(definition))[0]?.fix;
  const job = { id: 'j', poolInfo: { poolId: 'p' } };
  assert.equal(fixOf({ ...job, usesTaskDependencies: 'True' })?.text, 'true');
  assert.equal(fixOf({ ...job, priority: '-5' })?.text, '-5');
  assert.equal(fixOf({ ...job, priority: '07' }), undefined);
  assert.equal(fixOf({ ...job, priority: 'high' }), undefined);
  assert.equal(fixOf({ ...job, usesTaskDependencies: 'yes' }), undefined);
});

test('the end of a signature in a placeholder, or in a stored access policy, is not a mistake', () => {
  const lint = (query: string) => {
    const httpUrl = `https://a.blob.core.windows.net/c/b?${query}&sp=r&sr=b`;
    const text = JSON.stringify({ id: 't', commandLine: 'x', resourceFiles: [{ httpUrl, filePath: 'b' }] });
    return lintDefinition(text, 'task', { now: new Date('2026-11-20T10:00:00Z') });
  };
  for (const query of ['se={{end}}&sig=x', 'se=$(end)&sig=$(sig)', 'si=readers&sig=x', 'se=2026-12-01&sig=[hidden]'])
    assert.deepEqual(lint(query), [], query);
  const [finding] = lint('se=soon&sig=PLANTED');
  assert.equal(
    finding?.message,
    "The expiry time of the signature (SAS), `se`, isn't a date such as 2030-12-31T00:00:00Z, so storage refuses it.",
  );
  assert.equal(finding.length > 0 && finding.offset > 0, true);
});

test('containers in other clouds, in custom domains, and on this computer are accepted, as are files in a share', () => {
  const query = 'se=2027-01-01&sp=rwl&sr=c&sig=x';
  const lint = (file: object) =>
    lintDefinition(JSON.stringify({ id: 't', commandLine: 'x', resourceFiles: [file] }), 'task', {
      now: new Date('2026-11-20T10:00:00Z'),
    });
  for (const host of [
    'https://a.blob.core.chinacloudapi.cn',
    'https://a.blob.core.usgovcloudapi.net',
    'https://a.z11.blob.storage.azure.net',
    'https://a.privatelink.blob.core.windows.net',
    'https://table.example.com',
    'http://127.0.0.1:10000/account',
    'http://localhost:10000/account',
  ])
    assert.deepEqual(lint({ storageContainerUrl: `${host}/c?${query}` }), [], host);
  assert.deepEqual(
    lint({ httpUrl: 'https://a.file.core.windows.net/s/a?se=2027-01-01&sp=r&sig=x', filePath: 'a' }),
    [],
  );
});

test('a task that depends on a range of IDs that includes its own is reported', () => {
  const lint = (id: string, start: number, end: number) =>
    lintDefinition(JSON.stringify({ id, commandLine: 'x', dependsOn: { taskIdRanges: [{ start, end }] } }), 'task', {
      now,
    }).map(({ code }) => code);
  assert.deepEqual(lint('5', 1, 9), ['depends-on-itself']);
  assert.deepEqual(lint('10', 1, 9), []);
  assert.deepEqual(lint('05', 1, 9), []);
  assert.deepEqual(lint('frame-5', 1, 9), []);
});

test("tasks of a job schedule are checked for the pool's operating system, and a duration that ends without a value is reported", () => {
  const machine = {
    imageReference: { publisher: 'microsoftwindowsserver', offer: 'windowsserver', sku: '2022-datacenter' },
    nodeAgentSKUId: 'batch.node.windows amd64',
  };
  const schedule = {
    id: 's',
    schedule: { recurrenceInterval: 'P1DT' },
    jobSpecification: {
      onAllTasksComplete: 'terminatejob',
      jobManagerTask: { id: 'm', commandLine: 'plan' },
      jobPreparationTask: { commandLine: '/bin/bash -c true' },
      poolInfo: {
        autoPoolSpecification: {
          poolLifetimeOption: 'job',
          pool: { vmSize: 'standard_d2s_v5', targetDedicatedNodes: 1, virtualMachineConfiguration: machine },
        },
      },
    },
  };
  assert.deepEqual(
    lintDefinition(JSON.stringify(schedule), undefined, { now }).map(({ code }) => code),
    ['invalid-duration', 'wrong-system'],
  );
});

test('the node agent must match the release of the image', () => {
  const lint = (offer: string, sku: string, agent: string) =>
    lintDefinition(
      JSON.stringify({
        id: 'p',
        vmSize: 'standard_d2s_v3',
        targetDedicatedNodes: 1,
        virtualMachineConfiguration: {
          imageReference: { publisher: 'canonical', offer, sku, version: 'latest' },
          nodeAgentSKUId: agent,
        },
      }),
      'pool',
      { now: new Date('2026-11-20T10:00:00Z') },
    ).map(({ message }) => message);
  const jammy = '0001-com-ubuntu-server-jammy';
  assert.deepEqual(lint(jammy, '22_04-lts', 'batch.node.ubuntu 22.04'), [
    'Batch supports batch.node.ubuntu 22.04 until Jun 30, 2027. After that, it may refuse new nodes and remove existing ones. Use a newer image, such as one for batch.node.ubuntu 24.04.',
  ]);
  assert.deepEqual(lint('ubuntu-24_04-lts', 'server', 'batch.node.ubuntu 24.04'), []);
  assert.deepEqual(lint(jammy, '22_04-lts', 'batch.node.ubuntu 20.04'), [
    'The node agent is for Ubuntu 20.04, but the image is Ubuntu 22.04: nodes would become unusable.',
  ]);
  assert.equal(lint('ubuntu-hpc', '2204', 'batch.node.ubuntu 20.04').length, 1);
});

test('extremely nested definitions are reported, and never cause an exception', () => {
  const task = (value: string) => `{"id": "t", "commandLine": "x", "resourceFiles": ${value}}`;
  const nested = (open: string, close: string, depth: number) => `${open.repeat(depth)}1${close.repeat(depth)}`;
  for (const text of ['['.repeat(100_000), '{"a":'.repeat(100_000), nested('{"a":', '}', 20_000)])
    assert.deepEqual(lintDefinition(text, undefined, { now }), []);
  for (const text of [task(nested('[', ']', 50_000)), task(nested('{"a":', '}', 20_000)), task('['.repeat(100_000))]) {
    const [finding] = lintDefinition(text, undefined, { now }).filter(({ code }) => code === 'too-deep');
    assert.equal(finding?.message, "This is nested deeper than 64 levels; its contents aren't checked.");
    assert.match(text.slice(finding?.offset).slice(0, finding?.length), /^[[{]$/);
  }
});

test('the first findings of the text are reported, however many there are and whichever rule finds them', () => {
  const definitions = Array.from({ length: 1000 }, (_, at) => ({ id: `a ${at}`, commandLine: 'x > y', comandLine: 1 }));
  const findings = lint(definitions);
  assert.equal(findings.length, 500);
  assert.deepEqual(
    findings.slice(0, 3).map(({ code }) => code),
    ['invalid-id', 'shell-syntax', 'unknown-property'],
  );
  assert.deepEqual(findings, lint(definitions.slice(0, 200)).slice(0, 500));
  assert.equal(Math.max(...findings.map(({ path }) => Number(path[0]))), 166);
});

test('a list of other items with a repeated ID is not a definition', () => {
  assert.deepEqual(lint([{ id: 'a' }, { id: 'a' }]), []);
});

test('a message shows only the beginning of a very long property name', () => {
  const name = '\u{1d4b3}'.repeat(100_000);
  const findings = lintDefinition(`{"id":"t","commandLine":"x","${name}":1,"${name}":2}`, 'task');
  assert.deepEqual([...new Set(findings.map(({ code }) => code))].sort(), ['duplicate-property', 'unknown-property']);
  for (const { message } of findings) assert.ok(message.length < 400, `${message.length} characters`);
});

test('a misspelled symbol of a formula is found and fixed', () => {
  const autoScaleFormula = '$TargetDedicatedNodes = min(10, $PendingTask.GetSample(1)) + $PendingTask.GetSample(2);';
  const { targetDedicatedNodes: _, ...rest } = pool;
  const findings = lint({ ...rest, enableAutoScale: true, autoScaleFormula });
  assert.deepEqual(
    findings.map(({ code, path }) => `${code} ${path.join('.')}`),
    ['unknown-symbol autoScaleFormula'],
  );
  assert.match(findings[0]?.message ?? '', /Did you mean \$PendingTasks\?$/);
  assert.equal(
    JSON.parse(findings[0]?.fix?.text ?? '""'),
    autoScaleFormula.replaceAll('$PendingTask', () => '$PendingTasks'),
  );
});
