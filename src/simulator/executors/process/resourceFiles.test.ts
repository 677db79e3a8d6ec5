import assert from 'node:assert/strict';
import { test } from 'node:test';
import { autoStorageAt, toSources } from './resourceFiles.ts';

test('the container is inserted into the path, before the SAS', () => {
  const expected = 'http://127.0.0.1:10000/account/inputs?sv=1&sig=a%2Bb';
  assert.equal(autoStorageAt('http://127.0.0.1:10000/account?sv=1&sig=a%2Bb')('inputs'), expected);
  assert.equal(autoStorageAt('http://127.0.0.1:10000/account/?sv=1&sig=a%2Bb')('inputs'), expected);
  assert.equal(
    autoStorageAt('https://a.blob.core.windows.net?sig=x')('in/../puts'),
    'https://a.blob.core.windows.net/in%2F..%2Fputs?sig=x',
  );
});

test('resource files come from this computer, auto-storage and the named hosts alone', () => {
  const autoStorage = autoStorageAt('https://own.blob.core.windows.net?sig=x');
  const { findHostFault } = toSources({ autoStorage, resourceHosts: ['Data.example', '*.blob.example'] });
  const allowed = ['127.0.0.1', '127.9.9.9', 'localhost', '[::1]', 'own.blob.core.windows.net', 'data.example'];
  for (const host of [...allowed, 'a.blob.example']) assert.equal(findHostFault?.(host), undefined, host);
  for (const host of ['169.254.169.254', 'other.blob.core.windows.net', 'blob.example', 'localhost.evil', '10.0.0.1'])
    assert.match(findHostFault?.(host) ?? '', /--resource-hosts/, host);
  assert.equal(toSources({ resourceHosts: ['*'] }).findHostFault?.('169.254.169.254'), undefined);
});
