import * as vscode from 'vscode';
import { toFailedTasksText } from '../../../app/rows/counts.ts';
import type { Row } from '../../../app/rows/row.ts';
import type { Count } from '../../../core/words/count.ts';

/** Scheme of the addresses of rows, which identify rows for decorations and are never opened. */
const rowScheme = 'azurebatch-row';

/**
 * Returns the address of a row. VS Code may show its path before the tooltip is available, so the path is the row's
 * name.
 */
export function toRowUri(id: string, label: string): vscode.Uri {
  return vscode.Uri.from({ scheme: rowScheme, path: `/${label}`, query: id });
}

/** Returns true if a row has a decoration, for which it needs an address. */
export function isDecorated({ failures }: Row): boolean {
  return failures !== undefined && failures.count > 0;
}

const maxBadge = 9;

/** Shows the number of failures below a row: failed tasks count for their job, and for its account. */
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

  /** Requests the decorations of all visible rows again. */
  refresh(): void {
    this.#changed.fire(undefined);
  }

  dispose(): void {
    this.#changed.dispose();
  }
}

/**
 * Has no color, because a color would also apply to the text, and nothing stands out among many red rows. Icons are
 * colored instead.
 */
function toDecoration({ failures }: Row): vscode.FileDecoration | undefined {
  if (failures === undefined || failures.count === 0) return undefined;
  // Each ancestor has its own count, which VS Code's bubbling would replace with a dot.
  return new vscode.FileDecoration(toBadge(failures), toFailedTasksText(failures));
}

function toBadge({ count, isComplete }: Count): string {
  const shown = Math.min(count, maxBadge);
  return shown === count && isComplete ? String(count) : `${shown}+`;
}
