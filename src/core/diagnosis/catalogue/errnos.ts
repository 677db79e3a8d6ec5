import * as l10n from '@vscode/l10n';

/** System call errors by their Linux numbers, with their names (`man 3 errno`). */
const errnos: Readonly<Record<number, readonly [name: string, meaning: () => string]>> = {
  1: ['EPERM', () => l10n.t("This user isn't permitted to perform the operation.")],
  2: ['ENOENT', () => l10n.t('A file or folder was not found.')],
  4: ['EINTR', () => l10n.t('A signal interrupted the system call.')],
  5: ['EIO', () => l10n.t('A disk or a network drive could not be read or written.')],
  7: ['E2BIG', () => l10n.t("A command's arguments and environment variables are too long in total.")],
  8: ['ENOEXEC', () => l10n.t("A program has a format that this system can't run.")],
  11: ['EAGAIN', () => l10n.t('A resource, such as processes or threads, is temporarily used up.')],
  12: ['ENOMEM', () => l10n.t('Not enough memory.')],
  13: ['EACCES', () => l10n.t('Access denied.')],
  16: ['EBUSY', () => l10n.t('The file or device is in use.')],
  17: ['EEXIST', () => l10n.t('The file already exists.')],
  18: ['EXDEV', () => l10n.t("A file can't be moved or linked to another file system this way.")],
  20: ['ENOTDIR', () => l10n.t('Part of the path is a file, not a folder.')],
  21: ['EISDIR', () => l10n.t('The path is a folder, not a file.')],
  22: ['EINVAL', () => l10n.t('A parameter is incorrect.')],
  23: ['ENFILE', () => l10n.t('The node has too many files open.')],
  24: ['EMFILE', () => l10n.t('The program has too many files open.')],
  26: ['ETXTBSY', () => l10n.t('A program cannot be changed while it runs.')],
  27: ['EFBIG', () => l10n.t('The file is larger than its file system allows.')],
  28: ['ENOSPC', () => l10n.t('The disk is full.')],
  30: ['EROFS', () => l10n.t('The file system is read-only.')],
  32: ['EPIPE', () => l10n.t('The program that was reading the output has ended.')],
  36: ['ENAMETOOLONG', () => l10n.t('A file name is too long.')],
  39: ['ENOTEMPTY', () => l10n.t('The folder is not empty.')],
  40: ['ELOOP', () => l10n.t('A path has too many links that point to each other.')],
  98: ['EADDRINUSE', () => l10n.t('Another program is already using the port.')],
  101: ['ENETUNREACH', () => l10n.t('The network is not reachable.')],
  104: ['ECONNRESET', () => l10n.t('The remote computer closed the connection.')],
  110: ['ETIMEDOUT', () => l10n.t("The remote computer didn't respond in time.")],
  111: ['ECONNREFUSED', () => l10n.t('The remote computer refused the connection.')],
  113: ['EHOSTUNREACH', () => l10n.t('The remote computer is not reachable.')],
  116: ['ESTALE', () => l10n.t('The file on a network drive no longer exists there.')],
  122: ['EDQUOT', () => l10n.t('The disk quota is used up.')],
};

const byName: ReadonlyMap<string, number> = new Map(
  Object.entries(errnos).map(([number, [name]]) => [name, Number(number)]),
);

export interface Errno {
  readonly name: string;
  readonly number: number;
  readonly meaning: string;
}

/** Finds the error with a number, or with a name in capitals. */
export function findErrno(asked: number | string): Errno | undefined {
  const number = typeof asked === 'number' ? asked : byName.get(asked);
  const known = number === undefined || !Object.hasOwn(errnos, number) ? undefined : errnos[number];
  return known === undefined || number === undefined ? undefined : { name: known[0], number, meaning: known[1]() };
}
