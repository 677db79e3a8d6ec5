import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import type { Log } from '../../app/ports.ts';
import { toKey, toOwnId } from '../../core/model/resourceChain.ts';
import { asCount } from '../../core/query/numbers.ts';
import { toShortVisible } from '../../core/text/escape.ts';
import { withLabel } from '../../core/text/label.ts';
import { listAll } from '../../core/text/lists.ts';
import { plural } from '../../core/text/plural.ts';
import { toDocumentUri } from '../documentUri.ts';
import type { WorkspaceFiles } from '../workspaceFiles.ts';
import { FailureDiagnostic, toRepairs } from './diagnostic.ts';
import type { FailedThing, FailurePlace } from './failurePlace.ts';

const maxTitleLength = 200;
const maxRelated = 10;
/** Past the end of any line: VS Code cuts a range to the text. */
const endOfLine = 10_000;

interface MarkedLine {
  readonly uri: vscode.Uri;
  /** Counts from 1. */
  readonly line: number;
  readonly places: FailurePlace[];
}

/** Marks lines of the user's own source on which something failed: what happened there, how often, in what. */
export class SourceMarks implements vscode.Disposable {
  readonly #files: WorkspaceFiles;
  readonly #log: Log;
  readonly #diagnostics = vscode.languages.createDiagnosticCollection('azureBatch.source');
  readonly #places = new Map<string, FailurePlace>();
  #drawing: Promise<void> = Promise.resolve();

  constructor(files: WorkspaceFiles, log: Log) {
    this.#files = files;
    this.#log = log;
  }

  dispose(): void {
    this.#diagnostics.dispose();
  }

  /** The things whose failure is marked, or would be if the workspace held their source. */
  get failed(): readonly FailedThing[] {
    return [...this.#places.values()].map(({ resource }) => resource);
  }

  /** What is marked in a file now. */
  findProblems(uri: vscode.Uri): readonly FailureDiagnostic[] {
    return (this.#diagnostics.get(uri) ?? []).filter((problem) => problem instanceof FailureDiagnostic);
  }

  /** Marks where a thing failed, in place of where it failed before. */
  add(place: FailurePlace): void {
    this.#places.set(toKey(place.resource), place);
    this.redraw();
  }

  /** Takes the marks of things away that are not failed any more. */
  remove(things: readonly FailedThing[]): void {
    const removed = things.filter((thing) => this.#places.delete(toKey(thing)));
    if (removed.length > 0) this.redraw();
  }

  /** Finds the files of all marks again. Redraws one at a time, so that the last one wins. */
  redraw(): void {
    this.#drawing = this.#drawing
      .then(() => this.#draw())
      .catch((error: unknown) => this.#log.error(`The source is not marked: ${String(error)}`));
  }

  async #draw(): Promise<void> {
    const problems = new Map<string, [vscode.Uri, FailureDiagnostic[]]>();
    for (const line of await this.#findLines()) {
      const key = line.uri.toString();
      const known = problems.get(key);
      if (known === undefined) problems.set(key, [line.uri, [toDiagnostic(line)]]);
      else known[1].push(toDiagnostic(line));
    }
    this.#diagnostics.clear();
    for (const [uri, found] of problems.values()) this.#diagnostics.set(uri, found);
  }

  async #findLines(): Promise<Iterable<MarkedLine>> {
    const lines = new Map<string, MarkedLine>();
    for (const place of this.#places.values()) {
      const frame = place.log.userFrame;
      const uri = frame === undefined ? undefined : await this.#files.find(frame.file);
      if (frame === undefined || uri === undefined) continue;
      const key = JSON.stringify([uri.toString(), frame.line, place.log.title, place.resource.kind]);
      const known = lines.get(key);
      if (known === undefined) lines.set(key, { uri, line: frame.line, places: [place] });
      else known.places.push(place);
    }
    return lines.values();
  }
}

function toDiagnostic({ line, places }: MarkedLine): FailureDiagnostic {
  const [first] = places;
  if (first === undefined) throw new Error('a line is marked for at least one failure');
  const failed = places.map(({ resource }) => resource);
  const range = new vscode.Range(line - 1, 0, line - 1, endOfLine);
  const message = toMarkMessage(toShortVisible(first.log.title, maxTitleLength), failed);
  const repair = places.find((place) => place.repair !== undefined)?.repair;
  const repairable = places.filter((place) => place.repair === repair).map(({ resource }) => resource);
  const problem = new FailureDiagnostic(range, message, first.log.category, failed, toRepairs(repair, repairable));
  problem.relatedInformation = places.slice(0, maxRelated).map(toRelatedInformation);
  return problem;
}

/** The line of the log that says so; where it is in the file is known only when the whole file was read. */
function toRelatedInformation({ resource, file, log, isWhole }: FailurePlace): vscode.DiagnosticRelatedInformation {
  const position = new vscode.Position(isWhole ? log.rootCause.line - 1 : 0, 0);
  return new vscode.DiagnosticRelatedInformation(
    new vscode.Location(toDocumentUri({ resource: file, document: 'text' }), position),
    toShortVisible(withLabel(toOwnId(resource), log.rootCause.text), maxTitleLength),
  );
}

const maxNameLength = 40;
/** Things named in a message; the others are counted. */
const maxNamed = 3;

/** What a mark in the source says: what happened, and in which tasks, or on which nodes, or for which jobs. */
function toMarkMessage(title: string, failed: readonly FailedThing[]): string {
  const names = failed.slice(0, maxNamed).map((thing) => toShortVisible(toOwnId(thing), maxNameLength));
  const others = failed.length - names.length;
  const more = others === 0 ? [] : [l10n.t('{count} more', asCount(others))];
  const list = listAll([...names, ...more]);
  const parts = { title, list };
  const counted = { ...parts, ...asCount(failed.length) };
  switch (failed[0]?.kind) {
    case 'node':
      return plural(failed.length, {
        '=1': l10n.t('{title} (the start task failed here on node {list})', parts),
        one: l10n.t('{title} (the start task failed here on {count} node: {list})', counted),
        other: l10n.t('{title} (the start task failed here on {count} nodes: {list})', counted),
      });
    case 'job':
      return l10n.t('{title} (the preparation task of job {list} failed here)', parts);
    default:
      return plural(failed.length, {
        '=1': l10n.t('{title} (failed here in task {list})', parts),
        one: l10n.t('{title} (failed here in {count} task: {list})', counted),
        other: l10n.t('{title} (failed here in {count} tasks: {list})', counted),
      });
  }
}
