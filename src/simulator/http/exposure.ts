import { isLoopback } from './listening.ts';

/** A well-known key, for people who want the same one each time; it opens only simulated accounts. */
export const wellKnownKey = Buffer.from('Everybody may know this key. It opens simulated accounts alone.').toString(
  'base64',
);

/** What decides whether others than programs of this computer may reach an account. */
export interface Exposure {
  readonly host: string;
  /** Undefined when one is made at start. */
  readonly accountKey: string | undefined;
  readonly isTls: boolean;
  readonly allowPlainHttp: boolean;
  /** Whether tasks of the account run programs on this computer. */
  readonly runsPrograms: boolean;
  readonly allowRemoteCommands: boolean;
}

/** Why an account may not be reached from elsewhere as it is; undefined when it may, or can't be. */
export function findExposureFault(exposure: Exposure): string | undefined {
  const { host, accountKey, isTls, allowPlainHttp, runsPrograms, allowRemoteCommands } = exposure;
  if (isLoopback(host)) return undefined;
  const where = `Other computers may reach ${host}`;
  if (accountKey === undefined || accountKey === wellKnownKey) {
    return `${where}: give the account a key of its own (--key, accountKey).`;
  }
  if (!isTls && !allowPlainHttp) {
    return `${where}: serve with TLS (--tls, isTls), or allow plain HTTP (--allow-plain-http, allowPlainHttp).`;
  }
  if (runsPrograms && !allowRemoteCommands) {
    return `${where}, and tasks run programs on this computer: play outcomes instead (--executor scripted), or allow it (--allow-remote-commands, allowRemoteCommands).`;
  }
  return undefined;
}

/**
 * Why a text can't be the token that opens Control; undefined when it can. Guesses aren't limited, so it has to be longer
 * than what can be guessed. The fault doesn't repeat it.
 */
export function findTokenFault(token: string): string | undefined {
  return /^[\x21-\x7e]{16,}$/.test(token)
    ? undefined
    : 'The control token (--control-token, controlToken) must have at least 16 ASCII characters and no spaces.';
}
