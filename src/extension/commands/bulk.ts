import * as vscode from 'vscode';
import { type Action, showLogAction, tellStatus, tellWarning, toHelpfulAction } from '../messages.ts';
import type { CommandServices } from './command.ts';
import { type BulkResult, runEach } from './runEach.ts';
import { toNotification, whileCancellable } from './whileCancellable.ts';

/** Requests at once: the service room allows six, and the explorer wants some. */
const concurrency = 4;
/** Reasons named in a notification; the log has them all. */
const maxReasons = 3;

export interface BulkTexts<T> {
  /** What is being done: "Retrying 12 tasks". */
  readonly title: string;
  readonly nameOf: (target: T) => string;
  /** What was done to how many: "3 tasks run again." */
  readonly toDone: (count: number) => string;
  /** What could not be done: "2 of 5 tasks do not run again." */
  readonly toFailed: (count: number, total: number) => string;
}

/**
 * Does something to each target, with a notification that shows how far it is and can cancel; reports when it is done:
 * all well in the status bar, else in a notification with reasons, one line for each target in the log.
 */
export async function runBulk<T>(
  services: Pick<CommandServices, 'log'>,
  targets: readonly T[],
  texts: BulkTexts<T>,
  act: (target: T, signal: AbortSignal) => Promise<void>,
): Promise<BulkResult<T>> {
  const startedMs = performance.now();
  const result = await whileCancellable(toProgressOptions(texts.title, targets.length), (signal, progress) =>
    runEach(targets, (target) => act(target, signal), {
      concurrency,
      signal,
      onProgress: (finished) =>
        progress.report({
          increment: 100 / targets.length,
          message: toProgress(finished, targets.length, performance.now() - startedMs),
        }),
    }),
  );
  report(services, result, texts);
  return result;
}

/** One action is over before a notification is read; it shows in the status bar. */
function toProgressOptions(title: string, count: number): vscode.ProgressOptions {
  return count === 1 ? { location: vscode.ProgressLocation.Window, title } : toNotification(title);
}

function toProgress(finished: number, total: number, elapsedMs: number): string {
  const remainingSeconds = Math.ceil(((elapsedMs / finished) * (total - finished)) / 1000);
  return remainingSeconds < 2
    ? vscode.l10n.t('{0} of {1}', finished, total)
    : vscode.l10n.t('{0} of {1}, about {2} s left', finished, total, remainingSeconds);
}

function report<T>(services: Pick<CommandServices, 'log'>, result: BulkResult<T>, texts: BulkTexts<T>): void {
  const { done, failed, untouched } = result;
  for (const target of done) services.log.info(`${texts.title}: ${texts.nameOf(target)}: done`);
  for (const { target, error } of failed) {
    services.log.warn(`${texts.title}: ${texts.nameOf(target)}: ${error.code}: ${error.message}`);
  }
  for (const target of untouched) services.log.info(`${texts.title}: ${texts.nameOf(target)}: not begun`);
  const sentences = [];
  if (done.length > 0) sentences.push(texts.toDone(done.length));
  if (failed.length > 0) sentences.push(texts.toFailed(failed.length, done.length + failed.length + untouched.length));
  if (untouched.length > 0) sentences.push(vscode.l10n.t('Cancelled before {0} others.', untouched.length));
  const summary = [...sentences, ...toReasons(failed, texts.nameOf).slice(0, maxReasons)].join(' ');
  if (failed.length === 0) tellStatus(summary);
  else tellWarning(summary, toAction(failed, texts.title));
}

/** A single failure can be explained at once; of more the log has a line for each. */
function toAction<T>(failed: BulkResult<T>['failed'], title: string): Action {
  const [only, ...others] = failed;
  return only === undefined || others.length > 0 ? showLogAction() : toHelpfulAction(only.error, title);
}

/** Each reason once, with the first thing it kept from being done, and how many others. */
function toReasons<T>(failed: BulkResult<T>['failed'], nameOf: (target: T) => string): readonly string[] {
  const byMessage = new Map<string, string[]>();
  for (const { target, error } of failed) {
    const names = byMessage.get(error.message) ?? [];
    names.push(nameOf(target));
    byMessage.set(error.message, names);
  }
  return [...byMessage].map(([message, [first = '', ...others]]) =>
    others.length === 0
      ? vscode.l10n.t('{0}: {1}', first, message)
      : vscode.l10n.t('{0} and {1} more: {2}', first, others.length, message),
  );
}
