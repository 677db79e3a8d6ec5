import type { FailureCategory } from '../../explanation/category.ts';
import type { Finding, LineReader } from '../finding.ts';
import { categoryOfLine } from '../lexicon/lexicon.ts';
import { lineRule } from '../lineRule.ts';
import type { LogText } from '../text/logText.ts';
import { findMeaning, type Meanings } from '../words.ts';

const said: Meanings<FailureCategory> = [
  [/device not found|\/dev\/fuse: No such/, 'missing-file'],
  [/failed to exec \S+: No such file|fusermount3?: not found/, 'missing-program'],
  [/mountpoint is not empty/, 'conflict'],
  [/[Pp]ermission denied|[Nn]ot permitted|has no write access|option allow_other only allowed/, 'permission'],
  [/unknown option/, 'bad-arguments'],
];

/** File systems of programs, in which containers of blobs are mounted: their library says why, and the program that it failed. */
export const fuseReaders: readonly LineReader[] = [
  { on: ['fuse: ', 'fusermount: ', 'fusermount3: '], read: readFuse },
  lineRule({
    like: 'unable to start pipeline [failed to mount fuse]',
    category: 'other',
    weight: 'echo',
    narrow: 'other',
  }),
];

function readFuse(log: LogText, line: number): Finding | undefined {
  const text = log.text(line);
  if (!/^(?:\S+: )?fuse(?:rmount3?)?: \S/.test(text) || text.includes('if you are sure this is safe')) return undefined;
  const category = findMeaning(text, said) ?? categoryOfLine(text);
  return {
    line,
    category: category ?? 'other',
    weight: 'cause',
    narrow: category === undefined ? 'failed' : 'exact',
  };
}
