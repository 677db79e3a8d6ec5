import * as vscode from 'vscode';
import { toFailedTasksText } from '../../../app/rows/counts.ts';
import type { Row } from '../../../app/rows/row.ts';
import type { Count } from '../../../core/query/count.ts';

/** Scheme of the addresses of rows. Nothing opens them: they are there so that decorations find their row. */
const rowScheme = 'azurebatch-row';

/** Address of a row. VS Code may show its path before the tooltip is there, so that this is the name of the row. */
export function toRowUri(id: string, label: string): vscode.Uri {
  return vscode.Uri.from({ scheme: rowScheme, path: `/${label}`, query: id });
}

/** Whether a row has a decoration, for which it needs an address. */
export function isDecorated({ failures }: Row): boolean {
  return failures !== undefined && failures.count > 0;
}

/** Largest number that fits in a badge, which has two characters. */
const maxBadge = 9;

/** Counts what failed below a row: a failed task marks its job, and its job the account. */
export class FailureDecorations implements vscode.FileDecorationProvider, vscode.Disposable {
  readonly #findRow: (id: string) => Row | undefined;
  readonly #changed = new vscode.EventEmitter<undefined>();
  readonly onDidChangeFileDecorations = this.#changed.event;

  constructor(findRow: (id: string) => Row | undefined) {
    this.#findRow = findRow;
  }

  provideFileDecoration(uri: vscode.Uri): vscode.FileDecoration | undefined {
    if (uri.scheme !== rowScheme) return undefined;
    const row = this.#findRow(uri.query);
    return row === undefined ? undefined : toDecoration(row);
  }

  /** Asks again for the decorations of everything on display. */
  refresh(): void {
    this.#changed.fire(undefined);
  }

  dispose(): void {
    this.#changed.dispose();
  }
}

/** Without a colour: that would be the text's as well, where nothing stands out among many red rows. Icons have it. */
function toDecoration({ failures }: Row): vscode.FileDecoration | undefined {
  if (failures === undefined || failures.count === 0) return undefined;
  // Each row above counts for itself. VS Code's own bubbling would put a dot in the place of its number.
  return new vscode.FileDecoration(toBadge(failures), toFailedTasksText(failures));
}

function toBadge({ count, isComplete }: Count): string {
  const shown = Math.min(count, maxBadge);
  return shown === count && isComplete ? String(count) : `${shown}+`;
}
