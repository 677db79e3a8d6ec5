import * as l10n from '@vscode/l10n';
import { addSubject, type Rules } from '../../engine/finding.ts';

/**
 * Rules for unresolved names, untrusted certificates, and silent servers, as reported by clients in any programming
 * language.
 */
export const connectionRules = {
  'host-unknown': {
    like: [
      'lookup {what} on {}: no such host',
      'lookup {what}: no such host',
      'no such host',
      'getaddrinfo ENOTFOUND {what}',
      'getaddrinfo EAI_AGAIN {what}',
      "remote name could not be resolved: '{what}'",
      "Failed to resolve '{what}'",
      'UnknownHostException: {what}',
      'nodename nor servname provided',
    ],
    category: 'network-dns',
  },
  'certificate-not-trusted': {
    like: ['x509: ', 'tls: failed to verify', 'CERTIFICATE_VERIFY_FAILED', 'PKIX path building failed'],
    category: 'network-tls',
  },
  'server-silent': {
    like: [
      'dial tcp {what}: i/o timeout',
      'net/http: TLS handshake timeout',
      'net/http: request canceled',
      'context deadline exceeded',
      'The operation has timed out',
    ],
    category: 'timeout',
    narrow: 'stated',
    says: addSubject(() => l10n.t("A server didn't respond")),
    fix: () => [
      l10n.t(
        'Check that the firewall, network security group, and routes let the nodes reach the address, then run the task again.',
      ),
    ],
  },
} satisfies Rules;
