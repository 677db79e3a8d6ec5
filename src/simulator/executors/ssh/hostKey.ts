import { createHash, createPrivateKey, createPublicKey, randomBytes, randomInt } from 'node:crypto';

const keyType = 'ssh-ed25519';
/** The prefix of the 32 bytes of an Ed25519 key in PKCS #8 (RFC 8410). */
const pkcs8Prefix = Buffer.from('302e020100300506032b657004220420', 'hex');
const publicKeyBytes = 32;
/** Private parts are padded to blocks of this size, even without a cipher (PROTOCOL.key of OpenSSH). */
const blockBytes = 8;
/** Line length of keys that `ssh-keygen` writes. */
const keyLine = /.{1,70}/g;

const seedBytes = 32;

/** Creates a random host key in OpenSSH's format. The generator of ssh2 occasionally creates an unreadable key. */
export function randomHostKey(): string {
  return toHostKey(randomBytes(seedBytes));
}

/**
 * Returns a host key that is always the same for the same name, so that a client that pins keys recognizes the node
 * after a restart. The key protects nothing, and is only for nodes without real data.
 */
export function namedHostKey(name: string): string {
  return toHostKey(createHash('sha256').update(`host key of ${name}`).digest());
}

function toHostKey(seed: Buffer): string {
  const privateKey = createPrivateKey({ key: Buffer.concat([pkcs8Prefix, seed]), format: 'der', type: 'pkcs8' });
  const publicKey = createPublicKey(privateKey).export({ format: 'der', type: 'spki' }).subarray(-publicKeyBytes);
  const publicPart = Buffer.concat([text(keyType), text(publicKey)]);
  const check = number(randomInt(2 ** 32));
  const secret = Buffer.concat([check, check, publicPart, text(Buffer.concat([seed, publicKey])), text('')]);
  const padding = Buffer.from(Array.from({ length: -secret.length & (blockBytes - 1) }, (_, index) => index + 1));
  const file = Buffer.concat([
    Buffer.from('openssh-key-v1\0'),
    text('none'),
    text('none'),
    text(''),
    number(1),
    text(publicPart),
    text(Buffer.concat([secret, padding])),
  ]);
  const lines = file.toString('base64').match(keyLine) ?? [];
  return ['-----BEGIN OPENSSH PRIVATE KEY-----', ...lines, '-----END OPENSSH PRIVATE KEY-----', ''].join('\n');
}

function text(value: string | Uint8Array): Buffer {
  const bytes = Buffer.from(value);
  return Buffer.concat([number(bytes.length), bytes]);
}

function number(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(value);
  return bytes;
}
