import { execFile } from 'node:child_process';
import { access, constants } from 'node:fs/promises';
import { delimiter, isAbsolute, join } from 'node:path';
import { promisify } from 'node:util';
import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import { type SshConnection, toSshLookupArguments } from '../../core/connect/ssh.ts';
import { BatchError } from '../../core/model/batchError.ts';

/**
 * The `ssh` program: the user's setting, else the first one on the path.
 * Throws `BatchError` (`SshNotFound`) that says how to get one.
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

/** Nothing is connected to; what the user's configuration runs to decide (`Match exec`) may take its time. */
const lookupLimitMs = 10_000;

/** What `ssh` says it would do for a node's address; undefined where it cannot read the user's `ssh_config`. */
export async function lookUpSshConfig(program: string, connection: SshConnection): Promise<string | undefined> {
  const options = { timeout: lookupLimitMs, windowsHide: true, env: { ...process.env, SSH_ASKPASS_REQUIRE: 'never' } };
  const printed = await promisify(execFile)(program, toSshLookupArguments(connection), options).catch(() => undefined);
  return printed?.stdout;
}
