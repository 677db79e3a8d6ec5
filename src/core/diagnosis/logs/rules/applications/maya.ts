import { isOwnFile } from '../../code/ownCode.ts';
import type { Finding } from '../../engine/finding.ts';
import type { Rules } from '../../engine/rule.ts';
import type { LogText } from '../../engine/text/logText.ts';
import { classifyException } from '../languages/pythonExceptions.ts';

/** `# Error: ValueError: file /x/export.py line 12: No object matches name #`, `// Error: file: /x/y.mel line 4: … //`. */
const stated =
  /^(?:[#/]{1,2} )?Error: (?:(?<name>[A-Za-z_][\w.]*): )?file:? (?<file>(?:[A-Za-z]:)?[^:]{1,300}) line (?<at>\d{1,6}): (?<message>.*)/;
const end = / [#/]{1,2} ?$/;

/** Maya, which tells of scripts in one line: those in Python, and in its own language. */
export const mayaRules = {
  'maya-script-error': { on: ['Error: '], read: readScript },
} satisfies Rules;

function readScript(log: LogText, line: number): Finding | undefined {
  const { name = 'RuntimeError', file, at, message = '' } = stated.exec(log.text(line))?.groups ?? {};
  if (file === undefined || !/\.(?:py|mel)$/i.test(file)) return undefined;
  return {
    line,
    ...classifyException(name, message.replace(end, ''), []),
    frame: isOwnFile(file) ? { file, line: Number(at) } : undefined,
  };
}
