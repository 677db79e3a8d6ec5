import { malformedResponse } from '../azure/errors/toBatchError.ts';
import { systemClock } from '../clock.ts';
import type { ResourceManagerAccess } from '../connectOptions.ts';
import { accountsVersion } from './findAccount.ts';
import { ResourceManagerClient } from './resourceManagerClient.ts';

/**
 * The first of the two keys of a Batch account, a secret, for those whose role may list them (Azure documentation: "Batch
 * Account - Get Keys"). `resourceId` is of the account. Throws what Resource Manager says against it, and `Cancelled`.
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
