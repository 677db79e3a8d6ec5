import { randomUUID } from 'node:crypto';
import type { App } from '../../../src/app/app.ts';
import { Log } from '../../../src/extension/log.ts';
import { contoso } from '../../fakes/contoso.ts';
import { FakeAccounts } from '../../fakes/fakeAccounts.ts';
import { type FakePorts, fakeBatchService } from '../../fakes/fakeBatchService.ts';
import { FakeStore } from '../../fakes/fakeStore.ts';
import { makeWindowApp } from './makeWindowApp.ts';

/** Services for commands, over a service with the test's answers. */
export interface TestServices extends App {
  readonly store: FakeStore;
  dispose(): void;
}

export function makeServices(ports: FakePorts): TestServices {
  const store = new FakeStore(contoso, undefined, fakeBatchService(ports));
  // VS Code returns the same channel for the same name, even if it was closed.
  const log = new Log(`commands under test ${randomUUID()}`);
  const app = makeWindowApp({ accounts: new FakeAccounts(store), log });
  return {
    ...app,
    store,
    dispose() {
      app.dispose();
      store.dispose();
      log.dispose();
    },
  };
}
