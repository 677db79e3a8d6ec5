import * as l10n from '@vscode/l10n';
import { listSome, quoteWord } from '../explanation/sentences.ts';
import type { PlaceVerdict } from './placeVerdict.ts';
import type { ProcessVerdict } from './processFailure.ts';
import type { TaskContext } from './taskContext.ts';

const programFiles = /%ProgramFiles(?:\(x86\))?%|Program Files(?: \(x86\))?/i;
/** Matches a command whose outer quotation marks `cmd` removes: it begins with one and has more than two. */
const quotedCommand = /^\s*(?:\S*\\)?cmd(?:\.exe)?\s+(?:\/\w\s+)*\/c\s+"(?!")[^"]*"[^"]*"/i;

/** Explains a name that ends at its first space because nothing in the command line keeps its words together. */
export function judgeSpace({ task, os }: TaskContext, { category, subject }: ProcessVerdict): PlaceVerdict | undefined {
  if ((category !== 'missing-file' && category !== 'missing-program') || subject === undefined) return undefined;
  const commandLine = (task.commandLine ?? '').slice(0, 8000);
  const isOfPrograms = /^[A-Za-z]:\\Program$/.test(subject) && programFiles.test(commandLine);
  const last = subject.split(/[\\/]/).at(-1) ?? subject;
  const name = isOfPrograms
    ? (programFiles.exec(commandLine)?.[0] ?? subject)
    : (task.resourceFiles ?? [])
        .flatMap(({ filePath }) => filePath?.split(/[\\/]/).at(-1) ?? [])
        .find((path) => last !== '' && path.startsWith(`${last} `) && commandLine.includes(path));
  if (name === undefined) return undefined;
  const isStripped = os === 'windows' && isOfPrograms && quotedCommand.test(commandLine);
  return {
    what: l10n.t('The name {0} was cut at its space', quoteWord(name)),
    why: isStripped
      ? l10n.t('`cmd /c` removes the outer quotation marks of a command that has more than two.')
      : l10n.t('Without quotation marks, the command line passes the words of {0} one by one.', quoteWord(name)),
    fixes: [
      {
        text: isStripped
          ? l10n.t('Put the whole command after `/c` into another pair of quotation marks: `cmd /c ""…" …"`.')
          : l10n.t('Put {0} in quotation marks in the command line.', quoteWord(name)),
        property: ['commandLine'],
      },
    ],
    change: 'definition',
  };
}

/** Explains a path relative to the working directory that names a mount; mounts are in a folder of the node. */
export function judgeMountPath(
  { task, pool, os }: TaskContext,
  { category, subject = '', evidence }: ProcessVerdict,
): PlaceVerdict | undefined {
  // On Windows, mounts are drives.
  if (os === 'windows' || !['missing-file', 'bad-arguments', 'other'].includes(category)) return undefined;
  const mounts = listMountPaths(pool);
  const said = toSaid(subject, evidence);
  const mount = mounts.find((path) => isRelativeTo(said, path) && isRelativeTo(task.commandLine ?? '', path));
  if (mount === undefined || (task.resourceFiles ?? []).some(({ filePath }) => isRelativeTo(filePath ?? '', mount)))
    return undefined;
  return {
    what: l10n.t("The mount {0} isn't in the working directory", quoteWord(mount)),
    why: l10n.t(
      'The pool mounts {0}, below the folder that AZ_BATCH_NODE_MOUNTS_DIR names. The command line looks for it in the working directory of the task.',
      quoteWord(mount),
    ),
    fixes: [
      {
        text: l10n.t('Write $AZ_BATCH_NODE_MOUNTS_DIR/{0} in the command line, and run it in a shell.', mount),
        property: ['commandLine'],
      },
    ],
    change: 'definition',
  };
}

function listMountPaths(pool: TaskContext['pool']): readonly string[] {
  return (pool?.mountConfiguration ?? []).flatMap((one) =>
    Object.values(one).flatMap((mount) => mount?.relativeMountPath ?? []),
  );
}

function toSaid(subject: string, evidence: ProcessVerdict['evidence']): string {
  return [subject, ...evidence.map(({ text }) => text)].join('\n').slice(0, 8000);
}

/** Matches the first folder of a path below a node's folder for mounts. */
export const mountedPath = /[\\/]fsmounts[\\/]([^\\/\s'"’:]{1,200})/;

/** Explains a path below the folder for mounts, at which the pool mounts nothing. */
export function judgeUnmounted(
  { pool, os }: TaskContext,
  { category, subject = '', evidence }: ProcessVerdict,
): PlaceVerdict | undefined {
  if (pool === undefined || os === 'windows' || !['missing-file', 'bad-arguments', 'other'].includes(category))
    return undefined;
  const name = mountedPath.exec(toSaid(subject, evidence))?.[1];
  const mounts = listMountPaths(pool).map((path) => path.split('/')[0] ?? '');
  if (name === undefined || mounts.includes(name)) return undefined;
  return {
    what: l10n.t('The pool mounts nothing at {0}', quoteWord(name)),
    why:
      mounts.length === 0
        ? l10n.t('The pool has no `mountConfiguration`, so the folder that AZ_BATCH_NODE_MOUNTS_DIR names is empty.')
        : l10n.t('The pool mounts these folders: {0}.', listSome(mounts.map(quoteWord))),
    fixes: [
      {
        text: l10n.t(
          'Add {0} to the `mountConfiguration` of the pool, or correct the name of the folder in the command line.',
          quoteWord(name),
        ),
        property: ['commandLine'],
      },
    ],
    change: 'definition',
  };
}

function isRelativeTo(text: string, folder: string): boolean {
  if (folder === '') return false;
  const parts = ` ${text.slice(0, 8000)}`.split(`${folder}/`);
  return parts
    .slice(1)
    .some((after, index) => /[\s"'‘“=(](?:\.\/)?$/.test(parts[index]?.slice(-3) ?? '') && /^[\w.*-]/.test(after));
}

/** Matches folders of the node that task containers also have. */
const ofNode = /^\/(?:mnt|opt\/batch|tmp|dev\/shm)(?:\/|$)/;

/** Checks for a folder of the image, which may belong to another user than the task's. */
export function isImageFolder(subject: string): boolean {
  return subject.startsWith('/') && !ofNode.test(subject) && !/\/(?:workitems|fsmounts|startup|shared)\//.test(subject);
}
