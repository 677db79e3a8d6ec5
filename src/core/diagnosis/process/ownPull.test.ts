import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Pool } from '../../model/pool.ts';
import { explainNode } from '../explainNode.ts';
import { explainTask } from '../explainTask.ts';

const executionInfo = {
  exitCode: 1,
  result: 'failure',
  failureInfo: { category: 'UserError', code: 'FailureExitCode' },
};
const refusals = [
  "Error response from daemon: pull access denied for contoso/app, repository does not exist or may require 'docker login': denied: requested access to the resource is denied\n",
  'Error response from daemon: Head "https://contoso.azurecr.io/v2/app/manifests/1": unauthorized: authentication required\n',
  'Error response from daemon: Get https://registry.contoso.example/v2/app/manifests/1: no basic auth credentials\n',
];
const bare: Pool = { id: 'p', virtualMachineConfiguration: {} };
const withRegistry: Pool = {
  id: 'p',
  virtualMachineConfiguration: {
    containerConfiguration: { containerRegistries: [{ registryServer: 'contoso.azurecr.io', username: 'contoso' }] },
  },
};

function explain(stderr: string, pool: Pool) {
  const task = { id: 't', state: 'completed', commandLine: "/bin/bash -c './setup.sh'", executionInfo };
  return explainTask({ task, pool, stderr, stdout: '', os: 'linux' }).fixes[0]?.text ?? '';
}

test('the script that pulls an image itself signs in to the registry, since the pool has no credentials', () => {
  for (const stderr of refusals) {
    assert.match(explain(stderr, bare), /sign in to its registry in the script before the pull/, stderr);
    assert.doesNotMatch(explain(stderr, withRegistry), /in the script before the pull/, stderr);
  }
});

test('so does the script of a start task', () => {
  for (const stderr of refusals) {
    const steps = explainNode({
      node: { id: 'n', state: 'starttaskfailed', startTaskInfo: executionInfo },
      pool: { ...bare, startTask: { commandLine: "/bin/bash -c './setup.sh'", waitForSuccess: true } },
      stderr,
      stdout: '',
    }).fixes.map(({ text }) => text);
    assert.match(steps[0] ?? '', /sign in to its registry in the script before the pull/, stderr);
    assert.doesNotMatch(steps.join(' '), /AcrPull/);
  }
});
