import { findWindowsError } from '../../../catalogue/windowsErrors.ts';
import type { Finding } from '../../engine/finding.ts';
import type { Rules } from '../../engine/rule.ts';
import type { LogText } from '../../engine/text/logText.ts';

/** Robocopy says the number and the file in one line, `ERROR 2 (0x00000002) Accessing Source Directory D:\in\`, and the text in the next. */
export const robocopyRules = {
  'robocopy-error': { on: [' (0x00000'], read: readError },
} satisfies Rules;

const header = /^ERROR (?<code>\d{1,5}) \(0x[\dA-F]{8}\) [A-Z]/;

function readError(log: LogText, line: number): Finding | undefined {
  const text = log.text(line);
  const category = findWindowsError(Number(header.exec(text)?.groups?.['code']))?.category;
  if (category === undefined) return undefined;
  return { line, category, weight: 'cause', narrow: 'exact', subject: fileIn(text), covers: [line, log.next(line)] };
}

/** What stands from a drive or a share on. */
function fileIn(text: string): string | undefined {
  const at = text.search(/[A-Z]:\\|\\\\/);
  return at === -1 ? undefined : text.slice(at);
}
