import type { FailureCategory } from '../../../explanation/category.ts';
import type { Finding } from '../../engine/finding.ts';
import type { Rules } from '../../engine/rule.ts';
import type { LogText } from '../../engine/text/logText.ts';
import { findMeaning, type Meanings } from '../../engine/words.ts';
import { categoryOfLine } from '../../lexicon/lexicon.ts';

const said: Meanings<FailureCategory> = [
  [/device not found|\/dev\/fuse: No such/, 'missing-file'],
  [/failed to exec \S+: No such file|fusermount3?: not found/, 'missing-program'],
  [/mountpoint is not empty/, 'conflict'],
  [/[Pp]ermission denied|[Nn]ot permitted|has no write access|option allow_other only allowed/, 'permission'],
  [/unknown option/, 'bad-arguments'],
];

/** File systems of programs, in which containers of blobs are mounted: their library says why, and the program that it failed. */
export const fuseRules = {
  fuse: { on: ['fuse: ', 'fusermount: ', 'fusermount3: '], read: readFuse },

  'fuse-unable-to-start': {
    like: 'unable to start pipeline [failed to mount fuse]',
    category: 'other',
    weight: 'echo',
    narrow: 'other',
  },
} satisfies Rules;

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
