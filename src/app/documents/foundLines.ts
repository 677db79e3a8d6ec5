import * as l10n from '@vscode/l10n';
import { findLargest } from '../../core/extremes.ts';
import type { FoundLine } from '../../core/files/fileSearch.ts';
import { toNotice } from '../../core/files/logNotice.ts';
import { groupBy } from '../../core/groupBy.ts';
import { type FileResource, toKey } from '../../core/model/resource.ts';
import type { DocumentTarget } from '../../core/places/documentPath.ts';
import { toVisible } from '../../core/text/escape.ts';
import { formatNumber } from '../../core/words/numbers.ts';
import type { Accounts } from '../accounts/accounts.ts';
import { thoroughBytes } from '../evidence/readLog.ts';
import type { PlaceInFile } from '../ui.ts';

export interface FoundInFile extends FoundLine {
  readonly resource: FileResource;
  readonly length: number;
}

/** The matches of a search, and its parameters. */
export interface Found {
  readonly text: string;
  readonly files: string;
  readonly lines: readonly FoundInFile[];
  readonly note: string;
  readonly isWhole: boolean;
}

const maxSearches = 5;
/** The matches of each window, by a unique name per search, latest last. */
const known = new WeakMap<Accounts, Map<string, Found>>();

/** Remembers the latest search under its unique name. */
export function noteFound(accounts: Accounts, searchId: string, found: Found): void {
  const searches = known.get(accounts) ?? new Map<string, Found>();
  known.set(accounts, searches);
  searches.delete(searchId);
  searches.set(searchId, found);
  for (const oldest of searches.keys()) {
    if (searches.size <= maxSearches) break;
    searches.delete(oldest);
  }
}

/** Returns the latest search, with its name. */
export function findLastFound(accounts: Accounts): readonly [searchId: string, found: Found] | undefined {
  return [...(known.get(accounts) ?? [])].at(-1);
}

/** A position in the list of matches, and the line of a file to which it leads. */
interface FoundLink {
  readonly line: number;
  readonly from: number;
  readonly to: number;
  readonly found: FoundInFile;
}

/** Renders the matches of a search: numbered lines below the names of their files. */
export function renderFound(
  accounts: Accounts,
  searchId: string,
): { readonly text: string; readonly links: readonly FoundLink[] } {
  const found = known.get(accounts)?.get(searchId);
  if (found === undefined)
    return {
      text: `${toNotice(l10n.t('The search results are no longer available. Search again to see them.'))}\n`,
      links: [],
    };
  const rows = [toVisible(l10n.t('Lines with {0}', found.text)), toVisible(found.note)];
  const links: FoundLink[] = [];
  for (const lines of groupBy(found.lines, ({ resource }) => toKey(resource)).values()) {
    for (const each of [
      '',
      ...lines.slice(0, 1).map(({ resource }) => `${toVisible(toParent(resource))}/${describeFile(resource)}`),
    ])
      rows.push(each);
    const width = findLargest(lines.map(({ line }) => formatNumber(line).length));
    for (const one of lines) {
      const number = formatNumber(one.line).padStart(width);
      links.push({ line: rows.length, from: 2, to: 2 + width, found: one });
      rows.push(`  ${number}: ${one.text}`);
    }
  }
  return { text: `${rows.join('\n')}\n`, links };
}

/** Returns the displayed name of a file. */
export function describeFile(resource: FileResource): string {
  return toVisible(`${resource.kind === 'taskFile' ? resource.taskId : resource.nodeId}/${resource.path}`);
}

function toParent(resource: FileResource): string {
  return resource.kind === 'taskFile' ? resource.jobId : resource.poolId;
}

/** Returns the position at which a match opens. */
export function toFoundPlace({ resource, byte, from }: FoundInFile): PlaceInFile {
  return { byte, part: { resource, document: 'part', ...from } };
}

/** Returns the document that shows a match, and its line number there, counted from 1. */
export function toFoundDocument({ resource, line, from, length }: FoundInFile): {
  readonly target: DocumentTarget;
  readonly line: number;
} {
  // A file shown from its start has the same line numbers.
  if (length <= thoroughBytes) return { target: { resource, document: 'text' }, line };
  return { target: { resource, document: 'part', ...from }, line: line - from.line + 2 };
}
