import { isOwnFile } from '../../code/ownCode.ts';
import type { Finding } from '../../engine/finding.ts';
import type { LogText } from '../../engine/text/logText.ts';
import { isSmallTalk } from '../../lexicon/harmlessLines.ts';
import { categoryOfLine } from '../../lexicon/lexicon.ts';
import type { Traceback } from './pythonTraceback.ts';

/** Maximum number of lines above a traceback in which a library may have named the file that it could not read. */
const saidAbove = 3;

const nothingRead = /'NoneType' object|Assertion failed\) !\w*(?:src|img|buf|image|frame)\w*\.empty\(\)/;

/** Checks whether a library failed in its own code without giving a reason. */
function saysNothing(log: LogText, { exception, frames, exceptionAt }: Traceback): boolean {
  const innermost = frames.at(-1)?.file;
  const isForeign = innermost !== undefined && !isOwnFile(innermost);
  return isForeign && exception.narrow === 'failed' && !log.text(exceptionAt).endsWith(':');
}

/**
 * Finds the message of a library that could not read something. If the library continued, code then fails on the
 * missing data; otherwise, the library failed without repeating the message. The message is the cause, at the place
 * where the code failed. Undefined without such a message.
 */
export function saidByLibrary(log: LogText, first: number, root: Traceback): Finding | undefined {
  const wentOn = /^(?:AttributeError|TypeError|error)$/.test(root.name) && nothingRead.test(log.text(root.exceptionAt));
  if (!wentOn && !saysNothing(log, root)) return undefined;
  for (let line = log.previous(first), seen = 0; line !== -1 && seen < saidAbove; line = log.previous(line), seen++) {
    const text = log.text(line);
    const level = log.level(line);
    if (!wentOn && ((level !== undefined && level !== 'error') || /^\s/.test(text) || isSmallTalk(text))) continue;
    const category = categoryOfLine(text);
    if (category === 'missing-file' || category === 'bad-input' || category === 'permission')
      return { line, category, weight: 'cause', narrow: 'guess' };
  }
  return undefined;
}
