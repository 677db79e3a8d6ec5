import { isObject } from '../model/shape.ts';

/** A changed property; `before` or `now` is undefined if the property did not exist at that time. */
export interface SavedChange {
  /** Property names, outermost first: `startTask.commandLine`. */
  readonly path: string;
  readonly before: unknown;
  readonly now: unknown;
}

/** Properties to ignore: the service changes them with every update, or they were saved alongside the item's own. */
const left = new Set(['url', 'eTag', 'lastModified', 'tasks', 'nodes', 'jobs', 'stats']);

/** Lists the differences between an item as it was saved and as it is now. Lists are compared as a whole. */
export function listSavedChanges(before: object, now: object): readonly SavedChange[] {
  const names = [...new Set([...Object.keys(before), ...Object.keys(now)])].filter((name) => !left.has(name));
  return names.flatMap((name) => compare(name, Reflect.get(before, name), Reflect.get(now, name)));
}

function compare(path: string, before: unknown, now: unknown): readonly SavedChange[] {
  if (isObject(before) && isObject(now))
    return [...new Set([...Object.keys(before), ...Object.keys(now)])].flatMap((name) =>
      compare(`${path}.${name}`, before[name], now[name]),
    );
  return JSON.stringify(before) === JSON.stringify(now) ? [] : [{ path, before, now }];
}
