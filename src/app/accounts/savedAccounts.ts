import type { Account, AuthenticationKind, User } from '../../core/model/account.ts';
import { saveLasting } from '../lastingState.ts';
import type { State } from '../ports.ts';

const accountsKey = 'azureBatch.accounts';
const savedKinds: ReadonlySet<string> = new Set<AuthenticationKind>([
  'sharedKey',
  'microsoft',
  'azureCli',
  'environment',
  'workloadIdentity',
  'managedIdentity',
]);

/** The accounts that were saved. What an older or newer version left there and we do not understand is left out. */
export function readAccounts(memento: State): readonly Account[] {
  const saved: unknown = memento.get(accountsKey);
  return Array.isArray(saved) ? saved.filter(isAccount) : [];
}

/** Saves the accounts, without any secret. */
export async function writeAccounts(memento: State, accounts: readonly Account[]): Promise<void> {
  await saveLasting(memento, accountsKey, accounts);
}

function isAccount(value: unknown): value is Account {
  if (typeof value !== 'object' || value === null) return false;
  const { id, name, endpoint, authentication, tenantId, isReadOnly, isPinned, label, user, location, resourceId } =
    value as Readonly<Record<string, unknown>>;
  return (
    typeof id === 'string' &&
    typeof name === 'string' &&
    typeof endpoint === 'string' &&
    // The key and the host confirmation are saved by id: they belong to this host and no other.
    URL.parse(endpoint)?.host === id &&
    typeof authentication === 'string' &&
    savedKinds.has(authentication) &&
    (tenantId === undefined || typeof tenantId === 'string') &&
    (location === undefined || typeof location === 'string') &&
    (resourceId === undefined || typeof resourceId === 'string') &&
    (user === undefined || isUser(user)) &&
    (isReadOnly === undefined || typeof isReadOnly === 'boolean') &&
    (isPinned === undefined || typeof isPinned === 'boolean') &&
    (label === undefined || typeof label === 'string')
  );
}

function isUser(value: unknown): value is User {
  if (typeof value !== 'object' || value === null) return false;
  const { id, label } = value as Readonly<Record<string, unknown>>;
  return typeof id === 'string' && typeof label === 'string';
}
