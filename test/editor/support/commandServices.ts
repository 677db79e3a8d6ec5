import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import * as vscode from 'vscode';
import type { KnownCauses } from '../../../src/app/causes/knownCauses.ts';
import { AttemptJournal } from '../../../src/app/evidence/attemptJournal.ts';
import type { Account } from '../../../src/core/model/account.ts';
import type { Resource } from '../../../src/core/model/resource.ts';
import { parseSavedAttempt } from '../../../src/core/model/savedAttempt.ts';
import { parseSavedObject, type SavedObject } from '../../../src/core/model/savedObject.ts';
import type { RetryServices } from '../../../src/extension/commands/task/retryFacts.ts';
import { Log } from '../../../src/extension/log.ts';
import { NodeFolder } from '../../../src/node/nodeFolder.ts';
import { systemClock } from '../../../src/service/clock.ts';
import { FakeAccounts } from '../../fakes/fakeAccounts.ts';
import { type FakePorts, fakeBatchService } from '../../fakes/fakeBatchService.ts';
import { FakeStore } from '../../fakes/fakeStore.ts';
import { MemoryMemento } from '../../fakes/memoryMemento.ts';
import { noCauses } from '../../fakes/noCauses.ts';

export const accountId = 'contoso.westeurope.batch.azure.com';

const account: Account = {
  id: accountId,
  name: 'contoso',
  endpoint: `https://${accountId}`,
  authentication: 'sharedKey',
};

/** What commands work with, over a service that answers as the test says. */
export interface TestServices extends RetryServices {
  readonly store: FakeStore;
  dispose(): void;
}

/** @param ofTasks tells why tasks failed; nobody knows unless told. */
export function makeServices(ports: FakePorts, ofTasks: KnownCauses['ofTasks'] = async () => new Map()): TestServices {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'services-'));
  const store = new FakeStore(account, undefined, fakeBatchService(ports));
  const subscriptions: vscode.Disposable[] = [];
  const context = { globalStorageUri: vscode.Uri.file(folder), globalState: new MemoryMemento(), subscriptions };
  // VS Code gives the same channel again for the same name, although it was closed: each file of tests is a bundle.
  const log = new Log(`commands under test ${path.basename(folder)}`);
  return {
    store,
    accounts: new FakeAccounts(store),
    clock: systemClock,
    journal: new AttemptJournal(new NodeFolder(path.join(folder, 'attempts')), parseSavedAttempt, Date.now),
    kept: new AttemptJournal<Resource, SavedObject>(
      new NodeFolder(path.join(folder, 'kept')),
      parseSavedObject,
      Date.now,
    ),
    log,
    context,
    causes: { ...noCauses, ofTasks },
    reread: () => undefined,
    dispose() {
      for (const one of subscriptions) one.dispose();
      store.dispose();
      log.dispose();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
