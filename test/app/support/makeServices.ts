import { after } from 'node:test';
import type { App } from '../../../src/app/app.ts';
import type { KnownCauses } from '../../../src/app/causes/knownCauses.ts';
import type { StoryServices } from '../../../src/app/explain/story.ts';
import type { Clock } from '../../../src/core/clock.ts';
import { contoso } from '../../fakes/contoso.ts';
import { FakeAccounts } from '../../fakes/fakeAccounts.ts';
import { type FakePorts, fakeBatchService } from '../../fakes/fakeBatchService.ts';
import { FakeStore } from '../../fakes/fakeStore.ts';
import { FakeUi } from '../../fakes/fakeUi.ts';
import { HastyClock } from '../../fakes/hastyClock.ts';
import { makeApp } from '../../fakes/makeApp.ts';
import { noCauses } from '../../fakes/noCauses.ts';
import { silentLog } from '../../fakes/silentLog.ts';
import { sources } from '../../fakes/sources.ts';

/** An application whose user is a test, and whose service gives the test's answers. It ends with the test. */
export interface TestServices extends App, Pick<StoryServices, 'actionFiles' | 'findStart'> {
  readonly ui: FakeUi;
  readonly store: FakeStore;
}

/** Parts of the application other than the service; by default, waits pass immediately and causes are unknown. */
export interface TestParts {
  readonly clock?: Clock;
  readonly ofTasks?: KnownCauses['ofTasks'];
  readonly pickFolder?: App['pickFolder'];
}

export function makeServices(ports: FakePorts, parts: TestParts = {}): TestServices {
  const { clock = new HastyClock(), ofTasks = async () => new Map(), pickFolder = async () => undefined } = parts;
  const ui = new FakeUi();
  const store = new FakeStore(contoso, undefined, fakeBatchService(ports));
  const accounts = new FakeAccounts(store);
  const causes = { ...noCauses, ofTasks };
  const app = makeApp({ ui, clock, accounts, log: silentLog, bundles: sources, causes, pickFolder });
  after(() => {
    app.dispose();
    store.dispose();
  });
  return { ...app, ui, store };
}
