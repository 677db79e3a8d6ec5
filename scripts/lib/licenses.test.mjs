import assert from 'node:assert/strict';
import { test } from 'node:test';
import { findForeignLicenses, licenseOf } from './licenses.mjs';

test('a license is read from new and old manifests', () => {
  assert.equal(licenseOf({ license: 'MIT' }), 'MIT');
  assert.equal(licenseOf({ license: { type: 'ISC' } }), 'ISC');
  assert.equal(licenseOf({ licenses: [{ type: 'MIT' }, { type: 'GPL-3.0' }] }), 'MIT OR GPL-3.0');
  assert.equal(licenseOf({}), undefined);
});

test('packages that may not be shipped are named', () => {
  const packages = [
    { name: 'free', version: '1.0.0', license: 'MIT' },
    { name: 'bound', version: '2.0.0', license: 'GPL-3.0' },
    { name: 'silent', version: '3.0.0' },
  ];
  assert.deepEqual(findForeignLicenses(packages), ['bound 2.0.0 (GPL-3.0)', 'silent 3.0.0 (names no license)']);
});
