import * as l10n from '@vscode/l10n';
import type { Account } from '../../core/model/account.ts';
import { BatchError } from '../../core/model/batchError.ts';

/**
 * What is wrong with an account that is being added, as one sentence for the box that the user has just filled in.
 * Undefined for what is no error of the connection.
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
        '{host} does not answer. Check that this computer is online and that a proxy or firewall allows the connection.',
        { host },
      );
    case 'CertificateInvalid':
      return l10n.t(
        '{host} showed a certificate that this computer does not trust. If a proxy of your network opens encrypted traffic, add its certificate authority to this computer (setting “http.systemCertificates” of VS Code).',
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
  return l10n.t('Something answers at {host}, but it is not Azure Batch.', { host });
}
