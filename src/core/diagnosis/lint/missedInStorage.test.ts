import assert from 'node:assert/strict';
import { test } from 'node:test';
import { out, testMistakes, toPool, toTask } from '../../../../test/builders/mistakes.ts';
import { lintDefinition } from '../lintDefinition.ts';

const fromUrl = (httpUrl: string) => ({ resourceFiles: [{ httpUrl, filePath: 'a' }] });
const signature = 'sv=2024-11-04&se=2027-04-30&sr=c&sp=rwl&sig=c2ln';
const toFiles = (count: number, length: number) => ({
  resourceFiles: Array.from({ length: count }, (_, index) => ({
    httpUrl: `https://example.com/${'a'.repeat(length - 30)}${index}`,
    filePath: `${index}`,
  })),
});
const fromContainer = (storageContainerUrl: string) => ({ resourceFiles: [{ storageContainerUrl }] });
const identityId =
  '/subscriptions/s/resourceGroups/g/providers/Microsoft.ManagedIdentity/userAssignedIdentities/reader';
const toOutput = (filePattern: string, containerUrl = `${out}?${signature}`, more: object = {}) => ({
  outputFiles: [
    {
      filePattern,
      destination: { container: { containerUrl, ...more } },
      uploadOptions: { uploadCondition: 'taskcompletion' },
    },
  ],
});
const toPath = (path: string, more: object = {}) => toTask('a', { ...toOutput('*.csv', undefined, { path }), ...more });
const dated = { environmentSettings: [{ name: 'RUN_DATE', value: '2026-11-20' }] };

testMistakes([
  {
    code: 'plain-http',
    found: [
      ['resourceFiles.0.httpUrl', toTask('a', fromUrl('http://data.blob.core.windows.net/in/a.bin'))],
      ['resourceFiles.0.httpUrl', toTask('a', fromUrl('http://example.com/a.sh'))],
      ['resourceFiles.0.httpUrl', toTask('a', fromUrl('HTTP://example.com/a.sh'))],
      [
        'startTask.resourceFiles.0.storageContainerUrl',
        toPool({
          startTask: {
            commandLine: 'a',
            resourceFiles: [{ storageContainerUrl: 'http://data.blob.core.windows.net/in' }],
          },
        }),
      ],
      [
        'outputFiles.0.destination.container.containerUrl',
        toTask('a', toOutput('*.png', `http://data.blob.core.windows.net/out?${signature}`)),
      ],
    ],
    sound: [
      toTask('a', fromUrl('https://example.com/a.sh')),
      toTask('a', fromUrl('http://127.0.0.1:10000/devstoreaccount1/in/a.sh')),
      toTask('a', fromUrl('http://localhost:8080/a.sh')),
    ],
  },
  {
    code: 'invalid-address',
    found: [
      `restype=container&${signature}`,
      `${signature}&restype=container`,
      `comp=list&restype=container&${signature}`,
      'restype=container',
      'restype=container&{{sas}}',
    ].map((query) => [
      'outputFiles.0.destination.container.containerUrl',
      toTask('a', toOutput('*.png', `${out}?${query}`)),
    ]),
    sound: [
      toTask('a', toOutput('*.png', `${out}?${signature}`)),
      toTask('a', fromContainer(`${out}?restype=container&${signature}`)),
      toTask('a', toOutput('*.png', `{{out}}?restype=container&${signature}`)),
    ],
  },
  {
    code: 'too-long',
    found: [
      ['resourceFiles', toTask('a', toFiles(400, 100))],
      ['startTask.resourceFiles', toPool({ startTask: { commandLine: 'a', ...toFiles(40, 900) } })],
      ['resourceFiles', toTask('a', toFiles(34, 1000))],
      ['1.resourceFiles', [toTask('a', toFiles(4, 900)), toTask('b', toFiles(40, 900))]],
      [
        'jobManagerTask.resourceFiles',
        { id: 'j', poolInfo: { poolId: 'p' }, jobManagerTask: toTask('m', toFiles(200, 200)) },
      ],
    ],
    sound: [toTask('a', toFiles(300, 60)), toTask('a', toFiles(10, 900)), toTask('a', { resourceFiles: [] })],
  },
  {
    code: 'pattern-without-logs',
    found: ['stdout.txt', 'std*.txt', '**/stderr.txt', './stderr.txt', '**/std*.txt'].map((filePattern) => [
      'outputFiles.0.filePattern',
      toTask('a', toOutput(filePattern)),
    ]),
    sound: [
      toTask('a', toOutput('../stdout.txt')),
      toTask('a', toOutput('../std*.txt')),
      toTask('a', toOutput('logs/stdout.txt')),
      toTask('a', toOutput('$AZ_BATCH_TASK_DIR/stdout.txt')),
      { ...toTask('a', toOutput('stdout.txt')), commandLine: '/bin/bash -c "render > stdout.txt"' },
    ],
  },
  {
    code: 'absolute-pattern',
    found: [
      ...['/mnt/out/*.txt', '/tmp/*.log', '/data/**/*.csv', 'D:\\out\\*.txt', '/a?.txt', '/std*.txt', '/stdout.txt'],
      ...['/mnt/batch/tasks/workitems/j/job-1/t/stderr.txt', 'D:\\batch\\tasks\\stdout.txt'],
    ].map((filePattern) => ['outputFiles.0.filePattern', toTask('a', toOutput(filePattern))]),
    sound: [
      toTask('a', toOutput('out/*.txt')),
      toTask('a', toOutput('/mnt/out/result.txt')),
      toTask('a', toOutput('$AZ_BATCH_TASK_WORKING_DIR/*.txt')),
      { ...toTask('a', toOutput('/mnt/out/stdout.txt')), commandLine: '/bin/bash -c "render > /mnt/out/stdout.txt"' },
    ],
  },
  {
    code: 'upload-access',
    found: [
      'https://data.blob.core.windows.net/out',
      'https://data.blob.core.windows.net/out/',
      'https://data.blob.core.chinacloudapi.cn/logs',
      'https://data.blob.core.usgovcloudapi.net/a',
      'https://data.z1.blob.storage.azure.net/a',
    ].map((address) => ['outputFiles.0.destination.container.containerUrl', toTask('a', toOutput('*.png', address))]),
    sound: [
      toTask('a', toOutput('*.png')),
      toTask('a', toOutput('*.png', '{{container}}')),
      toTask('a', toOutput('*.png', 'https://data.blob.core.windows.net/out{{sas}}')),
      toTask('a', toOutput('*.png', 'https://{{account}}.blob.core.windows.net/out')),
      toTask('a', {
        outputFiles: [
          {
            filePattern: '*',
            destination: {
              container: {
                containerUrl: 'https://data.blob.core.windows.net/out',
                identityReference: { resourceId: identityId },
              },
            },
            uploadOptions: { uploadCondition: 'taskcompletion' },
          },
        ],
      }),
    ],
  },
  {
    code: 'container-path',
    found: [
      ['outputFiles.0.destination.container.containerUrl', toTask('a', toOutput('*', `${out}/2026/a?${signature}`))],
      ['outputFiles.0.destination.container.containerUrl', toTask('a', toOutput('*', `${out}/log.txt?${signature}`))],
      ['outputFiles.0.destination.container.containerUrl', toTask('a', toOutput('*', `${out}/a%20b?${signature}`))],
      ['resourceFiles.0.storageContainerUrl', toTask('a', fromContainer(`${out}/in/2026?${signature}`))],
      ['resourceFiles.0.storageContainerUrl', toTask('a', fromContainer(`${out}/in/2026`))],
    ],
    sound: [
      toTask('a', toOutput('*', `${out}/?${signature}`)),
      toTask('a', toOutput('*', `http://127.0.0.1:10000/devstoreaccount1/out?${signature}`)),
      toTask('a', toOutput('*', `${out}/{{run}}?${signature}`)),
      toTask('a', fromContainer(`${out}?${signature}`)),
    ],
  },
  {
    code: 'absolute-path',
    found: ['/data/in.bin', '/mnt/resource/in', 'D:\\in\\a.bin', 'C:/in/a.bin', '\\in\\a.bin'].map((filePath) => [
      'resourceFiles.0.filePath',
      toTask('a', { resourceFiles: [{ httpUrl: 'https://example.com/a', filePath }] }),
    ]),
    sound: ['in.bin', 'in/a.bin', './in/a.bin', 'in\\a.bin', 'a..b'].map((filePath) =>
      toTask('a', { resourceFiles: [{ httpUrl: 'https://example.com/a', filePath }] }),
    ),
  },
  {
    code: 'literal-path',
    found: [
      ...['logs/*.txt', 'logs/$AZ_BATCH_TASK_ID', `\${AZ_BATCH_JOB_ID}/a`, '%AZ_BATCH_TASK_ID%\\a'].map(
        (path) => ['outputFiles.0.destination.container.path', toPath(path)] as const,
      ),
      ['outputFiles.0.destination.container.path', toPath('logs/$RUN_DATE', dated)],
      ['outputFiles.0.destination.container.path', toPath('%RUN_DATE%/logs', dated)],
    ],
    sound: [
      toPath('logs/2026'),
      toPath('logs/$RUN_DATE'),
      toPath('{{run}}/a'),
      toPath('a$b%20c'),
      toPath('cost-$', dated),
    ],
  },
  {
    code: 'private-file',
    found: [
      ['resourceFiles.0.httpUrl', toTask('a', fromUrl(`${out}/a.csv`))],
      ['resourceFiles.0.httpUrl', toTask('a', fromUrl(`${out}/2026/run.sh`))],
      ['startTask.resourceFiles.0.httpUrl', toPool({ startTask: { commandLine: 'a', ...fromUrl(`${out}/setup.sh`) } })],
      ['resourceFiles.0.storageContainerUrl', toTask('a', fromContainer(out))],
      ['resourceFiles.0.storageContainerUrl', toTask('a', fromContainer('https://data.blob.core.chinacloudapi.cn/in'))],
    ],
    sound: [
      toTask('a', fromUrl(`${out}/a.csv?${signature}`)),
      toTask('a', fromUrl(`${out}/a.csv{{sas}}`)),
      toTask('a', fromUrl('https://data.example/a.csv')),
      toTask('a', {
        resourceFiles: [{ httpUrl: `${out}/a.csv`, filePath: 'a', identityReference: { resourceId: identityId } }],
      }),
    ],
  },
  {
    code: 'container-name',
    found: [
      [
        'outputFiles.0.destination.container.containerUrl',
        toTask('a', toOutput('a', `https://data.blob.core.windows.net/MyOut?${signature}`)),
      ],
      [
        'outputFiles.0.destination.container.containerUrl',
        toTask('a', toOutput('a', `https://data.blob.core.windows.net/my_out?${signature}`)),
      ],
      [
        'outputFiles.0.destination.container.containerUrl',
        toTask('a', toOutput('a', `${out.replace('out', out)}?${signature}`)),
      ],
      [
        'resourceFiles.0.autoStorageContainerName',
        toTask('a', { resourceFiles: [{ autoStorageContainerName: 'Input' }] }),
      ],
      ['resourceFiles.0.autoStorageContainerName', toTask('a', { resourceFiles: [{ autoStorageContainerName: out }] })],
    ],
    sound: [
      toTask('a', { resourceFiles: [{ autoStorageContainerName: 'in-2026' }] }),
      toTask('a', { resourceFiles: [{ autoStorageContainerName: '{{container}}' }] }),
    ],
  },
  {
    code: 'file-address',
    found: [
      `${out}?${signature}`,
      `${out}?restype=container`,
      `${out}/*.csv?${signature}`,
      'https://github.com/example/tools/blob/main/setup.sh',
      'https://gitlab.com/example/tools/-/blob/main/setup.sh',
    ].map((httpUrl) => ['resourceFiles.0.httpUrl', toTask('a', fromUrl(httpUrl))]),
    sound: [
      `${out}/a.csv?${signature}`,
      'https://github.com/example/tools/blob/main/setup.sh?raw=true',
      'https://raw.githubusercontent.com/example/tools/main/setup.sh',
      'https://github.com/example/tools/releases/download/v1/a.tgz',
    ].map((httpUrl) => toTask('a', fromUrl(httpUrl))),
  },
  {
    code: 'invalid-address',
    found: [
      'C:\\data\\a.csv',
      'file:///data/a.csv',
      'abfss://in@data.dfs.core.windows.net/a',
      's3://in/a',
      'ftp://host/a',
    ].map((httpUrl) => ['resourceFiles.0.httpUrl', toTask('a', fromUrl(httpUrl))]),
    sound: ['https://example.com/a', '{{url}}'].map((httpUrl) => toTask('a', fromUrl(httpUrl))),
  },
  {
    code: 'folder-pattern',
    found: ['out/', './results/', 'a\\b\\', '../logs/', 'wd/out/'].map((pattern) => [
      'outputFiles.0.filePattern',
      toTask('a', toOutput(pattern)),
    ]),
    sound: ['out/*', 'out/**/*.csv', 'out'].map((pattern) => toTask('a', toOutput(pattern))),
  },
  {
    code: 'folder-pattern',
    found: ['..\\std*.txt', 'out\\*.csv', '.\\a.txt', 'out\\logs\\*.log', 'a\\**\\*.vtk'].map((pattern) => [
      'outputFiles.0.filePattern',
      toTask('a', { ...toOutput(pattern), commandLine: "/bin/bash -c './run.sh'" }),
    ]),
    sound: ["/bin/bash -c './run.sh'", 'cmd /c run.bat'].map((commandLine) =>
      toTask('a', { ...toOutput(commandLine.startsWith('cmd') ? '..\\std*.txt' : '../std*.txt'), commandLine }),
    ),
  },
]);

test('one mistake in an upload does not hide the others', () => {
  const listCodes = (address: string, more?: object) =>
    lintDefinition(JSON.stringify(toTask('a', toOutput('*', address, more)))).map(({ code }) => code);
  assert.deepEqual(listCodes(`${out}/a`), ['container-path', 'upload-access']);
  assert.deepEqual(listCodes(`${out}/a?${signature.replace('2027', '2037')}`), ['container-path', 'sas-lasts-long']);
  assert.deepEqual(listCodes('http://data.blob.core.windows.net/a/b', { path: '$AZ_BATCH_TASK_ID' }), [
    'plain-http',
    'container-path',
    'upload-access',
    'literal-path',
  ]);
});
