import { createRequire } from 'node:module';
import path from 'node:path';
import { findFailing } from '../../src/app/causes/failing.ts';
import { doInTurns } from '../../src/app/turns.ts';
import { Updates } from '../../src/app/updates.ts';
import type { Clock } from '../../src/core/clock.ts';
import type { Cause } from '../../src/core/diagnosis/causes/causes.ts';
import type * as DiagnosisBundle from '../../src/core/diagnosis/diagnosis.ts';
import { systemClock } from '../../src/service/clock.ts';
import type * as ServiceBundle from '../../src/service/service.ts';
import type { AccountSnapshot, AccountStore, Scope } from '../../src/service/store/accountStore.ts';
import { root } from '../workbench/places.ts';
import type { AccountAddress } from './harnessSimulator.ts';

const require = createRequire(import.meta.url);
const loadService = (): typeof ServiceBundle => require(path.join(root, 'dist/service.cjs'));
const loadDiagnosis = (): typeof DiagnosisBundle => require(path.join(root, 'dist/diagnosis.cjs'));

/** Opens the live view of an account with the shipped bundle. */
export function openStore({ url, accountName, accountKey }: AccountAddress, clock?: Clock): AccountStore {
  const { connect, createAccountStore } = loadService();
  const account = { id: new URL(url).host, name: accountName, endpoint: url, authentication: 'sharedKey' } as const;
  const service = connect({ account, credential: { kind: 'sharedKey', accountName, key: accountKey } });
  return createAccountStore(account, service, clock);
}

/** Explains the failures of an account like the failures view before it has read any log. */
export function createCauseExplainer(): (snapshot: AccountSnapshot) => Promise<readonly Cause[]> {
  const { CauseExplainer } = loadDiagnosis();
  const explainer = new CauseExplainer(() => undefined);
  return async (snapshot) => (await doInTurns(explainer.explain(findFailing(snapshot)), systemClock)).causes;
}

/** Time for which the failures view collects changes before it updates causes. */
const gatherMs = 200;
/** Number of jobs whose tasks are loaded at the same time; the connection allows as many requests. */
const concurrency = 6;

/** An account that is loaded completely, with its causes updated as in the views. */
export interface LoadedAccount {
  readonly store: AccountStore;
  readonly causes: readonly Cause[];
}

/** Loads pools, all jobs, and all of their failed tasks. */
export async function loadWhole(address: AccountAddress): Promise<LoadedAccount> {
  const store = openStore(address);
  const explainCauses = createCauseExplainer();
  const updates = new Updates(systemClock, gatherMs, async () => {
    await explainCauses(store.snapshot);
  });
  store.onDidChange(() => updates.schedule());
  await Promise.all([loadAll(store, { kind: 'pools' }), loadAll(store, { kind: 'jobs' })]);
  const jobs = store.snapshot.slice({ kind: 'jobs' }).items.values();
  const work = async (): Promise<void> => {
    for (const { id } of jobs) await loadAll(store, { kind: 'failures', jobId: id });
  };
  await Promise.all(Array.from({ length: concurrency }, work));
  updates.dispose();
  return { store, causes: await explainCauses(store.snapshot) };
}

async function loadAll(store: AccountStore, scope: Scope): Promise<void> {
  await store.load(scope);
  while (store.snapshot.slice(scope).hasMore) await store.loadMore(scope);
}
