import assert from 'node:assert/strict';
import { test } from 'node:test';
import { autoStorageAt } from './resourceFiles.ts';

test('the container is inserted into the path, before the SAS', () => {
  const expected = 'http://127.0.0.1:10000/account/inputs?sv=1&sig=a%2Bb';
  assert.equal(autoStorageAt('http://127.0.0.1:10000/account?sv=1&sig=a%2Bb')('inputs'), expected);
  assert.equal(autoStorageAt('http://127.0.0.1:10000/account/?sv=1&sig=a%2Bb')('inputs'), expected);
  assert.equal(
    autoStorageAt('https://a.blob.core.windows.net?sig=x')('in/../puts'),
    'https://a.blob.core.windows.net/in%2F..%2Fputs?sig=x',
  );
});
