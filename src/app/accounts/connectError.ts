import * as l10n from '@vscode/l10n';
import type { Account } from '../../core/model/account.ts';
import { BatchError } from '../../core/model/batchError.ts';

/**
 * Explains why an account that is being added can't be reached, as one sentence for the input box that the user has
 * just filled in. Undefined for errors that are not about the connection.
 */
export function toConnectProblem(error: unknown, account: Account): string | undefined {
  if (!BatchError.is(error)) return undefined;
  const { host } = new URL(account.endpoint);
  switch (error.code) {
    case 'HostNotFound':
      return l10n.t('There is no host named {host}. Compare the endpoint with the one in the Azure portal.', { host });
    case 'NetworkUnreachable':
    case 'ConnectionReset':
    case 'RequestTimedOut':
      return l10n.t(
        "{host} isn't responding. Check that this computer is online and that any proxy or firewall allows the connection.",
        { host },
      );
    case 'CertificateInvalid':
      return l10n.t(
        "{host} presented a certificate that this computer doesn't trust. If a proxy in your network decrypts encrypted traffic, add its certificate authority to this computer (VS Code setting “http.systemCertificates”).",
        { host },
      );
    case 'NotBatchService':
      return error.status === 407 ? error.message : toSomethingElse(host);
    case 'MalformedResponse':
    case 'AnswerTooLarge':
      return toSomethingElse(host);
    default:
      return error.message;
  }
}

function toSomethingElse(host: string): string {
  return l10n.t("Something responds at {host}, but it isn't Azure Batch.", { host });
}
