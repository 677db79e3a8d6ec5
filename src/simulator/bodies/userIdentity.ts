import { findObject, type WireObject } from '../state/wire.ts';

/** The user that runs a task by default (recorded). */
const defaultUser: WireObject = { scope: 'pool', elevationLevel: 'nonadmin' };

/** Returns the user that runs a task. Batch documentation: missing properties of an auto user have their defaults. */
export function toUserIdentity(task: WireObject): WireObject {
  const given = findObject(task, 'userIdentity');
  const auto = findObject(given, 'autoUser');
  if (given !== undefined && auto === undefined) return given;
  return { autoUser: { ...defaultUser, ...auto } };
}
