import type { FailureCategory } from '../../../explanation/category.ts';
import { isOwnFile } from '../../code/ownCode.ts';
import type { Finding, Frame, Rules } from '../../engine/finding.ts';
import { readStack } from '../../engine/stack.ts';
import type { LogText } from '../../engine/text/logText.ts';
import { findMeaning, type Meanings } from '../../engine/words.ts';
import { categoryOfException } from '../../lexicon/lexicon.ts';

const header =
  /^(?:.{0,200}?PHP )?(?<level>Fatal error|Parse error|Warning): {1,2}(?<message>.*) in (?<file>[^\s:]+)(?::| on line )(?<at>\d+)$/;
const uncaught = /^Uncaught (?:[\w\\]+\\)?(?<name>\w+): (?<message>.*)$/;

const said: Meanings<FailureCategory> = [
  [/^(?:Uncaught Error: )?Class "[^"]+" not found/, 'missing-module'],
  [/Failed opening required|^(?:require|include)(?:_once)?\(|could not find driver/, 'missing-module'],
];

/** Rules for PHP. */
export const phpRules = {
  'php-error': { on: ['Fatal error: ', 'Parse error: ', 'PHP Warning: '], read: readPhp },
  'php-memory-limit': { like: 'Allowed memory size of {} bytes exhausted', category: 'out-of-memory' },
  'php-missing-script': { like: '^Could not open input file: {what}', category: 'missing-file' },
} satisfies Rules;

function readPhp(log: LogText, line: number): Finding | undefined {
  const { level, message = '', file, at } = header.exec(log.text(line))?.groups ?? {};
  if (file === undefined) return undefined;
  const category = classify(message);
  if (level === 'Warning' && category === undefined) return undefined;
  return {
    line,
    category: category ?? 'exception-in-user-code',
    weight: 'cause',
    narrow: category === undefined ? 'failed' : 'exact',
    frame: isOwnFile(file) ? { file, line: Number(at) } : callerBelow(log, line),
  };
}

/** Returns the innermost caller listed below an error: `#1 /app/pull.php(14): …`. */
function callerBelow(log: LogText, line: number): Frame | undefined {
  return readStack(log, line, /^#\d+ (?<file>[^\s()]+)\((?<at>\d+)\): /, /^#\d+ |^Stack trace:/).frame;
}

function classify(text: string): FailureCategory | undefined {
  const { name = '', message = text } = uncaught.exec(text)?.groups ?? {};
  return findMeaning(text, said) ?? (/^syntax error/.test(message) ? undefined : categoryOfException(name, message));
}
