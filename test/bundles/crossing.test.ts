import assert from 'node:assert/strict';
import { createRequire } from 'node:module';
import path from 'node:path';
import { test } from 'node:test';
import type * as Diagnosis from '../../src/core/diagnosis/diagnosis.ts';
import type { Account } from '../../src/core/model/account.ts';
import { BatchError } from '../../src/core/model/batchError.ts';
import type { configureText, Texts } from '../../src/core/text/configureText.ts';
import type * as Service from '../../src/service/service.ts';
import type * as Simulator from '../../src/simulator/simulator.ts';
import { root } from '../workbench/places.ts';

/** Objects that cross bundles: every bundle has its own copy of shared code, and its own texts. */
const require = createRequire(import.meta.url);
const bundleOf = (name: string): string => path.join(root, 'dist', `${name}.cjs`);
const service: typeof Service = require(bundleOf('service'));
const simulator: typeof Simulator = require(bundleOf('simulator'));
const diagnosis: typeof Diagnosis & { readonly configureText: typeof configureText } = require(bundleOf('diagnosis'));

test('the built service talks to the built simulator, and its errors are recognized in other bundles', async () => {
  const running = await simulator.startSimulator();
  const { url, accountName, accountKey: key } = running;
  const account: Account = { id: 'crossing', name: accountName, endpoint: url, authentication: 'sharedKey' };
  const connected = service.connect({ account, credential: { kind: 'sharedKey', accountName, key } });
  try {
    await connected.verify();
    const error = await connected.jobs.getJob('missing').catch((thrown: unknown) => thrown);
    assert.ok(!(error instanceof BatchError), 'the bundle has a class of its own');
    assert.ok(BatchError.is(error, 'JobNotFound'));
    const explanation = diagnosis.explainServiceError({
      code: error.code,
      message: error.message,
      ...(error.status === undefined ? {} : { status: error.status }),
    });
    assert.notEqual(explanation.title, '');
  } finally {
    connected.dispose();
    await running.close();
  }
});

test('a bundle uses the language that is configured for it, whatever other bundles use', () => {
  const explain = (): string => diagnosis.explainServiceError({ status: 404, code: 'JobNotFound' }).cause;
  const cause = 'It was deleted, or the ID is misspelled or belongs to another account.';
  const translate = (text: string): Texts => ({ [cause]: text });
  assert.match(explain(), new RegExp(cause));
  service.configureText('de', translate('Nichts.'));
  assert.match(explain(), new RegExp(cause));
  diagnosis.configureText('de', translate('Den Auftrag gibt es nicht.'));
  try {
    assert.match(explain(), /Den Auftrag gibt es nicht\./);
  } finally {
    diagnosis.configureText('en', undefined);
  }
});
