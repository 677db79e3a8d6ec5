import * as vscode from 'vscode';

/** Notifications and questions, in order. */
export interface Said {
  readonly questions: { readonly message: string; readonly detail: string; readonly buttons: readonly string[] }[];
  readonly informations: string[];
  readonly warnings: string[];
  readonly errors: string[];
  /** Buttons of notifications that aren't warnings. */
  readonly buttons: string[];
  /** Results in progress notifications, without the progress messages, which aren't sentences. */
  readonly status: string[];
}

type Buttons = readonly string[];

/** `choose` is the title of the button, or of the buttons for several questions. */
type Answer = 'confirm' | 'enter' | 'cancel' | { readonly choose: string | readonly string[] };

/** Calls the callback with the titles and messages of progress notifications until it is disposed. */
export function watchProgress(tell: (text: string) => unknown): vscode.Disposable {
  const { withProgress } = vscode.window;
  const watched: typeof withProgress = (options, task) => {
    if (options.title !== undefined) tell(options.title);
    return withProgress(options, (progress, token) =>
      task(
        {
          report: (step) => {
            if (step.message !== undefined) tell(step.message);
            progress.report(step);
          },
        },
        token,
      ),
    );
  };
  Object.assign(vscode.window, { withProgress: watched });
  return new vscode.Disposable(() => Object.assign(vscode.window, { withProgress }));
}

/**
 * Runs `act` while notifications, progress and modal questions are intercepted; in tests VS Code refuses to show modal
 * dialogs. Questions are answered with the confirming button (the first that retries, or the last except for one that
 * shows the plan), with Enter's button (the first), with a named one, or with Cancel. Shown texts are added to `said`.
 */
export async function listen(
  act: () => Promise<unknown>,
  answer: Answer = 'confirm',
  said: Said = { questions: [], informations: [], warnings: [], errors: [], buttons: [], status: [] },
): Promise<Said> {
  const { showInformationMessage, showWarningMessage, showErrorMessage } = vscode.window;
  const inform = async (message: string, ...buttons: Buttons): Promise<undefined> => {
    hear(message);
    said.informations.push([message, ...buttons].join(' | '));
    said.buttons.push(...buttons);
  };
  const warn = async (message: string, options: unknown, ...buttons: Buttons): Promise<string | undefined> => {
    if (!isModal(options)) {
      hear(message);
      said.warnings.push(message);
      return undefined;
    }
    said.questions.push({ message, detail: options.detail ?? '', buttons });
    if (typeof answer === 'object') return buttons.find((button) => [answer.choose].flat().includes(button));
    if (answer === 'enter') return buttons[0];
    if (answer === 'cancel') return undefined;
    return (
      buttons.find((button) => /^Retry\b/.test(button)) ?? buttons.findLast((button) => button !== 'Show the Plan')
    );
  };
  const fail = async (message: string, ...buttons: Buttons): Promise<undefined> => {
    said.errors.push(message);
    said.buttons.push(...buttons);
  };
  const progress = watchProgress((text) => text.endsWith('.') && said.status.push(text));
  Object.assign(vscode.window, {
    showInformationMessage: inform,
    showWarningMessage: warn,
    showErrorMessage: fail,
  });
  const { promise, resolve } = Promise.withResolvers<void>();
  ended = promise;
  try {
    await act();
  } finally {
    Object.assign(vscode.window, { showInformationMessage, showWarningMessage, showErrorMessage });
    progress.dispose();
    ended = undefined;
    resolve();
  }
  return said;
}

/** Resolves when the current `listen` has ended. */
let ended: Promise<void> | undefined;

function isModal(options: unknown): options is vscode.MessageOptions {
  return typeof options === 'object' && options !== null && Reflect.get(options, 'modal') === true;
}

const awaited = new Set<(message: string) => void>();

function hear(message: string): void {
  for (const take of awaited) take(message);
}

/** Listens to notifications of VS Code until the returned function is called. */
function hearAll(): () => void {
  const { showInformationMessage, showWarningMessage } = vscode.window;
  const show = async (message: string): Promise<void> => hear(message);
  Object.assign(vscode.window, { showInformationMessage: show, showWarningMessage: show });
  return () => Object.assign(vscode.window, { showInformationMessage, showWarningMessage });
}

let stopHearing: () => void = () => undefined;

/** Resolves to the matching notification that appears by itself, during or after `listen`. */
export function untilTold(wanted: RegExp): Promise<string> {
  const { promise, resolve } = Promise.withResolvers<string>();
  if (awaited.size === 0) stopHearing = hearAll();
  const take = (message: string): void => {
    if (!wanted.test(message) || !awaited.delete(take)) return;
    // At its end, `listen` restores the functions that listen here, so they are removed only after that.
    if (awaited.size === 0) void Promise.resolve(ended).then(stopHearing);
    resolve(message);
  };
  awaited.add(take);
  return promise;
}
