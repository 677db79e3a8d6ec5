/**
 * What version 0.1.0 has left of a user who added accounts in each way, as it was recorded; but for the keys, for which
 * the test has its own. Nothing here is changed when the state of later versions is.
 */
export const profileOf010 = {
  globalState: {
    'azureBatch.accounts':
      '[{"id":"contoso.westeurope.batch.azure.com","name":"contoso","endpoint":"https://contoso.westeurope.batch.azure.com","authentication":"sharedKey"},{"id":"fabrikam.northeurope.batch.azure.com","name":"fabrikam","endpoint":"https://fabrikam.northeurope.batch.azure.com","authentication":"microsoft","isReadOnly":true},{"id":"127.0.0.1:10000","name":"simulated","endpoint":"http://127.0.0.1:10000","authentication":"azureCli","tenantId":"11111111-1111-4111-8111-111111111111"}]',
  },
  /** Names in the secret storage. */
  keys: ['azureBatch.key:contoso.westeurope.batch.azure.com'],
  /** Files in the folder `attempts`, by their names. */
  attempts: {
    '34766058d1f257eec69b01a3d6ad5717886ae943.jsonl':
      '{"savedAt":"2026-11-20T09:14:00Z","action":"retry","task":{"id":"frame-1","executionInfo":{"exitCode":1}},"logs":[{"path":"stderr.txt","text":"no such file\\n","leftOut":0}],"of":{"kind":"task","accountId":"sample","jobId":"frames","taskId":"frame-1"}}\n',
  },
} as const;
