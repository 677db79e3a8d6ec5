import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import { loadBundle } from '../../node/load.ts';
import { documentScheme, formulaLanguage } from '../editors/documentUri.ts';
import { listTabs } from '../editors/shownDocuments.ts';
import type * as Bundle from './documentFeatures.ts';
import type { DocumentFeatures, FeatureServices } from './documentFeatures.ts';

/** Documents with our features. In all others, only failures are marked, after the first request to an account. */
const ours: vscode.DocumentSelector = [
  { scheme: documentScheme },
  ...['json', 'jsonc', formulaLanguage].map((language) => ({ language })),
];

/**
 * The features of documents, loaded with the first document that has any, the first request to an account, or a command
 * that needs them. Until then, only the file system for this extension's documents is registered.
 */
export class LateDocuments implements vscode.FileSystemProvider, vscode.Disposable {
  readonly #services: FeatureServices;
  readonly #changes = new vscode.EventEmitter<vscode.FileChangeEvent[]>();
  readonly onDidChangeFile = this.#changes.event;
  readonly #registration: vscode.Disposable;
  readonly #waiting: vscode.Disposable;
  #features: DocumentFeatures | undefined;

  constructor(services: FeatureServices) {
    this.#services = services;
    // Message that VS Code shows when the user types into one of our documents.
    const isReadonly = new vscode.MarkdownString(
      l10n.t("This document shows data from Azure Batch and can't be edited here. To keep a copy, use *Save As*."),
    );
    this.#registration = vscode.workspace.registerFileSystemProvider(documentScheme, this, {
      isCaseSensitive: true,
      isReadonly,
    });
    const look = (document: vscode.TextDocument): unknown =>
      vscode.languages.match(ours, document) > 0 && this.features;
    this.#waiting = vscode.Disposable.from(
      services.accounts.onDidAttempt(() => this.features),
      vscode.workspace.onDidOpenTextDocument(look),
    );
    if (listTabs(({ scheme }) => scheme === documentScheme).length > 0) void this.features;
    for (const document of vscode.workspace.textDocuments) look(document);
  }

  get features(): DocumentFeatures {
    if (this.#features !== undefined) return this.#features;
    this.#waiting.dispose();
    this.#features = loadBundle<typeof Bundle>('documents').registerDocumentFeatures(this.#services);
    this.#features.fileSystem.onDidChangeFile((changes) => this.#changes.fire(changes));
    return this.#features;
  }

  dispose(): void {
    vscode.Disposable.from(this.#registration, this.#waiting, this.#changes).dispose();
    this.#features?.dispose();
  }

  /** Does nothing: changes of every open document are announced, watched or not. */
  watch(): vscode.Disposable {
    return { dispose: () => undefined };
  }

  stat(uri: vscode.Uri): Promise<vscode.FileStat> {
    return this.features.fileSystem.stat(uri);
  }

  readFile(uri: vscode.Uri): Promise<Uint8Array> {
    return this.features.fileSystem.readFile(uri);
  }

  readDirectory(uri: vscode.Uri): Promise<[string, vscode.FileType][]> {
    return this.features.fileSystem.readDirectory(uri);
  }

  writeFile(uri: vscode.Uri): never {
    throw vscode.FileSystemError.NoPermissions(uri);
  }

  delete(uri: vscode.Uri): never {
    throw vscode.FileSystemError.NoPermissions(uri);
  }

  rename(uri: vscode.Uri): never {
    throw vscode.FileSystemError.NoPermissions(uri);
  }

  createDirectory(uri: vscode.Uri): never {
    throw vscode.FileSystemError.NoPermissions(uri);
  }
}
