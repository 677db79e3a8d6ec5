import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Pool } from '../../model/pool.ts';
import type { Task } from '../../model/task.ts';
import { explainNode } from '../explainNode.ts';
import { explainTask } from '../explainTask.ts';

const idOf = (name: string): string =>
  `/subscriptions/11111111-2222-3333-4444-555555555555/resourceGroups/rg/providers/Microsoft.ManagedIdentity/userAssignedIdentities/${name}`;
const principalId = 'aaaaaaaa-bbbb-cccc-dddd-eeeeeeeeeeee';
const clientId = '99999999-8888-7777-6666-555555555555';

function poolWith(...names: readonly string[]): Pool {
  const userAssignedIdentities = names.map((name) => ({ resourceId: idOf(name), clientId, principalId }));
  return { id: 'cpu', identity: { type: names.length === 0 ? 'None' : 'UserAssigned', userAssignedIdentities } };
}

function refused(code: string, definition: Partial<Task>, details: Readonly<Record<string, string>> = {}): Task {
  return {
    id: 't',
    state: 'completed',
    ...definition,
    executionInfo: {
      result: 'failure',
      failureInfo: { code, details: Object.entries(details).map(([name, value]) => ({ name, value })) },
    },
  };
}

const container = 'https://contoso.blob.core.windows.net/inputs';
const reads = (name: string): Partial<Task> => ({
  resourceFiles: [{ storageContainerUrl: container, identityReference: { resourceId: idOf(name) } }],
});
const storageSaid = { Message: 'ErrorCode: AuthorizationPermissionMismatch' };

test('an identity that the pool does not have is the cause, whichever code reports it', () => {
  const writes: Partial<Task> = {
    outputFiles: [
      {
        filePattern: '*.exr',
        destination: { container: { containerUrl: container, identityReference: { resourceId: idOf('other') } } },
        uploadOptions: { uploadCondition: 'taskCompletion' },
      },
    ],
  };
  for (const [code, definition] of [
    ['ResourceContainerAccessDenied', reads('other')],
    ['ResourceContainerListMiscError', reads('other')],
    ['FileUploadAccessDenied', writes],
    ['FileUploadMiscError', writes],
  ] as const) {
    const { title, cause, fixes, confidence } = explainTask({ task: refused(code, definition), pool: poolWith('own') });
    assert.match(title, /[Pp]ool cpu does not have the identity other$/, code);
    assert.match(cause, /other, which isn't assigned to pool cpu/);
    const steps = fixes.map(({ text }) => text);
    assert.ok(steps.includes('In `identityReference`, name an identity that pool cpu has: own.'), steps.join('\n'));
    assert.equal(confidence, 'certain');
  }
  const [none] = explainTask({
    task: refused('ResourceContainerAccessDenied', reads('other')),
    pool: poolWith(),
  }).fixes;
  assert.match(none?.text ?? '', /^Assign the identity other to pool cpu with Resource Manager .* has no nodes/);
});

test('an identity of the pool lacks its role, with the command that gives it', () => {
  const own = {
    ...poolWith('own'),
    identity: { type: 'UserAssigned', userAssignedIdentities: [{ resourceId: idOf('OWN'), principalId }] },
  };
  const { cause, fixes } = explainTask({
    task: refused('ResourceContainerAccessDenied', reads('own'), storageSaid),
    pool: own,
  });
  assert.match(cause, /identity own has no role/);
  assert.deepEqual(
    fixes.slice(0, 2).map(({ text }) => text),
    [
      'Give the identity own the role "Storage Blob Data Reader" on the storage account contoso.',
      `With the Azure CLI, signed in to the same subscription: \`az role assignment create --assignee-object-id ${principalId} --assignee-principal-type ServicePrincipal --role "Storage Blob Data Reader" --scope "$(az storage account show --name contoso --query id --output tsv)"\``,
    ],
  );
  const silent = explainTask({ task: refused('ResourceContainerAccessDenied', reads('own')), pool: own });
  assert.match(silent.cause, /identity own, which the pool has\. Possible causes: it has no role/);
});

test('if the identities of the pool are unknown, nothing is claimed about them', () => {
  for (const pool of [undefined, { id: 'cpu' }]) {
    const { cause, fixes } = explainTask({ task: refused('ResourceContainerAccessDenied', reads('own')), pool });
    assert.match(cause, /it isn't assigned to the pool, it has no role/);
    assert.match(fixes[1]?.text ?? '', /--assignee-object-id "\$\(az identity show --ids '\/subscriptions\//);
  }
});

test('names that could mean something else in a shell are not put into a command', () => {
  const task = refused('ResourceContainerAccessDenied', {
    resourceFiles: [{ storageContainerUrl: container, identityReference: { resourceId: "/x'; rm -rf ~; '/evil" } }],
  });
  const { fixes } = explainTask({ task });
  assert.ok(fixes.every(({ text }) => !text.includes('az role')));
});

test('an image is refused to an identity of the pool, or the pool does not have it', () => {
  const said = 'unauthorized: authentication required';
  const explain = (name: string, pool: Pool) =>
    explainTask({
      pool,
      task: refused(
        'ContainerInvalidImage',
        {
          containerSettings: {
            imageName: 'contosoimages.azurecr.io/render:1',
            registry: { registryServer: 'contosoimages.azurecr.io', identityReference: { resourceId: idOf(name) } },
          },
        },
        { Message: said },
      ),
    });
  const own = explain('own', poolWith('own'));
  assert.match(own.title, /denied the identity own access to the image contosoimages/);
  assert.equal(
    own.fixes[0]?.text,
    'Give the identity own the role "AcrPull" on the registry contosoimages.azurecr.io.',
  );
  assert.match(own.fixes[1]?.text ?? '', /--role "AcrPull" --scope "\$\(az acr show --name contosoimages /);
  const other = explain('other', poolWith('own'));
  assert.match(other.title, /[Pp]ool cpu does not have the identity other for the image/);
  const node = explainNode({
    node: {
      id: 'n',
      state: 'unusable',
      errors: [
        {
          code: 'NodePreparationError',
          message: 'An error occurred',
          errorDetails: [{ name: 'Message', value: `Failed to pull image contosoimages.azurecr.io/render:1: ${said}` }],
        },
      ],
    },
    pool: {
      ...poolWith('own'),
      virtualMachineConfiguration: {
        containerConfiguration: {
          type: 'dockerCompatible',
          containerImageNames: ['contosoimages.azurecr.io/render:1'],
          containerRegistries: [
            { registryServer: 'contosoimages.azurecr.io', identityReference: { resourceId: idOf('own') } },
          ],
        },
      },
    },
  });
  assert.match(node.fixes.map(({ text }) => text).join('\n'), /az role assignment create .*AcrPull/);
});

test('a program without a token is shown the identities of its pool', () => {
  const task: Task = {
    id: 't',
    state: 'completed',
    commandLine: 'python3 load.py',
    executionInfo: { result: 'failure', exitCode: 1 },
  };
  const stderr =
    'azure.identity._exceptions.CredentialUnavailableError: ManagedIdentityCredential authentication unavailable, no response from the IMDS endpoint.\n';
  const shown = (pool: Pool) => explainTask({ task, pool, stderr }).evidence.map(({ text }) => text);
  assert.ok(shown(poolWith()).includes('Pool cpu has no managed identity.'));
  assert.ok(shown(poolWith('own')).includes(`Managed identities of pool cpu: own (client ID ${clientId})`));
  assert.ok(shown({ id: 'cpu' }).every((text) => !text.includes('managed identit')));
});
