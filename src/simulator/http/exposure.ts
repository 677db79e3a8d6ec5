import { isLoopback } from './listening.ts';

/** A well-known key, for users who want the same key each time; it opens only simulated accounts. */
export const wellKnownKey = Buffer.from('Everybody may know this key. It opens simulated accounts alone.').toString(
  'base64',
);

/** Settings that decide whether an account may be reached from other computers. */
export interface Exposure {
  readonly host: string;
  /** Undefined if a key is generated at start. */
  readonly accountKey: string | undefined;
  readonly isTls: boolean;
  readonly allowPlainHttp: boolean;
  /** Set if tasks of the account run programs on this computer. */
  readonly runsPrograms: boolean;
  readonly allowRemoteCommands: boolean;
}

/**
 * Returns why an account may not be reached from other computers with these settings; undefined if it may, or isn't
 * reachable.
 */
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
 * Returns why a text can't be the control token; undefined if it can. Attempts aren't limited, so it must be too long
 * to guess. The message doesn't repeat it.
 */
export function findTokenFault(token: string): string | undefined {
  return /^[\x21-\x7e]{16,}$/.test(token)
    ? undefined
    : 'The control token (--control-token, controlToken) must have at least 16 ASCII characters and no spaces.';
}
