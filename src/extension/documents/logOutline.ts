import * as vscode from 'vscode';
import type { LogPart, LogPartKind } from '../../core/diagnosis/outlineLog.ts';
import { isNotice } from '../../core/files/logNotice.ts';
import type { ShownText } from '../../core/files/shownText.ts';
import { loadDiagnosis } from '../bundles/load.ts';
import { diagnosticSource } from '../editors/diagnosticSource.ts';
import { fileFilter } from '../editors/documentUri.ts';

/** Maximum number of characters that are analyzed, from a file's end, where the important parts are. */
const maxLength = 4 * 1024 * 1024;
/** Time for which the outline of a growing log is reused. */
const keptMs = 15_000;

const kinds: Readonly<Record<LogPartKind, vscode.SymbolKind>> = {
  cause: vscode.SymbolKind.Event,
  error: vscode.SymbolKind.Field,
  attempt: vscode.SymbolKind.Enum,
  stage: vscode.SymbolKind.Module,
  stack: vscode.SymbolKind.Array,
};

interface Outlined {
  readonly parts: readonly LogPart[];
  readonly shown: ShownText;
  readonly cause: string;
  readonly atMs: number;
}

/** Shows the parts of opened logs as their outline, and as folding ranges. */
export class LogOutline implements vscode.DocumentSymbolProvider, vscode.FoldingRangeProvider, vscode.Disposable {
  readonly #findShown: (uri: vscode.Uri) => ShownText | undefined;
  readonly #now: () => number;
  readonly #outlined = new Map<string, Outlined>();
  readonly #changed = new vscode.EventEmitter<void>();
  readonly onDidChangeFoldingRanges = this.#changed.event;
  readonly #subscriptions: readonly vscode.Disposable[];
  #symbols: vscode.Disposable;

  /** `now` returns milliseconds since the epoch. */
  constructor(findShown: (uri: vscode.Uri) => ShownText | undefined, now: () => number) {
    this.#findShown = findShown;
    this.#now = now;
    this.#symbols = this.#registerSymbols();
    this.#subscriptions = [
      vscode.languages.registerFoldingRangeProvider(fileFilter, this),
      vscode.languages.onDidChangeDiagnostics(({ uris }) => {
        if (uris.some((uri) => this.#isOutdated(uri))) this.#refresh();
      }),
      vscode.workspace.onDidCloseTextDocument(({ uri }) => this.#outlined.delete(uri.toString())),
    ];
  }

  dispose(): void {
    for (const disposable of [...this.#subscriptions, this.#symbols, this.#changed]) disposable.dispose();
  }

  provideDocumentSymbols(document: vscode.TextDocument): vscode.DocumentSymbol[] {
    return toSymbols(
      this.list(document).map((part) => {
        const { kind, first, last, title } = part;
        const line = document.lineAt(first).range;
        const symbol = new vscode.DocumentSymbol(
          title === '' ? document.lineAt(first).text.trim() || String(first + 1) : title,
          '',
          kinds[kind],
          new vscode.Range(first, 0, last, document.lineAt(last).range.end.character),
          line,
        );
        return { part, symbol };
      }),
    );
  }

  provideFoldingRanges(document: vscode.TextDocument): vscode.FoldingRange[] {
    const earlier = findEarlier(this.#findShown(document.uri));
    return [
      ...(earlier === undefined ? [] : [new vscode.FoldingRange(earlier.first, earlier.last)]),
      ...this.list(document)
        .filter(({ first, last }) => last > first)
        .map(({ kind, first, last }) =>
          kind === 'stage'
            ? new vscode.FoldingRange(first, last, vscode.FoldingRangeKind.Region)
            : new vscode.FoldingRange(first, last),
        ),
    ];
  }

  /** Lists the document's parts. Keeps the outline while the shown text and the mark are unchanged. */
  list(document: vscode.TextDocument): readonly LogPart[] {
    const shown = this.#findShown(document.uri);
    if (shown === undefined) return [];
    const key = document.uri.toString();
    const mark = findMark(document.uri);
    const cause = toCauseKey(mark);
    const known = this.#outlined.get(key);
    const isSame = known?.shown === shown || (known !== undefined && this.#mayStay(known, shown));
    const outlined =
      isSame && known.cause === cause ? known : { parts: outline(shown, mark), shown, cause, atMs: this.#now() };
    this.#outlined.set(key, outlined);
    return outlined.parts.filter(({ last }) => last < document.lineCount);
  }

  /** Returns true if new lines at the end of a log may be outlined later. */
  #mayStay({ shown: before, atMs }: Outlined, shown: ShownText): boolean {
    return before.start === shown.start && before.above === shown.above && this.#now() - atMs < keptMs;
  }

  #isOutdated(uri: vscode.Uri): boolean {
    const known = this.#outlined.get(uri.toString());
    return known !== undefined && known.cause !== toCauseKey(findMark(uri));
  }

  /** VS Code requests an outline again only if a document or a provider has changed. */
  #refresh(): void {
    this.#symbols.dispose();
    this.#symbols = this.#registerSymbols();
    this.#changed.fire();
  }

  #registerSymbols(): vscode.Disposable {
    return vscode.languages.registerDocumentSymbolProvider(fileFilter, this);
  }
}

/** Finds our mark in a log, at the line with the reason for the failure. */
function findMark(uri: vscode.Uri): vscode.Diagnostic | undefined {
  return vscode.languages
    .getDiagnostics(uri)
    .find(({ source, severity }) => source === diagnosticSource && severity === vscode.DiagnosticSeverity.Error);
}

function toCauseKey(mark: vscode.Diagnostic | undefined): string {
  return mark === undefined ? '' : `${mark.range.start.line} ${mark.message}`;
}

function outline(shown: ShownText, mark: vscode.Diagnostic | undefined): readonly LogPart[] {
  const { written, above } = shown;
  const from = written.length <= maxLength ? 0 : written.indexOf('\n', written.length - maxLength) + 1;
  const before = above + written.slice(0, from).split('\n').length - 1;
  const line = (mark?.range.start.line ?? -1) - before;
  const cause = mark === undefined || line < 0 ? undefined : { line, title: mark.message };
  const parts = loadDiagnosis().outlineLog(written.slice(from), { cause });
  return [
    ...listRuns(shown),
    ...parts.map((part) => ({ ...part, first: part.first + before, last: part.last + before })),
  ];
}

/** Lists the contents from before a file was rewritten, each up to the notice about the rewrite. */
function listRuns(shown: ShownText): readonly LogPart[] {
  const earlier = findEarlier(shown);
  if (earlier === undefined) return [];
  const parts: LogPart[] = [];
  let first = 0;
  for (const [line, text] of shown.text.split('\n', earlier.last + 1).entries()) {
    if (!isNotice(text) || line === first) continue;
    parts.push({ kind: 'attempt', first, last: line, title: text });
    first = line + 1;
  }
  return parts;
}

/** Finds the lines with a file's earlier content. */
function findEarlier(shown: ShownText | undefined): { readonly first: number; readonly last: number } | undefined {
  return shown?.hasEarlier === true ? { first: 0, last: shown.above - shown.notices - 1 } : undefined;
}

/** Arranges symbols in a tree: each becomes a child of the nearest earlier symbol that contains all its lines. */
function toSymbols(
  all: readonly { readonly part: LogPart; readonly symbol: vscode.DocumentSymbol }[],
): vscode.DocumentSymbol[] {
  const top: vscode.DocumentSymbol[] = [];
  const open: { readonly part: LogPart; readonly symbol: vscode.DocumentSymbol }[] = [];
  for (const one of all) {
    while (open.length > 0 && (open.at(-1)?.part.last ?? 0) < one.part.last) open.pop();
    (open.at(-1)?.symbol.children ?? top).push(one.symbol);
    open.push(one);
  }
  return top;
}
