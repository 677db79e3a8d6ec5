import type { ExamplesOf } from '../../engine/examples.ts';
import type { connectionRules } from './connections.ts';

export const connectionExamples: ExamplesOf<typeof connectionRules> = {
  'host-unknown': {
    examples: [
      'dial tcp: lookup db.internal: no such host',
      'Error response from daemon: Get "https://contosoo.azurecr.io/v2/": dial tcp: lookup contosoo.azurecr.io on 168.63.129.16:53: no such host',
      'Error: getaddrinfo ENOTFOUND api.contoso.invalid',
      "System.Net.WebException: The remote name could not be resolved: 'api.contoso.invalid'",
      'java.net.UnknownHostException: api.contoso.invalid',
    ],
    not: ['Looking up api.contoso.com: 10.1.0.4'],
  },
  'certificate-not-trusted': {
    examples: [
      'x509: certificate signed by unknown authority',
      'docker: Error response from daemon: Get "https://registry.contoso.com/v2/": tls: failed to verify certificate: x509: certificate signed by unknown authority.',
      'ssl.SSLCertVerificationError: [SSL: CERTIFICATE_VERIFY_FAILED] certificate verify failed: unable to get local issuer certificate (_ssl.c:1006)',
      'javax.net.ssl.SSLHandshakeException: PKIX path building failed: unable to find valid certification path to requested target',
    ],
  },
  'server-silent': {
    examples: [
      'dial tcp 10.0.0.4:443: i/o timeout',
      'Get "https://api.contoso.com/": net/http: TLS handshake timeout',
      'Error: context deadline exceeded',
      'The operation has timed out.',
    ],
  },
};
