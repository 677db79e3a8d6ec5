import * as l10n from '@vscode/l10n';
import { redactText } from '../../../text/redact.ts';
import type { Fix } from '../../explanation/explanation.ts';

/** Matches the file or folder that a command line has a program write. */
const outputs =
  /(?:(?:^|\s)(?:-o|--?out(?:put)?(?:[-_]?(?:dir|folder|directory|file|path|prefix))?)(?: |=)|(?<![\d&>-])>{1,2} ?)["']?([^\s"';|&<>]{1,260})/gi;

const opened = /\b(?:open|creat|writ|sav)|: line \d+: /i;

/**
 * Returns the folder that has to exist before a program can write `file`, if `text` says that it couldn't be opened and
 * the command line names it only as an output. Undefined for other files, which are to be read.
 */
export function findOutputFolder(file: string, text: string, commandLine = ''): string | undefined {
  if (!opened.test(text)) return undefined;
  const isOutput = [...commandLine.matchAll(outputs)].some(([, output = '']) => {
    const folder = output.replace(/[\\/]$/, '');
    const rest = folder !== '' && file.startsWith(folder) ? file.slice(folder.length) : undefined;
    return rest !== undefined && /^(?:$|[\\/])/.test(rest) && commandLine.split(output).length === 2;
  });
  return isOutput ? /^(.*[^\\/])[\\/]+[^\\/]+$/.exec(file)?.[1] : undefined;
}

/** Advises on an output that can't be written because its folder is missing. */
export function adviseOutput(folder: string): Fix {
  return {
    text: l10n.t(
      'Create the folder {0} before the program runs (mkdir -p): the command line has it write there.',
      redactText(folder),
    ),
    ofSeveral: l10n.t(
      'Create the folder of the output before the program runs (mkdir -p): the command line has it write there.',
    ),
  };
}
