import { appendFileSync, mkdirSync } from 'node:fs';
import path from 'node:path';
import * as vscode from 'vscode';

/** Raw files of nodes: the user opens them to read a program's output, and they are shown byte by byte. */
const rawFile = /\/files\//;

type Act = (...args: readonly unknown[]) => unknown;

/** Lists every text within `value`. */
function listTexts(value: unknown, depth = 5): readonly string[] {
  if (typeof value === 'string') return [value];
  if (typeof value !== 'object' || value === null || depth === 0) return [];
  return Object.values(value).flatMap((each) => listTexts(each, depth - 1));
}

/**
 * Records everything that is shown to the user during tests, in one file per kind: `message.jsonl`, `document.jsonl`, …
 * Includes texts that tests answer in VS Code's place.
 */
export class Recorder implements vscode.Disposable {
  readonly #folder: string;
  readonly #known = new Set<string>();
  readonly #subscriptions: vscode.Disposable[] = [];

  constructor(folder: string) {
    this.#folder = folder;
    mkdirSync(folder, { recursive: true });
    const named: Readonly<Record<string, string>> = {
      showInformationMessage: 'message',
      showWarningMessage: 'message',
      showErrorMessage: 'message',
      showQuickPick: 'pick',
      showInputBox: 'box',
      createTerminal: 'terminal',
      createTreeView: 'view',
    };
    for (const [name, way] of Object.entries(named)) this.#watchCalls(name, (args) => this.#note(way, args));
    this.#watchCalls('withProgress', ([options, task]) => {
      this.#note('progress', options);
      return [options, typeof task === 'function' ? this.#watchProgress(task as Act) : task];
    });
    for (const name of ['createQuickPick', 'createInputBox', 'createStatusBarItem']) {
      this.#watchCalls(name, undefined, (made) => this.#watchProperties(made, name));
    }
    this.#subscriptions.push(
      vscode.workspace.onDidOpenTextDocument((document) => this.#noteDocument(document)),
      vscode.workspace.onDidChangeTextDocument(({ document }) => this.#noteDocument(document)),
      vscode.languages.onDidChangeDiagnostics(({ uris }) => {
        for (const uri of uris) this.#note('diagnostic', vscode.languages.getDiagnostics(uri));
      }),
    );
  }

  dispose(): void {
    for (const subscription of this.#subscriptions) subscription.dispose();
  }

  /** Records the current content of the clipboard. */
  async noteClipboard(): Promise<void> {
    this.#note('clipboard', await vscode.env.clipboard.readText());
  }

  /** Writes each text in `value`, once. */
  #note(way: string, value: unknown): undefined {
    for (const text of listTexts(value)) {
      const line = `${JSON.stringify(text)}\n`;
      if (text === '' || this.#known.has(way + line)) continue;
      this.#known.add(way + line);
      appendFileSync(path.join(this.#folder, `${way}.jsonl`), line);
    }
    return undefined;
  }

  #noteDocument(document: vscode.TextDocument): void {
    const { scheme, path: uriPath } = document.uri;
    if (scheme.startsWith('azurebatch') && !rawFile.test(uriPath))
      this.#note('document', [uriPath, document.getText()]);
  }

  /**
   * Calls `before` with the arguments of every call of a function of `vscode.window`, even if it is replaced, and
   * `after` with the result. `before` may change the arguments.
   */
  #watchCalls(
    name: string,
    before: ((args: readonly unknown[]) => readonly unknown[] | undefined) | undefined,
    after: (made: unknown) => unknown = (made) => made,
  ): void {
    const targets = new WeakMap<Act, Act>();
    let current: Act = Reflect.get(vscode.window, name);
    Object.defineProperty(vscode.window, name, {
      configurable: true,
      enumerable: true,
      get() {
        const target = current;
        const watched: Act = (...args) => after(target.apply(vscode.window, [...(before?.(args) ?? args)]));
        targets.set(watched, target);
        return watched;
      },
      // Restoring the original function restores the recorded one.
      set(next: Act) {
        current = targets.get(next) ?? next;
      },
    });
  }

  #watchProgress(task: Act): Act {
    return (progress, token) => {
      const report = (value: unknown): void => {
        this.#note('progress', value);
        (progress as vscode.Progress<unknown>).report(value);
      };
      return task({ report }, token);
    };
  }

  /** Records the properties set on a pick, a box or a status bar item. */
  #watchProperties(made: unknown, way: string): unknown {
    if (typeof made !== 'object' || made === null) return made;
    return new Proxy(made, {
      get: (target, key) => {
        const value: unknown = Reflect.get(target, key, target);
        return typeof value === 'function' ? value.bind(target) : value;
      },
      set: (target, key, value) => {
        if (key !== 'value') this.#note(way, value); // Typed text isn't shown by the product.
        return Reflect.set(target, key, value, target);
      },
    });
  }
}
