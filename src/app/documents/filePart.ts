import * as l10n from '@vscode/l10n';
import { readContent } from '../../core/files/fileContent.ts';
import { toNotice } from '../../core/files/logNotice.ts';
import { cutToLine } from '../../core/files/logWindow.ts';
import { ShownText } from '../../core/files/shownText.ts';
import type { FilePartTarget } from '../../core/places/documentPath.ts';
import { describeNotText } from '../../core/refusals/fileRefusals.ts';
import { formatNumber } from '../../core/words/numbers.ts';
import type { AccountStore } from '../../service/store/accountStore.ts';
import { readIfThere } from '../evidence/readLog.ts';
import { bindFile } from './fileDocument.ts';

/** Bytes loaded around a target line, about as many as people scroll through. */
const partBytes = 64 * 1024;

/** Reads lines from the middle of a file, below a notice that identifies these lines. Throws the service's errors. */
export async function readFilePart(store: AccountStore, { resource, line, start }: FilePartTarget): Promise<ShownText> {
  // The preceding byte shows whether a line starts there.
  const from = line === undefined ? Math.max(0, start - 1) : start;
  const read = await readIfThere(bindFile(store, resource), { start: from, end: from + partBytes - 1 });
  if (read === undefined || read.length === 0) return toGapText(start, describeShorter(line));
  const cut = line === undefined ? cutToLine(read, from) : { bytes: read, start };
  const content = readContent(cut);
  if (content.kind === 'binary') return toGapText(start, describeNotText(resource.path, content.format));
  const feed = read.length < partBytes ? -1 : content.text.lastIndexOf('\n');
  const text = feed < 0 ? content.text : content.text.slice(0, feed + 1);
  const part = { ...content, ...cut, text, firstLine: line };
  return new ShownText(part, { notices: `${toNotice(describePart(part))}\n` });
}

function describePart({ text, bytes, start, firstLine }: ConstructorParameters<typeof ShownText>[0]): string {
  if (firstLine === undefined) {
    const numbers = { first: formatNumber(start), last: formatNumber(start + bytes.length - 1) };
    return l10n.t('Bytes {first} to {last} of the file follow. Save As saves only this part.', numbers);
  }
  const last = firstLine + text.replace(/\n$/, '').split('\n').length - 1;
  const numbers = { first: formatNumber(firstLine), last: formatNumber(last) };
  return l10n.t('Lines {first} to {last} of the file follow. Save As saves only this part.', numbers);
}

function describeShorter(line: number | undefined): string {
  return line === undefined
    ? l10n.t('The file is shorter now: this part is no longer there.')
    : l10n.t('The file is shorter now: line {0} is no longer there.', formatNumber(line));
}

/** Creates a text with a notice that replaces the missing part. */
function toGapText(start: number, why: string): ShownText {
  const nothing = { bytes: new Uint8Array(), start, encoding: 'utf-8', text: '', lead: 0 } as const;
  return new ShownText(nothing, { notices: `${toNotice(why)}\n` });
}
