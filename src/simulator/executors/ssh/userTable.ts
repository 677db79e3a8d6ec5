import { createHash, timingSafeEqual } from 'node:crypto';
import type { AuthContext, PublicKeyAuthContext } from 'ssh2';
import keyParser from 'ssh2/lib/protocol/keyParser.js';
import type { Clock } from '../../clock.ts';
import type { SshUser } from '../executor.ts';

/** The users a node knows, and the question whether a client is one of them. */
export class UserTable {
  readonly #clock: Clock;
  #users: ReadonlyMap<string, SshUser> = new Map();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  replace(users: readonly SshUser[]): void {
    this.#users = new Map(users.map((user) => [user.name, user]));
  }

  /** The user of this name whose account has not expired. */
  find(name: string): SshUser | undefined {
    const user = this.#users.get(name);
    return user && user.expiryTimeMs > this.#clock.now() ? user : undefined;
  }

  /** Whether the credentials of an authentication request are those of a user. */
  admits(context: AuthContext): boolean {
    const user = this.find(context.username);
    if (!user) return false;
    if (context.method === 'password') return user.password !== undefined && isEqual(context.password, user.password);
    return context.method === 'publickey' && user.sshPublicKey !== undefined && provesKey(context, user.sshPublicKey);
  }
}

/** Without a signature the client only asks whether the key would do; ssh2 sends the right answer on `accept`. */
function provesKey(context: PublicKeyAuthContext, sshPublicKey: string): boolean {
  const known = keyParser.parseKey(sshPublicKey);
  if (known instanceof Error || Array.isArray(known)) return false;
  if (!isEqual(context.key.data, known.getPublicSSH())) return false;
  if (!context.signature) return true;
  return context.blob !== undefined && known.verify(context.blob, context.signature, context.hashAlgo) === true;
}

/** Compares digests, so that neither the length nor a common prefix can be measured. */
function isEqual(one: string | Buffer, other: string | Buffer): boolean {
  const digest = (value: string | Buffer): Buffer => createHash('sha256').update(value).digest();
  return timingSafeEqual(digest(one), digest(other));
}
