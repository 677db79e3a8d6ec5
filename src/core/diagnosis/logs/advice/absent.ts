import * as l10n from '@vscode/l10n';
import { withLabel } from '../../../text/label.ts';
import { redactText } from '../../../text/redact.ts';
import type { Instruction } from '../../explanation/instruction.ts';
import { noLoader } from '../lexicon/lexicon.ts';

/**
 * Returns a path in quotation marks or brackets that goes on after a space where `file`, a folder, ends; undefined
 * without one.
 */
export function findCutPath(file: string, text: string): string | undefined {
  if (!/[\\/][^\\/.\s]+$/.test(file)) return undefined;
  for (let at = text.indexOf(`${file} `); at >= 0; at = text.indexOf(`${file} `, at + 1)) {
    const [rest] = /^ [\w.()-]{1,60}[\\/][^\s"'`:;,\])]{0,200}(?=["'`:\])])/.exec(text.slice(at + file.length)) ?? [];
    const before = text.slice(Math.max(0, at - 4), at);
    const isOpened = /["'`[(]$/.test(before) && !/[-/]c ["']$/i.test(before);
    if (rest !== undefined && isOpened) return file + rest;
  }
  return undefined;
}

/** Returns the title for a path that was cut at a space. */
export function nameCutPath(path: string): string {
  return withLabel(l10n.t('A path was cut at its space'), redactText(path));
}

/** Advises on a path that a program or a shell cut at a space. */
export function adviseCutPath(path: string): Instruction {
  return {
    text: l10n.t(
      'Put the path in quotation marks, or use folders without spaces: “{0}” was cut at its space.',
      redactText(path),
    ),
    ofSeveral: l10n.t('Put the path in quotation marks, or use folders without spaces: it was cut at its space.'),
  };
}

/** Matches files that a command makes from others before they can be used: indexes and databases. */
const index =
  /\.(?:fai|gzi|bai|csi|crai|tbi|pbi|idx|dict|mmi|bwt|sa|pac|amb|ann|bt2l?|ht2l?|[np](?:in|sq|hr|al)|dmnd|h3[fimp]|k2d|kdx|qix)$/i;
/** Matches the files of data sets that consist of several. */
const part = /\.(?:shx|dbf|prj|hdr|zraw|bim|fam|mtl|tfw)$/i;

/** Advises on a file that has to be made first, or that belongs to another; undefined for other files. */
export function adviseMade(file: string): Instruction | undefined {
  const name = redactText(file);
  if (index.test(file))
    return {
      text: l10n.t(
        'Make {0} first, with the command that the program or its suite has for it, or bring it as a resource file: the task needs the data and what was made from it in one folder.',
        name,
      ),
      ofSeveral: l10n.t(
        'Make the missing files first, with the command that the program or its suite has for them: the task needs the data and what was made from it in one folder.',
      ),
    };
  return part.test(file)
    ? {
        text: l10n.t(
          'Give the task all files of this data set in one folder: {0} belongs to the files that are named like it, and none of them is enough alone.',
          name,
        ),
        ofSeveral: l10n.t('Give the task all files of the data set in one folder: none of them is enough alone.'),
      }
    : undefined;
}

/** Advises on a path at which the kernel shows a device or driver, which another VM size or image has or names. */
export function adviseDevice(path: string): Instruction {
  const parts = path.split('/');
  const folder = parts.slice(0, Math.min(4, parts.length - 1)).join('/');
  return {
    text: l10n.t(
      'The kernel provides {path} for a device or driver: see what the node has (`ls {folder}`) and use its name, or use a VM size and an image with this device.',
      { path, folder },
    ),
    ofSeveral: l10n.t(
      'The kernel provides this path for a device or driver: see what the nodes have there and use its name, or use a VM size and an image with this device.',
    ),
  };
}

/** Advises on a file that could not be opened, for which the message gives no reason. */
export function adviseUnopened(file: string): Instruction {
  return {
    text: l10n.t(
      'Check that {0} (or its folder, if the program writes it) is there at this path, and that the task may access it: the message gives no reason.',
      file,
    ),
    ofSeveral: l10n.t(
      'Check that the file (or its folder, if the program writes it) is there at this path, and that the task may access it.',
    ),
  };
}

/** Matches a library, which is no program even where a message speaks of running something. */
export const library = /\.(?:so(?:\.\d+)*|dll|dylib|jar)$/i;

/** Matches a program given as a path, which the system doesn't look for in other folders. */
const asPath = /[\\/]/;
/** Matches a shell's message about such a program in a folder of the task. */
export const pathNotFound = /(?:^|[\s'"`:])(\.{1,2}\/[^\s:'"`]{1,200})['"`]?: (?:not found|No such file)/;

/** Advises on a program that was not found, or that cannot be started. */
export function adviseProgram(program: string | undefined, text: string): Instruction {
  const ofSeveral = l10n.t(
    'Install the program in the start task, an application package or the container image, or call it by its full path.',
  );
  if (program === undefined) return ofSeveral;
  const name = redactText(program);
  if (noLoader.test(text))
    return {
      text: l10n.t(
        'Run {0} in an image that has what starts it: it is there, but the interpreter in its first line, or the loader (a program built for glibc on Alpine), is not.',
        name,
      ),
      ofSeveral,
    };
  return {
    text: asPath.test(program)
      ? l10n.t(
          'Check that {0} is there. If it is, what starts it is missing: the interpreter in its first line, or the loader (a program built for glibc on Alpine).',
          name,
        )
      : l10n.t(
          'Install {0} in the start task, an application package or the container image, or call it by its full path.',
          name,
        ),
    ofSeveral,
  };
}
