import * as l10n from '@vscode/l10n';
import type { FilePartTarget } from '../../core/query/documentPath.ts';
import { readContent } from '../../core/query/fileContent.ts';
import { describeNotText } from '../../core/query/fileRefusals.ts';
import { toNotice } from '../../core/query/logNotice.ts';
import { formatNumber } from '../../core/query/numbers.ts';
import { showLines } from '../../core/query/shownLine.ts';
import type { AccountStore } from '../../service/store/accountStore.ts';
import { readIfThere } from '../evidence/readLog.ts';
import { bindFile } from './fileDocument.ts';

/** As much as people scroll through around one line. */
const partBytes = 64 * 1024;

/** Lines from the middle of a file, below one that says which they are. Throws what the service answers. */
export async function renderFilePart(store: AccountStore, { resource, line, start }: FilePartTarget): Promise<string> {
  const bytes = await readIfThere(bindFile(store, resource), { start, end: start + partBytes - 1 });
  if (bytes === undefined || bytes.length === 0)
    return `${toNotice(l10n.t('The file is shorter now: line {0} is no longer there.', formatNumber(line)))}\n`;
  const content = readContent({ bytes, start });
  if (content.kind === 'binary') return `${toNotice(describeNotText(resource.path, content.format))}\n`;
  const feed = bytes.length < partBytes ? -1 : content.text.lastIndexOf('\n');
  const text = feed < 0 ? content.text : content.text.slice(0, feed + 1);
  const last = line + text.replace(/\n$/, '').split('\n').length - 1;
  const numbers = { first: formatNumber(line), last: formatNumber(last) };
  const notice = toNotice(l10n.t('Lines {first} to {last} of the file follow.', numbers));
  return `${notice}\n${showLines(text)}`;
}
