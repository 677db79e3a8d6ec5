import * as l10n from '@vscode/l10n';
import { toSought } from '../../../core/files/fileSearch.ts';
import { Cancelled } from '../../../core/model/cancelled.ts';
import { logNames } from '../../../core/model/logEnd.ts';
import { type FileResource, type Resource, toKey } from '../../../core/model/resource.ts';
import { plural } from '../../../core/text/plural.ts';
import { asCount, formatBytes, formatNumber } from '../../../core/words/numbers.ts';
import type { App } from '../../app.ts';
import { bindFile } from '../../documents/fileDocument.ts';
import {
  describeFile,
  type Found,
  type FoundInFile,
  findLastFound,
  noteFound,
  toFoundPlace,
} from '../../documents/foundLines.ts';
import { searchFile } from '../../documents/searchFile.ts';
import { toPickText } from '../../messages/notificationText.ts';
import { findTasks } from '../failures/findTasks.ts';
import { orInFront } from '../targets/inFront.ts';
import { refuseLostRows, toResources } from '../targets/targets.ts';
import type { Command, RemedyContribution } from '../verb/contribution.ts';
import { runEach } from '../verb/runEach.ts';

export const contribution: RemedyContribution = {
  title: 'Find in Whole Files…',
  icon: 'search',
  effect: 'reads',
  remedy: () => l10n.t('Find in Whole Files…'),
  rows: [
    { on: ['taskFile', 'nodeFile'], unless: 'folder', at: '1_look@2' },
    { on: ['task', 'taskRun'], if: 'hasFiles', unless: 'neverRan', at: 'look@1' },
    { on: 'failureGroup', unless: 'unread', at: 'look@1' },
  ],
  editors: [{ on: /\/text\//, at: '1_show@1' }],
};

const concurrency = 4;
const maxFound = 1000;

/**
 * Finds a text in whole files: the selected files, the active file, the logs of tasks, or the logs of all tasks of a
 * cause. Opens the line that the user picks.
 */
export const run: Command = async (services, args) => {
  const files = await findFiles(services, args);
  const key = files.map(toKey).join('\n');
  const [searchId, before] = findLastFound(services.accounts) ?? [];
  const text = await enterText(services, before?.text ?? '');
  const isKnown = before?.isWhole === true && before.text === text && before.files === key;
  const found = isKnown ? before : { text, files: key, ...(await search(services, files, text)) };
  const id = isKnown && searchId !== undefined ? searchId : String(services.clock.now());
  noteFound(services.accounts, id, found);
  if (found.lines.length === 0) {
    services.ui.notify('information', found.note);
    return;
  }
  await openOne(services, id, found);
};

async function findFiles(services: App, args: readonly unknown[]): Promise<readonly FileResource[]> {
  refuseLostRows(args);
  const files = toResources(orInFront(services, args)).filter(isFile);
  if (files.length > 0) return files;
  const tasks = await findTasks(services, args);
  return tasks.flatMap((task) => logNames.map((path) => ({ ...task, kind: 'taskFile', path }) as const));
}

function isFile(resource: Resource): resource is FileResource {
  return resource.kind === 'taskFile' || resource.kind === 'nodeFile';
}

async function enterText({ ui }: App, value: string): Promise<string> {
  const text = await ui.enter({
    title: l10n.t('Find in whole files'),
    prompt: l10n.t('Text (not case-sensitive) or a regular expression such as /^ERROR/'),
    value,
    check: (entered) =>
      toSought(entered) === undefined ? l10n.t('Enter text or a valid JavaScript regular expression.') : undefined,
  });
  if (text === undefined) throw new Cancelled();
  return text;
}

/** Searches the files. If the user cancels, returns matches from the part that was read. */
async function search(
  services: App,
  files: readonly FileResource[],
  text: string,
): Promise<Pick<Found, 'lines' | 'note' | 'isWhole'>> {
  const found = new Map<FileResource, readonly FoundInFile[]>();
  const absent = new Set<FileResource>();
  const cut = new Set<FileResource>();
  const counts = new Map<FileResource, number>();
  let bytes = 0;
  let hasMore = false;
  const finder = services.startSearch(text, maxFound);
  const title = l10n.t('Searching');
  const { failed, untouched } = await services.ui.progress({ title }, ({ signal, report }) => {
    const searchOne = async (resource: FileResource): Promise<void> => {
      const note = (more: number, some: number): void => {
        bytes += more;
        counts.set(resource, some);
        const count = formatNumber([...counts.values()].reduce((sum, one) => sum + one, 0));
        report({ message: l10n.t('{size} read, {count} found', { size: formatBytes(bytes), count }) });
      };
      const file = bindFile(await services.accounts.getStore(resource.accountId), resource);
      const searched = await searchFile(file, resource.path, { searched: finder.open(), note, signal });
      if (searched === undefined) {
        absent.add(resource);
        return;
      }
      found.set(
        resource,
        searched.found.map((line) => ({ ...line, resource, length: searched.length })),
      );
      if (!searched.isWhole) cut.add(resource);
      hasMore ||= searched.hasMore;
    };
    return runEach(files, searchOne, { concurrency, signal }).finally(() => finder.close());
  });
  const [first] = failed;
  if (first !== undefined && files.length === 1) throw first.error;
  const count = files.length - failed.length - untouched.length - absent.size - cut.size;
  const isWhole = untouched.length + cut.size === 0;
  // Sort by file, regardless of the order in which the files were read.
  const lines = files.flatMap((resource) => found.get(resource) ?? []);
  const [shown, others] = [lines.slice(0, maxFound), lines.slice(maxFound)];
  const note = [
    describeFound(shown.length, { hasMore: hasMore || others.length > 0, files: count, bytes, isWhole }),
    ...(failed.length === 0 ? [] : [describeFailed(failed.length, failed[0]?.error.message ?? '')]),
  ];
  return { lines: shown, note: note.join(' '), isWhole };
}

interface Extent {
  readonly hasMore: boolean;
  /** Number of files read completely. */
  readonly files: number;
  readonly bytes: number;
  readonly isWhole: boolean;
}

function describeFound(count: number, { hasMore, files, bytes, isWhole }: Extent): string {
  if (!isWhole) return describeCanceled(count, { hasMore, files, bytes });
  if (hasMore) return l10n.t('The first {0} lines; there are more.', formatNumber(count));
  const searched = { files: formatNumber(files), size: formatBytes(bytes) };
  if (count === 0) return l10n.t('No lines match. Files searched: {files} ({size}).', searched);
  const parts = { ...asCount(count), ...searched };
  return plural(count, {
    one: l10n.t('{count} matching line. Files searched: {files} ({size}).', parts),
    other: l10n.t('{count} matching lines. Files searched: {files} ({size}).', parts),
  });
}

/** Describes the matches found, and how much was searched, before the user canceled. */
function describeCanceled(count: number, { hasMore, files: whole, bytes }: Omit<Extent, 'isWhole'>): string {
  const [size, files] = [formatBytes(bytes), formatNumber(whole)];
  if (hasMore) {
    const counted = { ...asCount(count), size };
    return l10n.t(
      'You canceled after {size}. More than {count} lines in that part match. These are the first ones.',
      counted,
    );
  }
  if (count === 0)
    return l10n.t('You canceled after {size}. No lines in that part match. Files searched to the end: {files}.', {
      size,
      files,
    });
  const parts = { ...asCount(count), size, files };
  return plural(count, {
    one: l10n.t(
      'You canceled after {size}. {count} line in that part matches. Files searched to the end: {files}.',
      parts,
    ),
    other: l10n.t(
      'You canceled after {size}. {count} lines in that part match. Files searched to the end: {files}.',
      parts,
    ),
  });
}

function describeFailed(count: number, why: string): string {
  return plural(count, {
    one: l10n.t('{count} file could not be read: {why}', { ...asCount(count), why }),
    other: l10n.t('{count} files could not be read: {why}', { ...asCount(count), why }),
  });
}

/** Asks for a line and opens it, or lists all matches in a document. Throws `Cancelled`. */
async function openOne({ ui }: App, searchId: string, { text, lines, note }: Found): Promise<void> {
  const areOfSeveral = new Set(lines.map(({ resource }) => toKey(resource))).size > 1;
  const rows = lines.map((found) => ({
    // A long label would hide the description after it.
    label: toPickText(`${formatNumber(found.line)}: ${found.text}`),
    description: areOfSeveral ? toPickText(describeFile(found.resource)) : '',
    found,
  }));
  const all = { label: l10n.t('List These Lines in a Document'), description: '', found: undefined };
  const chosen = await ui.choose(rows.length < 2 ? rows : [...rows, all], {
    title: toPickText(l10n.t('Lines with {0}', text)),
    placeholder: toPickText(note),
  });
  if (chosen === undefined) throw new Cancelled();
  if (chosen.found !== undefined)
    return ui.open({ resource: chosen.found.resource, document: 'text' }, toFoundPlace(chosen.found));
  const accountId = lines[0]?.resource.accountId ?? '';
  await ui.open({ resource: { kind: 'account', accountId }, document: 'found', searchId });
}
