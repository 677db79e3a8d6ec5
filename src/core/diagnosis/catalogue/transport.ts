import type { LocalErrorCode } from '../../model/batchError.ts';

/** Longest text that is looked at. */
const maxLength = 4000;

/** What clients say when no answer arrived: the request never got there, or the answer was lost. */
const transportWords: readonly (readonly [RegExp, LocalErrorCode])[] = [
  [/\bENOTFOUND\b|EAI_AGAIN|name resolution|no such host|could not (?:be )?resolve/i, 'HostNotFound'],
  [/certificate|CERT_|self.signed|\bTLS\b|\bSSL\b|\bEPROTO\b/i, 'CertificateInvalid'],
  [/ECONNREFUSED|EHOSTUNREACH|ENETUNREACH|ENETDOWN|connect(?:ion)? (?:refused|ETIMEDOUT)/i, 'NetworkUnreachable'],
  [/ETIMEDOUT|timed? ?out/i, 'RequestTimedOut'],
  [/ECONNRESET|EPIPE|hang up|connection reset|premature|terminated/i, 'ConnectionReset'],
];

/** The host whose name was not found, as clients say it: `getaddrinfo ENOTFOUND contoso.westeurope.batch.azure.com`. */
export function findUnknownHost(message: string): string | undefined {
  return /\b(?:ENOTFOUND|EAI_AGAIN) ([\w.-]{1,253})/.exec(message.slice(0, maxLength))?.[1];
}

/** Our code for what a client's error says, from its code and message; undefined when neither tells. */
export function findTransportCode(text: string): LocalErrorCode | undefined {
  const start = text.slice(0, maxLength);
  return transportWords.find(([words]) => words.test(start))?.[1];
}
