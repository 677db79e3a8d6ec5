import { explainLog } from '../explainLog.ts';
import type { FailureCategory } from '../explanation/category.ts';

/** Words by which messages of clients and services tell what kind of fault it was; the first that fits counts. */
const words: readonly (readonly [RegExp, FailureCategory])[] = [
  [
    /\bENOTFOUND\b|EAI_AGAIN|name resolution|could not resolve|no such host|getaddrinfo|remote name could not/i,
    'network-dns',
  ],
  [/certificate|\bTLS\b|\bSSL\b|self.signed|CERT_|handshake/i, 'network-tls'],
  [/no space left|disk (?:[a-z]{1,9} ){0,4}full|not enough (?:disk )?space/i, 'disk-full'],
  [
    /too many requests|throttl|server ?busy|\b(?:HTTP|status|code|error|returned|response)[ :=(]{1,3}429\b/i,
    'throttled',
  ],
  [/quota|core limit/i, 'quota'],
  [/pull access denied|manifest unknown|manifest for|registry|\bACR\b|image pull|pull image/i, 'image-pull'],
  [
    /authorization(?:permission)?failure|authenticationfailed|not authorized|access (?:is )?denied|forbidden|unauthorized|\b(?:HTTP|status|code|error|returned|response)[ :=(]{1,3}403\b/i,
    'permission',
  ],
  [
    /ECONNREFUSED|ECONNRESET|ETIMEDOUT|EHOSTUNREACH|ENETUNREACH|EPIPE|socket hang up|connection (?:refused|reset|timed out)|network/i,
    'network',
  ],
];

/** Longest message that is looked at. */
const maxLength = 8000;

/** The kind of fault that a free text speaks of; undefined when it says nothing known. */
export function categorizeMessage(message: string): FailureCategory | undefined {
  const text = message.slice(0, maxLength);
  return words.find(([pattern]) => pattern.test(text))?.[1];
}

/** The same, where the text may also be what a program printed: a detail of the service often is. */
export function categorizeDetail(text: string): FailureCategory | undefined {
  const known = categorizeMessage(text);
  if (known !== undefined) return known;
  const printed = explainLog(text.slice(0, maxLength));
  return printed === undefined || printed.confidence === 'guess' ? undefined : printed.category;
}
