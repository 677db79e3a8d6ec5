import * as l10n from '@vscode/l10n';
import { isLocalHost } from '../places/storageHost.ts';
import { BatchError } from './batchError.ts';
import { type Cloud, findCloud, publicCloud } from './cloud.ts';

/**
 * Owner of the host in an endpoint: one of Azure's clouds, a program on this computer, or anyone. `unusable` is
 * anything that isn't a complete host name or would send data unencrypted over a network; the user can't confirm it.
 */
export type HostKind = 'azure' | 'thisMachine' | 'other' | 'unusable';

/**
 * Audience of tokens for a simulator on this computer. Microsoft Entra ID can't know this audience, because no one can
 * own a name that ends in `.invalid` (RFC 2606), so a local listener never receives a token that grants access to an
 * Azure account.
 */
const simulatorAudience = 'https://batch.simulator.invalid/';
/** Like `simulatorAudience`, for a blob service on this computer. */
const localStorageScope = 'https://storage.simulator.invalid/.default';
/** Scope of Azure Storage, the same in all clouds (Storage documentation: "Authorize with Microsoft Entra ID"). */
const storageScope = 'https://storage.azure.com/.default';

/**
 * An endpoint that credentials may be sent to. Only `CredentialTarget.of` creates one and everything that signs
 * requests requires one, so no key or token goes to an unchecked host.
 */
export class CredentialTarget {
  readonly origin: string;
  /**
   * Scope for token requests. The audience itself ends with a slash, so the scope has two slashes; with only one, the
   * service refuses the token.
   */
  readonly scope: string;
  /** Address of the Resource Manager that knows the account; undefined for an endpoint outside of Azure's clouds. */
  readonly resourceManager: string | undefined;
  // Private, so that other objects of the same shape aren't assignable.
  readonly #kind: HostKind;
  readonly #cloud: Cloud | undefined;

  private constructor(origin: string, kind: HostKind, cloud: Cloud | undefined) {
    this.origin = origin;
    this.#kind = kind;
    this.#cloud = cloud;
    this.scope = `${kind === 'thisMachine' ? simulatorAudience : (cloud ?? publicCloud).audience}/.default`;
    this.resourceManager = cloud?.resourceManager;
  }

  /**
   * Checks `endpoint`. `confirmedHost` is the host that the user confirmed by name, if any. Throws `InvalidInput` for
   * an unusable endpoint and `UnconfirmedHost` for an unconfirmed third-party host.
   */
  static of(endpoint: string, confirmedHost?: string): CredentialTarget {
    const kind = toHostKind(endpoint);
    if (kind === 'unusable') throw toUnusable(endpoint);
    const { origin, host, hostname } = new URL(endpoint);
    if (kind === 'other' && confirmedHost !== host) throw toUnconfirmed(host);
    return new CredentialTarget(origin, kind, kind === 'azure' ? findCloud(hostname) : undefined);
  }

  get isOnThisMachine(): boolean {
    return this.#kind === 'thisMachine';
  }

  /** Domain of blob services in the account's cloud; undefined outside Azure's clouds. */
  get blobDomain(): string | undefined {
    return this.#cloud?.blobDomains[0];
  }

  /**
   * Returns the scope of tokens that may be sent to `url` for this account: for blobs in the account's own cloud, or on
   * this computer if the account is there. Undefined for all other URLs.
   */
  findStorageScope(url: string): string | undefined {
    const kind = toHostKind(url);
    if (kind === 'thisMachine') return this.isOnThisMachine ? localStorageScope : undefined;
    if (kind !== 'other') return undefined;
    const { hostname, port } = new URL(url);
    const domains = this.#cloud?.blobDomains ?? [];
    const isOwn = port === '' && domains.some((domain) => hostname.endsWith(`.${domain}`));
    return isOwn ? storageScope : undefined;
  }
}

/** Classifies the host of an account's endpoint as parsed by the URL standard. */
export function toHostKind(endpoint: string): HostKind {
  const url = parseEndpoint(endpoint);
  if (url === undefined || url.username !== '' || url.password !== '') return 'unusable';
  if (isLocalHost(url.hostname))
    return url.protocol === 'https:' || url.protocol === 'http:' ? 'thisMachine' : 'unusable';
  if (url.protocol !== 'https:' || !isCompleteName(url.hostname)) return 'unusable';
  return url.port === '' && findCloud(url.hostname) !== undefined ? 'azure' : 'other';
}

function parseEndpoint(endpoint: string): URL | undefined {
  try {
    return new URL(endpoint);
  } catch {
    return undefined;
  }
}

const completeName = /^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?(?:\.[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?)+$/;

/**
 * Accepts a name with a domain, or an IPv4 address. Rejects other names of this computer: `x.localhost`, addresses that
 * begin with 0, and IPv6 addresses, many of which represent an IPv4 address.
 */
function isCompleteName(hostname: string): boolean {
  return hostname.length <= 253 && completeName.test(hostname) && !/\.localhost$|^0\.[\d.]+$/.test(hostname);
}

function toUnusable(endpoint: string): BatchError {
  return new BatchError({
    code: 'InvalidInput',
    message: l10n.t(
      "No key or token is sent to {0}. An endpoint consists of https:// and a full host name. Correct the account's endpoint.",
      endpoint,
    ),
  });
}

function toUnconfirmed(host: string): BatchError {
  return new BatchError({
    code: 'UnconfirmedHost',
    message: l10n.t(
      "{0} isn't an Azure Batch host. No key or token is sent there until you confirm the host by name.",
      host,
    ),
  });
}
