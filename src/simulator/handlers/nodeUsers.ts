import { expireLater, updateMachineUsers } from '../behaviours/nodeUsers.ts';
import type { SshUser } from '../executors/executor.ts';
import { type Call, param } from '../http/call.ts';
import type { Reply } from '../http/reply.ts';
import { invalidPropertyValue, ServiceError } from '../http/serviceError.ts';
import { createdReply, writeReply } from '../http/single.ts';
import { findOs } from '../state/nodeOs.ts';
import type { NodeRecord } from '../state/records.ts';
import { toKey } from '../state/sortedTable.ts';
import { timeMs } from '../state/time.ts';
import { findFlag, findText } from '../state/wire.ts';
import { getNamedNode } from './find.ts';
import { requireNodeState } from './nodes.ts';

/** Batch documentation: by default a user expires after a day. */
const defaultLifetimeMs = 24 * 60 * 60 * 1000;

const namePattern = /^[A-Za-z_][A-Za-z0-9_.-]{0,19}$/;
const keyPattern = /^(ssh-(rsa|ed25519|dss)|ecdsa-sha2-nistp\d+) [A-Za-z0-9+/]+={0,3}( [^\r\n]*)?$/;

export function addUser(call: Call): Reply {
  const node = readyNode(call);
  const name = findText(call.body, 'name') ?? '';
  if (!namePattern.test(name)) {
    throw invalidPropertyValue('name', name, 'The user name has characters it cannot have, or more than 20');
  }
  if (node.users.has(toKey(name))) throw new ServiceError('NodeUserExists');
  setUser(call, node, name, findFlag(call.body, 'isAdmin') ?? false);
  return createdReply(`${call.world.url}${call.path}/${encodeURIComponent(name)}`);
}

/** Replaces all properties of a user except its rights: omitted properties are removed, or return to their defaults. */
export function updateUser(call: Call): Reply {
  const node = readyNode(call);
  const user = getNamedUser(call, node);
  setUser(call, node, user.name, user.isAdmin);
  return writeReply(call, 200);
}

export function deleteUser(call: Call): Reply {
  const node = readyNode(call);
  node.users.delete(toKey(getNamedUser(call, node).name));
  updateMachineUsers(call.world, node);
  return { status: 200 };
}

/** Batch documentation: users can be changed only while the node is idle or running. */
function readyNode(call: Call): NodeRecord {
  const node = getNamedNode(call);
  requireNodeState(node, ['idle', 'running']);
  return node;
}

function getNamedUser(call: Call, node: NodeRecord): SshUser {
  const user = node.users.get(toKey(param(call, 'userName')));
  if (user === undefined) throw new ServiceError('NodeUserNotFound');
  return user;
}

function setUser(call: Call, node: NodeRecord, name: string, isAdmin: boolean): void {
  const { body, world } = call;
  const password = findText(body, 'password');
  const sshPublicKey = findText(body, 'sshPublicKey');
  checkCredentials(node, password, sshPublicKey);
  const expiryTime = findText(body, 'expiryTime');
  const expiryTimeMs = expiryTime === undefined ? world.clock.now() + defaultLifetimeMs : timeMs(expiryTime);
  if (expiryTimeMs <= world.clock.now()) throw invalidPropertyValue('expiryTime', expiryTime, 'The time has passed');
  const user = {
    name,
    isAdmin,
    expiryTimeMs,
    ...(password === undefined ? {} : { password }),
    ...(sshPublicKey === undefined ? {} : { sshPublicKey }),
  };
  node.users.set(toKey(name), user);
  updateMachineUsers(world, node);
  expireLater(world, node, user);
}

function checkCredentials(node: NodeRecord, password: string | undefined, sshPublicKey: string | undefined): void {
  const isWindows = findOs(node) === 'windows';
  if (isWindows && sshPublicKey !== undefined) {
    throw invalidPropertyValue('sshPublicKey', sshPublicKey, 'SSH keys are for Linux nodes only');
  }
  if (isWindows && password === undefined) {
    throw new ServiceError('MissingRequiredProperty', { PropertyName: 'password' });
  }
  if (password === undefined && sshPublicKey === undefined) {
    throw new ServiceError('MissingRequiredProperty', { PropertyName: 'password' });
  }
  if (password === '') throw invalidPropertyValue('password', '', 'The password is empty');
  if (sshPublicKey !== undefined && !keyPattern.test(sshPublicKey.trim())) {
    throw invalidPropertyValue('sshPublicKey', sshPublicKey, 'The value is not a public key of OpenSSH');
  }
}
