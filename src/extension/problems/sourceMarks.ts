import * as vscode from 'vscode';
import type { Log } from '../../app/ports.ts';
import { toSharedPath } from '../../core/files/workspaceFile.ts';
import { toKey, toOwnId } from '../../core/model/resource.ts';
import { toShortVisible } from '../../core/text/escape.ts';
import { withLabel } from '../../core/text/label.ts';
import { loadCommands } from '../bundles/loadCommands.ts';
import { toDocumentUri } from '../editors/documentUri.ts';
import type { WorkspaceFiles } from '../editors/workspaceFiles.ts';
import { FailureDiagnostic, toRepairs } from './diagnostic.ts';
import type { FailedThing, FailurePlace } from './failurePlace.ts';
import type { MarkedLine } from './markedLines.ts';

const maxTitleLength = 200;
const maxRelated = 10;
/** Past the end of any line: VS Code limits a range to the text. */
const endOfLine = 10_000;

/** Marks lines of the user's own source on which something failed, with the failure, its count, and the items. */
export class SourceMarks implements vscode.Disposable {
  readonly #files: WorkspaceFiles;
  readonly #log: Log;
  readonly #ask: (nodePath: string) => Promise<void>;
  readonly #diagnostics = vscode.languages.createDiagnosticCollection('azureBatch.source');
  readonly #places = new Map<string, FailurePlace>();
  readonly #saving: vscode.Disposable;
  /** Paths on nodes that match several files, about which the user has been asked. */
  readonly #asked = new Set<string>();
  #drawing: Promise<void> = Promise.resolve();

  /** @param ask asks which of the files that match a path on a node was run there */
  constructor(files: WorkspaceFiles, log: Log, ask = (path: string) => loadCommands().chooseSource(files, path)) {
    this.#files = files;
    this.#log = log;
    this.#ask = ask;
    this.#saving = vscode.workspace.onDidSaveTextDocument(({ uri }) => {
      if (this.#diagnostics.has(uri)) this.redraw();
    });
  }

  dispose(): void {
    this.#saving.dispose();
    this.#diagnostics.dispose();
  }

  /** The items whose failure is marked, or would be if the workspace had their source. */
  get failed(): readonly FailedThing[] {
    return [...this.#places.values()].map(({ resource }) => resource);
  }

  /** Returns this extension's diagnostics of the source file. */
  findProblems(uri: vscode.Uri): readonly FailureDiagnostic[] {
    return (this.#diagnostics.get(uri) ?? []).filter((problem) => problem instanceof FailureDiagnostic);
  }

  /** Marks where an item failed, in place of its earlier mark. */
  add(place: FailurePlace): void {
    this.#places.set(toKey(place.resource), place);
    this.redraw();
  }

  /** Removes the marks of resources that no longer fail. */
  remove(things: readonly FailedThing[]): void {
    const removed = things.filter((thing) => this.#places.delete(toKey(thing)));
    if (removed.length > 0) this.redraw();
  }

  /** Finds the files of all marks again. Redraws one at a time, so that the last one wins. */
  redraw(): void {
    this.#drawing = this.#drawing
      .then(() => this.#draw())
      .catch((error: unknown) => this.#log.error(`The source could not be marked: ${String(error)}`));
  }

  async #draw(): Promise<void> {
    const problems = new Map<string, [vscode.Uri, FailureDiagnostic[]]>();
    const findFile = (nodePath: string) => this.#findFile(nodePath);
    const lines = this.#places.size === 0 ? [] : await loadCommands().findMarkedLines(this.#places.values(), findFile);
    for (const line of lines) {
      const key = line.uri.toString();
      const known = problems.get(key);
      if (known === undefined) problems.set(key, [line.uri, [toDiagnostic(line)]]);
      else known[1].push(toDiagnostic(line));
    }
    this.#diagnostics.clear();
    for (const [uri, found] of problems.values()) this.#diagnostics.set(uri, found);
  }

  /** If several files match a path, the user is asked once which of them was run. */
  async #findFile(nodePath: string): Promise<vscode.Uri | undefined> {
    const found = await this.#files.find(nodePath);
    const name = toSharedPath(nodePath);
    if (found !== undefined || this.#asked.has(name)) return found;
    if ((await this.#files.listFitting(nodePath)).length > 1) {
      this.#asked.add(name);
      this.#ask(nodePath).catch((error: unknown) => this.#log.error(`${name} could not be marked: ${String(error)}`));
    }
    return undefined;
  }
}

function toDiagnostic({ line, message, places }: MarkedLine): FailureDiagnostic {
  const failed = places.map(({ resource }) => resource);
  const range = new vscode.Range(line - 1, 0, line - 1, endOfLine);
  const repair = places.find((place) => place.repair !== undefined)?.repair;
  const repairable = places.filter((place) => place.repair === repair).map(({ resource }) => resource);
  const problem = new FailureDiagnostic(range, message, places[0].log.category, failed, toRepairs(repair, repairable));
  problem.relatedInformation = places.slice(0, maxRelated).map(toRelatedInformation);
  return problem;
}

/** Refers to the line of the log; its place in the file is known only if the whole file was read. */
function toRelatedInformation({ resource, file, log, isWhole }: FailurePlace): vscode.DiagnosticRelatedInformation {
  const position = new vscode.Position(isWhole ? log.rootCause.line - 1 : 0, 0);
  return new vscode.DiagnosticRelatedInformation(
    new vscode.Location(toDocumentUri({ resource: file, document: 'text' }), position),
    toShortVisible(withLabel(toOwnId(resource), log.rootCause.text), maxTitleLength),
  );
}
