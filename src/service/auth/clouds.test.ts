import assert from 'node:assert/strict';
import { test } from 'node:test';
import { findResourceManager, toBatchScope } from './clouds.ts';

const cases: readonly (readonly [endpoint: string, scope: string])[] = [
  ['https://a.westus.batch.azure.com', 'https://batch.core.windows.net//.default'],
  ['https://a.chinanorth.batch.chinacloudapi.cn', 'https://batch.chinacloudapi.cn//.default'],
  ['https://a.usgovvirginia.batch.usgovcloudapi.net', 'https://batch.core.usgovcloudapi.net//.default'],
  ['http://127.0.0.1:1234', 'https://batch.core.windows.net//.default'],
  ['https://batch.chinacloudapi.cn.evil.example', 'https://batch.core.windows.net//.default'],
];

for (const [endpoint, scope] of cases) {
  test(`${endpoint} takes tokens of ${scope}`, () => {
    assert.equal(toBatchScope(endpoint), scope);
  });
}

test('an account is known to the Resource Manager of its cloud', () => {
  assert.equal(findResourceManager('https://a.westus.batch.azure.com'), 'https://management.azure.com');
  assert.equal(
    findResourceManager('https://a.usgovvirginia.batch.usgovcloudapi.net'),
    'https://management.usgovcloudapi.net',
  );
  assert.equal(findResourceManager('http://127.0.0.1:1234'), undefined);
  assert.equal(findResourceManager('https://a.batch.azure.com.evil.example'), undefined);
});
