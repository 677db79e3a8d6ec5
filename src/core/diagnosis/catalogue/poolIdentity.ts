import * as l10n from '@vscode/l10n';
import type { IdentityReference } from '../../model/common.ts';
import type { Pool } from '../../model/pool.ts';
import type { Evidence } from '../explanation/explanation.ts';

/** A managed identity that a definition names, with the facts that its pool shows about it. */
export interface NamedIdentity {
  /** Last part of its resource ID, which users know as its name. */
  readonly name: string;
  readonly resourceId: string;
  /** True if the pool has it; undefined if the pool or its identities are unknown. */
  readonly isOfPool?: boolean | undefined;
  /** Object ID in Microsoft Entra ID, if the pool has it. */
  readonly principalId?: string | undefined;
  /** Names of the identities that the pool has. */
  readonly ofPool: readonly string[];
  readonly poolId?: string | undefined;
  readonly evidence: Evidence;
}

type PoolIdentities = Pick<Pool, 'id' | 'identity'>;

function toName(resourceId: string): string {
  return resourceId.split('/').at(-1) ?? resourceId;
}

/**
 * Lists the identities of a pool, of which its nodes have no others; undefined if the service doesn't show them (Batch
 * documentation: "Configure managed identities in Batch pools").
 */
function listIdentities(pool: PoolIdentities | undefined) {
  const { type, userAssignedIdentities } = pool?.identity ?? {};
  return type === undefined ? undefined : (userAssignedIdentities ?? []);
}

/** Returns the identity that a definition refers to; undefined for no reference. */
export function findIdentity(
  reference: IdentityReference | undefined,
  pool: PoolIdentities | undefined,
): NamedIdentity | undefined {
  const { resourceId } = reference ?? {};
  if (resourceId === undefined) return undefined;
  const all = listIdentities(pool);
  // Azure compares resource IDs without regard to case.
  const own = all?.find((one) => one.resourceId.toLowerCase() === resourceId.toLowerCase());
  return {
    name: toName(resourceId),
    resourceId,
    isOfPool: all === undefined ? undefined : own !== undefined,
    principalId: own?.principalId,
    ofPool: (all ?? []).map((one) => toName(one.resourceId)),
    poolId: pool?.id,
    evidence: describePoolIdentities(pool) ?? {
      text: l10n.t('Managed identity: {0}', toName(resourceId)),
      source: 'identityReference',
    },
  };
}

/** Describes the identities of a pool; undefined if they are unknown. */
export function describePoolIdentities(pool: PoolIdentities | undefined): Evidence | undefined {
  const all = listIdentities(pool);
  if (pool === undefined || all === undefined) return undefined;
  const names = all.map(({ resourceId, clientId: client }) => {
    const name = toName(resourceId);
    return client === undefined ? name : l10n.t('{name} (client ID {client})', { name, client });
  });
  const text =
    names.length === 0
      ? l10n.t('Pool {0} has no managed identity.', pool.id)
      : l10n.t('Managed identities of pool {pool}: {names}', { pool: pool.id, names: names.join(', ') });
  return { text, source: 'identity' };
}

const objectId = /^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/i;
const identityId =
  /^\/subscriptions\/[\da-f-]{36}\/resourceGroups\/[\w.()-]{1,90}\/providers\/Microsoft\.ManagedIdentity\/userAssignedIdentities\/[\w-]{3,128}$/i;
const names = { storage: /^[a-z\d]{3,24}$/, registry: /^[a-z\d]{5,50}$/i } as const;
const shows = { storage: 'az storage account show', registry: 'az acr show' } as const;

/**
 * Returns an Azure CLI command that gives an identity a role on the storage account or registry `name`, for Bash and
 * PowerShell; undefined if an ID or a name could have another meaning in a shell.
 */
export function toRoleCommand(
  { principalId, resourceId }: Pick<NamedIdentity, 'principalId' | 'resourceId'>,
  role: string,
  kind: keyof typeof names,
  name: string,
): string | undefined {
  const assignee =
    principalId !== undefined && objectId.test(principalId)
      ? principalId
      : identityId.test(resourceId)
        ? `"$(az identity show --ids '${resourceId}' --query principalId --output tsv)"`
        : undefined;
  if (assignee === undefined || !names[kind].test(name)) return undefined;
  const scope = `"$(${shows[kind]} --name ${name} --query id --output tsv)"`;
  return `az role assignment create --assignee-object-id ${assignee} --assignee-principal-type ServicePrincipal --role "${role}" --scope ${scope}`;
}

/** Lists the steps that give an identity a role: a sentence, and the command for it. */
export function adviseRole(step: string, command: string | undefined): readonly string[] {
  return command === undefined
    ? [step]
    : [step, l10n.t('With the Azure CLI, signed in to the same subscription: `{0}`', command)];
}

/** Lists the steps for an identity that the pool doesn't have. */
export function adviseMissingIdentity({ name, ofPool, poolId: pool = '' }: NamedIdentity): readonly string[] {
  return ofPool.length === 0
    ? [
        l10n.t(
          "Assign the identity {name} to pool {pool} with Resource Manager (portal, Bicep, or API), while the pool has no nodes: existing nodes don't get it.",
          { name, pool },
        ),
      ]
    : [
        l10n.t('In `identityReference`, name an identity that pool {pool} has: {names}.', {
          pool,
          names: ofPool.join(', '),
        }),
        l10n.t(
          "Or assign the identity {name} to pool {pool} with Resource Manager (portal, Bicep, or API), while the pool has no nodes: existing nodes don't get it.",
          { name, pool },
        ),
      ];
}
