import { generateKeyPairSync, randomBytes } from 'node:crypto';
import { chmod, mkdir, rm, writeFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { toHomeFileError } from '../../app/connect/homeFileError.ts';
import type { SshKeyPair } from './sshKeys.ts';

const keyType = 'ssh-ed25519';
const keyName = 'azure_batch_ed25519';
const blockLength = 8;
/** Line length of keys that `ssh-keygen` writes. */
const keyLine = /.{1,70}/g;

/**
 * Creates an ed25519 key without a passphrase, without `ssh-keygen`, which may not be installed. The private key is in
 * OpenSSH's own format (openssh-key-v1), because older programs read no other for this type.
 */
export function makeSshKey(comment: string): { readonly publicKey: string; readonly privateKey: string } {
  const { x = '', d = '' } = generateKeyPairSync('ed25519').privateKey.export({ format: 'jwk' });
  const [own, secret] = [Buffer.from(x, 'base64url'), Buffer.from(d, 'base64url')];
  const publicBlob = Buffer.concat([toField(keyType), toField(own)]);
  const check = randomBytes(4);
  const fields = [check, check, publicBlob, toField(Buffer.concat([secret, own])), toField(comment)];
  const unpadded = Buffer.concat(fields);
  const missing = (blockLength - (unpadded.length % blockLength)) % blockLength;
  const padding = Buffer.from(Array.from({ length: missing }, (_, index) => index + 1));
  const one = Buffer.from([0, 0, 0, 1]);
  const blob = Buffer.concat([
    Buffer.from('openssh-key-v1\0'),
    ...['none', 'none', ''].map(toField),
    one,
    toField(publicBlob),
    toField(Buffer.concat([unpadded, padding])),
  ]);
  const lines = blob.toString('base64').match(keyLine) ?? [];
  return {
    publicKey: `${keyType} ${publicBlob.toString('base64')} ${comment}`,
    privateKey: ['-----BEGIN OPENSSH PRIVATE KEY-----', ...lines, '-----END OPENSSH PRIVATE KEY-----', ''].join('\n'),
  };
}

/** Encodes a field of SSH's wire format (RFC 4251): its length, then its bytes. */
function toField(value: string | Buffer): Buffer {
  const bytes = Buffer.from(value);
  const length = Buffer.alloc(4);
  length.writeUInt32BE(bytes.length);
  return Buffer.concat([length, bytes]);
}

/**
 * Creates a key in the user's `~/.ssh`, where `ssh` and this extension find it again, readable only by the user.
 * Existing files are not changed. Throws a `BatchError` with the reason if it can't be written.
 */
export async function createSshKey(folder = join(homedir(), '.ssh')): Promise<SshKeyPair> {
  try {
    await mkdir(folder, { recursive: true, mode: 0o700 });
    return await writeFreeKey(folder);
  } catch (error) {
    throw toHomeFileError(join(folder, keyName), error);
  }
}

/** Writes the key under the first free file name. */
async function writeFreeKey(folder: string): Promise<SshKeyPair> {
  for (let number = 1; ; number++) {
    const name = number === 1 ? keyName : `${keyName}_${number}`;
    try {
      return await writeSshKey(folder, name);
    } catch (error) {
      if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
    }
  }
}

/** Writes a new key to two files that must not exist. Throws as `writeFile` does. */
export async function writeSshKey(folder: string, name: string): Promise<SshKeyPair> {
  const { publicKey, privateKey } = makeSshKey('azure-batch-troubleshooter');
  const identityPath = join(folder, name);
  await writeFile(identityPath, privateKey, { mode: 0o600, flag: 'wx' });
  // Set explicitly, because the umask may differ.
  await chmod(identityPath, 0o600);
  try {
    await writeFile(`${identityPath}.pub`, `${publicKey}\n`, { mode: 0o644, flag: 'wx' });
  } catch (error) {
    await rm(identityPath, { force: true });
    throw error;
  }
  return { name, publicKey, identityPath };
}
