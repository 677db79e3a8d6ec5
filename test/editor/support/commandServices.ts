import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import type { App } from '../../../src/app/app.ts';
import type { KnownCauses } from '../../../src/app/causes/knownCauses.ts';
import type { Account } from '../../../src/core/model/account.ts';
import { Log } from '../../../src/extension/log.ts';
import { FakeAccounts } from '../../fakes/fakeAccounts.ts';
import { type FakePorts, fakeBatchService } from '../../fakes/fakeBatchService.ts';
import { FakeStore } from '../../fakes/fakeStore.ts';
import { noCauses } from '../../fakes/noCauses.ts';
import { makeApp } from './makeApp.ts';

export const accountId = 'contoso.westeurope.batch.azure.com';

const account: Account = {
  id: accountId,
  name: 'contoso',
  endpoint: `https://${accountId}`,
  authentication: 'sharedKey',
};

/** What commands work with, over a service that answers as the test says. */
export interface TestServices extends App {
  readonly store: FakeStore;
  dispose(): void;
}

/** @param ofTasks tells why tasks failed; nobody knows unless told. */
export function makeServices(ports: FakePorts, ofTasks: KnownCauses['ofTasks'] = async () => new Map()): TestServices {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'services-'));
  const store = new FakeStore(account, undefined, fakeBatchService(ports));
  // VS Code gives the same channel again for the same name, although it was closed: each file of tests is a bundle.
  const log = new Log(`commands under test ${path.basename(folder)}`);
  const app = makeApp(folder, { accounts: new FakeAccounts(store), log, causes: { ...noCauses, ofTasks } });
  return {
    ...app,
    store,
    dispose() {
      app.dispose();
      store.dispose();
      log.dispose();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
