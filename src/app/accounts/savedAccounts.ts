import * as l10n from '@vscode/l10n';
import type { Account, AuthenticationKind, User } from '../../core/model/account.ts';
import { toInvalidInput } from '../../core/model/batchError.ts';
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

/** Reads the saved accounts; ignores data of incompatible versions. */
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
  const { id, name, endpoint, authentication, tenantId, user, location, resourceId, ...wishes } = value as Readonly<
    Record<string, unknown>
  >;
  return (
    typeof id === 'string' &&
    typeof name === 'string' &&
    typeof endpoint === 'string' &&
    // The key and the host confirmation are saved by ID, and must not be used for any other host.
    URL.parse(endpoint)?.host === id &&
    typeof authentication === 'string' &&
    savedKinds.has(authentication) &&
    (tenantId === undefined || typeof tenantId === 'string') &&
    (location === undefined || typeof location === 'string') &&
    (resourceId === undefined || typeof resourceId === 'string') &&
    (user === undefined || isUser(user)) &&
    areWishes(wishes)
  );
}

function areWishes({ isReadOnly, isPinned, label, storageHosts, agents }: Readonly<Record<string, unknown>>): boolean {
  return (
    (isReadOnly === undefined || typeof isReadOnly === 'boolean') &&
    (isPinned === undefined || typeof isPinned === 'boolean') &&
    (label === undefined || typeof label === 'string') &&
    (agents === undefined || agents === 'allowed' || agents === 'never') &&
    (storageHosts === undefined ||
      (Array.isArray(storageHosts) && storageHosts.every((host) => typeof host === 'string')))
  );
}

function isUser(value: unknown): value is User {
  if (typeof value !== 'object' || value === null) return false;
  const { id, label } = value as Readonly<Record<string, unknown>>;
  return typeof id === 'string' && typeof label === 'string';
}

const versionKey = 'azureBatch.stateVersion';
const noticedVersionKey = 'azureBatch.newerStateTold';

/** Increase this with each change to saved accounts that an earlier version of the extension would misread. */
const version = 1;

/**
 * Checks whether a newer version of the extension has saved the accounts. Accounts that can still be read are shown.
 */
function isStateNewer(state: State): boolean {
  return readVersion(state) > version;
}

/** Throws `InvalidInput` if a newer version has saved the accounts, because this version must not change them. */
export function refuseNewerState(state: State): void {
  if (isStateNewer(state)) throw toInvalidInput(toNewerText());
}

/** Saves the version of the accounts' format, unless it is saved already. */
export async function saveStateVersion(state: State): Promise<void> {
  if (state.get(versionKey) !== version) await saveLasting(state, versionKey, version);
}

/** Returns the notice that a newer version has saved the accounts; undefined if the notice has already been shown. */
export async function takeNewerNotice(state: State): Promise<string | undefined> {
  if (!isStateNewer(state) || state.get(noticedVersionKey) === readVersion(state)) return undefined;
  await saveLasting(state, noticedVersionKey, readVersion(state));
  return toNewerText();
}

function toNewerText(): string {
  return l10n.t(
    "A newer version of this extension saved the accounts. This version shows what it can interpret and doesn't change anything. Update the extension.",
  );
}

/** Reads the saved version, which version 0.1.0 did not save. */
function readVersion(state: State): number {
  const saved: unknown = state.get(versionKey);
  return typeof saved === 'number' ? saved : version;
}
