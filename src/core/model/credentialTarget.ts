import * as l10n from '@vscode/l10n';
import { isLocalHost } from '../query/storageHost.ts';
import { BatchError } from './batchError.ts';
import { type Cloud, findCloud, publicCloud } from './cloud.ts';

/**
 * Who may be behind an endpoint: one of Azure's clouds, a program on this computer, or anyone. Whatever is no complete
 * name of a host, and whatever would cross a network in the clear, is `unusable`: no one can confirm it.
 */
export type HostKind = 'azure' | 'thisMachine' | 'other' | 'unusable';

/**
 * Audience of tokens for a simulator on this computer. Microsoft Entra ID can't know it, since no one can own a name
 * that ends in `.invalid` (RFC 2606): what listens on loopback is never sent a token that opens an account in Azure.
 */
const simulatorAudience = 'https://batch.simulator.invalid/';
/** As above, for a blob service on this computer. */
const localStorageScope = 'https://storage.simulator.invalid/.default';
/** The audience of storage is the same in all clouds (Storage documentation: "Authorize with Microsoft Entra ID"). */
const storageScope = 'https://storage.azure.com/.default';

/**
 * An endpoint that credentials may be sent to. There is no other way to one than `toCredentialTarget`, and whatever
 * signs requests takes one, so that no key and no token goes to a host that was not judged.
 */
export class CredentialTarget {
  readonly origin: string;
  /**
   * The scope to ask tokens of. The audience ends with a slash that is part of it, so the scope has two: without it the
   * service refuses the token.
   */
  readonly scope: string;
  /** Address of the Resource Manager that knows the account; undefined for an endpoint outside of Azure's clouds. */
  readonly resourceManager: string | undefined;
  // Private, so that an object of the same shape is no target.
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
   * Judges `endpoint`. `confirmedHost` is the host that the user has confirmed for it by name, if they have. Throws
   * `InvalidInput` for an endpoint that is unusable, `UnconfirmedHost` for a host of someone else that was not confirmed.
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

  /** What the names of blob services end with in the cloud of the account; undefined outside of Azure's clouds. */
  get blobDomain(): string | undefined {
    return this.#cloud?.blobDomains[0];
  }

  /**
   * The scope of tokens that `url` may be sent of who signs in to this account: for blobs in the account's own cloud, or
   * on this computer where the account is there. Undefined for all others.
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

/** What kind of host an account's endpoint names, as the URL standard reads it. */
export function toHostKind(endpoint: string): HostKind {
  const url = parse(endpoint);
  if (url === undefined || url.username !== '' || url.password !== '') return 'unusable';
  if (isLocalHost(url.hostname))
    return url.protocol === 'https:' || url.protocol === 'http:' ? 'thisMachine' : 'unusable';
  if (url.protocol !== 'https:' || !isCompleteName(url.hostname)) return 'unusable';
  return url.port === '' && findCloud(url.hostname) !== undefined ? 'azure' : 'other';
}

function parse(endpoint: string): URL | undefined {
  try {
    return new URL(endpoint);
  } catch {
    return undefined;
  }
}

const completeName = /^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?(?:\.[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?)+$/;

/**
 * A name with a domain, or an address of IPv4. Not what may mean this computer by another name: `x.localhost`,
 * addresses that begin with 0, and those of IPv6, of which many stand for one of IPv4.
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
