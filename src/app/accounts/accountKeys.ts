import { saveLasting } from '../lastingState.ts';
import type { Secrets, State } from '../ports.ts';

/** The lifetime of a key: `kept` if the key outlives this session, `unlikely` if an earlier key was lost. */
export type KeyLife = 'kept' | 'unlikely' | 'thisSession';

const lostKey = 'azureBatch.keysWereLost';

/**
 * Account keys in secret storage. Without a system keyring, VS Code either refuses secrets or silently holds them in
 * memory only. Keys stored in this session are therefore also held here, and the loss of a key from an earlier session
 * is remembered until a key outlives its session.
 */
export class AccountKeys {
  readonly #secrets: Secrets;
  readonly #state: State;
  readonly #ofThisSession = new Map<string, string>();

  constructor(secrets: Secrets, state: State) {
    this.#secrets = secrets;
    this.#state = state;
  }

  async store(accountId: string, key: string): Promise<KeyLife> {
    this.#ofThisSession.set(accountId, key);
    try {
      await this.#secrets.store(toSecretName(accountId), key);
      if ((await this.#secrets.get(toSecretName(accountId))) !== key) return 'thisSession';
    } catch {
      return 'thisSession';
    }
    return this.#state.get(lostKey) === true ? 'unlikely' : 'kept';
  }

  /** Returns the key of an account; undefined when the key is lost. */
  async find(accountId: string): Promise<string | undefined> {
    const ofThisSession = this.#ofThisSession.get(accountId);
    if (ofThisSession !== undefined) return ofThisSession;
    const kept = await this.#read(accountId);
    const isLost = kept === undefined;
    if (isLost !== (this.#state.get(lostKey) === true)) await saveLasting(this.#state, lostKey, isLost || undefined);
    return kept;
  }

  /** Checks whether another window has replaced `key`, which must then no longer be used. */
  async isReplaced(accountId: string, key: string | undefined): Promise<boolean> {
    const kept = await this.#read(accountId);
    if (kept === undefined || kept === key) return false;
    this.#ofThisSession.delete(accountId);
    return true;
  }

  async forget(accountId: string): Promise<void> {
    this.#ofThisSession.delete(accountId);
    await this.#secrets.delete(toSecretName(accountId));
  }

  async #read(accountId: string): Promise<string | undefined> {
    try {
      return await this.#secrets.get(toSecretName(accountId));
    } catch {
      return undefined; // The keyring is locked or broken, so the user is asked for the key.
    }
  }
}

const keyPrefix = 'azureBatch.key:';

function toSecretName(accountId: string): string {
  return `${keyPrefix}${accountId}`;
}

/** Checks whether a secret with this name is the key of an account. */
export function isKeyName(name: string): boolean {
  return name.startsWith(keyPrefix);
}
