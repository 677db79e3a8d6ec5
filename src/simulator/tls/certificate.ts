import { generateKeyPairSync, randomBytes, sign } from 'node:crypto';
import { isIPv4, isIPv6 } from 'node:net';
import { bits, integer, octets, oid, sequence, set, tagged, taggedBytes, truth, utcTime, utf8 } from './der.ts';

/** A certificate and its private key, both PEM. */
export interface Identity {
  readonly certificate: string;
  readonly key: string;
}

const dayMs = 24 * 60 * 60 * 1000;
/** Backdated, because clocks differ. */
const validBeforeMs = dayMs;
const validAfterMs = 30 * dayMs;

const ids = {
  commonName: '2.5.4.3',
  subjectAltName: '2.5.29.17',
  basicConstraints: '2.5.29.19',
  ecdsaWithSha256: '1.2.840.10045.4.3.2',
} as const;

/** Creates a self-signed certificate with a new key for the given names and addresses, and for loopback (RFC 5280). */
export function makeIdentity(nowMs: number, hosts: readonly string[] = []): Identity {
  const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const name = sequence(set(sequence(oid(ids.commonName), utf8('Azure Batch simulator'))));
  const algorithm = sequence(oid(ids.ecdsaWithSha256));
  const body = sequence(
    tagged(0, integer(Buffer.of(2))),
    integer(randomBytes(16)),
    algorithm,
    name,
    sequence(utcTime(nowMs - validBeforeMs), utcTime(nowMs + validAfterMs)),
    name,
    publicKey.export({ type: 'spki', format: 'der' }),
    tagged(3, sequence(authority(), names(new Set(['localhost', '127.0.0.1', '::1', ...hosts])))),
  );
  const certificate = sequence(body, algorithm, bits(sign('sha256', body, privateKey)));
  return {
    certificate: pem('CERTIFICATE', certificate),
    key: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
  };
}

/** The certificate is its own authority, so that clients can be configured to trust it. */
function authority(): Buffer {
  return sequence(oid(ids.basicConstraints), truth(), octets(sequence(truth())));
}

function names(hosts: ReadonlySet<string>): Buffer {
  const all = [...hosts].map((written) => {
    const host = written.replace(/^\[(.*)\]$/, '$1');
    const address = toAddress(host);
    return address === undefined ? taggedBytes(2, Buffer.from(host, 'ascii')) : taggedBytes(7, address);
  });
  return sequence(oid(ids.subjectAltName), octets(sequence(...all)));
}

/** Returns the bytes of an IP address; undefined for a name. */
function toAddress(host: string): Buffer | undefined {
  if (isIPv4(host)) return Buffer.from(host.split('.').map(Number));
  if (!isIPv6(host)) return undefined;
  // A URL normalizes an IPv6 address to hexadecimal groups with at most one gap.
  const [head = '', tail = ''] = new URL(`http://[${host}]`).hostname.slice(1, -1).split('::');
  const [first, last] = [head, tail].map((part) => part.split(':').filter((group) => group !== ''));
  const groups = [
    ...(first ?? []),
    ...Array(8 - (first ?? []).length - (last ?? []).length).fill('0'),
    ...(last ?? []),
  ];
  return Buffer.from(groups.map((group) => String(group).padStart(4, '0')).join(''), 'hex');
}

function pem(label: string, der: Buffer): string {
  const lines = der.toString('base64').match(/.{1,64}/g) ?? [];
  return `-----BEGIN ${label}-----\n${lines.join('\n')}\n-----END ${label}-----\n`;
}
