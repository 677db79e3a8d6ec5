import * as vscode from 'vscode';
import { toShownText } from '../../app/notificationText.ts';
import { Cancelled } from '../../core/model/cancelled.ts';

/** One step of a dialogue of input boxes. */
export interface TextRequest {
  readonly title: string;
  readonly prompt: string;
  readonly placeholder?: string;
  /** What the box holds when it opens. */
  readonly value?: string;
  /** What was wrong with this value, shown when the box opens. */
  readonly problem?: string;
  /** Hides what is typed. */
  readonly secret?: boolean;
  readonly step: number;
  readonly steps: number;
  /** The rule that the text breaks, as a sentence; undefined when it breaks none. Called while the user types. */
  validate(value: string): string | undefined;
  /**
   * Tries what was typed, when the user presses Enter. Resolves to what is wrong as a sentence, which is shown while
   * the box stays open with the text in it; undefined lets it through. The signal ends when the user leaves the box.
   */
  submit?(value: string, signal: AbortSignal): Promise<string | undefined>;
}

/** The user's text, trimmed; or that the user wants to go back one step. */
export type TextAnswer = { readonly value: string } | 'back';

/** Asks for a text in an input box. Throws `Cancelled` when the user leaves it, and what `submit` throws. */
export async function askText(request: TextRequest): Promise<TextAnswer> {
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

function configure(box: vscode.InputBox, request: TextRequest): void {
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

/** What is wrong may be the service's own words. */
function toShownProblem(problem: string | undefined): string | undefined {
  return problem === undefined ? undefined : toShownText(problem);
}

/** The text when it is good; otherwise says in the box what is wrong. Enter does nothing while a try is under way. */
async function trySubmit(box: vscode.InputBox, request: TextRequest, signal: AbortSignal): Promise<string | undefined> {
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
