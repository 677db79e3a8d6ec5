import { test } from 'node:test';
import type { Account } from '../../src/core/model/account.ts';
import { createAzureService } from '../../src/service/azure/azureService.ts';
import type { ConnectOptions } from '../../src/service/connectOptions.ts';
import type { ApiVersion, Attempt, BatchService } from '../../src/service/ports.ts';
import { FakeClock } from './fakeClock.ts';

/** Returns an account on loopback, with a key that opens nothing. */
export function toAccount(endpoint: string): Account {
  return { id: new URL(endpoint).host, name: 'simacct', endpoint, authentication: 'sharedKey' };
}

const key = Buffer.from('no key of anybody').toString('base64');

export interface Connection {
  readonly service: BatchService;
  readonly attempts: Attempt[];
  readonly versions: ApiVersion[];
  readonly clock: FakeClock;
}

/** An API version, and a connection of the adapter to the test's server in that version. */
export interface Speaker {
  readonly version: ApiVersion;
  connectTo(endpoint: string, overrides?: Partial<ConnectOptions>): Connection;
}

/** Registers a test for each API version. */
export function testVersions(name: string, run: (speaker: Speaker) => Promise<void> | void): void {
  for (const version of ['2025-06-01', '2022-10-01.16.0'] as const) {
    const connect: Speaker['connectTo'] = (endpoint, overrides) =>
      connectTo(endpoint, { apiVersion: version, ...overrides });
    test(`${name} (${version})`, async () => run({ version, connectTo: connect }));
  }
}

/**
 * Connects the adapter to the test's server. Waits between attempts pass at once, on a clock that otherwise stands
 * still; `random` returns the middle of its range.
 */
export function connectTo(endpoint: string, overrides: Partial<ConnectOptions> = {}): Connection {
  const clock = new FakeClock();
  const attempts: Attempt[] = [];
  const versions: ApiVersion[] = [];
  const service = createAzureService({
    account: toAccount(endpoint),
    credential: { kind: 'sharedKey', accountName: 'simacct', key },
    clock,
    random: () => 0.5,
    onAttempt(attempt) {
      attempts.push(attempt);
      const { retryInMs } = attempt;
      if (retryInMs !== undefined) setImmediate(() => clock.advance(retryInMs));
    },
    onVersion: (version) => versions.push(version),
    ...overrides,
  });
  return { service, attempts, versions, clock };
}
