import type { AccountStore, Scope } from '../../service/store/accountStore.ts';

/**
 * Loads a list unless that has been tried: what failed is shown with "Try again", and is not tried by every redraw.
 * Never throws; failures land in the slice.
 */
export async function loadOnce(store: AccountStore, scope: Scope): Promise<void> {
  const { loadedAt, error } = store.snapshot.slice(scope);
  if (loadedAt === undefined && error === undefined) await store.load(scope);
}

/** Loads a list, or loads again what is loaded of it. Never throws; failures land in the slice. */
export function loadOrRefresh(store: AccountStore, scope: Scope): Promise<void> {
  return store.snapshot.slice(scope).loadedAt === undefined ? store.load(scope) : store.refresh([scope]);
}
