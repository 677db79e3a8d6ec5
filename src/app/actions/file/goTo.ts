import * as l10n from '@vscode/l10n';
import type { LineStart } from '../../../core/files/lineScan.ts';
import { type LineTime, parseTime } from '../../../core/files/lineTime.ts';
import { BatchError, toInvalidInput } from '../../../core/model/batchError.ts';
import { Cancelled } from '../../../core/model/cancelled.ts';
import { type FileResource, type Resource, toKey } from '../../../core/model/resource.ts';
import { toChanging } from '../../../core/refusals/fileRefusals.ts';
import { formatBytes, formatNumber } from '../../../core/words/numbers.ts';
import type { App } from '../../app.ts';
import { bindFile } from '../../documents/fileDocument.ts';
import { findLine, findTime, toPlaceInFile } from '../../documents/filePlaces.ts';
import type { RemoteFile } from '../../evidence/readLog.ts';
import type { PlaceInFile, Progress } from '../../ui.ts';
import { orInFront } from '../targets/inFront.ts';
import { refuseLostRows, toResources } from '../targets/targets.ts';
import type { Command, Contribution } from '../verb/contribution.ts';

export const contribution: Contribution = {
  title: 'Go to Line, Time, or Percentage of a File…',
  effect: 'reads',
  palette: 'inDocument',
  editors: [{ on: /\/(text|part)\//, at: '1_show@3' }],
};

type Sought =
  | { readonly kind: 'line'; readonly line: number }
  | { readonly kind: 'share'; readonly share: number }
  | { readonly kind: 'time'; readonly time: LineTime };

/** The last line found by counting in an unchanged file. The search for later lines starts there. */
const counted = new WeakMap<App['accounts'], { readonly key: string; readonly at: LineStart }>();

/** Goes to a position in the whole file, even if only part of it is open. */
export const run: Command = async (services, args) => {
  const { ui } = services;
  refuseLostRows(args);
  const resource = toResources(orInFront(services, args)).find(isFile);
  if (resource === undefined) throw toInvalidInput(l10n.t('Open a task or node file first.'));
  const typed = await ui.enter({
    title: l10n.t('Go to a position in the whole file'),
    prompt: l10n.t(
      'A line number (1234), a time as written in the log (09:14 or 2026-11-20 09:14:07), or a percentage (50%)',
    ),
    check: (text) =>
      toSought(text) === undefined ? l10n.t('Enter a line number, a time, or a percentage.') : undefined,
  });
  const sought = typed === undefined ? undefined : toSought(typed);
  if (sought === undefined) throw new Cancelled();
  const file = bindFile(await services.accounts.getStore(resource.accountId), resource);
  const title = l10n.t('Searching');
  const found = await ui.progress({ title }, async (progress) => find(services, { resource, file, sought }, progress));
  await ui.open({ resource, document: 'text' }, found.place);
  if (found.lastLine !== undefined)
    ui.notify('information', l10n.t('The file has {0} lines. This is the last one.', formatNumber(found.lastLine)));
};

function isFile(resource: Resource): resource is FileResource {
  return resource.kind === 'taskFile' || resource.kind === 'nodeFile';
}

function toSought(typed: string): Sought | undefined {
  const text = typed.trim();
  const number = /^\d{1,15}$/.test(text) ? Number(text) : undefined;
  if (number !== undefined) return number > 0 ? { kind: 'line', line: number } : undefined;
  const [, share] = /^(\d{1,3}(?:[.,]\d{1,6})?) ?%$/.exec(text) ?? [];
  if (share !== undefined) {
    const value = Number(share.replace(',', '.')) / 100;
    return value <= 1 ? { kind: 'share', share: value } : undefined;
  }
  const time = parseTime(text);
  return time && { kind: 'time', time };
}

interface FoundPlace {
  readonly place: PlaceInFile;
  /** The number of the file's last line, if the file has fewer lines than requested. */
  readonly lastLine?: number;
}

interface Search {
  readonly resource: FileResource;
  readonly file: RemoteFile;
  readonly sought: Sought;
}

async function find(
  { accounts }: Pick<App, 'accounts'>,
  { resource, file, sought }: Search,
  { signal, report }: Progress,
): Promise<FoundPlace> {
  const properties = await file.getProperties({ signal });
  const length = properties.contentLength;
  if (length === 0) throw toInvalidInput(l10n.t('The file is empty.'));
  if (sought.kind === 'share')
    return { place: toPlaceInFile(resource, Math.min(Math.floor(length * sought.share), length - 1)) };
  if (sought.kind === 'time') {
    const byte = await findTime(file, length, sought.time, signal);
    if (byte !== undefined) return { place: toPlaceInFile(resource, Math.min(byte, length - 1)) };
    const message = l10n.t(
      "The last lines of {0} don't start with a time, so no time can be found in it.",
      resource.path,
    );
    throw new BatchError({ code: 'InvalidInput', message });
  }
  const key = `${toKey(resource)} ${properties.contentLength} ${properties.lastModified}`;
  const before = counted.get(accounts);
  const known = before?.key === key && before.at.line <= sought.line ? before.at : undefined;
  let bytes = known?.start ?? 0;
  const note = (more: number): void => {
    bytes += more;
    report({
      increment: (100 * more) / length,
      message: l10n.t('{part} of {whole}', { part: formatBytes(bytes), whole: formatBytes(length) }),
    });
  };
  const found = await findLine(file, length, sought.line, { signal, note, ...(known && { known }) });
  if (found === undefined) throw toChanging(resource.path);
  counted.set(accounts, { key, at: { line: found.line, start: found.start } });
  const place: PlaceInFile = { byte: found.start, part: { resource, document: 'part', ...found.above } };
  return found.line < sought.line ? { place, lastLine: found.line } : { place };
}
