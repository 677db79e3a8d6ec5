import type { Clock } from '../../core/clock.ts';
import type { AttemptOutcome } from '../azure/policies/attempts.ts';
import type { ResourceManagerAccess } from '../connectOptions.ts';
import { type ConnectionOptions, openConnection, ResourceManagerClient } from './resourceManagerClient.ts';

/** The client for an account's Resource Manager, whose connections and tokens all callers share. */
export class LazyClient {
  readonly #make: () => ResourceManagerClient;
  #client: ResourceManagerClient | undefined;

  /** `onAttempt` is called for every request. The client is created on first use. */
  constructor(
    access: ResourceManagerAccess,
    clock: Clock,
    onAttempt: (outcome: AttemptOutcome) => void,
    options?: ConnectionOptions,
  ) {
    this.#make = () => new ResourceManagerClient(access, clock, onAttempt, openConnection(access, clock, options));
  }

  /** Returns the client. Throws `UnconfirmedHost` for an endpoint that is not a Resource Manager. */
  get(): ResourceManagerClient {
    this.#client ??= this.#make();
    return this.#client;
  }

  dispose(): void {
    this.#client?.dispose();
  }
}
