import assert from 'node:assert/strict';
import { test } from 'node:test';
import { observeTask } from './observation.ts';

test('traits are read from the task and its node', () => {
  const task = {
    id: 't',
    state: 'completed',
    commandLine: '/bin/bash -c "x --size 4"',
    environmentSettings: [
      { name: 'WORKERS', value: '8' },
      { name: 'PIN', value: '1234' },
      { name: 'DB', value: 'PLANTED' },
    ],
    nodeInfo: { nodeId: 'n' },
    resourceFiles: [
      { httpUrl: 'https://a.blob.core.windows.net/tools/run.zip?sig=x' },
      { httpUrl: 'https://a.blob.core.windows.net/inputs/shots/1.exr?sig=x' },
      { autoStorageContainerName: 'textures' },
    ],
    applicationPackageReferences: [{ applicationId: 'blender', version: '4' }, { applicationId: 'ffmpeg' }],
    executionInfo: { startTime: '2026-11-20T09:14:05Z', exitCode: 1 },
  } as const;
  const node = {
    id: 'n',
    vmSize: 'Standard_D2s',
    nodeAgentInfo: { version: '1.9.27' },
    virtualMachineInfo: { imageReference: { offer: 'ubuntu', sku: '22', version: 'latest', exactVersion: '22.1' } },
  };
  assert.deepEqual(observeTask(task, node), {
    failed: true,
    startedAt: Date.parse('2026-11-20T09:14:05Z'),
    traits: {
      node: ['n'],
      vmSize: ['standard_d2s'],
      image: ['ubuntu 22 22.1'],
      application: ['blender 4', 'ffmpeg'],
      input: ['tools/run.zip', 'tools', 'inputs/shots/1.exr', 'inputs/shots', 'textures', 'textures/*'],
      nodeAgent: ['1.9.27'],
      option: ['--size 4'],
      environment: ['WORKERS=8', 'PIN=[hidden]', 'DB'],
      commandLine: ['/bin/bash'],
    },
    wholeInputs: ['textures/'],
  });
});

test('a task that has not ended is not an observation', () => {
  assert.equal(observeTask({ id: 't', state: 'running' }), undefined);
  assert.deepEqual(observeTask({ id: 't', state: 'completed' }), { failed: false, startedAt: undefined, traits: {} });
});
