import * as l10n from '@vscode/l10n';
import { withoutEllipsis } from '../app/commandId.ts';
import { showLogAction, toHelpfulAction } from '../app/messages/helpfulAction.ts';
import type { Log } from '../app/ports.ts';
import { BatchError } from '../core/model/batchError.ts';
import { Cancelled } from '../core/model/cancelled.ts';
import { describeDefect, describeError } from '../core/text/describeError.ts';
import { settings } from './settings/settings.ts';
import { notifyError } from './ui/messages.ts';

/**
 * Runs every command. A cancellation is silent; a `BatchError` is shown with its own message; anything else is a bug,
 * logged with its stack and shown as unexpected. Resolves to the result of `run`, or to undefined after a failure.
 * `title` is the command's title in menus.
 */
export async function runCommand<T>(
  id: string,
  log: Log,
  run: () => Promise<T>,
  title?: string,
): Promise<T | undefined> {
  try {
    return await run();
  } catch (error) {
    reportError(error, id, log, title);
    return undefined;
  }
}

/** Logs and shows an error in `source`. Also used for errors in event handlers, which no caller awaits. */
export function reportError(error: unknown, source: string, log: Log, title?: string): void {
  if (Cancelled.is(error)) return;
  if (BatchError.is(error)) {
    const request = error.requestId === undefined ? '' : `, request ${error.requestId}`;
    log.warn(`${source}: ${error.code}${request}: ${error.message}`);
    notifyError(error.message, toHelpfulAction(settings, error, title && withoutEllipsis(title)));
    return;
  }
  log.error(`${source}: ${describeDefect(error)}`);
  const what = describeError(error);
  notifyError(l10n.t('Unexpected error: {0}', what), showLogAction());
}
