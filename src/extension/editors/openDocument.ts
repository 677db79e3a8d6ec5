import * as vscode from 'vscode';
import { toDownloadAction } from '../../app/messages/helpfulAction.ts';
import type { PlaceInFile } from '../../app/ui.ts';
import type { ShownText } from '../../core/files/shownText.ts';
import { BatchError } from '../../core/model/batchError.ts';
import { isObject } from '../../core/model/shape.ts';
import type { LineOfLog } from '../../core/page/links.ts';
import { isNotText, isTakenForText, isTooLarge } from '../../core/refusals/fileRefusals.ts';
import { notifyInformation } from '../ui/messages.ts';
import { diagnosticSource } from './diagnosticSource.ts';
import { fromDocumentUri, toDocumentUri } from './documentUri.ts';

/** ID of VS Code's own language for logs, which colors times, levels, and exceptions. */
const logLanguage = 'log';

/**
 * Opens the binary file behind `uri`, the address of its text, in the viewer for its name, or with VS Code's notice
 * that it is binary and an offer to download it. Throws `refusal` if the file is too large, or if VS Code would show
 * its bytes as characters, because these would then be saved as the file.
 */
async function openBytes(uri: vscode.Uri, refusal: BatchError): Promise<void> {
  const resource = fromDocumentUri(uri)?.resource;
  if (resource?.kind !== 'taskFile' && resource?.kind !== 'nodeFile') throw refusal;
  const { message } = refusal;
  if (isTooLarge(refusal) || (isTakenForText(refusal) && !hasViewer(uri)))
    throw new BatchError({ code: 'InvalidInput', message, download: resource });
  const bytes = toDocumentUri({ resource, document: 'content' });
  await vscode.commands.executeCommand('vscode.open', bytes, { preview: false });
  if (!hasViewer(uri)) notifyInformation(message, toDownloadAction(resource));
}

/** Returns true if VS Code opens files with such a name in an extension's viewer. */
function hasViewer({ path }: vscode.Uri): boolean {
  const extension = /\.([^./]+)$/.exec(path)?.[1]?.toLowerCase();
  return vscode.extensions.all.some(({ packageJSON }) =>
    listViewedNames(packageJSON).some((pattern) =>
      pattern
        .toLowerCase()
        .split(/\W+/)
        .includes(extension ?? ''),
    ),
  );
}

function listViewedNames(manifest: unknown): readonly string[] {
  const contributes = isObject(manifest) ? manifest['contributes'] : undefined;
  const editors = isObject(contributes) ? contributes['customEditors'] : undefined;
  return (Array.isArray(editors) ? editors : []).flatMap((editor: unknown) => {
    if (!isObject(editor) || editor['priority'] === 'option' || !Array.isArray(editor['selector'])) return [];
    return editor['selector'].flatMap((one: unknown) =>
      isObject(one) && typeof one['filenamePattern'] === 'string' ? [one['filenamePattern']] : [],
    );
  });
}

/** Finds the part of a file that its document shows, if already loaded. */
export type FindShown = (uri: vscode.Uri) => ShownText | undefined;

/**
 * Opens the text of a file with the cursor on the given line, if it is still there, or else on the marked line, or else
 * on the last one. A file without text opens in a viewer for its bytes. Throws `BatchError`.
 */
export async function openAtEnd(
  uri: vscode.Uri,
  findShown: FindShown,
  wanted?: LineOfLog,
  viewColumn?: vscode.ViewColumn,
): Promise<void> {
  const document = await openText(uri);
  if (BatchError.is(document)) return openBytes(uri, document);
  const found = wanted && findLine(document, wanted, findShown(uri));
  const editor = await showAt(document, found ?? document.lineAt(document.lineCount - 1).range.end, viewColumn);
  if (found === undefined) goToMark(editor);
}

/**
 * Opens the text of a file with the cursor at one of its bytes: the document at `uri`, or else the part that contains
 * it. Throws `BatchError`.
 */
export async function openAtByte(uri: vscode.Uri, findShown: FindShown, { byte, part }: PlaceInFile): Promise<void> {
  const document = await openText(uri);
  if (BatchError.is(document)) return openBytes(uri, document);
  const place = findShown(uri)?.fromByte(byte);
  if (place !== undefined) {
    await showAt(document, new vscode.Position(place.line, place.character));
    return;
  }
  const ofPart = toDocumentUri(part);
  const shown = await openText(ofPart);
  if (BatchError.is(shown)) throw shown;
  const { line, character } = findShown(ofPart)?.fromByte(byte) ?? { line: 0, character: 0 };
  await showAt(shown, new vscode.Position(line, character));
}

async function showAt(
  document: vscode.TextDocument,
  place: vscode.Position,
  viewColumn = vscode.ViewColumn.Active,
): Promise<vscode.TextEditor> {
  const selection = new vscode.Range(place, place);
  const editor = await vscode.window.showTextDocument(document, { preview: false, selection, viewColumn });
  editor.revealRange(selection, vscode.TextEditorRevealType.InCenterIfOutsideViewport);
  return editor;
}

/**
 * Finds the line that a page quotes: below the file's earlier content, at the line number on the page; in a file that
 * was read from another offset, the nearest line with the same text.
 */
function findLine(
  document: vscode.TextDocument,
  { number, text }: LineOfLog,
  shown: ShownText | undefined,
): vscode.Position | undefined {
  const { lineCount } = document;
  const { above = 0, lineCount: written = lineCount } = shown ?? {};
  const isCut = document.lineAt(Math.min(above + written, lineCount) - 1).text === '';
  const expected = number > 0 ? above + number - 1 : above + written + number - (isCut ? 1 : 0);
  const isIt = (line: number): boolean => document.lineAt(line).text.includes(text.trim());
  for (let distance = 0; distance < lineCount; distance += 1) {
    const line = [expected - distance, expected + distance].find((one) => one >= 0 && one < lineCount && isIt(one));
    if (line !== undefined) return new vscode.Position(line, 0);
  }
  return undefined;
}

/** Time for which an opened file waits for its mark; after that, the cursor must not move while the user reads. */
const markPatienceMs = 5000;

/** Moves the cursor to our mark as soon as it appears, unless the user has moved it by then. */
function goToMark(editor: vscode.TextEditor): void {
  const { uri } = editor.document;
  const go = (): boolean => {
    const mark = vscode.languages
      .getDiagnostics(uri)
      .find(({ source, severity }) => source === diagnosticSource && severity === vscode.DiagnosticSeverity.Error);
    if (mark === undefined) return false;
    const { start } = mark.range;
    editor.selection = new vscode.Selection(start, start);
    editor.revealRange(mark.range, vscode.TextEditorRevealType.InCenterIfOutsideViewport);
    return true;
  };
  if (go()) return;
  const waiting = vscode.Disposable.from(
    vscode.languages.onDidChangeDiagnostics(() => go() && stop()),
    vscode.window.onDidChangeTextEditorSelection(
      ({ textEditor, kind }) => textEditor === editor && kind !== undefined && stop(),
    ),
  );
  const timer = setTimeout(() => waiting.dispose(), markPatienceMs);
  const stop = (): void => {
    clearTimeout(timer);
    waiting.dispose();
  };
}

/** Opens a file of the workspace with the cursor on our mark, as soon as it appears. */
export async function openAtMark(uri: vscode.Uri): Promise<void> {
  goToMark(await vscode.window.showTextDocument(uri, { preview: false }));
}

/** Opens one of our documents in its default editor: as a page or as text. Throws `BatchError`. */
export async function openPage(uri: vscode.Uri): Promise<void> {
  await openDocument(uri);
  await vscode.commands.executeCommand('vscode.open', uri, { preview: false });
}

/**
 * Opens a document. Throws the `BatchError` that explains why it can't be read, because VS Code itself doesn't report
 * the reason.
 */
async function openDocument(uri: vscode.Uri): Promise<vscode.TextDocument> {
  try {
    return await vscode.workspace.openTextDocument(uri);
  } catch (error) {
    const reason = await vscode.workspace.fs.readFile(uri).then(
      () => undefined,
      (why: unknown) => (why instanceof Error ? why.cause : undefined),
    );
    throw BatchError.is(reason) ? reason : error;
  }
}

/**
 * Opens the text of a file. Colors `stdout.txt` and similar files as logs, whichever way they were opened; other names
 * keep their language. Returns the error if a file has no text.
 */
async function openText(uri: vscode.Uri): Promise<vscode.TextDocument | BatchError> {
  let document: vscode.TextDocument;
  try {
    document = await openDocument(uri);
  } catch (error) {
    if (isNotText(error) || isTooLarge(error)) return error;
    throw error;
  }
  if (document.languageId !== 'plaintext') return document;
  const known = await vscode.languages.getLanguages();
  return known.includes(logLanguage) ? vscode.languages.setTextDocumentLanguage(document, logLanguage) : document;
}
