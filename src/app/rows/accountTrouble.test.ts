import assert from 'node:assert/strict';
import { test } from 'node:test';
import { snapshot } from '../../../test/builders/snapshot.ts';
import { BatchError, type WayIn } from '../../core/model/batchError.ts';
import type { AccountSnapshot } from '../../service/store/accountStore.ts';
import { findAccountTrouble } from './accountTrouble.ts';

const reader = { now: new Date('2026-11-20T10:00:00Z'), timeZone: 'UTC' };
const find = (known: AccountSnapshot) => findAccountTrouble(known.account, known, reader);
const jobs = { kind: 'jobs' } as const;
const pools = { kind: 'pools' } as const;
const loaded = snapshot().with(jobs, []).with(pools, []);
const wayIn: WayIn = { accountId: 'contoso', authentication: 'sharedKey' };
const refused = { code: 'AuthenticationFailed', message: 'The key is not valid.', status: 403, wayIn };

test('an account that responds has no problem', () => {
  assert.equal(find(snapshot().build()), undefined);
  assert.equal(find(loaded.build()), undefined);
});

test('a refused key is reported before anything else, with the command to enter another', () => {
  const trouble = find(
    loaded
      .withStale(jobs, [], { code: 'InternalError', message: 'No.', status: 500 })
      .withStale(pools, [], refused)
      .build(),
  );
  assert.equal(trouble?.reason, 'key not valid · as of 09:00');
  assert.equal(trouble?.wayIn, 'azureBatch.account.enterKey');
  assert.equal(trouble?.message, 'The key is not valid.');
});

test('the row names the lists that fail, or says that the account is unreachable', () => {
  const failing = loaded.withError(pools, 'InternalError').build();
  assert.equal(find(failing)?.reason, 'pools could not be loaded');
  const both = snapshot().withError(jobs, 'InternalError').withError(pools, 'InternalError').build();
  assert.equal(find(both)?.reason, 'could not be loaded');
  const gone = loaded.withStale(jobs, [], { code: 'ConnectionReset', message: 'It ended.' }).build();
  assert.equal(find(gone)?.reason, 'cannot be reached · as of 09:00');
  assert.equal(find(gone)?.wayIn, undefined);
});

test("an account that isn't responding shows when it stopped responding, and the age of its data", () => {
  const silent = loaded.silentSince('2026-11-20T09:58:10Z');
  assert.equal(find(silent.build())?.reason, 'no response since 09:58 · as of 09:00');
  assert.match(find(silent.build())?.message ?? '', /^contoso hasn't responded since 09:58\.$/);
  const never = snapshot().silentSince('2026-11-20T09:58:10Z').build();
  assert.equal(find(never)?.reason, 'no response since 09:58');
  const timedOut = { code: 'RequestTimedOut', message: 'No answer came in time.' };
  const givenUp = find(silent.withStale(jobs, [], timedOut).build());
  assert.deepEqual(
    [givenUp?.reason, givenUp?.message],
    ['no response since 09:58 · as of 09:00', 'No answer came in time.'],
  );
  assert.equal(find(silent.withStale(jobs, [], refused).build())?.reason, 'key not valid · as of 09:00');
});

test('throttling shows the time of the next attempt, and stays visible while no attempt is planned', () => {
  const throttled = loaded.throttledUntil('2026-11-20T10:00:12Z').build();
  assert.equal(find(throttled)?.reason, 'throttled, next try 10:00:12');
  const tried = loaded.throttledUntil('2026-11-20T09:59:50Z').build();
  assert.equal(find(tried)?.reason, 'throttled');
});

test('an account that could not be opened shows the reason', () => {
  const { account } = loaded.build();
  const missing = new BatchError({ code: 'NotSignedIn', message: 'It is gone.', wayIn });
  const trouble = findAccountTrouble(account, undefined, reader, missing);
  assert.deepEqual([trouble?.reason, trouble?.wayIn], ['key missing', 'azureBatch.account.enterKey']);
});
