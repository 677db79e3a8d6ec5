import { explainUnremovedUser, takesUsers } from '../../core/connect/reachability.ts';
import { BatchError } from '../../core/model/batchError.ts';
import type { NodeResource } from '../../core/model/resource.ts';
import { flag, type Infer, list, needed, object, readAs, text, time } from '../../core/model/shape.ts';
import type { NodePort } from '../../service/ports.ts';
import type { App } from '../app.ts';
import { saveLasting } from '../lastingState.ts';
import type { State } from '../ports.ts';

const key = 'azureBatch.nodeUsers';

const readNodeUser = object({
  accountId: needed(text),
  poolId: needed(text),
  nodeId: needed(text),
  name: needed(text),
  /** Time at which the user expires, ISO 8601. */
  expiryTime: needed(time),
  /** Path of the private key that belongs to the public key on the node; absent if the user has a password. */
  identityPath: text,
  /** Absent if unknown, because the user already existed and was replaced, which does not change rights. */
  isAdmin: flag,
});

/**
 * A user that this extension added to a node. Batch has no operation that lists users, so the extension remembers its
 * own.
 */
export interface KnownNodeUser extends Infer<typeof readNodeUser> {}

/** Returns the users of `node` that this extension added and that have not expired. Contains no secrets. */
export function findNodeUsers(memory: State, node: NodeResource, nowMs: number): readonly KnownNodeUser[] {
  return readUsers(memory, nowMs).filter((user) => belongsTo(user, node));
}

/** Returns true if this extension added a known user to the node with its own key, so that it can sign in. */
export function hasOwnUser({ clock, state }: Pick<App, 'clock' | 'state'>, node: NodeResource): boolean {
  return findNodeUsers(state, node, clock.now()).some(({ identityPath }) => identityPath !== undefined);
}

/** Lists all users on any node that this extension added and that have not expired. */
export function listNodeUsers(memory: State, nowMs: number): readonly KnownNodeUser[] {
  return readUsers(memory, nowMs);
}

/** Remembers a user, replacing a user with the same name on the same node. */
export function rememberNodeUser(memory: State, user: KnownNodeUser, nowMs: number): Promise<void> {
  return change(memory, () => [...readUsers(memory, nowMs).filter((other) => !isSameUser(other, user)), user]);
}

export function forgetNodeUser(memory: State, node: NodeResource, name: string, nowMs: number): Promise<void> {
  const { accountId, poolId, nodeId } = node;
  return change(memory, () =>
    readUsers(memory, nowMs).filter((user) => !isSameUser(user, { accountId, poolId, nodeId, name })),
  );
}

/** Forgets all users of `node`, because reimaging has removed them. */
export function forgetNodeUsers(memory: State, node: NodeResource): Promise<void> {
  return change(memory, () => readSaved(memory).filter((user) => !belongsTo(user, node)));
}

/** The last change. Changes run one after another: of two simultaneous ones, the second would overwrite the first. */
let lastChange: Promise<void> = Promise.resolve();

async function change(memory: State, next: () => readonly KnownNodeUser[]): Promise<void> {
  const changed = lastChange.then(async () => {
    const users = next();
    if (JSON.stringify(users) !== JSON.stringify(readSaved(memory))) await saveLasting(memory, key, users);
  });
  lastChange = changed.catch(() => undefined);
  await changed;
}

function readUsers(memory: State, nowMs: number): readonly KnownNodeUser[] {
  return readSaved(memory).filter((user) => Date.parse(user.expiryTime) > nowMs);
}

function readSaved(memory: State): readonly KnownNodeUser[] {
  return readAs(list(readNodeUser), memory.get(key)).value ?? [];
}

type NodeUserIdentity = Pick<KnownNodeUser, 'accountId' | 'poolId' | 'nodeId' | 'name'>;

function isSameUser(a: NodeUserIdentity, b: NodeUserIdentity): boolean {
  return a.name === b.name && a.nodeId === b.nodeId && a.poolId === b.poolId && a.accountId === b.accountId;
}

function belongsTo(user: KnownNodeUser, node: NodeResource): boolean {
  return user.nodeId === node.nodeId && user.poolId === node.poolId && user.accountId === node.accountId;
}

/**
 * Removes a user of a node. If the state of the node prevents this, the error explains it with `nodeName`. Throws
 * `BatchError`.
 */
export async function removeNodeUser(
  nodes: NodePort,
  { poolId, nodeId }: NodeResource,
  userName: string,
  nodeName: string,
): Promise<void> {
  try {
    await nodes.removeUser(poolId, nodeId, userName);
  } catch (error) {
    if (!BatchError.is(error) || error.status !== 409) throw error;
    const present = await nodes.getNode(poolId, nodeId);
    throw takesUsers(present) ? error : explainUnremovedUser(present, nodeName, error);
  }
}
