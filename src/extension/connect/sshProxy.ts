import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { readSshProxy, type SshConnection, type SshProxy, toSshLookupArguments } from '../../core/connect/ssh.ts';

/** Nothing is connected to; what the user's configuration runs to decide (`Match exec`) may take its time. */
const limitMs = 10_000;

/**
 * The proxy that the user's own `ssh_config` sets for a node's address. Undefined where it sets none, or where `ssh`
 * cannot read the file, which is reported when it connects.
 */
export async function findSshProxy(program: string, connection: SshConnection): Promise<SshProxy | undefined> {
  const options = { timeout: limitMs, windowsHide: true, env: { ...process.env, SSH_ASKPASS_REQUIRE: 'never' } };
  const printed = await promisify(execFile)(program, toSshLookupArguments(connection), options).catch(() => undefined);
  return printed === undefined ? undefined : readSshProxy(printed.stdout);
}
