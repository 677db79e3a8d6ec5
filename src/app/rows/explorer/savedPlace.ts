import { isObject } from '../../../core/model/shape.ts';
import type { State } from '../../ports.ts';

/** Where the user was in the explorer: the ids of rows. */
export interface ExplorerState {
  readonly opened: readonly string[];
  readonly closed: readonly string[];
  readonly selected?: string;
}

const placeKey = 'azureBatch.explorerPlace';

/** More rows than that are not opened again: each requests its children. */
const maxRows = 100;

/**
 * Rows of single tasks and nodes, and everything below them. Loading these sends requests to nodes, so they are not
 * restored automatically.
 */
const deepRow = /\/(?:task|recentTask|recentTasks|node|nodeFiles|preparationNode):/;

/** Where the user was when the window was loaded last. What an older or newer version left there is left out. */
export function readPlace(memento: State): ExplorerState {
  const saved = memento.get(placeKey);
  const { opened, closed, selected } = isObject(saved) ? saved : {};
  return {
    opened: toIds(opened),
    closed: toIds(closed),
    ...(typeof selected === 'string' ? { selected } : {}),
  };
}

/** Saves where the user is; of too many rows, those that were opened and closed last. */
export async function writePlace(memento: State, { opened, closed, selected }: ExplorerState): Promise<void> {
  await memento.update(placeKey, {
    opened: opened.filter((id) => !deepRow.test(id)).slice(-maxRows),
    closed: closed.filter((id) => !deepRow.test(id)).slice(-maxRows),
    selected,
  });
}

function toIds(saved: unknown): readonly string[] {
  return Array.isArray(saved) ? saved.filter((id) => typeof id === 'string') : [];
}
