import * as l10n from '@vscode/l10n';
import type { Instruction } from '../../explanation/instruction.ts';

const twoVersions =
  /compatib|conflict|mis-?match|\bdiffer|\bbut\b|\bexpected\b|cannot import name|no attribute|undefined symbol|\b(?:compiled|built|linked) (?:with|for|against|using|by)\b/i;

/** Checks whether a message is about two versions that don't fit, of which any could be the one to change. */
export function saysTwoVersions(text: string): boolean {
  return twoVersions.test(text);
}

const wantedVersion =
  /\b(?:requires?|required|needs?|at least|minimum)\b.{0,80}\d\.?\d*|>= ?\d|\d or (?:newer|later|higher|above)/i;

/** Checks whether a message names the version that it asks for. */
export function asksForVersion(text: string): boolean {
  return wantedVersion.test(text);
}

/** Matches what has to be installed or built again, because another version built it. */
const builtByAnother =
  /\b(?:needs?|has|have|must) (?:to )?be (?:re-?installed|re-?built|re-?compiled)\b|\bplease (?:re-?install|re-?build|re-?compile)\b/i;

/** Advises to install again what another version built; undefined for other messages. */
export function adviseRebuild(text: string, quote: string): Instruction | undefined {
  if (!builtByAnother.test(text)) return undefined;
  return {
    text: l10n.t('Install or build again, with the version that runs it, what the message names: “{0}”.', quote),
    ofSeveral: l10n.t('Install or build again, with the version that runs it, what the message names.'),
  };
}

/** The words of Python for a name that the installed version of a module lacks: removed since, or not added yet. */
const lacking =
  /cannot import name '(?<name>\w{1,80})' from '(?<of>[\w.]{1,80})'|module '(?<module>[\w.]{1,80})' has no attribute '(?<attribute>\w{1,80})'/;

/** Modules of Python itself from which names were removed, or to which names were added, since 3.7. */
const changedByPython: ReadonlySet<string> = new Set(
  'array ast asyncio base64 cgi collections configparser contextlib dataclasses datetime enum fractions functools gettext html importlib importlib.metadata importlib.resources inspect itertools locale logging math os pathlib pkgutil platform random re shutil ssl string subprocess sys threading time types typing unittest xml xml.etree.ElementTree'.split(
    ' ',
  ),
);

/** Advises on a module that was found but lacks a name; undefined for other messages. */
export function adviseLacking(text: string): string | undefined {
  const { name, of, module, attribute } = lacking.exec(text)?.groups ?? {};
  const [from, missing] = [of ?? module, name ?? attribute];
  if (from === undefined || missing === undefined) return undefined;
  return changedByPython.has(from)
    ? l10n.t(
        'Use the Python version that the program was written for, or update what uses {name}: this Python has it no longer, or not yet.',
        { name: `${from}.${missing}` },
      )
    : l10n.t(
        'Install a version of {module} that has {name} and pin it, or change the code that uses it: the installed one has no such name.',
        { module: from, name: missing },
      );
}

/** Advises on an exception that the code of an installed package threw; undefined for others. */
export function adviseThrower(name: string | undefined): Instruction | undefined {
  if (name === undefined) return undefined;
  return {
    isSearch: true,
    text: l10n.t(
      'Compare the version of {0} with the one that your code was written for, and look at what your code passes to it: the error was raised in its code.',
      name,
    ),
    ofSeveral: l10n.t(
      'Compare the versions of the packages in whose code the errors were raised with those that your code was written for, and look at what your code passes to them.',
    ),
  };
}
