import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import * as vscode from 'vscode';
import type { Account } from '../../../src/core/model/account.ts';
import type { CommandServices } from '../../../src/extension/commands/command.ts';
import { AttemptJournal } from '../../../src/extension/evidence/attemptJournal.ts';
import { FakeAccounts } from '../../fakes/fakeAccounts.ts';
import { type FakePorts, fakeBatchService } from '../../fakes/fakeBatchService.ts';
import { FakeStore } from '../../fakes/fakeStore.ts';

export const accountId = 'contoso.westeurope.batch.azure.com';

const account: Account = {
  id: accountId,
  name: 'contoso',
  endpoint: `https://${accountId}`,
  authentication: 'sharedKey',
};

/** What commands work with, over a service that answers as the test says. */
export interface TestServices extends Pick<CommandServices, 'accounts' | 'journal' | 'log'> {
  readonly store: FakeStore;
  dispose(): void;
}

/** VS Code gives the same channel again for the same name, although it was closed. */
let channels = 0;

export function makeServices(ports: FakePorts): TestServices {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'services-'));
  const store = new FakeStore(account, undefined, fakeBatchService(ports));
  const log = vscode.window.createOutputChannel(`commands under test ${++channels}`, { log: true });
  return {
    store,
    accounts: new FakeAccounts(store),
    journal: new AttemptJournal(path.join(folder, 'attempts')),
    log,
    dispose() {
      store.dispose();
      log.dispose();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
