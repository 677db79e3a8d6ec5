import * as l10n from '@vscode/l10n';
import type { LocalErrorCode } from '../../model/batchError.ts';
import { type CodeEntry, permanent, transient } from './entry.ts';

/** This extension's own codes, for failures between this computer and the service. */
export const localCodes: Readonly<Record<LocalErrorCode, CodeEntry>> = {
  NetworkUnreachable: transient('network', [], () => ({
    meaning: l10n.t('The account could not be reached: the request never got to the service.'),
    causes: [l10n.t('There is no network, or a firewall, proxy, or private endpoint is blocking this computer.')],
    fixes: [l10n.t("Check the network, the proxy settings, and the account's firewall, then try again.")],
  })),
  HostNotFound: permanent('network-dns', [], () => ({
    meaning: l10n.t("The account name wasn't found, so nothing was sent."),
    causes: [
      l10n.t(
        'The endpoint is misspelled, the account was deleted, or its name is known only inside a private network.',
      ),
    ],
    fixes: [l10n.t('Check the endpoint; connect to the private network if the account has one.')],
  })),
  ConnectionReset: transient('network', [], () => ({
    meaning: l10n.t('The connection was lost before the response arrived.'),
    causes: [l10n.t('The network or a proxy dropped it.')],
    fixes: [l10n.t('Wait several seconds, then try again.')],
  })),
  CertificateInvalid: permanent('network-tls', [], () => ({
    meaning: l10n.t("The remote host's certificate isn't trusted."),
    causes: [l10n.t('A proxy that decrypts traffic, a wrong host, or an incorrect clock.')],
    fixes: [l10n.t("Make this computer trust the proxy's certificate; check the host and the clock.")],
  })),
  RequestTimedOut: transient('network', [], () => ({
    meaning: l10n.t('There was no response in time.'),
    causes: [l10n.t('The network is slow or drops packets.')],
    fixes: [l10n.t('Wait several seconds, then try again.')],
  })),
  ClockSkew: permanent('permission', [], () => ({
    meaning: l10n.t("This computer's clock is wrong, so the service rejects the sign-in."),
    causes: [l10n.t('Requests are accepted only within 15 minutes of their timestamps.')],
    fixes: [l10n.t("Correct this computer's clock.")],
  })),
  NotBatchService: permanent('network', [], () => ({
    meaning: l10n.t("The response didn't come from Azure Batch."),
    causes: [
      l10n.t(
        'Something between this computer and Azure Batch responded, such as a proxy, a gateway, or a network sign-in page; or the account endpoint is wrong.',
      ),
    ],
    fixes: [l10n.t("Check this computer's network and proxy settings."), l10n.t('Check the account endpoint.')],
  })),
  ForeignOrigin: permanent('service', [], () => ({
    meaning: l10n.t('The service pointed to another host, and credentials are not sent there.'),
    causes: [l10n.t('A proxy or a faulty service changed the address of the next page.')],
    fixes: [l10n.t('Check the endpoint and the proxy.')],
  })),
  UnconfirmedHost: permanent('permission', ['account.signIn'], () => ({
    meaning: l10n.t("The account is on a host that doesn't belong to Azure Batch, and credentials aren't sent there."),
    causes: [l10n.t("The endpoint is misspelled, or the host wasn't confirmed to receive credentials.")],
    fixes: [l10n.t('Check the endpoint character by character. If you know who runs the host, confirm it by name.')],
  })),
  NoAccount: permanent('other', [], () => ({
    meaning: l10n.t('The explorer has no Batch account yet.'),
    causes: [],
    fixes: [l10n.t('Open the sample account, sign in, or add an account with its key.')],
  })),
  ReadOnly: permanent('permission', [], () => ({
    meaning: l10n.t('Nothing was sent, because the account is read-only in this editor.'),
    causes: [l10n.t('The setting “azureBatch.readOnly” is on, or the account was made read-only in its menu.')],
    fixes: [l10n.t("Select Allow Changes in the account's menu, or turn the setting off.")],
  })),
  RoleMissing: permanent('permission', [], () => ({
    meaning: l10n.t('Nothing was sent, because Azure is known not to allow this operation.'),
    causes: [l10n.t("Your role in the account doesn't allow this operation.")],
    fixes: [
      l10n.t("Ask the account owner for the named role, then select Check Permissions Again in the account's menu."),
    ],
  })),
  MalformedResponse: transient('service', [], () => ({
    meaning: l10n.t('The response could not be read.'),
    causes: [l10n.t('It was cut off, or something in between changed it.')],
    fixes: [l10n.t('Wait several seconds, then try again.')],
  })),
  AnswerTooLarge: permanent('service', [], () => ({
    meaning: l10n.t("The response was too large, so it wasn't used."),
    causes: [
      l10n.t('The definitions are very large, or something between this computer and the service sends other data.'),
    ],
    fixes: [
      l10n.t("Check the account endpoint and your network's proxy. To read very large definitions, use the Azure CLI."),
    ],
  })),
  EndlessList: transient('service', [], () => ({
    meaning: l10n.t('Azure Batch kept returning empty pages, so the list may be incomplete.'),
    causes: [l10n.t('The service is searching a very long list, or something in between is sending empty pages.')],
    fixes: [l10n.t('Try again later; look for fewer things at once.')],
  })),
  NotSignedIn: permanent('permission', ['account.signIn'], () => ({
    meaning: l10n.t('You are not signed in.'),
    causes: [l10n.t('The sign-in ended or was canceled.')],
    fixes: [{ text: l10n.t('Sign in.'), remedies: ['account.signIn'] }],
  })),
  AzureCliMissing: permanent('permission', ['account.signIn'], () => ({
    meaning: l10n.t('The Azure CLI, which signs in to this account, was not found.'),
    causes: [l10n.t('It is not installed on this computer, or not in the PATH of this program.')],
    fixes: [l10n.t('Install the Azure CLI and restart this program, or sign in another way.')],
  })),
  InvalidInput: permanent('bad-arguments', [], () => ({
    meaning: l10n.t('An input is not valid.'),
    causes: [],
    fixes: [l10n.t('Correct the input named in the message.')],
  })),
  NeedsNewerVersion: permanent('service', [], () => ({
    meaning: l10n.t('The operation needs a newer API version than the account supports.'),
    causes: [],
    fixes: [l10n.t('Use another method; the account will eventually support the newer version.')],
  })),
  Unknown: permanent('other', [], () => ({
    meaning: l10n.t('An unknown error occurred.'),
    causes: [],
    fixes: [l10n.t('Check the message and the log.')],
  })),
};
