import assert from 'node:assert/strict';
import { test } from 'node:test';
import { page } from '../../../test/fakes/fakeBatchService.ts';
import { FakeClock } from '../../../test/fakes/fakeClock.ts';
import { BatchError } from '../../core/model/batchError.ts';
import { toPage } from '../pages.ts';
import type { Page } from '../ports.ts';
import type { Slice } from './accountStore.ts';
import { LoadedScope } from './loadedScope.ts';

interface Item {
  readonly id: string;
  readonly state?: string;
}

/** A request for a page, answered when the test chooses. */
interface Question {
  readonly signal: AbortSignal;
  answer(items: readonly string[], isLast?: boolean, state?: string): void;
  fail(error: Error): void;
}

/** A scope whose pages the test answers in any order. Items requested by ID are in `single`. */
function start() {
  const questions: Question[] = [];
  const slices: Slice<Item>[] = [];
  async function* open(_count: number, signal: AbortSignal): AsyncGenerator<Page<Item>> {
    for (;;) {
      const { promise, resolve, reject } = Promise.withResolvers<Page<Item>>();
      questions.push({
        signal,
        answer: (ids, isLast = true, state = 'active') =>
          resolve(
            page(
              ids.map((id) => ({ id, state })),
              isLast,
            ),
          ),
        fail: reject,
      });
      const answered = await promise;
      yield answered;
      if (answered.isLast) return;
    }
  }
  const single = new Map<string, Item>();
  const get = async ({ id }: Item): Promise<Item | undefined> => single.get(id);
  const source = { open, get, toKey: ({ id }: Item) => id };
  const scope = new LoadedScope<Item>(source, new FakeClock(), (slice) => slices.push(slice));
  return { scope, slices, questions, single, ids: () => scope.slice.items.map(({ id }) => id) };
}

/** Lets all pending callbacks run. */
function settle(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}

/** Waits for and returns the `index`th request. */
async function asked(questions: readonly Question[], index: number): Promise<Question> {
  await settle();
  const question = questions[index];
  assert.ok(question, `question ${index} was not asked`);
  return question;
}

const busy = new BatchError({ code: 'ServerBusy', message: 'Busy.', status: 503 });

test('two concurrent loads share one request, and a third load after them sends none', async () => {
  const { scope, questions, slices } = start();
  const loads = [scope.load(), scope.load()];
  (await asked(questions, 0)).answer(['a'], false);
  await Promise.all(loads);
  await scope.load();
  assert.equal(questions.length, 1);
  assert.deepEqual(
    slices.map(({ loading, items, hasMore }) => [loading, items.length, hasMore]),
    [
      [true, 0, false],
      [false, 1, true],
    ],
  );
  assert.equal(scope.slice.loadedAt, '2026-11-20T09:00:00.000Z');
});

test('a failed load is retried', async () => {
  const { scope, questions, ids } = start();
  const failed = scope.load();
  (await asked(questions, 0)).fail(busy);
  await failed;
  assert.equal(scope.slice.error?.code, 'ServerBusy');
  assert.equal(scope.slice.loading, false);
  const load = scope.load();
  (await asked(questions, 1)).answer(['a']);
  await load;
  assert.deepEqual(ids(), ['a']);
  assert.equal(scope.slice.error, undefined);
});

test('a retry does not wait for a hanging refresh, and is shown as loading', async () => {
  const { scope, questions, ids } = start();
  const failed = scope.load();
  (await asked(questions, 0)).fail(busy);
  await failed;
  const refresh = scope.refresh();
  const hanging = await asked(questions, 1);
  assert.equal(scope.slice.loading, false, 'nobody asked for what the poller tries');
  const again = scope.load();
  assert.equal(scope.slice.loading, true);
  assert.equal(scope.slice.error?.code, 'ServerBusy', 'why it is tried again');
  (await asked(questions, 2)).answer(['a']);
  hanging.answer(['late']);
  await Promise.all([refresh, again]);
  assert.equal(hanging.signal.aborted, true);
  assert.deepEqual(ids(), ['a']);
});

async function loaded(ids: readonly string[], isLast = true) {
  const started = start();
  const load = started.scope.load();
  (await asked(started.questions, 0)).answer(ids, isLast);
  await load;
  return started;
}

test('A9-1 a failed refresh keeps the loaded items, with the error', async () => {
  const { scope, questions, ids } = await loaded(['a', 'b']);
  const refresh = scope.refresh();
  (await asked(questions, 1)).fail(busy);
  await refresh;
  assert.deepEqual(ids(), ['a', 'b']);
  assert.equal(scope.slice.error?.code, 'ServerBusy');
  const again = scope.refresh();
  (await asked(questions, 2)).answer(['a']);
  await again;
  assert.deepEqual(ids(), ['a']);
  assert.equal(scope.slice.error, undefined);
});

test('A9-33 of two refreshes, the newer one wins, whichever answer comes last', async () => {
  const { scope, questions, ids } = await loaded(['a']);
  const older = scope.refresh();
  const olderQuestion = await asked(questions, 1);
  const newer = scope.refresh();
  const newerQuestion = await asked(questions, 2);
  assert.equal(olderQuestion.signal.aborted, true);
  newerQuestion.answer(['new']);
  olderQuestion.answer(['old']);
  await Promise.all([older, newer]);
  assert.deepEqual(ids(), ['new']);
});

test('starting a refresh aborts an older one', async () => {
  const { scope, questions, ids } = await loaded(['a']);
  const older = scope.refresh();
  const olderQuestion = await asked(questions, 1);
  const newer = scope.refresh();
  const newerQuestion = await asked(questions, 2);
  olderQuestion.fail(busy);
  let isDone = false;
  void older.then(() => {
    isDone = true;
  });
  await settle();
  assert.equal(isDone, false);
  newerQuestion.answer(['new']);
  await Promise.all([older, newer]);
  assert.deepEqual(ids(), ['new']);
  assert.equal(scope.slice.error, undefined);
});

test('pages are loaded in order, and the last one is recognized', async () => {
  const { scope, questions, ids } = await loaded(['a'], false);
  const more = [scope.loadMore(), scope.loadMore()];
  (await asked(questions, 1)).answer(['b'], true);
  await Promise.all(more);
  assert.deepEqual(ids(), ['a', 'b']);
  assert.equal(scope.slice.hasMore, false);
  await scope.loadMore();
  assert.equal(questions.length, 2);
});

test('a refresh loads as many items as were shown, and paging continues from there', async () => {
  const { scope, questions, ids } = await loaded(['a'], false);
  const more = scope.loadMore();
  (await asked(questions, 1)).answer(['b'], false);
  await more;
  const refresh = scope.refresh();
  (await asked(questions, 2)).answer(['a'], false);
  (await asked(questions, 3)).answer(['c'], false);
  await refresh;
  assert.deepEqual(ids(), ['a', 'c']);
  const further = scope.loadMore();
  (await asked(questions, 4)).answer(['d']);
  await further;
  assert.deepEqual(ids(), ['a', 'c', 'd']);
});

test('after a page could not be loaded, the next attempt reads one item beyond it', async () => {
  const { scope, questions, ids } = await loaded(['a', 'b'], false);
  const more = scope.loadMore();
  (await asked(questions, 1)).fail(busy);
  await more;
  assert.deepEqual(ids(), ['a', 'b']);
  assert.equal(scope.slice.hasMore, true);
  const again = scope.loadMore();
  (await asked(questions, 2)).answer(['a', 'b'], false);
  (await asked(questions, 3)).answer(['c']);
  await again;
  assert.deepEqual(ids(), ['a', 'b', 'c']);
});

test('a refresh waits for a page in progress, so that it is not lost', async () => {
  const { scope, questions, ids } = await loaded(['a'], false);
  const more = scope.loadMore();
  const question = await asked(questions, 1);
  const refresh = scope.refresh();
  question.answer(['b'], false);
  await more;
  (await asked(questions, 2)).answer(['a', 'b', 'c']);
  await refresh;
  assert.deepEqual(ids(), ['a', 'b', 'c']);
});

test('disposing ends requests in progress, and nothing is announced afterward', async () => {
  const { scope, questions, slices } = await loaded(['a']);
  const refresh = scope.refresh();
  const question = await asked(questions, 1);
  const notified = slices.length;
  scope.dispose();
  assert.equal(question.signal.aborted, true);
  question.answer(['b']);
  await refresh;
  assert.equal(slices.length, notified);
});

test('A9-16 damaged items are kept next to the valid items of all pages, until a refresh has no damaged items', async () => {
  const [one, other] = [
    { json: 1, isLeftOut: true },
    { json: { id: 'b' }, isLeftOut: false },
  ];
  const lists: readonly (readonly Page<Item>[])[] = [
    [toPage([{ id: 'a' }], false, [one]), toPage([{ id: 'b' }], true, [other])],
    [toPage([{ id: 'a' }], false), toPage([{ id: 'b' }], true)],
  ];
  let opened = 0;
  async function* open(): AsyncGenerator<Page<Item>> {
    yield* lists[opened++] ?? [];
  }
  const scope = new LoadedScope<Item>(
    { open, get: async () => undefined, toKey: ({ id }) => id },
    new FakeClock(),
    () => {},
  );
  await scope.load();
  assert.deepEqual(scope.slice.damaged, [one]);
  await scope.loadMore();
  assert.deepEqual(scope.slice.damaged, [one, other]);
  await scope.refresh();
  assert.equal('damaged' in scope.slice, false);
});

test('an item that was found beyond the loaded pages stays through refreshes, until it is listed or gone', async () => {
  const { scope, questions, single, ids } = start();
  const loading = scope.load();
  (await asked(questions, 0)).answer(['a', 'b'], false);
  await loading;
  single.set('x', { id: 'x', state: 'disabled' });
  scope.include({ id: 'x', state: 'active' });
  scope.include({ id: 'y', state: 'active' });
  scope.include({ id: 'a', state: 'active' });
  assert.deepEqual(ids(), ['a', 'b', 'x', 'y']);

  const refreshing = scope.refresh();
  (await asked(questions, 1)).answer(['a', 'b'], false);
  await refreshing;
  assert.deepEqual(ids(), ['a', 'b', 'x'], 'one is gone');
  assert.equal(scope.slice.items.at(-1)?.state, 'disabled', 'the other is as it is now');

  const more = scope.loadMore();
  (await asked(questions, 2)).answer(['w', 'x']);
  await more;
  assert.deepEqual(ids(), ['a', 'b', 'x', 'w'], 'what is listed now is there once');
  single.clear();
  const again = scope.refresh();
  (await asked(questions, 3)).answer(['a', 'b'], false);
  (await asked(questions, 4)).answer(['w', 'x']);
  await again;
  assert.deepEqual(ids(), ['a', 'b', 'w', 'x']);
});

test("an item that was found but can't be requested now stays unchanged", async () => {
  let answers = 0;
  async function* open(): AsyncGenerator<Page<Item>> {
    yield page([{ id: 'a' }], false);
  }
  const get = async (): Promise<Item> => {
    answers += 1;
    throw new BatchError({ code: 'ServerBusy', message: 'It is busy.' });
  };
  const scope = new LoadedScope<Item>({ open, get, toKey: ({ id }) => id }, new FakeClock(), () => {});
  await scope.load();
  for (const id of ['1', '2', '3', '4', '5', '6']) scope.include({ id });
  await scope.refresh();
  assert.equal(answers, 5, 'only the last few are asked for');
  assert.deepEqual(
    scope.slice.items.map(({ id }) => id),
    ['a', '6', '5', '4', '3', '2'],
  );
  assert.equal(scope.slice.error, undefined);
});
