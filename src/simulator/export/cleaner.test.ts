import assert from 'node:assert/strict';
import { test } from 'node:test';
import { assertLinear } from '../../../test/builders/assertLinear.ts';
import { Cleaner } from './cleaner.ts';

const cleaning = { anonymizesIds: true, anonymizesCommands: false };

test('hosts, registries, and email addresses get other names, wherever they occur', () => {
  const cases: Readonly<Record<string, string>> = {
    'https://contoso.blob.core.windows.net/in/a.csv': 'https://storage-1.blob.core.windows.net/container-1/file-1.csv',
    'x-contoso.dfs.core.windows.net': 'storage-1.dfs.core.windows.net',
    'docker pull contoso.azurecr.io/app': 'docker pull registry-1.azurecr.io/app',
    'https://contoso.westeurope.batch.azure.com/jobs': 'https://account.region.batch.azure.com/jobs',
    'a.contoso.westeurope.batch.azure.com': 'a.account.region.batch.azure.com',
    'mail ada@contoso.com+bob@contoso.org': 'mail user@example.comuser@example.com',
    'no host: a.b.c, x@y, azurecr.io, blob.core': 'no host: a.b.c, x@y, azurecr.io, blob.core',
  };
  for (const [text, cleaned] of Object.entries(cases)) assert.equal(new Cleaner(cleaning).text(text), cleaned);
});

test('cleaning a text takes time proportional to its length, whatever it contains', () => {
  for (const part of [
    'a',
    '-',
    'a.',
    'a-',
    '+',
    'a@',
    'a@b.',
    'a.blob.core.',
    'a.blob.core..',
    '/subscriptions/',
    'a.b.batch.',
  ])
    assertLinear((size) => new Cleaner(cleaning).text(part.repeat(size / part.length)), part, 65_536);
});
