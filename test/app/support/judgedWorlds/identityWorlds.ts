import { completedTask, smallWorld } from '../../../../src/simulator/scenarios/causes/smallWorld.ts';
import type { WireObject } from '../../../../src/simulator/state/wire.ts';
import type { JudgedWorld } from './judgedWorld.ts';

const idOf = (name: string): string =>
  `/subscriptions/11111111-2222-3333-4444-555555555555/resourceGroups/batch/providers/Microsoft.ManagedIdentity/userAssignedIdentities/${name}`;
const principalId = 'aaaaaaaa-bbbb-cccc-dddd-eeeeeeeeeeee';
const identity: WireObject = {
  type: 'UserAssigned',
  userAssignedIdentities: [
    { resourceId: idOf('reader'), clientId: '99999999-8888-7777-6666-555555555555', principalId },
  ],
};

/** Creates a task whose container of inputs storage refused to the identity `name`, with its words. */
function refusedTo(name: string, words: string) {
  const failure = {
    category: 'UserError',
    code: 'ResourceContainerAccessDenied',
    message: 'Access to a blob container was denied',
    details: [{ name: 'Message', value: words }],
  } as const;
  const resourceFiles = [
    {
      storageContainerUrl: 'https://contosodata.blob.core.windows.net/inputs',
      identityReference: { resourceId: idOf(name) },
    },
  ];
  return completedTask('t', { durationMs: 1000, failure }, { body: { resourceFiles } });
}

/** Worlds in which storage refuses what a task reads with a managed identity. */
export const identityWorlds: readonly JudgedWorld[] = [
  {
    ...smallWorld('identity-not-of-pool', 'A task names a managed identity that its pool does not have.', {
      pool: { identity },
      job: { tasks: [refusedTo('writer', '')] },
    }),
    rule: 'an identity that the pool does not have',
    causes: [/^1 task · Pool pool does not have the identity writer/],
    pages: {
      'task job/t': {
        title: /[Pp]ool pool does not have the identity writer/,
        says: [
          /name an identity that pool pool has: reader/,
          /Managed identities of pool pool: reader \(client ID 9{8}/,
        ],
        never: [/no role/],
      },
    },
  },
  {
    ...smallWorld('identity-without-role', 'The identity of a pool has no role on a storage account.', {
      pool: { identity },
      job: { tasks: [refusedTo('reader', 'ErrorCode: AuthorizationPermissionMismatch')] },
    }),
    rule: 'an identity without a role',
    causes: [/^1 task · The identity reader has no role for/],
    pages: {
      'task job/t': {
        says: [
          /1\. Give the identity reader the role "Storage Blob Data Reader" on the storage account contosodata/,
          new RegExp(`az role assignment create --assignee-object-id ${principalId} .*--name contosodata `),
        ],
        never: [/isn't assigned/],
      },
    },
  },
];
