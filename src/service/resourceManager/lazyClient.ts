import type { Clock } from '../../core/clock.ts';
import type { HttpClientOptions } from '../azure/http/nodeHttpClient.ts';
import type { AttemptOutcome } from '../azure/policies/attempts.ts';
import type { ResourceManagerAccess } from '../connectOptions.ts';
import { openConnection, ResourceManagerClient } from './resourceManagerClient.ts';

/** The Resource Manager of an account, for all that want something of it: connections and tokens are shared. */
export class LazyClient {
  readonly #make: () => ResourceManagerClient;
  #client: ResourceManagerClient | undefined;

  /** `onAttempt` is called for every request. The client is made when it is first needed. */
  constructor(
    access: ResourceManagerAccess,
    clock: Clock,
    onAttempt: (outcome: AttemptOutcome) => void,
    onAnswer?: HttpClientOptions['onAnswer'],
  ) {
    this.#make = () => new ResourceManagerClient(access, clock, onAttempt, openConnection(access, clock, onAnswer));
  }

  /** Throws `UnconfirmedHost` for an endpoint that is no Resource Manager. */
  get(): ResourceManagerClient {
    this.#client ??= this.#make();
    return this.#client;
  }

  dispose(): void {
    this.#client?.dispose();
  }
}
