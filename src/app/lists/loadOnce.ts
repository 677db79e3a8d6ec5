import type { AccountStore, Scope } from '../../service/store/accountStore.ts';

/**
 * Loads a list unless this was already tried. A failed list shows "Try again" instead of being retried by every redraw.
 * Never throws; the slice records errors.
 */
export async function loadOnce(store: Pick<AccountStore, 'snapshot' | 'load'>, scope: Scope): Promise<void> {
  const { loadedAt, error } = store.snapshot.slice(scope);
  if (loadedAt === undefined && error === undefined) await store.load(scope);
}

/** Loads a list, or refreshes its loaded part. Never throws; the slice records errors. */
export function loadOrRefresh(store: AccountStore, scope: Scope): Promise<void> {
  return store.snapshot.slice(scope).loadedAt === undefined ? store.load(scope) : store.refresh([scope]);
}
