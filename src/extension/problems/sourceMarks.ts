import * as vscode from 'vscode';
import type { LogExplanation } from '../../core/diagnosis/explanation.ts';
import type { TaskResource } from '../../core/model/resource.ts';
import { toKey } from '../../core/model/resourceChain.ts';
import { toShortVisible } from '../../core/text/escape.ts';
import { toDocumentUri } from '../documentUri.ts';
import type { FailureReading } from '../evidence/failureReader.ts';
import { FailureDiagnostic } from './diagnostic.ts';
import type { WorkspaceFiles } from './workspaceFiles.ts';

const maxTitleLength = 200;
/** Tasks named in a message; the others are counted. */
const maxNamedTasks = 3;
const maxRelatedTasks = 10;
/** Past the end of any line: VS Code cuts a range to the text. */
const endOfLine = 10_000;

type Cause = NonNullable<FailureReading['cause']>;

interface Mark {
  readonly resource: TaskResource;
  readonly path: string;
  /** Where in the log the cause is. */
  readonly position: vscode.Position;
  readonly log: LogExplanation;
  readonly frame: { readonly file: string; readonly line: number };
}

/** Marks lines of the user's own source on which tasks failed: what happened there, how often, in which tasks. */
export class SourceMarks implements vscode.Disposable {
  readonly #files: WorkspaceFiles;
  readonly #diagnostics = vscode.languages.createDiagnosticCollection('azureBatch.source');
  readonly #marks = new Map<string, Mark>();
  #drawing: Promise<void> = Promise.resolve();

  constructor(files: WorkspaceFiles) {
    this.#files = files;
  }

  dispose(): void {
    this.#diagnostics.dispose();
  }

  /** The tasks whose failure is marked. */
  get tasks(): readonly TaskResource[] {
    return [...this.#marks.values()].map(({ resource }) => resource);
  }

  /** What is marked in a file now. */
  problemsOf(uri: vscode.Uri): readonly FailureDiagnostic[] {
    return (this.#diagnostics.get(uri) ?? []).filter((problem) => problem instanceof FailureDiagnostic);
  }

  /** Marks where the task failed, in place of where it failed before. */
  async add(reading: FailureReading): Promise<void> {
    const { resource, cause } = reading;
    const frame = cause?.log.userFrame;
    if (cause === undefined || frame === undefined) return this.remove([resource]);
    const position = toLogPosition(reading, cause);
    this.#marks.set(toKey(resource), { resource, path: cause.path, position, log: cause.log, frame });
    return this.redraw();
  }

  /** Takes the marks of tasks away that are not failed any more. */
  async remove(tasks: readonly TaskResource[]): Promise<void> {
    const removed = tasks.filter((task) => this.#marks.delete(toKey(task)));
    if (removed.length > 0) await this.redraw();
  }

  /** Finds the files of all marks anew. One drawing at a time, so that the last one wins. */
  redraw(): Promise<void> {
    this.#drawing = this.#drawing.then(() => this.#draw());
    return this.#drawing;
  }

  async #draw(): Promise<void> {
    const byLine = new Map<string, { readonly uri: vscode.Uri; readonly marks: Mark[] }>();
    for (const mark of this.#marks.values()) {
      const uri = await this.#files.find(mark.frame.file);
      if (uri === undefined) continue;
      const key = JSON.stringify([uri.toString(), mark.frame.line, mark.log.title]);
      const known = byLine.get(key);
      if (known === undefined) byLine.set(key, { uri, marks: [mark] });
      else known.marks.push(mark);
    }
    const problems = new Map<string, { readonly uri: vscode.Uri; readonly problems: FailureDiagnostic[] }>();
    for (const { uri, marks } of byLine.values()) {
      const known = problems.get(uri.toString());
      const problem = toDiagnostic(marks);
      if (known === undefined) problems.set(uri.toString(), { uri, problems: [problem] });
      else known.problems.push(problem);
    }
    this.#diagnostics.clear();
    for (const entry of problems.values()) this.#diagnostics.set(entry.uri, entry.problems);
  }
}

/** @param marks of one line and one cause; at least one. */
function toDiagnostic(marks: readonly Mark[]): FailureDiagnostic {
  const [first] = marks;
  if (first === undefined) throw new Error('a line is marked by at least one task');
  const line = first.frame.line - 1;
  const range = new vscode.Range(line, 0, line, endOfLine);
  const tasks = marks.map(({ resource }) => resource);
  const problem = new FailureDiagnostic(range, toMessage(first.log.title, tasks), first.log.category, tasks);
  problem.relatedInformation = marks.slice(0, maxRelatedTasks).map(toRelatedInformation);
  return problem;
}

function toMessage(title: string, tasks: readonly TaskResource[]): string {
  const what = toShortVisible(title, maxTitleLength);
  const names = tasks.slice(0, maxNamedTasks).map(({ taskId }) => toShortVisible(taskId, maxTitleLength));
  const others = tasks.length - names.length;
  if (tasks.length === 1) return vscode.l10n.t('{0} (failed here in the task {1})', what, names.join(', '));
  if (others === 0) return vscode.l10n.t('{0} (failed here in {1} tasks: {2})', what, tasks.length, names.join(', '));
  return vscode.l10n.t(
    '{0} (failed here in {1} tasks: {2} and {3} more)',
    what,
    tasks.length,
    names.join(', '),
    others,
  );
}

/** Lines are counted in what was read; when that is not the whole log, the log opens at its start. */
function toLogPosition({ stdout, stderr }: FailureReading, { path, log }: Cause): vscode.Position {
  const { leftOut } = path === stderr.path ? stderr : stdout;
  return new vscode.Position(leftOut === 0 ? log.rootCause.line - 1 : 0, 0);
}

function toRelatedInformation({ resource, path, position, log }: Mark): vscode.DiagnosticRelatedInformation {
  const uri = toDocumentUri({ resource: { ...resource, kind: 'taskFile', path }, document: 'content' });
  return new vscode.DiagnosticRelatedInformation(
    new vscode.Location(uri, position),
    toShortVisible(`${resource.taskId}: ${log.rootCause.text}`, maxTitleLength),
  );
}
