import { findObject, type WireObject } from '../state/wire.ts';

/** The user that runs a task by default (recorded). */
const defaultUser: WireObject = { scope: 'pool', elevationLevel: 'nonadmin' };
const defaultIdentity: WireObject = { autoUser: defaultUser };

/** Returns the user that runs a task. Batch documentation: missing properties of an auto user have their defaults. */
export function toUserIdentity(task: WireObject): WireObject {
  const given = findObject(task, 'userIdentity');
  const auto = findObject(given, 'autoUser');
  if (auto === undefined) return given ?? defaultIdentity;
  return { autoUser: { ...defaultUser, ...auto } };
}
