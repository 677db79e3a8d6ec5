import { execFile } from 'node:child_process';
import { access, constants } from 'node:fs/promises';
import { delimiter, isAbsolute, join } from 'node:path';
import { promisify } from 'node:util';
import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import { BatchError, toInvalidInput } from '../../core/model/batchError.ts';

/**
 * Finds the `ssh` program: the user's setting, or else the first one on the path. Throws `BatchError` (`SshNotFound`)
 * that explains how to get one.
 */
export async function findSshProgram(): Promise<string> {
  const chosen = vscode.workspace.getConfiguration('azureBatch').get<string>('ssh.path', '').trim();
  const candidates = chosen === '' ? searchPath(process.platform === 'win32' ? 'ssh.exe' : 'ssh') : [chosen];
  for (const candidate of candidates) {
    if (isAbsolute(candidate) && (await isExecutable(candidate))) return candidate;
  }
  throw new BatchError({
    code: 'SshNotFound',
    message:
      chosen === ''
        ? l10n.t(
            'No ssh program was found on this computer. Install OpenSSH, or enter the path of the program in the setting {0}.',
            'azureBatch.ssh.path',
          )
        : l10n.t('The setting {0} does not contain the full path of a program.', 'azureBatch.ssh.path'),
  });
}

function searchPath(name: string): readonly string[] {
  return (process.env['PATH'] ?? '')
    .split(delimiter)
    .filter((folder) => isAbsolute(folder))
    .map((folder) => join(folder, name));
}

async function isExecutable(path: string): Promise<boolean> {
  return access(path, constants.X_OK).then(
    () => true,
    () => false,
  );
}

/** Time limit of a lookup: it connects to nothing, but the user's own commands (`Match exec`) may take time. */
const lookupLimitMs = 10_000;

/**
 * Returns the output of `ssh` for the arguments of a lookup, such as `toSshLookupArguments`; undefined if it can't read
 * the user's `ssh_config`, or takes too long.
 */
export async function lookUpSshConfig(program: string, lookup: readonly string[]): Promise<string | undefined> {
  const options = { timeout: lookupLimitMs, windowsHide: true, env: { ...process.env, SSH_ASKPASS_REQUIRE: 'never' } };
  const printed = await promisify(execFile)(program, [...lookup], options).catch(() => undefined);
  return printed?.stdout;
}

/** Returns the error for a lookup that can't show what the user's configuration would forward to the node. */
export function cannotLookUp(host: string): BatchError {
  return toInvalidInput(
    l10n.t(
      "Nothing was opened, because ssh didn't report what your SSH configuration would forward to the node. To see why, run {0} in a terminal.",
      `ssh -G ${host}`,
    ),
  );
}
