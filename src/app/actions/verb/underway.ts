import * as l10n from '@vscode/l10n';
import { Cancelled } from '../../../core/model/cancelled.ts';
import { toKey } from '../../../core/model/resource.ts';
import type { WithUi } from '../../ui.ts';
import type { Resource } from '../targets/targets.ts';

/**
 * Commands in progress that change something. A button that is pressed again before its question appears asks only
 * once.
 */
export class Underway {
  readonly #running = new Set<string>();

  /**
   * Runs `act` unless the same command is in progress for the same items. Resolves to false if it is. Commands without
   * items first ask for them, and never count as the same.
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
 * Asks about an action on `things` and carries it out, unless a command of this window is already asking about the same
 * action or carrying it out. In that case, notifies the user and throws `Cancelled`. Also throws the errors of `act`.
 * @param verb ID of the action
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

/** Notifies the user that the action is already in progress. */
export function notifyUnderway(ui: WithUi['ui']): void {
  ui.notify('status', l10n.t('This action is already in progress for the same items.'));
}
