import type { PressedIn } from '../../app/actions/contribution.ts';
import { findActiveDocument } from '../shownDocuments.ts';
import type { CommandServices } from './command.ts';

/**
 * What a command is called on: by a key that was pressed in one of our views its rows, as a menu hands them over, and in
 * a document of ours that document; `args` when no key called it.
 */
export async function findPressed(
  services: { readonly trees: Pick<CommandServices['trees'], 'findKeyRows'> },
  args: readonly unknown[],
): Promise<readonly unknown[]> {
  const pressedIn = toPlace(args[0]);
  if (pressedIn === undefined) return args;
  if (pressedIn === 'document') return [findActiveDocument()];
  const rows = await services.trees.findKeyRows(pressedIn);
  return rows.length === 0 ? [] : [rows[0], rows];
}

function toPlace(arg: unknown): PressedIn | undefined {
  const place: unknown = typeof arg === 'object' && arg !== null ? Reflect.get(arg, 'pressedIn') : undefined;
  return place === 'explorer' || place === 'failures' || place === 'document' ? place : undefined;
}
