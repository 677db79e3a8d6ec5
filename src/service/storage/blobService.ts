import { deserializeResponseBody, HttpHeaders, WebResource } from '@azure/ms-rest-js';
import * as l10n from '@vscode/l10n';
import type { Clock } from '../../core/clock.ts';
import { BatchError } from '../../core/model/batchError.ts';
import { Cancelled, untilAborted } from '../../core/model/cancelled.ts';
import { definedOnly } from '../../core/model/defined.ts';
import type { NodeFileProperties } from '../../core/model/nodeFile.ts';
import { isObject } from '../../core/model/shape.ts';
import { isWrittenSince, toChanged } from '../../core/refusals/fileRefusals.ts';
import { TokenCache } from '../auth/tokenCache.ts';
import type { TokenSource } from '../auth/tokenSource.ts';
import { malformedResponse, toBatchError } from '../azure/errors/toBatchError.ts';
import { toFileProperties, toIsoTime } from '../azure/fileProperties.ts';
import { type HttpClientOptions, NodeHttpClient, type WholeResponse } from '../azure/http/nodeHttpClient.ts';
import type { AttemptOutcome } from '../azure/policies/attempts.ts';
import { toAbortOptions } from '../azure/policies/signal.ts';
import type { CallOptions, ReadOptions } from '../ports.ts';
import { Slots } from '../slots.ts';

/** A blob in a container, or a container. */
export interface BlobPlace {
  /** Address of the container, with its signature (SAS) if it has one: a secret. */
  readonly containerUrl: string;
  /** Name of the blob, not escaped. */
  readonly blob: string;
}

/** Authorization of a request: the address alone, with its signature if it has one, or a token for this scope. */
export type BlobAccess = 'signature' | { readonly scope: string };

export interface ListedBlob {
  readonly name: string;
  /** Address without a signature. */
  readonly address: string;
  readonly properties: NodeFileProperties;
}

export interface DeletedBlob {
  /** ISO 8601, like `deletedAt`. */
  readonly lastModified?: string;
  readonly deletedAt?: string;
  /** Number of days for which the blob can still be restored. */
  readonly remainingDays: number;
}

export interface BlobServiceOptions {
  /** Undefined if the user has not signed in. */
  readonly source: TokenSource | undefined;
  readonly clock: Clock;
  readonly onAttempt: (outcome: AttemptOutcome) => void;
  readonly onAnswer?: HttpClientOptions['onAnswer'];
  readonly findProxy?: HttpClientOptions['findProxy'];
}

/** Storage API version that has every feature used here and is supported by every blob service in use. */
const storageVersion = '2021-12-02';
const maxConcurrentRequests = 4;
const pageSize = 1000;

/** A key that can sign on behalf of a user for a while (Storage documentation: "Get User Delegation Key"). A secret. */
export interface DelegationKey {
  readonly objectId: string;
  readonly tenantId: string;
  readonly start: string;
  readonly expiry: string;
  readonly service: string;
  readonly version: string;
  readonly value: string;
}

/**
 * Reads blobs over the account's transport. The results only help to explain, so nothing is retried; redirects are
 * refused. Throws `BatchError` with the code of the service, or `Cancelled`.
 */
export class BlobService {
  readonly #http: NodeHttpClient;
  readonly #slots = new Slots(maxConcurrentRequests);
  readonly #source: TokenSource | undefined;
  readonly #clock: Clock;
  readonly #onAttempt: (outcome: AttemptOutcome) => void;
  readonly #tokens = new Map<string, TokenCache>();

  constructor({ source, clock, findProxy, onAnswer, onAttempt }: BlobServiceOptions) {
    this.#http = new NodeHttpClient({ maxIdleSockets: maxConcurrentRequests, clock, findProxy, onAnswer });
    this.#source = source;
    this.#clock = clock;
    this.#onAttempt = onAttempt;
  }

  /** Returns true if the account can sign in to storage with a token. */
  get hasTokens(): boolean {
    return this.#source !== undefined;
  }

  /** Reads the properties of a blob. Throws `BlobArchived` as reading the blob would. */
  async getProperties(place: BlobPlace, access: BlobAccess, options: CallOptions = {}): Promise<NodeFileProperties> {
    const { headers } = await this.#send('HEAD', toBlobUrl(place), access, {}, options);
    if (headers.get('x-ms-access-tier') === 'Archive') throw toBlobRefusal('BlobArchived', 409);
    return toFileProperties((name) => headers.get(name));
  }

  /** Returns the address of a blob without a signature. */
  toAddress(place: BlobPlace): string {
    return withoutQuery(toBlobUrl(place));
  }

  /** Reads a blob. Throws `InvalidRange` past the end, `InvalidInput` if it was modified after `unchangedSince`. */
  async read(place: BlobPlace, access: BlobAccess, { range, unchangedSince, ...options }: ReadOptions = {}) {
    const ranged = range === undefined ? {} : { 'x-ms-range': `bytes=${range.start}-${range.end}` };
    const answer = await this.#send('GET', toBlobUrl(place), access, ranged, options);
    const { bodyBytes, headers, status, request: asked } = answer;
    if (bodyBytes === undefined) throw malformedResponse(undefined, { status, asked });
    if (isWrittenSince(unchangedSince, toIsoTime(headers.get('last-modified')))) throw toChanged(place.blob);
    return bodyBytes;
  }

  /** Lists the first blobs of a container whose names begin with `place.blob`, in the order of their names. */
  async list(place: BlobPlace, access: BlobAccess, options: CallOptions = {}): Promise<readonly ListedBlob[]> {
    const listed = await this.#listBlobs(place, access, { maxresults: String(pageSize) }, options);
    return listed.flatMap(({ name, properties }) => {
      const header = toHeader(properties);
      if (header('content-length') === undefined) return [];
      return [{ name, address: this.toAddress({ ...place, blob: name }), properties: toFileProperties(header) }];
    });
  }

  /** Finds a deleted blob that can still be restored; undefined if there is none with this name. */
  async findDeleted(place: BlobPlace, access: BlobAccess, options: CallOptions = {}): Promise<DeletedBlob | undefined> {
    const query = { include: 'deleted', maxresults: '10' };
    const listed = await this.#listBlobs(place, access, query, options);
    const found = listed.find(({ name, isDeleted }) => name === place.blob && isDeleted);
    if (found === undefined) return undefined;
    const header = toHeader(found.properties);
    const remainingDays = Number(header('remainingretentiondays') ?? 0);
    return definedOnly<DeletedBlob>({
      lastModified: toIsoTime(header('last-modified')),
      deletedAt: toIsoTime(header('deletedtime')),
      remainingDays: Number.isSafeInteger(remainingDays) && remainingDays > 0 ? remainingDays : 0,
    });
  }

  async #listBlobs(
    { containerUrl, blob: prefix }: BlobPlace,
    access: BlobAccess,
    own: Readonly<Record<string, string>>,
    options: CallOptions,
  ): Promise<readonly WireBlob[]> {
    const url = withQuery(containerUrl, { restype: 'container', comp: 'list', prefix, ...own });
    return toBlobs(await readXml(await this.#send('GET', url, access, {}, options, { answers: 'object' })));
  }

  /** Creates a container if necessary; either outcome shows that the caller may write there. */
  async ensureContainer(containerUrl: string, access: BlobAccess, options: CallOptions = {}): Promise<void> {
    try {
      const url = withQuery(containerUrl, { restype: 'container' });
      await this.#send('PUT', url, access, { 'content-length': '0' }, options, { answers: 'object' });
    } catch (error) {
      if (!BatchError.is(error, 'ContainerAlreadyExists')) throw error;
    }
  }

  /** Requests a key with which the user can authorize others, valid until `expiry` (ISO 8601) at most. */
  async getDelegationKey(
    endpoint: string,
    access: BlobAccess,
    { start, expiry }: Pick<DelegationKey, 'start' | 'expiry'>,
    options: CallOptions = {},
  ): Promise<DelegationKey> {
    const url = withQuery(`${endpoint}/`, { restype: 'service', comp: 'userdelegationkey' });
    const body = `<?xml version="1.0" encoding="utf-8"?><KeyInfo><Start>${start}</Start><Expiry>${expiry}</Expiry></KeyInfo>`;
    const headers = { 'content-type': 'application/xml' };
    const answer = await this.#send('POST', url, access, headers, options, { answers: 'object', body });
    const parsed = await readXml(answer);
    const key = isObject(parsed) ? toDelegationKey(parsed) : undefined;
    if (key === undefined) throw malformedResponse(undefined, { status: answer.status, asked: answer.request });
    return key;
  }

  dispose(): void {
    this.#http.dispose();
  }

  async #send(
    method: 'GET' | 'HEAD' | 'PUT' | 'POST',
    url: string,
    access: BlobAccess,
    ownHeaders: Readonly<Record<string, string>>,
    options: CallOptions,
    { answers = 'file', body }: { readonly answers?: 'file' | 'object'; readonly body?: string } = {},
  ): Promise<WholeResponse> {
    const token = access === 'signature' ? undefined : await untilAborted(this.#getToken(access.scope), options.signal);
    const request = new WebResource(
      token === undefined ? url : withoutQuery(url, ['restype', 'comp', 'prefix', 'include', 'maxresults']),
      method,
      body,
    );
    request.streamResponseBody = answers === 'file' && method === 'GET';
    request.headers = new HttpHeaders({
      'x-ms-version': storageVersion,
      ...ownHeaders,
      ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
    });
    const answer = await this.#slots.run(
      () => this.#attempt(Object.assign(request, toAbortOptions(options))),
      options.signal,
    );
    const { status, headers } = answer;
    if (status === 200 || status === 206 || status === 201) return answer;
    throw toBlobRefusal(headers.get('x-ms-error-code') ?? (status === 404 ? 'ResourceNotFound' : 'Unknown'), status);
  }

  async #attempt(request: WebResource): Promise<WholeResponse> {
    const { method, url } = request;
    const startMs = this.#clock.elapsedMs();
    const notify = (facts: Pick<AttemptOutcome, 'status' | 'code' | 'requestId'>): void =>
      this.#onAttempt({ method, url, attempt: 1, durationMs: this.#clock.elapsedMs() - startMs, ...facts });
    try {
      const answer = await this.#http.sendRequest(request, 'object');
      const requestId = answer.headers.get('x-ms-request-id');
      notify({ status: answer.status, ...(requestId === undefined ? {} : { requestId }) });
      return answer;
    } catch (error) {
      const failure = toBatchError(error);
      if (!Cancelled.is(failure)) notify({ code: failure.code });
      throw failure;
    }
  }

  #getToken(scope: string): Promise<string> {
    if (this.#source === undefined) throw new Error('Tokens were requested without a source.');
    let tokens = this.#tokens.get(scope);
    if (tokens === undefined) {
      tokens = new TokenCache(this.#source, scope, this.#clock);
      this.#tokens.set(scope, tokens);
    }
    return tokens.get();
  }
}

function toBlobRefusal(code: string, status: number): BatchError {
  return new BatchError({
    code,
    status,
    message: l10n.t('Azure Storage returned HTTP status {status} ({code}).', { status, code }),
  });
}

/**
 * Returns the address of a blob, with the signature of its container. Each segment is escaped. Throws `InvalidInput`
 * for a name with a dot segment, which would lead out of the container.
 */
function toBlobUrl({ containerUrl, blob }: BlobPlace): string {
  const url = new URL(containerUrl);
  const names = blob.split('/');
  if (names.some((name) => /^\.{1,2}$/.test(name))) {
    throw new BatchError({ code: 'InvalidInput', message: l10n.t("A name can't consist only of dots.") });
  }
  const segments = names.map(encodeURIComponent);
  return `${url.origin}${url.pathname.replace(/\/$/, '')}/${segments.join('/')}${url.search}`;
}

/** Removes the query, including a signature, except for the parameters in `own`. */
function withoutQuery(address: string, own: readonly string[] = []): string {
  const url = new URL(address);
  for (const name of [...url.searchParams.keys()]) if (!own.includes(name)) url.searchParams.delete(name);
  return url.href;
}

function withQuery(address: string, query: Readonly<Record<string, string>>): string {
  const url = new URL(address);
  for (const [name, value] of Object.entries(query)) url.searchParams.set(name, value);
  return url.href;
}

/** Parses the XML of a response, without validating it. Throws `MalformedResponse` for anything else. */
async function readXml(answer: WholeResponse): Promise<unknown> {
  const { status, request: asked } = answer;
  const { parsedBody } = await deserializeResponseBody([], ['application/xml'], answer).catch((cause: unknown) => {
    throw malformedResponse(cause, { status, asked });
  });
  return parsedBody;
}

/** Reads the key in a response; undefined if a part is missing. */
function toDelegationKey(answer: Readonly<Record<string, unknown>>): DelegationKey | undefined {
  const texts = [
    'SignedOid',
    'SignedTid',
    'SignedStart',
    'SignedExpiry',
    'SignedService',
    'SignedVersion',
    'Value',
  ].map((name) => answer[name]);
  if (!texts.every((text) => typeof text === 'string')) return undefined;
  const [objectId = '', tenantId = '', start = '', expiry = '', service = '', version = '', value = ''] = texts;
  return { objectId, tenantId, start, expiry, service, version, value };
}

interface WireBlob {
  readonly name: string;
  readonly isDeleted: boolean;
  readonly properties: Readonly<Record<string, unknown>>;
}

/** Reads the blobs on a page of a container (Storage documentation: "List Blobs"), and skips anything else. */
function toBlobs(page: unknown): readonly WireBlob[] {
  const blobs = isObject(page) && isObject(page['Blobs']) ? page['Blobs']['Blob'] : undefined;
  const listed = Array.isArray(blobs) ? blobs : blobs === undefined ? [] : [blobs];
  return listed.filter(isObject).flatMap(({ Name: name, Properties: properties, Deleted: deleted }) => {
    if (typeof name !== 'string' || !isObject(properties)) return [];
    return [{ name, isDeleted: String(deleted).toLowerCase() === 'true', properties }];
  });
}

/** Makes the properties of a blob readable as headers are: by lowercase name. */
function toHeader(properties: WireBlob['properties']): (name: string) => string | undefined {
  return (name) => {
    const key = Object.keys(properties).find((candidate) => candidate.toLowerCase() === name);
    const value = key === undefined ? undefined : properties[key];
    return typeof value === 'string' ? value : undefined;
  };
}
