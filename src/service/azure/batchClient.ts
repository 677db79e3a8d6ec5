import { BatchServiceClient } from '@azure/batch';
import type {
  HttpClient,
  OperationArguments,
  OperationSpec,
  RequestPolicyFactory,
  RestResponse,
  ServiceCallback,
  ServiceClientCredentials,
} from '@azure/ms-rest-js';
import type { ApiVersion } from '../ports.ts';
import { toBatchError } from './errors/toBatchError.ts';
import { toRawSpec } from './versions/rawSpec.ts';
import { fallbackVersion, isVersionRefused, preferredVersion } from './versions/versions.ts';

export interface BatchClientOptions {
  readonly endpoint: string;
  readonly httpClient: HttpClient;
  /** The whole pipeline, outermost first; signing is one of them. */
  readonly policies: readonly RequestPolicyFactory[];
  /** Told once, as soon as the service has accepted a version. */
  readonly onVersion: (version: ApiVersion) => void;
}

/** The pipeline signs on its own; the client library insists on being given something that could. */
const signedByPolicy: ServiceClientCredentials = { signRequest: async (request) => request };

/**
 * The client library with JSON instead of its models, our own pipeline, and the version of the interface that the
 * service speaks. Throws `BatchError` or `Cancelled`.
 */
export class BatchClient extends BatchServiceClient {
  #version: ApiVersion = preferredVersion;
  #settled = false;
  readonly #onVersion: (version: ApiVersion) => void;

  constructor({ endpoint, httpClient, policies, onVersion }: BatchClientOptions) {
    super(signedByPolicy, endpoint, { httpClient, requestPolicyFactories: [...policies] });
    this.#onVersion = onVersion;
    this.apiVersion = preferredVersion;
  }

  get version(): ApiVersion {
    return this.#version;
  }

  override async sendOperationRequest(
    operationArguments: OperationArguments,
    spec: OperationSpec,
    callback?: ServiceCallback<unknown>,
  ): Promise<RestResponse> {
    const raw = toRawSpec(spec);
    const version = this.#version;
    try {
      const response = await super.sendOperationRequest(operationArguments, raw, callback);
      this.#settle(version);
      return response;
    } catch (error) {
      if (version !== preferredVersion || !isVersionRefused(error, version)) throw toBatchError(error);
    }
    this.#fallBack();
    try {
      const response = await super.sendOperationRequest(operationArguments, raw, callback);
      this.#settle(fallbackVersion);
      return response;
    } catch (error) {
      throw toBatchError(error);
    }
  }

  /** Requests that were under way with the newer version all come here; the first one switches. */
  #fallBack(): void {
    if (this.#version === fallbackVersion) return;
    this.#version = fallbackVersion;
    this.apiVersion = fallbackVersion;
    this.#settled = false;
  }

  #settle(version: ApiVersion): void {
    if (this.#settled || version !== this.#version) return;
    this.#settled = true;
    this.#onVersion(version);
  }
}
