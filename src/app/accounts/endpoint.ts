import * as l10n from '@vscode/l10n';
import { isPortalHost } from '../../core/model/cloud.ts';
import { toHostKind } from '../../core/model/credentialTarget.ts';
import { isBlobHost, isOtherStorageHost } from '../../core/places/storageHost.ts';
import type { TextStep } from '../ui.ts';

/** The parsed endpoint of an account. */
export interface Endpoint {
  /** Absolute URL without a path. */
  readonly url: string;
  /** Host in lower case, with its port unless it is the scheme's default. */
  readonly host: string;
  /** First label of the host name; undefined when the host has no account name, as on this computer. */
  readonly accountName?: string;
}

/** An endpoint, or the rule that the text breaks, as a sentence. */
export type EndpointResult = { readonly endpoint: Endpoint } | { readonly problem: string };

/**
 * Matches text that may be a key, in any form in which it may be pasted. Keys are longer than account names and have no
 * dots, unlike host names.
 */
const isLikeKey = /^(?:https?:\/\/)?[A-Za-z0-9+/]{40,}={0,2}$/i;

/**
 * Parses an account's endpoint: `name.region.batch.azure.com`, with or without `https://`. Plain `http` is refused
 * except for this computer, because a key must not cross a network unencrypted.
 */
export function parseEndpoint(text: string): EndpointResult {
  const trimmed = text.trim();
  if (trimmed === '') return { problem: l10n.t('Enter the account endpoint as shown in the Azure portal.') };
  const url = toUrl(trimmed);
  // A resource ID consists of the same characters.
  if (isLikeKey.test(trimmed) && url?.hostname !== 'subscriptions') {
    return {
      problem: l10n.t(
        'This looks like an account key. An endpoint looks like this: https://myaccount.westeurope.batch.azure.com',
      ),
    };
  }
  if (url === undefined) {
    return { problem: l10n.t('An endpoint looks like this: https://myaccount.westeurope.batch.azure.com') };
  }
  // Check only the host; other mistakes are distinguished below.
  const kind = toHostKind(`https://${url.host}`);
  const isLoopback = kind === 'thisMachine';
  if (url.protocol === 'http:' && !isLoopback) {
    return { problem: l10n.t('An endpoint starts with https://. Only an account on this computer may use http://.') };
  }
  if (url.protocol !== 'https:' && url.protocol !== 'http:') {
    return { problem: l10n.t('An endpoint starts with https://.') };
  }
  if (url.username !== '' || url.password !== '') {
    return {
      problem: l10n.t("An endpoint doesn't contain a user name or password. You enter the key in the next step."),
    };
  }
  const elsewhere = describeOtherSite(url);
  if (elsewhere !== undefined) return { problem: elsewhere };
  if (kind === 'unusable') return { problem: describeUnusable(url) };
  if ((url.pathname !== '/' && url.pathname !== '') || url.search !== '' || url.hash !== '') {
    return {
      problem: l10n.t('An endpoint ends with the host name. Leave out everything after {host}.', { host: url.host }),
    };
  }
  return { endpoint: { url: url.origin, host: url.host, ...toAccountName(url.hostname, isLoopback) } };
}

/** Describes unusable text without repeating what may be a secret, such as a key meant for the next input box. */
function describeUnusable({ host }: URL): string {
  if (findAccountNameProblem(host) !== undefined)
    return l10n.t("The host name isn't complete. A host name has at least a name and a domain.");
  return l10n.t("Enter the full endpoint, including the account's region: {endpoint}", {
    endpoint: `${host}.<region>.batch.azure.com`,
  });
}

/**
 * Describes an address that is often mistaken for the endpoint, as a sentence with what to do; undefined for other
 * addresses.
 */
function describeOtherSite({ host, hostname }: URL): string | undefined {
  if (isPortalHost(hostname))
    return l10n.t(
      'This is an Azure portal address. Open the Batch account there, and copy “Account endpoint” from its Overview.',
    );
  // A resource ID is `/subscriptions/…`, so its first part is parsed as the host.
  if (hostname === 'subscriptions')
    return l10n.t(
      'This is a resource ID. In the Azure portal, copy “Account endpoint” from the Overview of the account.',
    );
  if (!isBlobHost(hostname) && !isOtherStorageHost(hostname)) return undefined;
  return l10n.t(
    '{host} is a storage account. Enter the endpoint of the Batch account: https://myaccount.westeurope.batch.azure.com',
    { host },
  );
}

function toUrl(text: string): URL | undefined {
  const hasScheme = /^[a-z][a-z0-9+.-]*:\/\//i.test(text);
  return URL.parse(hasScheme ? text : `https://${text}`) ?? undefined;
}

function toAccountName(hostName: string, isLoopback: boolean): Pick<Endpoint, 'accountName'> {
  const isAddress = /^[\d.]+$/.test(hostName);
  return isLoopback || isAddress ? {} : { accountName: hostName.slice(0, hostName.indexOf('.')) };
}

/**
 * Explains why `key` can't be an account key; undefined when it can. A key is base64, as the portal shows it (Batch
 * documentation).
 */
export function findKeyProblem(key: string): string | undefined {
  const trimmed = key.trim();
  if (trimmed === '') return l10n.t("Paste one of the account's two keys.");
  if (!/^[A-Za-z0-9+/]+={0,2}$/.test(trimmed)) {
    return l10n.t('A key consists of letters, digits, “+” and “/”, and may end with “=”.');
  }
  return trimmed.length % 4 === 0
    ? undefined
    : l10n.t('The key is incomplete. The length of a key is a multiple of four.');
}

/** Explains why `name` can't be an account's name (3 to 24 lowercase letters and digits, Batch documentation). */
export function findAccountNameProblem(name: string): string | undefined {
  return /^[a-z0-9]{3,24}$/.test(name.trim())
    ? undefined
    : l10n.t('An account name has 3 to 24 lowercase letters and digits.');
}

/** Creates the first step of every way to add an account, which asks for its endpoint. `value` is the earlier input. */
export function toEndpointRequest(title: string, value: string, steps: number): TextStep {
  return {
    title,
    prompt: l10n.t('Batch account endpoint (Azure portal: Overview, “Account endpoint”)'),
    placeholder: 'https://myaccount.westeurope.batch.azure.com',
    value,
    step: 1,
    steps,
    validate: (text) => {
      const result = parseEndpoint(text);
      return 'problem' in result ? result.problem : undefined;
    },
  };
}

/** Returns the endpoint from text that the input box has accepted. Throws for other text. */
export function toEndpoint(text: string): Endpoint {
  const result = parseEndpoint(text);
  if ('problem' in result) throw new Error(result.problem);
  return result.endpoint;
}
