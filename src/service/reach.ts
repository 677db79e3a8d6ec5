import { lookup } from 'node:dns/promises';
import { connect } from 'node:tls';
import type { HostReach } from '../core/answers/hostReach.ts';
import { type Clock, within } from '../core/clock.ts';
import { untilAborted } from '../core/model/cancelled.ts';

const patienceMs = 10_000;

/**
 * Tests whether a host can be reached directly, without any proxy: resolves its name, and opens a TLS connection. A
 * failure is returned as a result. Throws `Cancelled` only.
 */
export async function measureReach(endpoint: string, clock: Clock, signal: AbortSignal): Promise<HostReach> {
  const { hostname, port, protocol } = new URL(endpoint);
  const host = hostname.replace(/^\[|\]$/g, '');
  const names = await untilAborted(resolve(host), signal);
  const proxies = ['HTTPS_PROXY', 'HTTP_PROXY', 'ALL_PROXY', 'NO_PROXY'].filter(
    (name) => (process.env[name] ?? process.env[name.toLowerCase()] ?? '') !== '',
  );
  const tls = protocol === 'https:' ? await shakeHands(host, Number(port || 443), clock, signal) : undefined;
  return { ...names, proxies, ...(tls === undefined ? {} : { tls }) };
}

async function resolve(host: string): Promise<Pick<HostReach, 'addresses' | 'whyUnresolved'>> {
  try {
    const found = await lookup(host, { all: true });
    return {
      addresses: found.map(({ address, family }) => ({
        family: family === 6 ? 'IPv6' : 'IPv4',
        isPrivate: isPrivate(address),
      })),
    };
  } catch (error) {
    return { addresses: [], whyUnresolved: toCode(error) };
  }
}

/** Returns true for an address of this computer or of a private network, such as a private endpoint's. */
function isPrivate(address: string): boolean {
  return /^(127\.|10\.|192\.168\.|172\.(1[6-9]|2\d|3[01])\.|::1$|f[cd])/i.test(address);
}

async function shakeHands(
  host: string,
  port: number,
  clock: Clock,
  signal: AbortSignal,
): Promise<NonNullable<HostReach['tls']>> {
  const socket = connect({ host, port, servername: host, rejectUnauthorized: false });
  const outcome = new Promise<NonNullable<HostReach['tls']>>((settle) => {
    socket.on('error', (error) => settle({ why: toCode(error) }));
    socket.on('secureConnect', () => {
      const { authorized, authorizationError } = socket;
      const why = authorized ? {} : { why: toCode(authorizationError) };
      settle({ protocol: socket.getProtocol() ?? 'unknown', ...why });
    });
  });
  try {
    return (await untilAborted(within(clock, patienceMs, outcome), signal)) ?? { why: 'ETIMEDOUT' };
  } finally {
    socket.destroy();
  }
}

/** Returns a code of Node.js, such as `ENOTFOUND`; such codes reveal nothing about the host. */
function toCode(error: unknown): string {
  const code = error instanceof Error ? Reflect.get(error, 'code') : error;
  return typeof code === 'string' && /^[A-Z_]+$/.test(code) ? code : 'unknown';
}
