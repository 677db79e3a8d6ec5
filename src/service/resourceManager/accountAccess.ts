import type { Permission } from '../../core/model/right.ts';
import { readAccountId } from '../../core/places/resourceId.ts';
import { malformedResponse } from '../azure/errors/toBatchError.ts';
import { systemClock } from '../clock.ts';
import type { ResourceManagerAccess } from '../connectOptions.ts';
import { accountsVersion } from './findAccount.ts';
import { type Json, ResourceManagerClient } from './resourceManagerClient.ts';

const permissionsVersion = '2022-04-01';

/**
 * Reads what the caller's roles grant in a Batch account (Azure documentation: "Permissions - List For Resource").
 * Returns an empty list if the caller has no role there, and undefined if the ID isn't that of an account. Throws if
 * Resource Manager cannot answer.
 */
export async function readPermissions(
  client: ResourceManagerClient,
  resourceId: string,
  signal: AbortSignal,
): Promise<readonly Permission[] | undefined> {
  if (readAccountId(resourceId) === undefined) return undefined;
  const path = `${resourceId}/providers/Microsoft.Authorization/permissions`;
  return (await client.listAll(path, permissionsVersion, signal)).map(toPermission);
}

function toPermission({ actions, notActions, dataActions, notDataActions }: Json): Permission {
  return {
    actions: toTexts(actions),
    notActions: toTexts(notActions),
    dataActions: toTexts(dataActions),
    notDataActions: toTexts(notDataActions),
  };
}

function toTexts(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.filter((text) => typeof text === 'string') : [];
}

/**
 * Reads the first of a Batch account's two keys, a secret, if the caller's role may list them (Azure documentation:
 * "Batch Account - Get Keys"). `resourceId` is the account's. Throws Resource Manager's refusal, and `Cancelled`.
 */
export async function readKey(access: ResourceManagerAccess, resourceId: string, signal: AbortSignal): Promise<string> {
  const client = new ResourceManagerClient(access, systemClock, () => {});
  try {
    const { primary } = await client.post(`${resourceId}/listKeys`, accountsVersion, {}, signal);
    if (typeof primary !== 'string' || primary === '') throw malformedResponse({});
    return primary;
  } finally {
    client.dispose();
  }
}
