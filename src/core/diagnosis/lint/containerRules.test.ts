import assert from 'node:assert/strict';
import { test } from 'node:test';
import { lintDefinition } from '../lintDefinition.ts';

const now = new Date('2026-11-20T10:00:00Z');

function lintTask(containerSettings: object) {
  return lintDefinition(JSON.stringify({ id: 't', commandLine: './a', containerSettings }), 'task', { now });
}

const sound = [
  'ubuntu',
  'ubuntu:24.04',
  'contoso.azurecr.io/render:1.4',
  'contoso.azurecr.io/render:Release_A',
  'localhost:5000/a/b:T',
  `contoso.azurecr.io/render@sha256:${'a'.repeat(64)}`,
  'contoso.azurecr.io/{{Image}}:4',
  "[parameters('Image')]",
];

const wrong: Readonly<Record<string, string | undefined>> = {
  'contoso.azurecr.io/Render:1.4': 'contoso.azurecr.io/render:1.4',
  'Contoso.azurecr.io/render:1.4': 'contoso.azurecr.io/render:1.4',
  'contoso.azurecr.io/team/fitTool:Release_A': 'contoso.azurecr.io/team/fittool:Release_A',
  'Library/tool': 'library/tool',
  'localhost:5000/Tool': 'localhost:5000/tool',
  'https://contoso.azurecr.io/render:1.4': 'contoso.azurecr.io/render:1.4',
  'docker://ubuntu:24.04': 'ubuntu:24.04',
  'contoso.azurecr.io/render:1.4 --rm': undefined,
};

test('image names that docker accepts are not reported', () => {
  for (const imageName of sound) assert.deepEqual(lintTask({ imageName }), [], imageName);
});

test('image names that docker refuses are found, on tasks and on pools', () => {
  for (const [imageName, right] of Object.entries(wrong)) {
    const [finding, ...others] = lintTask({ imageName });
    assert.equal(finding?.code, 'image-name', imageName);
    assert.equal(finding.fix?.text, right && JSON.stringify(right), imageName);
    assert.deepEqual(others, []);
    const pool = {
      id: 'p',
      vmSize: 'standard_d4s_v5',
      targetDedicatedNodes: 1,
      virtualMachineConfiguration: {
        imageReference: { publisher: 'microsoft-dsvm', offer: 'ubuntu-hpc', sku: '2404' },
        nodeAgentSKUId: 'batch.node.ubuntu 24.04',
        containerConfiguration: {
          type: 'dockerCompatible',
          containerImageNames: ['ubuntu', imageName],
          containerRegistries: [{ registryServer: 'docker.io', identityReference: {} }],
        },
      },
    };
    const found = lintDefinition(JSON.stringify(pool), 'pool', { now }).map(({ code, path }) => [code, path.at(-1)]);
    assert.deepEqual(found, [['image-name', 1]], imageName);
  }
});

test('container options that Batch refuses are found, and no others', () => {
  const options: Readonly<Record<string, string | undefined>> = {
    '--gpus all': '',
    '--rm --gpus=all': '--rm',
    '--gpus "device=0,1" --rm': '--rm',
    '--rm --gpus 2 --shm-size 8g': '--rm --shm-size 8g',
    '--rm -d': undefined,
    '--detach': undefined,
    '--storage-opt dm.basesize=200G': undefined,
    '--rm --storage-opt dm.fs=xfs': undefined,
    '--storage-opt=overlay2.size=9G': undefined,
    'docker run --rm -v a:b': undefined,
  };
  for (const [containerRunOptions, right] of Object.entries(options)) {
    const found = lintTask({ imageName: 'ubuntu', containerRunOptions });
    assert.deepEqual(
      found.map(({ code, fix }) => [code, fix?.text]),
      [['container-option', right === undefined ? undefined : JSON.stringify(right)]],
      containerRunOptions,
    );
  }
  for (const containerRunOptions of [
    '--rm',
    '--workdir /data -e MODE=fast',
    '--privileged --shm-size 8g',
    '-v /mnt/docker:/data',
    '--label gpus=4',
    '--storage-opt size=120GB',
    '--env FLAG=-d',
    '',
  ])
    assert.deepEqual(lintTask({ imageName: 'ubuntu', containerRunOptions }), [], containerRunOptions);
});

test('options with typographic characters, and names with leading or trailing spaces, are found', () => {
  for (const containerRunOptions of [
    '\u2014rm',
    '--rm \u2013v a:b',
    '--name \u201ca\u201d',
    '--rm\u00a0--privileged',
  ]) {
    const codes = lintTask({ imageName: 'ubuntu', containerRunOptions }).map(({ code }) => code);
    assert.deepEqual(codes, ['typographic-character'], containerRunOptions);
  }
  for (const imageName of ['ubuntu ', ' ubuntu:24.04', 'contoso.azurecr.io/a:1\u00a0']) {
    const [finding, ...others] = lintTask({ imageName });
    assert.equal(finding?.code, 'stray-space');
    assert.equal(finding.fix?.text, JSON.stringify(imageName.trim()));
    assert.deepEqual(others, []);
  }
});

test('images for the other operating system are reported, but only known images', () => {
  const on = (agent: string, ...containerImageNames: readonly string[]) => {
    const pool = {
      virtualMachineConfiguration: {
        imageReference: { virtualMachineImageId: "[parameters('image')]" },
        nodeAgentSKUId: `batch.node.${agent}`,
        containerConfiguration: { type: 'dockerCompatible', containerImageNames },
      },
      id: 'p',
      vmSize: 'standard_d4s_v5',
      targetDedicatedNodes: 1,
    };
    return lintDefinition(JSON.stringify(pool), undefined, { now }).flatMap(({ code, path }) =>
      code === 'image-system' ? [path.at(-1)] : [],
    );
  };
  const ofLinux = ['tensorflow/tensorflow:latest-gpu', 'ubuntu:24.04', 'docker.io/library/python:3.12-slim'];
  const ofWindows = [
    'mcr.microsoft.com/windows/servercore:ltsc2022',
    'python:3.12-windowsservercore',
    'golang:nanoserver',
  ];
  const ofBoth = ['contoso.azurecr.io/render:1.4', 'python:3.12', 'mcr.microsoft.com/dotnet/runtime:8.0'];
  assert.deepEqual(on('windows amd64', ...ofBoth, ...ofLinux, ...ofWindows), [3, 4, 5]);
  assert.deepEqual(on('ubuntu 24.04', ...ofBoth, ...ofWindows, ...ofLinux), [3, 4, 5]);
});
