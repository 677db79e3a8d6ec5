import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { test } from 'node:test';
import { bulkPlan } from '../../../../test/builders/bulkPlan.ts';
import { FakeClock } from '../../../../test/fakes/fakeClock.ts';
import { HastyClock } from '../../../../test/fakes/hastyClock.ts';
import { MemoryFolder } from '../../../../test/fakes/memoryFolder.ts';
import { temporaryFolder } from '../../../../test/fakes/temporaryFolder.ts';
import { openBulkFolder, WatchedFolder } from '../../../../test/fakes/watchedFolder.ts';
import type { UnderWay } from '../../../core/changes/bulk/bulkProgress.ts';
import { countOutcomes, type ItemOutcome } from '../../../core/changes/bulk/bulkRecord.ts';
import type { Settlement } from '../../../core/changes/settlement.ts';
import { type Clock, waitFor } from '../../../core/clock.ts';
import { BatchError } from '../../../core/model/batchError.ts';
import { Cancelled } from '../../../core/model/cancelled.ts';
import { systemClock } from '../../../service/clock.ts';
import type { OpenFile } from '../../ports.ts';
import type { BoundVerb, Together } from '../verb/verb.ts';
import type { HeldBulk } from './bulkFolder.ts';
import { BulkJournal } from './bulkJournal.ts';
import { ConcurrencyLimit } from './concurrencyLimit.ts';
import { type ExecuteOptions, executeBulk } from './executeBulk.ts';
import { findRivals, startBulk } from './startBulk.ts';

const refuse: BoundVerb['settle'] = async () => ({ outcome: 'notDone', reason: 'It is as it was.' });

/** Makes a verb for tasks named by number. */
function verb(act: (index: number) => Promise<string | undefined>, settle = refuse): BoundVerb {
  return { act: ([item]) => act(toNumber(item)), settle };
}

function toNumber({ resource }: Together<never>[0] | { readonly resource: object }): number {
  return Number(String(Reflect.get(resource, 'taskId')).slice(1));
}

const options: ExecuteOptions = {
  concurrency: 4,
  signal: new AbortController().signal,
  clock: new HastyClock(),
};

const all = (count: number): number[] => Array.from({ length: count }, (_, index) => index);
const told = (outcomes: readonly ItemOutcome[]): string[] => outcomes.map(({ outcome }) => outcome);

/** Lets enough time pass without heartbeats that the owner of the bulk action counts as gone. */
async function letSilencePass(windows: WatchedFolder): Promise<void> {
  assert.equal((await windows.folder.get('a1'))?.state, 'running');
  windows.letSilencePass();
}

async function execute(count: number, bound: BoundVerb, changes: Partial<ExecuteOptions> = {}) {
  const folder = openBulkFolder();
  const held = await folder.start(bulkPlan(count));
  const executed = await executeBulk(held, bound, all(count), { ...options, ...changes });
  await folder.letGo(held, true);
  const kept = await folder.get('a1');
  return { executed, kept: kept?.record };
}

test('the reported outcomes are the recorded outcomes', async () => {
  const conflict = new BatchError({ code: 'TaskNotCompleted', message: 'raw sentence', status: 409 });
  const busy = new BatchError({ code: 'ServerBusy', message: 'The service is busy.', status: 503, retryable: true });
  const { executed, kept } = await execute(
    6,
    verb(async (index) => {
      if (index === 1) throw conflict;
      if (index === 2) throw busy;
      if (index === 3) throw new Cancelled();
      return index === 4 ? 'a note' : undefined;
    }),
  );
  assert.deepEqual(told(executed.outcomes), ['done', 'failed', 'failed', 'notBegun', 'done', 'done']);
  assert.deepEqual(kept?.outcomes, executed.outcomes);
  assert.equal(kept?.end, 'finished');
  const [, refused, given, , noted] = executed.outcomes;
  assert.equal(refused?.outcome === 'failed' && refused.message, 'It is as it was.');
  assert.equal(refused?.outcome === 'failed' && refused.mayRepeat, undefined);
  assert.equal(given?.outcome === 'failed' && given.mayRepeat, true);
  assert.equal(noted?.outcome === 'done' && noted.note, 'a note');
});

test('an item is recorded as sent before it is sent, in groups as large as the number of parallel requests', async () => {
  const place = new MemoryFolder();
  const folder = openBulkFolder(place);
  const held = await folder.start(bulkPlan(10));
  const written = (): number[] =>
    (place.files.get('a1.jsonl')?.text ?? '')
      .split('\n')
      .slice(1, -1)
      .flatMap((line) => JSON.parse(line))
      .flatMap(({ line, items }) => (line === 'sent' ? items : []));
  let most = 0;
  let working = 0;
  const fourAtWork = Promise.withResolvers<void>();
  const act = verb(async (index) => {
    assert.ok(written().includes(index), `${index} was sent and is not written down`);
    assert.equal(written().length % 4, written().length === 10 ? 2 : 0);
    working += 1;
    most = Math.max(most, working);
    if (working === 4) fourAtWork.resolve();
    await fourAtWork.promise;
    working -= 1;
    return undefined;
  });
  const { outcomes } = await executeBulk(held, act, all(10), options);
  assert.equal(countOutcomes(outcomes).done, 10);
  assert.equal(most, 4);
  await folder.letGo(held, true);
});

test('items are recorded in groups of the given size, however few are sent at once', async () => {
  const place = new MemoryFolder();
  const folder = openBulkFolder(place);
  const held = await folder.start(bulkPlan(10));
  const listWritten = (): number[] =>
    (place.files.get('a1.jsonl')?.text ?? '')
      .split('\n')
      .slice(1, -1)
      .flatMap((line) => JSON.parse(line))
      .flatMap(({ line, items }) => (line === 'sent' ? [items.length] : []));
  const seen = new Set<string>();
  const act = verb(async () => {
    seen.add(listWritten().join());
    return undefined;
  });
  const { outcomes } = await executeBulk(held, act, all(10), { ...options, concurrency: 2, writtenTogether: 8 });
  assert.equal(countOutcomes(outcomes).done, 10);
  assert.deepEqual([...seen], ['8', '8,2']);
  await folder.letGo(held, true);
});

test('a defect affects only one item, is reported as a defect, and does not stop the other items', async () => {
  const defects: unknown[] = [];
  const nested = JSON.parse('['.repeat(20_000) + ']'.repeat(20_000));
  const overflow = (value: unknown): unknown => (Array.isArray(value) ? [...value.map(overflow)] : value);
  const { executed } = await execute(
    8,
    verb(async (index) => {
      if (index === 2) overflow(nested);
      return undefined;
    }),
    { onDefect: (error) => defects.push(error) },
  );
  assert.deepEqual(countOutcomes(executed.outcomes), { done: 7, failed: 1, unknown: 0, notStarted: 0 });
  const outcome = executed.outcomes[2];
  assert.match(outcome?.outcome === 'failed' ? outcome.message : '', /^Unexpected error: .*call stack/);
  assert.equal(defects.length, 1);
});

test('if a defect occurs after the service has acted, reading the state determines the outcome', async () => {
  const act = verb(
    async () => {
      throw new TypeError('a defect');
    },
    async () => ({ outcome: 'done' }),
  );
  assert.deepEqual(told((await execute(1, act)).executed.outcomes), ['done']);
});

test('if an answer is lost, the outcome is determined by reading the state, repeatedly if the state takes a moment to change', async () => {
  const lost = new BatchError({ code: 'ConnectionReset', message: 'cut', mayHaveActed: true, retryable: true });
  const clock = new HastyClock();
  const settled: Settlement[] = [
    { outcome: 'unknown', reason: 'Nothing shows it.', mayRepeat: true },
    { outcome: 'unknown', reason: 'Nothing shows it.', mayRepeat: true },
    { outcome: 'done' },
  ];
  const act = verb(
    async () => {
      throw lost;
    },
    async () => settled.shift() ?? assert.fail(),
  );
  assert.deepEqual(told((await execute(1, act, { clock })).executed.outcomes), ['done']);
  assert.deepEqual(clock.waits, [1000, 3000]);
});

test('an ambiguous answer is named if the service cannot be asked about the state', async () => {
  const answered = new BatchError({ code: 'InternalError', message: 'No.', status: 500, mayHaveActed: true });
  const act = verb(
    async () => {
      throw answered;
    },
    async () => {
      throw new BatchError({ code: 'RequestTimedOut', message: 'No answer came.' });
    },
  );
  const [outcome] = (await execute(1, act)).executed.outcomes;
  assert.equal(
    outcome?.outcome === 'unknown' ? outcome.reason : outcome?.outcome,
    'The service returned a server error (InternalError), and the state could not be checked: No answer came.',
  );
});

test('a lost answer is unknown if the service cannot be asked about the state either', async () => {
  const lost = new BatchError({ code: 'RequestTimedOut', message: 'late', mayHaveActed: true, retryable: true });
  const act = verb(
    async () => {
      throw lost;
    },
    async () => {
      throw new BatchError({ code: 'NetworkUnreachable', message: 'No network. password=hunter2hunter2' });
    },
  );
  const { executed, kept } = await execute(1, act);
  assert.deepEqual(told(executed.outcomes), ['unknown']);
  assert.doesNotMatch(JSON.stringify(kept), /hunter2/);
});

test('A9-44 when cancelled, items in progress are finished and reported, and the rest is reported as not started', async () => {
  const cancel = new AbortController();
  const begun: number[] = [];
  const act = verb(async (index) => {
    begun.push(index);
    if (index === 40) cancel.abort();
    await new Promise((resolve) => setImmediate(resolve));
    return undefined;
  });
  const { executed, kept } = await execute(100, act, { signal: cancel.signal });
  assert.equal(executed.end, 'cancelled');
  assert.equal(kept?.end, 'cancelled');
  for (const [index, { outcome }] of executed.outcomes.entries()) {
    assert.equal(outcome, begun.includes(index) ? 'done' : 'notBegun', String(index));
  }
  assert.deepEqual(
    kept?.outcomes.map(({ outcome }) => outcome),
    told(executed.outcomes),
  );
  assert.ok(begun.length > 40 && begun.length < 50);
});

test('canceling after the last item has started cancels nothing', async () => {
  const cancel = new AbortController();
  const act = verb(async (index) => {
    if (index === 2) cancel.abort();
    return undefined;
  });
  const { executed, kept } = await execute(3, act, { signal: cancel.signal });
  assert.deepEqual([executed.end, kept?.end], ['finished', 'finished']);
  assert.deepEqual(told(executed.outcomes), ['done', 'done', 'done']);
});

test('an action that ends with its window is reported as interrupted, not as canceled', async () => {
  const close = new AbortController();
  const act = verb(async () => void close.abort('interrupted') as undefined);
  const { executed, kept } = await execute(20, act, { signal: close.signal });
  assert.deepEqual([executed.end, kept?.end], ['interrupted', 'interrupted']);
});

test('the number of items in progress is reported from the moment when they are sent', async () => {
  const said: number[][] = [];
  const onProgress = (finished: number, { requests, items }: UnderWay): void =>
    void said.push([finished, requests, items]);
  await execute(
    2,
    verb(async () => undefined),
    { onProgress, concurrency: 1 },
  );
  assert.deepEqual(said, [
    [0, 1, 1],
    [1, 0, 0],
    [1, 1, 1],
    [2, 0, 0],
  ]);
  said.length = 0;
  await execute(
    3,
    turnVerb([], async () => undefined),
    { onProgress },
  );
  assert.deepEqual(said, [
    [0, 1, 2],
    [2, 0, 0],
    [2, 1, 1],
    [3, 0, 0],
  ]);
});

test('an account that refuses access ends the action: nothing more is sent, and the refused item is not started', async () => {
  const wayIn = { accountId: 'contoso', authentication: 'sharedKey' } as const;
  const refusals = [
    new BatchError({ code: 'NotSignedIn', message: 'Enter the key again.' }),
    new BatchError({ code: 'AuthenticationFailed', message: 'The key does not fit.', status: 403, wayIn }),
    new BatchError({ code: 'Unauthorized', message: 'The sign-in has ended.', status: 401 }),
    new BatchError({ code: 'AuthorizationFailed', message: 'You need the role “Contributor”.', status: 403 }),
  ];
  for (const refusal of refusals) {
    const tried: number[] = [];
    const { executed, kept } = await execute(
      100,
      verb(async (index) => {
        tried.push(index);
        if (index >= 10) throw refusal;
        return undefined;
      }),
    );
    assert.deepEqual([executed.end, kept?.end, executed.lockedOut], ['givenUp', 'givenUp', refusal]);
    assert.equal(executed.reason, refusal.message);
    assert.ok(tried.length <= 14, `${tried.length} were tried`);
    assert.deepEqual(countOutcomes(executed.outcomes), { done: 10, failed: 0, unknown: 0, notStarted: 90 });
    assert.deepEqual(kept?.outcomes, executed.outcomes);
  }
});

test('losing access while the outcome of an item is determined also ends the action, and that outcome is unknown', async () => {
  const lost = new BatchError({ code: 'ConnectionReset', message: 'cut', mayHaveActed: true });
  const tried: number[] = [];
  const act = verb(
    async (index) => {
      tried.push(index);
      throw lost;
    },
    async () => {
      throw new BatchError({ code: 'NotSignedIn', message: 'Enter the key again.' });
    },
  );
  const { executed } = await execute(100, act);
  assert.ok(tried.length <= 4, `${tried.length} were tried`);
  assert.equal(countOutcomes(executed.outcomes).unknown, tried.length);
  assert.equal(executed.end, 'givenUp');
});

test('A9-40 a full disk ends the action before anything unrecorded is sent', async () => {
  if (!existsSync('/dev/full')) return;
  using place = temporaryFolder();
  const folder = openBulkFolder(place.path);
  const held = await folder.start(bulkPlan(20));
  const sent: number[] = [];
  const act = verb(async (index) => {
    sent.push(index);
    return undefined;
  });
  const disk = await open('/dev/full', 'a');
  const file: OpenFile = {
    append: (text) => disk.appendFile(text),
    sync: () => disk.datasync(),
    close: () => disk.close(),
  };
  const full: HeldBulk = { ...held, journal: new BulkJournal(file, { lock: held.lock, number: 0 }, systemClock) };
  const { end, reason, outcomes } = await executeBulk(full, act, all(20), options);
  await full.journal.close().catch(() => undefined);
  assert.deepEqual([end, reason], ['givenUp', 'The disk on this computer is full.']);
  assert.deepEqual(sent, []);
  assert.equal(countOutcomes(outcomes).notStarted, 20);
  await held.journal.close();
  await held.lock.release();
});

test('a replaced owner sends nothing more', async () => {
  const windows = new WatchedFolder();
  const { folder } = windows;
  const held = await folder.start(bulkPlan(20));
  const sent: string[] = [];
  const take = async (): Promise<HeldBulk> => {
    await letSilencePass(windows);
    return (await folder.resume('a1')) ?? assert.fail();
  };
  let second: HeldBulk | undefined;
  const isTaken = Promise.withResolvers<void>();
  const first = await executeBulk(
    held,
    verb(async (index) => {
      sent.push(`first ${index}`);
      if (index === 4) {
        second = await take();
        isTaken.resolve();
      }
      if (index > 4) await isTaken.promise;
      return undefined;
    }),
    all(20),
    options,
  );
  assert.equal(first.end, 'givenUp');
  const taken = second ?? assert.fail();
  const rest = taken.record.outcomes.flatMap(({ outcome }, index) => (outcome === 'notBegun' ? [index] : []));
  await executeBulk(
    taken,
    verb(async (index) => {
      sent.push(`second ${index}`);
      return undefined;
    }),
    rest,
    options,
  );
  const numbers = sent.map((text) => Number(text.split(' ')[1]));
  assert.equal(new Set(numbers).size, numbers.length, `${sent}`);
  await held.journal.close();
  await folder.letGo(taken, true);
});

/** Lets another window take over a bulk action while its owner's first requests are pending. */
async function takeOverMidway(place: MemoryFolder, signal = options.signal) {
  const windows = new WatchedFolder(place);
  const { folder } = windows;
  const held = await folder.start(bulkPlan(12));
  const sent: number[] = [];
  const [answers, slowAreSent] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
  const act = verb(async (index) => {
    sent.push(index);
    if (sent.length === 3) slowAreSent.resolve();
    await answers.promise;
    return undefined;
  });
  const executing = executeBulk(held, act, all(12), { ...options, concurrency: 3, signal });
  await slowAreSent.promise;
  await letSilencePass(windows);
  const successor = (await folder.resume('a1')) ?? assert.fail();
  return { folder, held, successor, sent, answer: answers.resolve, executing };
}

test('a prepared item is not sent if another window takes over before it would be sent', async () => {
  const { folder, held, successor, sent, answer, executing } = await takeOverMidway(new MemoryFolder());
  assert.deepEqual(told(successor.record.outcomes), [...Array(3).fill('sent'), ...Array(9).fill('notBegun')]);
  answer();
  const { end, reason } = await executing;
  assert.deepEqual([end, reason], ['givenUp', 'Another window or terminal has taken over this action.']);
  assert.deepEqual(sent.sort(), [0, 1, 2]); // The checks of the lock finish in any order.
  await folder.letGo(held, true);
  assert.deepEqual(await folder.listOpen(), ['a1'], 'the journal of the successor is not over');
  await folder.letGo(successor, true);
});

test('items recorded as sent are not sent if the lock is lost during an earlier request', async () => {
  const windows = new WatchedFolder();
  const { folder } = windows;
  const held = await folder.start(bulkPlan(6));
  const sent: number[] = [];
  let successor: HeldBulk | undefined;
  const [slow, quick] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
  // The first request is slow, so the other worker gets to record the third and fourth together.
  const act = verb(async (index) => {
    sent.push(index);
    if (index === 0) await slow.promise;
    if (index === 2) {
      await letSilencePass(windows);
      successor = await folder.resume('a1');
      quick.resolve();
    }
    return undefined;
  });
  const executing = executeBulk(held, act, all(6), { ...options, concurrency: 2 });
  await quick.promise;
  slow.resolve();
  assert.equal((await executing).end, 'givenUp');
  assert.deepEqual(sent.sort(), [0, 1, 2]); // The checks of the lock finish in any order.
  const taken = successor ?? assert.fail();
  assert.deepEqual(told(taken.record.outcomes).slice(2, 4), ['sent', 'sent']);
  await folder.letGo(held, true);
  await folder.letGo(taken, true);
});

test('a verb that waits between its requests is aborted when another window takes over', async () => {
  const windows = new WatchedFolder();
  const { folder } = windows;
  const held = await folder.start(bulkPlan(1));
  const act: BoundVerb['act'] = async (_items, { signal }) => {
    await letSilencePass(windows);
    assert.ok(await folder.resume('a1'));
    assert.equal(await held.lock.isHeld(), false);
    if (signal?.aborted) throw new Cancelled();
    return undefined;
  };
  const { end, outcomes } = await executeBulk(held, { act, settle: refuse }, [0], options);
  assert.deepEqual([end, told(outcomes)], ['givenUp', ['notBegun']]);
  await folder.letGo(held, true);
});

test('a replaced owner writes nothing more, even when canceled, and ends nothing', async () => {
  const place = new MemoryFolder();
  const cancel = new AbortController();
  const { folder, held, successor, answer, executing } = await takeOverMidway(place, cancel.signal);
  const at = new Date().toISOString();
  for (const item of all(12)) successor.journal.append({ line: 'outcome', item, outcome: 'done', at });
  await successor.journal.sync({ line: 'end', at, end: 'finished' });
  const before = place.files.get('a1.jsonl')?.text;
  cancel.abort();
  answer();
  await executing;
  await folder.letGo(held, true);
  assert.equal(place.files.get('a1.jsonl')?.text, before);
  await folder.letGo(successor, true);
  const { state, record } = (await folder.get('a1')) ?? assert.fail();
  assert.deepEqual([state, record.end, told(record.outcomes)], ['ended', 'finished', Array(12).fill('done')]);
});

test('A9-38 if the same action is started twice at once, in one window or two, only one is carried out', async () => {
  using place = temporaryFolder();
  const windows = Array.from({ length: 8 }, (_, index) => ({ folder: openBulkFolder(place.path), id: `b${index}` }));
  const begun = await Promise.all(
    windows.map(({ folder, id }) => startBulk(folder, { ...bulkPlan(3), id }, new FakeClock())),
  );
  assert.deepEqual(begun.map(({ indexes }) => indexes.length).toSorted(), [0, 0, 0, 0, 0, 0, 0, 3]);
  for (const [index, { held }] of begun.entries()) await windows[index]?.folder.letGo(held, true);
});

test('A9-38 of two equal actions, the one that registered first continues, even if clocks differ', async () => {
  const clock = new FakeClock();
  const place = new MemoryFolder(() => clock.now());
  const folder = openBulkFolder(place, { clock });
  const begin = (id: string, startedAt: string) => folder.start(bulkPlan(1, { id, startedAt }));
  const [z, a] = [await begin('z', '2026-11-20T09:00:02Z'), await begin('a', '2026-11-20T09:00:01Z')];
  const first = await folder.takePlace('z');
  assert.equal(first.isBefore('a'), true, 'who has no place yet will see this one');
  const second = await folder.takePlace('a');
  assert.deepEqual([first.isBefore('a'), second.isBefore('z')], [true, false]);
  assert.deepEqual([...(await findRivals(folder, bulkPlan(1, { id: 'late' }))).values()], ['doing']);

  for (const held of [z, a]) await folder.letGo(held, true);
  await folder.forgetAll();
  assert.ok(place.files.has('order'), 'somebody may begin at this moment');
  clock.advance(3_600_000);
  await folder.forgetAll();
  assert.equal(place.files.has('order'), false);
});

test('A9-38 a repeated action sends nothing if the first is in progress, or has ended since the question was shown', async () => {
  const folder = openBulkFolder();
  const judgedAt = new Date(options.clock.now() - 1000).toISOString();
  const first = await startBulk(folder, { ...bulkPlan(2), id: 'first', judgedAt }, options.clock);
  assert.deepEqual(first.indexes, [0, 1]);
  const while_ = await startBulk(folder, { ...bulkPlan(2), id: 'second', judgedAt }, options.clock);
  assert.deepEqual(while_.indexes, []);
  assert.match(JSON.stringify(while_.held.record.outcomes[0]), /already doing this/);
  const nothing = verb(async () => undefined);
  await executeBulk(first.held, nothing, first.indexes, options);
  await folder.letGo(first.held, true);
  await folder.letGo(while_.held, true);

  const after = await startBulk(folder, { ...bulkPlan(3), id: 'third', judgedAt }, options.clock);
  assert.deepEqual(after.indexes, [2]);
  assert.deepEqual(told(after.held.record.outcomes), ['done', 'done', 'notBegun']);
  await folder.letGo(after.held, true);
  const later = { ...bulkPlan(2), id: 'fourth', judgedAt: new Date(options.clock.now() + 1000).toISOString() };
  const again = await startBulk(folder, later, options.clock);
  assert.deepEqual(again.indexes, [0, 1], 'who has seen the outcome may do it again');
  await folder.letGo(again.held, true);
  const another = await startBulk(
    folder,
    { ...bulkPlan(2), id: 'fifth', judgedAt, verb: 'azureBatch.task.delete' },
    options.clock,
  );
  assert.deepEqual(another.indexes, [0, 1], 'another verb is another action');
  await folder.letGo(another.held, true);
});

test('while the service throttles, fewer items are sent at once, and all are done', async () => {
  const limit = new ConcurrencyLimit(4);
  const act = verb(async (index) => {
    if (index % 10 === 0) limit.slowDown();
    return undefined;
  });
  const { executed } = await execute(80, act, { limit });
  assert.equal(countOutcomes(executed.outcomes).done, 80);
});

test('stopping while few items are sent at once leaves no worker waiting', async () => {
  const limit = new ConcurrencyLimit(4);
  for (let times = 0; times < 3; times += 1) limit.slowDown();
  const abort = new AbortController();
  const act = verb(async (index) => {
    if (index === 3) abort.abort();
    return undefined;
  });
  const { executed } = await execute(20, act, { limit, signal: abort.signal });
  assert.equal(executed.end, 'cancelled');
  assert.deepEqual(countOutcomes(executed.outcomes), { done: 4, failed: 0, unknown: 0, notStarted: 16 });
});

const tooMany = new BatchError({ code: 'TooManyRequests', message: 'Too many.', status: 429, retryable: true });

test('an item that is repeatedly refused because of load is resent while the service accepts others', async () => {
  const refused = new Set<number>();
  let taken = Promise.withResolvers<void>();
  const act = verb(async (index) => {
    if (index % 5 === 0 && !refused.has(index)) {
      refused.add(index);
      await taken.promise;
      await new Promise(setImmediate);
      throw tooMany;
    }
    taken.resolve();
    taken = Promise.withResolvers();
    return undefined;
  });
  const { executed, kept } = await execute(40, act);
  assert.equal(refused.size, 8);
  assert.deepEqual(countOutcomes(executed.outcomes), { done: 40, failed: 0, unknown: 0, notStarted: 0 });
  assert.deepEqual(kept?.outcomes, executed.outcomes);
});

test('an item waiting to be resent is not started after the user cancels', async () => {
  const abort = new AbortController();
  const isTaken = Promise.withResolvers<void>();
  const act = verb(async (index) => {
    if (index > 0) return isTaken.resolve() ?? undefined;
    await isTaken.promise;
    await new Promise(setImmediate);
    queueMicrotask(() => abort.abort());
    throw tooMany;
  });
  const { executed, kept } = await execute(200, act, { signal: abort.signal });
  assert.equal(executed.end, 'cancelled');
  assert.equal(executed.outcomes[0]?.outcome, 'notBegun');
  assert.deepEqual(kept?.outcomes, executed.outcomes);
});

test('a service that accepts nothing more ends the action, and the rest is not started', async () => {
  let sent = 0;
  const act = verb(async (index) => {
    sent += 1;
    if (index >= 10) throw tooMany;
    return undefined;
  });
  const { executed } = await execute(2000, act);
  const { done, failed, notStarted } = countOutcomes(executed.outcomes);
  assert.deepEqual([executed.end, executed.reason], ['givenUp', 'Too many.']);
  assert.deepEqual([done, failed + notStarted], [10, 1990]);
  assert.ok(sent < 40, String(sent));
});

/** A clock that stands still: anything that waits is canceled. */
function standStill(abort: AbortController): Clock {
  const clock = new FakeClock();
  return {
    now: () => clock.now(),
    elapsedMs: () => clock.elapsedMs(),
    schedule(delayMs, callback) {
      queueMicrotask(() => abort.abort());
      return clock.schedule(delayMs, callback);
    },
  };
}

/** Makes a verb that sends two items per request, and whose turns are free when `free` resolves. */
function turnVerb(sent: string[], free: (request: string) => Promise<void>): BoundVerb {
  const name = (items: readonly { readonly resource: object }[]): string => items.map(toNumber).join('+');
  return {
    group: (items) =>
      items.flatMap((item, index): Together<never>[] => {
        const next = items[index + 1];
        return index % 2 === 1 ? [] : [(next === undefined ? [item] : [item, next]) as unknown as Together<never>];
      }),
    turns: {
      toKey: () => 'pool',
      whenFree: async (items, { signal, clock }) => {
        await waitFor(clock, 1000, signal);
        await free(name(items));
      },
    },
    act: async (items) => void sent.push(name(items)),
    settle: refuse,
  };
}

test('conflicting requests are sent one after another, each when the service is free for it', async () => {
  const sent: string[] = [];
  const log: string[] = [];
  const clock = new HastyClock();
  const { executed, kept } = await execute(
    6,
    turnVerb(sent, async (request) => void log.push(`${request} after ${sent.join()}`)),
    { clock, onWaiting: (isWaiting) => log.push(String(isWaiting)) },
  );
  assert.deepEqual(sent, ['0+1', '2+3', '4+5']);
  assert.deepEqual(log, ['true', '2+3 after 0+1', 'false', 'true', '4+5 after 0+1,2+3', 'false']);
  assert.deepEqual(clock.waits, [1000, 1000]);
  assert.equal(countOutcomes(executed.outcomes).done, 6);
  assert.equal(kept?.end, 'finished');
});

test('the remaining items of an action also wait before their first request, and can be canceled until then', async () => {
  const sent: string[] = [];
  const log: string[] = [];
  const verb = turnVerb(sent, async (request) => void log.push(`${request} after ${sent.join()}`));
  await execute(4, verb, { waitsFirst: true });
  assert.deepEqual(log, ['0+1 after ', '2+3 after 0+1']);
  const abort = new AbortController();
  const clock = standStill(abort);
  const { executed } = await execute(2, verb, { signal: abort.signal, clock, waitsFirst: true });
  assert.deepEqual(told(executed.outcomes), ['notBegun', 'notBegun']);
  assert.equal(sent.length, 2);
});

test('canceling while waiting for a turn leaves the remaining items unsent and not recorded as sent', async () => {
  const sent: string[] = [];
  const abort = new AbortController();
  const verb = turnVerb(sent, async () => assert.fail('nobody waits any longer'));
  const { executed, kept } = await execute(4, verb, { signal: abort.signal, clock: standStill(abort) });
  assert.deepEqual(sent, ['0+1']);
  assert.equal(executed.end, 'cancelled');
  assert.deepEqual(told(executed.outcomes), ['done', 'done', 'notBegun', 'notBegun']);
  assert.deepEqual(kept?.outcomes, executed.outcomes);
});

test('an error while waiting for a turn affects only its items, like a refused request', async () => {
  const sent: string[] = [];
  const busy = new BatchError({ code: 'ServerBusy', message: 'The service is busy.', status: 503, retryable: true });
  const { executed } = await execute(
    6,
    turnVerb(sent, async (request) => {
      if (request === '2+3') throw busy;
    }),
  );
  assert.deepEqual(sent, ['0+1', '4+5']);
  assert.deepEqual(told(executed.outcomes), ['done', 'done', 'failed', 'failed', 'done', 'done']);
});

test('when the outcome of an item is determined, it is known whether the service has answered', async () => {
  const seen: (number | undefined)[] = [];
  await execute(
    2,
    verb(
      async (index) => {
        const answered = index === 0 ? { status: 500 } : {};
        throw new BatchError({ code: 'InternalError', message: 'no', mayHaveActed: true, ...answered });
      },
      async (_item, { answer, error }) => {
        assert.equal(error, undefined);
        seen.push(answer?.status);
        return { outcome: 'done' };
      },
    ),
  );
  assert.deepEqual(seen.sort(), [500, undefined]);
});
