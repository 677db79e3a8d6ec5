import * as l10n from '@vscode/l10n';
import { isKernelPath } from '../../../text/dropFolder.ts';
import { redactText } from '../../../text/redact.ts';
import type { Fix } from '../../explanation/explanation.ts';

/** Matches the file or folder that a command line has a program write. */
const outputs =
  /(?:(?:^|\s)(?:-o|--?out(?:put)?(?:[-_]?(?:dir|folder|directory|file|path|prefix))?)(?: |=)|(?<![\d&>-])>{1,2} ?)["']?([^\s"';|&<>]{1,260})/gi;

const opened = /\b(?:open|creat|writ|sav)|: line \d+: |\[Errno 2\]/i;
/** Matches code that writes a file. */
const writes =
  /\b(?:savefig|imwrite|imsave|to_(?:csv|parquet|json|excel|hdf|feather|pickle|netcdf|file)|savetxt|savez?|save_\w+|write\w*|saveRDS|ggsave|fwrite|dump)\s?\(|\bopen\w*\s?\([^)]*,\s?(?:mode=)?["'][wax]/;

/**
 * Returns the folder that has to exist before a program can write `file`, if `text` says that it couldn't be opened and
 * the line of code at fault (`source`) writes it, or the command line names it only as an output. Undefined for other
 * files, which are to be read.
 */
export function findOutputFolder(file: string, text: string, commandLine = '', source = ''): string | undefined {
  if (!opened.test(text)) return undefined;
  const folder = /^(.*[^\\/])[\\/]+[^\\/]+$/.exec(file)?.[1];
  if (writes.test(source)) return isKernelPath(file) ? undefined : folder;
  const isOutput = [...commandLine.matchAll(outputs)].some(([, output = '']) => {
    const named = output.replace(/[\\/]$/, '');
    const rest = named !== '' && file.startsWith(named) ? file.slice(named.length) : undefined;
    return rest !== undefined && /^(?:$|[\\/])/.test(rest) && commandLine.split(output).length === 2;
  });
  return isOutput ? folder : undefined;
}

/** Advises on an output that can't be written because its folder is missing. */
export function adviseOutput(folder: string): Fix {
  return {
    text: l10n.t(
      'Create the folder {0} before the program runs (mkdir -p): the program writes there and does not create it.',
      redactText(folder),
    ),
    ofSeveral: l10n.t(
      'Create the folder of the output before the program runs (mkdir -p): the program writes there and does not create it.',
    ),
  };
}
