import type { Clock } from '../../core/clock.ts';
import type { BatchClient } from './batchClient.ts';

/** Parts that the ports of one account share. */
export interface AccountClient {
  readonly client: BatchClient;
  readonly origin: string;
  readonly clock: Clock;
}
