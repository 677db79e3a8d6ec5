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
import { isVersionRefused, toOtherVersion } from './versions/versions.ts';

export interface BatchClientOptions {
  readonly endpoint: string;
  readonly httpClient: HttpClient;
  /** All policies of the pipeline, the outermost first, including the one that signs requests. */
  readonly policies: readonly RequestPolicyFactory[];
  readonly version: ApiVersion;
  /** Called once, when the service has accepted a version. */
  readonly onVersion: (version: ApiVersion) => void;
}

/** The pipeline signs requests itself, but the client library insists on credentials. */
const signedByPolicy: ServiceClientCredentials = { signRequest: async (request) => request };

/**
 * The client library with plain JSON instead of its models, our own pipeline, and the API version that the service
 * speaks. Throws `BatchError` or `Cancelled`.
 */
export class BatchClient extends BatchServiceClient {
  #version: ApiVersion;
  #refused: ApiVersion | undefined;
  #settled = false;
  readonly #onVersion: (version: ApiVersion) => void;

  constructor({ endpoint, httpClient, policies, version, onVersion }: BatchClientOptions) {
    super(signedByPolicy, endpoint, { httpClient, requestPolicyFactories: [...policies] });
    this.#onVersion = onVersion;
    this.#version = version;
    this.apiVersion = version;
  }

  get version(): ApiVersion {
    return this.#version;
  }

  /** Sends with the version in use, and once more with the other version if the service refuses it. */
  override async sendOperationRequest(
    operationArguments: OperationArguments,
    spec: OperationSpec,
    callback?: ServiceCallback<unknown>,
  ): Promise<RestResponse> {
    const raw = toRawSpec(spec);
    for (;;) {
      const version = this.#version;
      try {
        const response = await super.sendOperationRequest(operationArguments, raw, callback);
        this.#settle(version);
        return response;
      } catch (error) {
        if (!isVersionRefused(error, version, this.#settled) || !this.#switchFrom(version)) throw toBatchError(error);
      }
    }
  }

  /**
   * Switches to the other version, unless it was refused before. Concurrent requests all get here; the first one
   * switches.
   */
  #switchFrom(version: ApiVersion): boolean {
    if (version !== this.#version) return true;
    if (this.#refused !== undefined) return false;
    this.#refused = version;
    this.#version = toOtherVersion(version);
    this.apiVersion = this.#version;
    this.#settled = false;
    return true;
  }

  #settle(version: ApiVersion): void {
    if (this.#settled || version !== this.#version) return;
    this.#settled = true;
    this.#onVersion(version);
  }
}
