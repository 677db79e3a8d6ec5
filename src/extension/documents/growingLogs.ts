import * as vscode from 'vscode';
import type { Accounts } from '../../app/accounts/accounts.ts';
import { LogFollower, type ShownLog } from '../../app/documents/logFollower.ts';
import { getLogWriter } from '../../app/documents/logWriter.ts';
import type { State } from '../../app/ports.ts';
import type { Clock } from '../../core/clock.ts';
import { findSamePlace, type ShownText } from '../../core/files/shownText.ts';
import { isObject } from '../../core/model/shape.ts';
import { fromDocumentUri } from '../editors/documentUri.ts';
import { settings } from '../settings/settings.ts';
import { windowFocus } from '../ui/windowFocus.ts';

/** Services for following growing logs. */
export interface FollowServices {
  readonly accounts: Accounts;
  readonly clock: Pick<Clock, 'now'>;
  /** Makes VS Code reload documents. */
  announce(uris: readonly vscode.Uri[]): void;
  /** Checks whether requesting more of a log may succeed now. */
  mayHaveMore(uri: vscode.Uri): boolean;
  /** Finds the part of a file that the file's document shows. */
  findShown(uri: vscode.Uri): ShownText | undefined;
  /** Interval for polling a visible log while its writer runs. */
  readonly followIntervalMs: number;
  /** State that persists after the window is closed, for documents that are open in it. */
  readonly workspaceState: State;
}

/** Key of the line counts of logs whose editors are at the end. */
const endsKey = 'azureBatch.logsAtEnd';

/** Number of polls of a log for each poll of its writer. */
const writerTurns = 2;

/**
 * Keeps the logs of running tasks and nodes up to date while they are visible, and reads them once more at the end. An
 * editor at the end of a log stays at its end; an editor that is scrolled further up keeps its position.
 */
export class GrowingLogs implements vscode.Disposable {
  readonly #services: FollowServices;
  readonly #follower: LogFollower;
  readonly #subscriptions: vscode.Disposable[];
  /** Line count and shown part of each log when it was last written into its editors. */
  readonly #before = new Map<string, { readonly lineCount: number; readonly shown: ShownText | undefined }>();
  #timer: NodeJS.Timeout | undefined;
  #isLooking = false;

  constructor(services: FollowServices) {
    this.#services = services;
    this.#follower = new LogFollower(
      async (resource) => getLogWriter(await services.accounts.getStore(resource.accountId), resource),
      () => services.clock.now(),
      writerTurns * services.followIntervalMs,
    );
    this.#subscriptions = [
      vscode.window.onDidChangeVisibleTextEditors(() => this.#watch(true)),
      services.accounts.onDidChangeData(() => this.#watch(false)),
      windowFocus.onDidChange(() => this.#watch(true)),
      vscode.workspace.onDidChangeTextDocument(({ document }) => this.#keepPlace(document)),
      vscode.workspace.onDidCloseTextDocument(({ uri }) => {
        this.#before.delete(uri.toString());
        this.#follower.forget(uri.toString());
      }),
    ];
    this.#watch(true);
  }

  dispose(): void {
    clearInterval(this.#timer);
    for (const subscription of this.#subscriptions) subscription.dispose();
  }

  /** Lists the visible logs whose account is known. */
  #listVisible(): readonly (ShownLog & { readonly document: vscode.TextDocument })[] {
    const documents = new Set(vscode.window.visibleTextEditors.map(({ document }) => document));
    return [...documents].flatMap((document) => {
      const target = fromDocumentUri(document.uri);
      const { accounts } = this.#services;
      if (target?.document !== 'text' || !accounts.all.some(({ id }) => id === document.uri.authority)) return [];
      const { resource } = target;
      if (resource.kind !== 'taskFile' && resource.kind !== 'nodeFile') return [];
      return [{ key: document.uri.toString(), resource, document }];
    });
  }

  /** Runs the timer only while a log may grow, the window has the focus, and automatic refresh is on. */
  #watch(isBack: boolean): void {
    const isOn = settings.refreshIntervalMs !== undefined && windowFocus.isFocused;
    const visible = isOn ? this.#listVisible() : [];
    for (const { document } of visible) this.#note(document);
    if (isBack && visible.length > 0) void this.#follow(true);
    if (!this.#follower.mayChange(visible)) {
      clearInterval(this.#timer);
      this.#timer = undefined;
    } else {
      this.#timer ??= setInterval(() => void this.#follow(false), this.#services.followIntervalMs);
    }
  }

  async #follow(isBack: boolean): Promise<void> {
    if (this.#isLooking) return;
    this.#isLooking = true;
    this.#saveEnds();
    const visible = this.#listVisible();
    const { growing, changed } = await this.#follower.look(visible, isBack).finally(() => {
      this.#isLooking = false;
    });
    const uris = new Map(visible.map(({ key, document }) => [key, document.uri]));
    const toUris = (keys: readonly string[]) => keys.flatMap((key) => uris.get(key) ?? []);
    this.#services.announce([...toUris(changed), ...toUris(growing).filter((uri) => this.#services.mayHaveMore(uri))]);
    if (!this.#follower.mayChange(this.#listVisible())) this.#watch(false);
  }

  #note(document: vscode.TextDocument): void {
    const key = document.uri.toString();
    if (this.#before.has(key)) return;
    this.#before.set(key, { lineCount: document.lineCount, shown: this.#services.findShown(document.uri) });
    // VS Code restores a cursor on the line that was the last one when the window was closed.
    const lineCount = this.#listEnds()[key];
    for (const editor of vscode.window.visibleTextEditors)
      if (editor.document === document && lineCount !== undefined && editor.selection.active.line === lineCount - 1)
        toEnd(editor);
  }

  #listEnds(): Readonly<Record<string, number>> {
    const saved = this.#services.workspaceState.get(endsKey);
    const entries = isObject(saved) ? Object.entries(saved) : [];
    return Object.fromEntries(entries.flatMap(([key, count]) => (typeof count === 'number' ? [[key, count]] : [])));
  }

  #saveEnds(): void {
    const ends = Object.fromEntries(
      vscode.window.visibleTextEditors
        .filter(({ document, selection }) => {
          const before = this.#before.get(document.uri.toString());
          return before !== undefined && selection.active.line >= document.lineCount - 1;
        })
        .map(({ document }) => [document.uri.toString(), document.lineCount]),
    );
    if (JSON.stringify(ends) !== JSON.stringify(this.#listEnds()))
      void this.#services.workspaceState.update(endsKey, ends);
  }

  #keepPlace(document: vscode.TextDocument): void {
    const key = document.uri.toString();
    const before = this.#before.get(key);
    if (before === undefined) return;
    const shown = this.#services.findShown(document.uri);
    this.#before.set(key, { lineCount: document.lineCount, shown });
    // When a document changes, an extension still sees the earlier selections.
    for (const editor of vscode.window.visibleTextEditors) {
      if (editor.document !== document) continue;
      if (editor.selection.active.line >= before.lineCount - 1) toEnd(editor);
      else if (before.shown !== undefined && shown !== undefined) toSamePlace(editor, before.shown, shown);
    }
  }
}

function toEnd(editor: vscode.TextEditor): void {
  const { end } = editor.document.lineAt(editor.document.lineCount - 1).range;
  editor.selection = new vscode.Selection(end, end);
  editor.revealRange(new vscode.Range(end, end));
}

/** Keeps the visible lines in place when lines are removed or added at the top, or characters within a line. */
function toSamePlace(editor: vscode.TextEditor, before: ShownText, shown: ShownText): void {
  const [visible] = editor.visibleRanges;
  const { anchor, active } = editor.selection;
  const move = (place: vscode.Position): vscode.Position => {
    const { line, character } = findSamePlace(before, shown, place);
    return editor.document.validatePosition(new vscode.Position(line, character));
  };
  const isWhere = before.start === shown.start && before.above === shown.above;
  if (visible === undefined || (isWhere && readLine(before, active.line) === readLine(shown, active.line))) return;
  editor.selection = new vscode.Selection(move(anchor), move(active));
  const top = move(visible.start);
  editor.revealRange(new vscode.Range(top, top), vscode.TextEditorRevealType.AtTop);
}

function readLine({ text }: ShownText, line: number): string | undefined {
  return text.split('\n', line + 1)[line];
}
