import * as l10n from '@vscode/l10n';
import type { LocalErrorCode } from '../../model/batchError.ts';
import { type CodeEntry, permanent, transient } from './entry.ts';

/** Our own codes: what happens between this computer and the service. */
export const localCodes: Readonly<Record<LocalErrorCode, CodeEntry>> = {
  NetworkUnreachable: transient('network', [], () => ({
    meaning: l10n.t('The account could not be reached: the request never got to the service.'),
    causes: [l10n.t('There is no network, or a firewall, proxy or private endpoint keeps this computer out.')],
    fixes: [l10n.t('Check the network, the proxy settings and the firewall of the account, then try again.')],
  })),
  HostNotFound: permanent('network-dns', [], () => ({
    meaning: l10n.t('The name of the account was not found, so nothing was sent.'),
    causes: [
      l10n.t('The endpoint is misspelt, the account was deleted, or its name is only known inside a private network.'),
    ],
    fixes: [l10n.t('Check the endpoint; connect to the private network if the account has one.')],
  })),
  ConnectionReset: transient('network', [], () => ({
    meaning: l10n.t('The connection broke before the answer was there.'),
    causes: [l10n.t('The network or a proxy dropped it.')],
    fixes: [l10n.t('Wait several seconds, then try again.')],
  })),
  CertificateInvalid: permanent('network-tls', [], () => ({
    meaning: l10n.t('The certificate of the other side is not trusted.'),
    causes: [l10n.t('A proxy that opens encrypted traffic, a wrong host, or a wrong clock.')],
    fixes: [l10n.t('Let this computer trust the certificate of the proxy; check host and clock.')],
  })),
  RequestTimedOut: transient('network', [], () => ({
    meaning: l10n.t('There was no answer in time.'),
    causes: [l10n.t('The network is slow or drops packets.')],
    fixes: [l10n.t('Wait several seconds, then try again.')],
  })),
  ClockSkew: permanent('permission', [], () => ({
    meaning: l10n.t('The clock of this computer is wrong, so the service refuses the sign-in.'),
    causes: [l10n.t('Requests are accepted within 15 minutes of their time only.')],
    fixes: [l10n.t('Correct the clock of this computer.')],
  })),
  NotBatchService: permanent('network', [], () => ({
    meaning: l10n.t('The answer did not come from Azure Batch.'),
    causes: [
      l10n.t(
        'Something between this computer and Azure Batch answered, such as a proxy, a gateway, or a sign-in page of the network; or the endpoint of the account is wrong.',
      ),
    ],
    fixes: [
      l10n.t('Check the network and the proxy settings of this computer.'),
      l10n.t('Check the endpoint of the account.'),
    ],
  })),
  ForeignOrigin: permanent('service', [], () => ({
    meaning: l10n.t('The service pointed to another host, and credentials are not sent there.'),
    causes: [l10n.t('A proxy or a faulty service changed the address of the next page.')],
    fixes: [l10n.t('Check the endpoint and the proxy.')],
  })),
  UnconfirmedHost: permanent('permission', ['account.signIn'], () => ({
    meaning: l10n.t('The account is at a host that is not of Azure Batch, and credentials are not sent there.'),
    causes: [l10n.t('The endpoint is misspelt, or it was not confirmed that the host may receive credentials.')],
    fixes: [l10n.t('Check the endpoint letter by letter. Confirm the host by its name if you know who runs it.')],
  })),
  NoAccount: permanent('other', [], () => ({
    meaning: l10n.t('The explorer has no Batch account yet.'),
    causes: [],
    fixes: [l10n.t('Open the sample account, sign in, or add an account by its key.')],
  })),
  ReadOnly: permanent('permission', [], () => ({
    meaning: l10n.t('Nothing was sent, because the account is read-only in this editor.'),
    causes: [l10n.t('The setting “azureBatch.readOnly” is on, or the account was made read-only in its menu.')],
    fixes: [l10n.t('Select Allow Changes in the menu of the account, or turn the setting off.')],
  })),
  RoleMissing: permanent('permission', [], () => ({
    meaning: l10n.t('Nothing was sent, because Azure is known not to allow it.'),
    causes: [l10n.t('Your role in the account does not include it.')],
    fixes: [
      l10n.t(
        'Ask the owner of the account for the role that is named, then select Check Permissions Again in the menu of the account.',
      ),
    ],
  })),
  MalformedResponse: transient('service', [], () => ({
    meaning: l10n.t('The answer could not be read.'),
    causes: [l10n.t('It was cut off, or something in between changed it.')],
    fixes: [l10n.t('Wait several seconds, then try again.')],
  })),
  AnswerTooLarge: permanent('service', [], () => ({
    meaning: l10n.t('The answer was too large, so it was not used.'),
    causes: [
      l10n.t('The definitions are very large, or something between this computer and the service sends other data.'),
    ],
    fixes: [
      l10n.t(
        'Check the endpoint of the account and the proxy of your network. To read very large definitions, use the Azure CLI.',
      ),
    ],
  })),
  EndlessList: transient('service', [], () => ({
    meaning: l10n.t('Azure Batch kept returning empty pages, so the list may be incomplete.'),
    causes: [l10n.t('The service searches a very long list, or something in between sends empty pages.')],
    fixes: [l10n.t('Try again later; look for fewer things at once.')],
  })),
  NotSignedIn: permanent('permission', ['account.signIn'], () => ({
    meaning: l10n.t('You are not signed in.'),
    causes: [l10n.t('The sign-in ended, or was cancelled.')],
    fixes: [{ text: l10n.t('Sign in.'), remedies: ['account.signIn'] }],
  })),
  AzureCliMissing: permanent('permission', ['account.signIn'], () => ({
    meaning: l10n.t('The Azure CLI, which signs in to this account, was not found.'),
    causes: [l10n.t('It is not installed on this computer, or not in the PATH that VS Code was started with.')],
    fixes: [l10n.t('Install the Azure CLI and restart VS Code, or sign in with the Microsoft account of VS Code.')],
  })),
  InvalidInput: permanent('bad-arguments', [], () => ({
    meaning: l10n.t('An input is not valid.'),
    causes: [],
    fixes: [l10n.t('Correct what the message names.')],
  })),
  NeedsNewerVersion: permanent('service', [], () => ({
    meaning: l10n.t('The operation needs a newer version of the API than the account speaks.'),
    causes: [],
    fixes: [l10n.t('Do it in another way; the account will speak the newer version in time.')],
  })),
  Unknown: permanent('other', [], () => ({
    meaning: l10n.t('Something failed that is not known.'),
    causes: [],
    fixes: [l10n.t('Look at the log of this extension.')],
  })),
};
