import * as l10n from '@vscode/l10n';
import { formatNumber } from '../words/numbers.ts';

export type NodeOs = 'linux' | 'windows';

const maxUserNameLength = 20;
const minPasswordLength = 12;
const maxPasswordLength = 72;
const generatedPasswordLength = 24;
const msPerHour = 3_600_000;
const maxExpiryHours = 24 * 365;

/** Names that exist in every image, so that adding such a user would not work as expected. */
const takenNames: Readonly<Record<NodeOs, readonly string[]>> = {
  linux: ['root', 'daemon', 'bin', 'sys', 'sync', 'mail', 'nobody', 'sshd', '_azbatch'],
  windows: ['administrator', 'guest', 'defaultaccount', 'system'],
};

/**
 * Returns the operating system of a pool's nodes, based on its node agent (Batch documentation: "nodeAgentSKUId", for
 * example `batch.node.windows amd64`). Returns Linux if the pool doesn't have one.
 */
export function toNodeOs(nodeAgentSkuId: string | undefined): NodeOs {
  return nodeAgentSkuId?.toLowerCase().includes('windows') ? 'windows' : 'linux';
}

/**
 * Checks a user name. Returns the problem; undefined if there is none. Only ASCII letters, digits, `-`, and `_` are
 * allowed, so that the name is safe in `ssh` and `.rdp`.
 */
export function checkUserName(name: string, os: NodeOs): string | undefined {
  if (name === '') return l10n.t('Enter the user name.');
  if (name.length > maxUserNameLength)
    return l10n.t('A user name can have at most {0} characters.', formatNumber(maxUserNameLength));
  if (!/^[A-Za-z_]/.test(name)) return l10n.t('A user name must start with a letter or an underscore.');
  if (!/^[A-Za-z0-9_-]+$/.test(name))
    return l10n.t('A user name can contain only letters, digits, hyphens, and underscores.');
  if (takenNames[os].includes(name.toLowerCase())) {
    return l10n.t("The user {0} belongs to the node's operating system. Choose another name.", name);
  }
  return undefined;
}

/**
 * Checks a password by the rule for Windows images, on both systems. Returns the problem; undefined if there is none.
 */
export function checkPassword(password: string, userName: string): string | undefined {
  if (password.length < minPasswordLength || password.length > maxPasswordLength) {
    return l10n.t('A password must have {least} to {most} characters.', {
      least: formatNumber(minPasswordLength),
      most: formatNumber(maxPasswordLength),
    });
  }
  if (!/^[\x20-\x7e]+$/.test(password)) {
    return l10n.t('A password can contain only letters, digits, and symbols from a US keyboard: no accents, no tabs.');
  }
  if (countCharacterClasses(password) < 3) {
    return l10n.t(
      'A password must contain at least three of these: a lowercase letter, an uppercase letter, a digit, a symbol.',
    );
  }
  if (userName.length > 2 && password.toLowerCase().includes(userName.toLowerCase())) {
    return l10n.t('A password must not contain the user name.');
  }
  return undefined;
}

function countCharacterClasses(password: string): number {
  return [/[a-z]/, /[A-Z]/, /[0-9]/, /[^A-Za-z0-9]/].filter((characters) => characters.test(password)).length;
}

/**
 * Generates a password from characters that can't be confused with each other. The password passes `checkPassword` for
 * this user.
 * @param randomByte source of uniform random bytes (0 to 255)
 */
export function generatePassword(userName: string, randomByte: () => number): string {
  const characters = 'abcdefghijkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789-_.+=';
  for (;;) {
    const drawn = Array.from({ length: generatedPasswordLength }, () => draw(characters, randomByte)).join('');
    if (checkPassword(drawn, userName) === undefined) return drawn;
  }
}

/** Draws a character with equal probability: discards bytes above the last multiple of the number of characters. */
function draw(characters: string, randomByte: () => number): string {
  const limit = 256 - (256 % characters.length);
  let byte = randomByte();
  while (byte >= limit) byte = randomByte();
  return characters.charAt(byte % characters.length);
}

/** Checks the number of hours before a user expires, as typed. Returns the problem; undefined if there is none. */
export function checkExpiryHours(text: string): string | undefined {
  const hours = Number(text);
  if (/^\d+$/.test(text) && hours >= 1 && hours <= maxExpiryHours) return undefined;
  return l10n.t('Enter a whole number of hours from 1 to {0}.', formatNumber(maxExpiryHours));
}

/**
 * Returns the expiry time for Batch. Linux keeps only the date (Batch documentation: "expiryTime … on Linux has a
 * precision of a day"), so the user may exist until the end of that day.
 */
export function toExpiryTime(hours: number, nowMs: number): string {
  return new Date(nowMs + hours * msPerHour).toISOString();
}

/**
 * Checks an OpenSSH public key. Returns the problem; undefined if there is none. Batch requires the one-line form of a
 * `.pub` file (Batch documentation: "sshPublicKey … compatible with OpenSSH encoding").
 */
export function checkSshPublicKey(text: string): string | undefined {
  const line = text.trim();
  if (/PRIVATE KEY/.test(line)) {
    return l10n.t('This is a private key, which must never leave your computer. Choose the file that ends in .pub.');
  }
  if (/[\r\n]/.test(line)) return l10n.t('A public key is a single line.');
  const [type = '', body = ''] = line.split(/\s+/, 2);
  if (
    !/^(ssh-(rsa|ed25519)|ecdsa-sha2-nistp(256|384|521)|sk-(ssh-ed25519|ecdsa-sha2-nistp256)@openssh\.com)$/.test(type)
  ) {
    return l10n.t('A public key starts with its type, for example ssh-ed25519 or ssh-rsa.');
  }
  if (!/^[A-Za-z0-9+/]{40,}={0,3}$/.test(body)) return l10n.t('In a public key, the data after the type is base64.');
  return undefined;
}
