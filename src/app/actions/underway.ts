import * as l10n from '@vscode/l10n';
import { Cancelled } from '../../core/model/cancelled.ts';
import { toKey } from '../../core/model/resourceChain.ts';
import type { WithUi } from '../ui.ts';
import type { Resource } from './targets.ts';

/**
 * The commands that are being carried out and change something, from the press on: a button that is pressed twice before
 * its question is there asks once.
 */
export class Underway {
  readonly #running = new Set<string>();

  /**
   * Does `act` unless the same command is being carried out on the same things; resolves to false if it is. A command that
   * is called on nothing asks for its things first, and is never taken for the same.
   */
  async once(command: string, things: readonly Resource[], act: () => Promise<unknown>): Promise<boolean> {
    const key = things.length === 0 ? undefined : [command, ...things.map(toKey).sort()].join('\n');
    if (key !== undefined && this.#running.has(key)) return false;
    if (key !== undefined) this.#running.add(key);
    try {
      await act();
      return true;
    } finally {
      if (key !== undefined) this.#running.delete(key);
    }
  }
}

/**
 * Asks about an action on `things`, and takes it, unless the same is being asked or done in this window, by whatever command:
 * that is said then. Throws `Cancelled` for that, and what `act` throws.
 * @param verb id of what is done
 */
export async function askOnce<T>(
  { asked, ui }: WithUi & { readonly asked: Underway },
  verb: string,
  things: readonly Resource[],
  act: () => Promise<T>,
): Promise<T> {
  let result: { readonly value: T } | undefined;
  await asked.once(verb, things, async () => {
    result = { value: await act() };
  });
  if (result !== undefined) return result.value;
  notifyUnderway(ui);
  throw new Cancelled();
}

/** Says why nothing is asked. */
export function notifyUnderway(ui: WithUi['ui']): void {
  ui.notify('status', l10n.t('This action is already in progress for the same items.'));
}
