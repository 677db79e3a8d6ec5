import * as vscode from 'vscode';
import { findSameLine } from '../../app/documents/sameLine.ts';
import type { FailureReading } from '../../app/evidence/failureReader.ts';
import { findAttempt } from '../../app/evidence/keptAttempts.ts';
import type { DrawnDocument } from '../../app/explain/explained.ts';
import type { LogEnd } from '../../core/model/logEnd.ts';
import { type FileResource, type Resource, toKey } from '../../core/model/resource.ts';
import type { BulkReportTarget, DocumentTarget } from '../../core/places/documentPath.ts';
import { loadDiagnosis } from '../bundles/load.ts';
import { loadCommands } from '../bundles/loadCommands.ts';
import { documentScheme, fromDocumentUri, toDocumentUri } from '../editors/documentUri.ts';
import { listTabDocuments } from '../editors/shownDocuments.ts';
import type { PageSource } from '../pages/pageSource.ts';
import { BatchFileSystem } from './batchFileSystem.ts';
import { ExplanationLenses } from './documentLenses.ts';
import { ExplanationLinks } from './explanationLinks.ts';
import { Explanations, type OpenedExplanations } from './explanations.ts';
import { FollowedTasks } from './followedTasks.ts';
import { FoundLinks, foundFiles } from './foundLinks.ts';
import { LiveExplanations } from './liveExplanations.ts';
import { OpenDocuments } from './openDocuments.ts';
import type { OpenLogServices } from './openLogs.ts';
import { followShownTask } from './shownTask.ts';
import { UnreadPages } from './unreadPages.ts';

export interface DocumentServices extends Omit<OpenedExplanations, 'findShown'> {
  /** Draws the report of a bulk action. */
  drawReport(target: BulkReportTarget): Promise<DrawnDocument>;
  readonly extensionUri: vscode.Uri;
}

/** Includes the texts of all pages. */
const texts: vscode.DocumentFilter = { scheme: documentScheme, pattern: '**/*.md' };

/** Operations on open documents, for commands. */
export interface Documents extends vscode.Disposable {
  readonly fileSystem: Pick<BatchFileSystem, 'onDidChangeFile' | 'stat' | 'readFile' | 'readDirectory'>;
  /** Shows more of a file whose start is left out. */
  showEarlier(resource: FileResource): void;
  /** Toggles a file between a program's raw output and the readable form. */
  toggleRaw(resource: FileResource): void;
  readonly files: Omit<OpenLogServices, 'accounts' | 'clock' | 'findSource' | 'followIntervalMs' | 'workspaceState'>;
  /** Makes VS Code reload a document, if it is open. */
  reread(target: DocumentTarget): void;
  /** Rereads every open document that shows causes of the account. */
  rereadCauses(accountId: string): void;
  readonly pages: PageSource;
}

/** Opens an account's items as read-only documents, and keeps the open ones up to date. */
export function registerDocuments(services: DocumentServices): Documents {
  const explanations = new Explanations({ ...services, findShown: (uri) => fileSystem.findShown(uri) });
  const fileSystem: BatchFileSystem = new BatchFileSystem({
    accounts: services.accounts,
    render: async (target) => {
      try {
        return await render(services, explanations, target);
      } catch (error) {
        const drawn = loadCommands().writeUnopened(services.accounts, target, error);
        return typeof drawn === 'string' ? drawn : explanations.show(target, drawn);
      }
    },
    now: Date.now,
    extensionUri: services.extensionUri,
    findRead: (file) => findRead(services.reader, file),
  });
  const live = new LiveExplanations(
    (uris) => fileSystem.announceChanges(uris),
    (uri) => explanations.isStale(uri),
  );
  const announce = (uris: readonly vscode.Uri[]): void => live.announce(uris);
  const lenses = new ExplanationLenses(explanations);
  const registrations = vscode.Disposable.from(
    explanations,
    fileSystem,
    live,
    lenses,
    vscode.languages.registerCodeLensProvider(texts, lenses),
    vscode.languages.registerDocumentLinkProvider(texts, new ExplanationLinks(explanations)),
    vscode.languages.registerDocumentLinkProvider(foundFiles, new FoundLinks(services.accounts)),
    new KeptCaret(texts),
    new OpenDocuments(services.accounts, announce),
    services.accounts.onDidChangeAccounts(() => live.announceAll()),
    services.journal.onDidChange((resource) => announce(findOpenAttempts(resource))),
    services.kept.onDidChange((resource) => announce(findOpenAttempts(resource))),
    explanations.onDidCome((uri) => announce([uri])),
    services.reader.onDidExplainAgain(() => {
      live.announceAll();
      announce(listTabDocuments().filter((uri) => fromDocumentUri(uri)?.document === 'answers'));
    }),
    services.reader.onDidRead((reading) => announce(findShorter(fileSystem, reading))),
    services.causes.onDidChange((accountId) => announce(findOpenCauses(accountId))),
    followShownTask(services.accounts),
    new FollowedTasks(services.accounts, explanations, live),
    new UnreadPages(services.accounts, explanations, live),
    vscode.workspace.onDidCloseTextDocument(({ uri }) => {
      explanations.forget(uri);
      // VS Code also reports a document as closed when its language changes.
      if (vscode.workspace.textDocuments.some((open) => open.uri.toString() === uri.toString())) return;
      fileSystem.forget(uri);
    }),
  );
  return {
    fileSystem,
    showEarlier: (resource) => fileSystem.showEarlier(resource),
    toggleRaw: (resource) => fileSystem.toggleRaw(resource),
    files: {
      announce,
      findShown: (uri) => fileSystem.findShown(uri),
      isPending: (uri) => fileSystem.isPending(uri),
      mayHaveMore: (uri) => fileSystem.mayHaveMore(uri),
    },
    reread: (target) => announce([toDocumentUri(target)]),
    rereadCauses: (accountId) => announce(findOpenCauses(accountId)),
    pages: explanations,
    dispose: () => registrations.dispose(),
  };
}

/**
 * Finds the open logs of a task that show less than was read to explain it: the line with the reason may be further up.
 */
function findShorter(
  fileSystem: Pick<BatchFileSystem, 'findShown'>,
  { resource, stderr, stdout }: FailureReading,
): readonly vscode.Uri[] {
  return [stderr, stdout].flatMap(({ path, leftOut = Infinity }) => {
    const uri = toDocumentUri({ resource: { ...resource, kind: 'taskFile', path }, document: 'text' });
    return (fileSystem.findShown(uri)?.start ?? 0) > leftOut ? [uri] : [];
  });
}

/** Finds the part of a log that was last read to explain the log's task. */
function findRead(reader: DocumentServices['reader'], file: FileResource): LogEnd | undefined {
  if (file.kind !== 'taskFile') return undefined;
  const read = reader.find({ ...file, kind: 'task' });
  return [read?.stderr, read?.stdout].find((log) => log?.path === file.path);
}

/** Finds the open documents of an item's saved records; of all items when absent. */
function findOpenAttempts(resource: Resource | undefined): readonly vscode.Uri[] {
  return vscode.workspace.textDocuments.flatMap(({ uri }) => {
    const target = fromDocumentUri(uri);
    const isOf = resource === undefined || (target !== undefined && toKey(target.resource) === toKey(resource));
    return target?.document === 'attempts' && isOf ? [uri] : [];
  });
}

/** The kinds of items whose explanations list failures in the account. */
const placesOfCauses: ReadonlySet<Resource['kind']> = new Set(['account', 'pool', 'node']);

function findOpenCauses(accountId: string): readonly vscode.Uri[] {
  return vscode.workspace.textDocuments.flatMap(({ uri }) => {
    const target = fromDocumentUri(uri);
    if (target === undefined || uri.authority !== accountId) return [];
    const hasCauses = target.document === 'explanation' && placesOfCauses.has(target.resource.kind);
    return hasCauses || target.document === 'cause' ? [uri] : [];
  });
}

async function render(
  { accounts, bundles, journal, kept, reader, drawReport, toActionName }: DocumentServices,
  explanations: Explanations,
  target: DocumentTarget,
): Promise<string> {
  const { resource, document } = target;
  if (target.document === 'bulkReport') return explanations.show(target, await drawReport(target));
  if (target.document === 'answers') return explanations.show(target, await loadCommands().drawAnswers(target));
  if (document === 'found') return loadCommands().renderFound(accounts, target.searchId).text;
  if (target.document === 'cause') return explanations.render(target);
  if (target.document === 'attempt') return explanations.render(target);
  if (document === 'explanation') return explanations.render({ resource, document });
  if (target.document === 'attemptLog') {
    const { logs } = await findAttempt({ bundles, journal, kept }, target, toActionName);
    return loadDiagnosis().renderSavedLog(logs, target.path);
  }
  if (document === 'attempts')
    return explanations.show(
      target,
      await loadCommands().drawSaved({ accounts, bundles, journal, kept, toActionName }, resource),
    );
  const store = await accounts.getStore(resource.accountId);
  if (target.document === 'masked')
    return loadCommands().renderMaskedLog(store, target.resource, target.other, bundles);
  if (target.document === 'damaged') return loadCommands().renderDamaged(store, target.list);
  if (target.document === 'application') return loadCommands().renderApplication(store.service, target.applicationId);
  if (document === 'access' && resource.kind === 'pool')
    return explanations.show(target, await loadCommands().drawAccess(store.service, resource));
  return target.document === 'comparison'
    ? explanations.show(target, await loadCommands().drawComparison(store, target, reader, { bundles, journal, kept }))
    : loadCommands().renderJson(store.service, resource);
}

/**
 * Keeps the caret at the line being read when an explanation is rewritten: VS Code replaces all lines between the first
 * and the last that differ, and moves a caret within them to their end.
 */
class KeptCaret implements vscode.Disposable {
  readonly #filter: vscode.DocumentFilter;
  readonly #lines = new Map<string, readonly string[]>();
  readonly #subscriptions: readonly vscode.Disposable[];

  constructor(filter: vscode.DocumentFilter) {
    this.#filter = filter;
    this.#subscriptions = [
      vscode.workspace.onDidOpenTextDocument((document) => this.#remember(document)),
      vscode.workspace.onDidChangeTextDocument(({ document }) => this.#follow(document)),
      vscode.workspace.onDidCloseTextDocument(({ uri }) => this.#lines.delete(uri.toString())),
    ];
    for (const document of vscode.workspace.textDocuments) this.#remember(document);
  }

  dispose(): void {
    for (const subscription of this.#subscriptions) subscription.dispose();
  }

  #remember(document: vscode.TextDocument): void {
    if (vscode.languages.match(this.#filter, document) > 0) this.#lines.set(document.uri.toString(), toLines(document));
  }

  #follow(document: vscode.TextDocument): void {
    const before = this.#lines.get(document.uri.toString());
    if (before === undefined) return;
    const after = toLines(document);
    this.#remember(document);
    for (const editor of vscode.window.visibleTextEditors) {
      if (editor.document !== document) continue;
      // When a document changes, an extension still sees the earlier selections.
      const find = ({ line, character }: vscode.Position): vscode.Position =>
        document.validatePosition(new vscode.Position(findSameLine(before, line, after), character));
      const kept = editor.selections.map(({ anchor, active }) => new vscode.Selection(find(anchor), find(active)));
      editor.selections = kept;
      const [first] = kept;
      if (first !== undefined) editor.revealRange(first);
    }
  }
}

function toLines(document: vscode.TextDocument): readonly string[] {
  return document.getText().split(/\r?\n/);
}
