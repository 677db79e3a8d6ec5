import * as vscode from 'vscode';
import { toShownText } from '../../app/messages/notificationText.ts';
import type { TextAnswer, TextStep } from '../../app/ui.ts';
import { Cancelled } from '../../core/model/cancelled.ts';

/** Asks for a text in an input box. Throws `Cancelled` when the user closes it, and errors of `submit`. */
export async function enterStep(request: TextStep): Promise<TextAnswer> {
  const box = vscode.window.createInputBox();
  const abort = new AbortController();
  try {
    return await new Promise<TextAnswer>((resolve, reject) => {
      configure(box, request);
      box.onDidChangeValue((value) => {
        box.validationMessage = value === '' ? undefined : toShownProblem(request.validate(value.trim()));
      });
      box.onDidTriggerButton((button) => {
        if (button === vscode.QuickInputButtons.Back) resolve('back');
      });
      box.onDidHide(() => reject(new Cancelled()));
      box.onDidAccept(() => {
        trySubmit(box, request, abort.signal).then((value) => {
          if (value !== undefined) resolve({ value });
        }, reject);
      });
      box.show();
    });
  } finally {
    abort.abort();
    box.dispose();
  }
}

function configure(box: vscode.InputBox, request: TextStep): void {
  box.title = toShownText(request.title);
  box.prompt = toShownText(request.prompt);
  box.placeholder = request.placeholder;
  box.value = request.value ?? '';
  box.validationMessage = toShownProblem(request.problem);
  box.password = request.secret ?? false;
  box.ignoreFocusOut = true;
  if (request.steps > 1) {
    box.step = request.step;
    box.totalSteps = request.steps;
  }
  if (request.step > 1) box.buttons = [vscode.QuickInputButtons.Back];
}

/** Escapes the problem, which may contain the service's own words. */
function toShownProblem(problem: string | undefined): string | undefined {
  return problem === undefined ? undefined : toShownText(problem);
}

/**
 * Returns the text if it is valid; otherwise shows the problem in the box. Enter does nothing while an attempt is in
 * progress.
 */
async function trySubmit(box: vscode.InputBox, request: TextStep, signal: AbortSignal): Promise<string | undefined> {
  if (box.busy) return undefined;
  const value = box.value.trim();
  box.validationMessage = toShownProblem(request.validate(value));
  if (box.validationMessage !== undefined) return undefined;
  if (request.submit === undefined) return value;
  box.busy = true;
  box.enabled = false;
  try {
    box.validationMessage = toShownProblem(await request.submit(value, signal));
    return box.validationMessage === undefined ? value : undefined;
  } finally {
    box.busy = false;
    box.enabled = true;
  }
}
