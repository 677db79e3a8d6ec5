import type { Clock } from '../core/clock.ts';
import type { Account } from '../core/model/account.ts';
import type { KnownResubmissions } from '../core/model/resubmission.ts';
import { createAzureService } from './azure/azureService.ts';
import { systemClock } from './clock.ts';
import type { ConnectOptions } from './connectOptions.ts';
import type { BatchService } from './ports.ts';
import type { AccountStore } from './store/accountStore.ts';
import { LiveAccountStore } from './store/liveAccountStore.ts';

/**
 * The entry point of this folder's bundle, which is loaded when an account is first opened. Other folders import types
 * from `ports.ts` and `store/accountStore.ts`, and values only from here.
 */

export { configureText } from '../core/text/configureText.ts';
export { measureReach } from './reach.ts';
export { readKey } from './resourceManager/accountAccess.ts';
export { findAccounts, findSubscriptions } from './resourceManager/findAccounts.ts';

/** Opens an account. Sends nothing before the first call; `verify()` of the result proves that it works. */
export function connect(options: ConnectOptions): BatchService {
  return createAzureService(options);
}

/**
 * Creates the live view of an account; disposing of it also disposes of `service`. `resubmissions` knows which failed
 * tasks were resubmitted, which the service doesn't.
 */
export function createAccountStore(
  account: Account,
  service: BatchService,
  clock: Clock = systemClock,
  resubmissions?: KnownResubmissions,
): AccountStore {
  return new LiveAccountStore(account, service, clock, resubmissions);
}
