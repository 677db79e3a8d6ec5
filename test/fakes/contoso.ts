import type { Account } from '../../src/core/model/account.ts';

export const accountId = 'contoso.westeurope.batch.azure.com';

export const contoso: Account = {
  id: accountId,
  name: 'contoso',
  endpoint: `https://${accountId}`,
  authentication: 'sharedKey',
};
