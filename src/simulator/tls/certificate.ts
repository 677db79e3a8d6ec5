import { generateKeyPairSync, randomBytes, sign } from 'node:crypto';
import { bits, integer, octets, oid, sequence, set, tagged, taggedBytes, truth, utcTime, utf8 } from './der.ts';

/** A certificate and its private key, both PEM. */
export interface Identity {
  readonly certificate: string;
  readonly key: string;
}

const dayMs = 24 * 60 * 60 * 1000;
/** Backdated, since clocks differ. */
const validBeforeMs = dayMs;
const validAfterMs = 30 * dayMs;

const ids = {
  commonName: '2.5.4.3',
  subjectAltName: '2.5.29.17',
  basicConstraints: '2.5.29.19',
  ecdsaWithSha256: '1.2.840.10045.4.3.2',
} as const;

/** Makes a self-signed certificate for these hosts and 127.0.0.1 under a key that is made for it (RFC 5280). */
export function makeIdentity(nowMs: number, hosts: readonly string[] = ['localhost']): Identity {
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
    tagged(3, sequence(authority(), names(hosts))),
  );
  const certificate = sequence(body, algorithm, bits(sign('sha256', body, privateKey)));
  return {
    certificate: pem('CERTIFICATE', certificate),
    key: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
  };
}

/** It is its own authority, so that clients can be configured to trust it. */
function authority(): Buffer {
  return sequence(oid(ids.basicConstraints), truth(), octets(sequence(truth())));
}

function names(hosts: readonly string[]): Buffer {
  const dns = hosts.map((host) => taggedBytes(2, Buffer.from(host, 'ascii')));
  const ip = taggedBytes(7, Buffer.of(127, 0, 0, 1));
  return sequence(oid(ids.subjectAltName), octets(sequence(...dns, ip)));
}

function pem(label: string, der: Buffer): string {
  const lines = der.toString('base64').match(/.{1,64}/g) ?? [];
  return `-----BEGIN ${label}-----\n${lines.join('\n')}\n-----END ${label}-----\n`;
}
