import type { FailureCategory } from '../category.ts';
import type { Finding, Reader } from './finding.ts';
import { lineRules } from './lineRule.ts';
import type { LogText } from './logText.ts';
import { isOwnFile } from './ownCode.ts';

const place = / at (?<file>[^\s'"]+) line (?<at>\d+)(?:, (?:<\S+> (?:line|chunk) \d+|near ".*|at EOF))?\.?$/;

/** Messages of `die`, which end with a place: ` at script.pl line 5.` */
export const perlReaders: readonly Reader[] = [
  { on: [' line '], read: readDie },
  ...lineRules([
    { like: 'Can\'t open perl script "{what}"', category: 'missing-file' },
    {
      like: [
        'BEGIN failed--compilation aborted',
        'Compilation failed in require',
        '^Execution of {} aborted due to compilation errors',
      ],
      category: 'exception-in-user-code',
      weight: 'echo',
      narrow: 'other',
    },
    { like: 'Out of memory!', category: 'out-of-memory' },
  ]),
];

function readDie(log: LogText, line: number): Finding | undefined {
  const text = log.text(line);
  const found = place.exec(text)?.groups;
  if (found?.['file'] === undefined || /^\s*(?:File "|at |from |#)/.test(text)) return undefined;
  if (/BEGIN failed--|Compilation failed in require|aborted due to/.test(text)) return undefined;
  const category = classify(text);
  const own = isOwnFile(found['file']);
  const harmless =
    /^(?:Use of uninitialized|Argument ".*" isn't numeric|.* used only once|Subroutine .+ redefined|.* masks earlier|Odd number of elements|Possible |Deep recursion|Useless use|Name ")/.test(
      text,
    );
  return {
    line,
    category,
    narrow: category === 'exception-in-user-code' ? 'failed' : 'exact',
    weight: harmless ? 'hint' : 'cause',
    subject: /Can't locate (\S+) in @INC/.exec(text)?.[1],
    frame: own ? { file: found['file'], line: Number(found['at']) } : undefined,
  };
}

function classify(text: string): FailureCategory {
  if (/^Can't locate \S+ in @INC/.test(text)) return 'missing-module';
  if (/Can't load '.+' for module|object version .+ does not match|version .+ required--this is only/.test(text))
    return 'dependency-version';
  if (/while parsing JSON|JSON text must|not well-formed|parser error/.test(text)) return 'bad-input';
  if (/malformed (?:UTF-8|JSON)|does not map to Unicode|Wide character/i.test(text))
    return /JSON/.test(text) ? 'bad-input' : 'encoding-lineendings';
  return 'exception-in-user-code';
}
