import * as l10n from '@vscode/l10n';
import { describeError } from '../core/text/describeError.ts';

/** Describes why a file can't be read or written, with the system's code. Other errors keep their own message. */
export function describeFileError(error: unknown): string {
  // Node puts a prefix before some of the system's codes.
  const code = error instanceof Error && 'code' in error ? String(error.code).replace(/^ERR_FS_/, '') : '';
  const isPattern = code === 'ENOENT' && isFileError(error) && /[*?[]/.test(error.path);
  const said = isPattern
    ? l10n.t('No file matches this pattern.')
    : code === 'ENOENT' && isFileError(error) && error.syscall === 'mkdir'
      ? l10n.t('No folder can be created there.')
      : sentences[code]?.();
  return said === undefined ? describeError(error) : `${said} (${code})`;
}

/** Checks whether an error comes from the file system of this computer. */
export function isFileError(
  error: unknown,
): error is Error & { readonly code: string; readonly path: string; readonly syscall: string } {
  return error instanceof Error && 'syscall' in error && 'path' in error && 'code' in error;
}

const sentences: Readonly<Record<string, () => string>> = {
  ENOENT: () => l10n.t("It doesn't exist."),
  ENOTDIR: () => l10n.t('A part of the path is a file, not a folder.'),
  EISDIR: () => l10n.t('It is a folder, not a file.'),
  EEXIST: () => l10n.t('It exists already.'),
  EACCES: () => l10n.t("You don't have permission."),
  EPERM: () => l10n.t("You don't have permission."),
  EROFS: () => l10n.t('The file system is read-only.'),
  ENOSPC: () => l10n.t('The disk is full.'),
};
