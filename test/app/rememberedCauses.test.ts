import assert from 'node:assert/strict';
import { appendFileSync, readdirSync, readFileSync, truncateSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { Causes } from '../../src/app/causes/causes.ts';
import { toLimits } from '../../src/app/evidence/attemptJournal.ts';
import type { Folder } from '../../src/app/ports.ts';
import { toCauseFacts } from '../../src/app/rows/causeFacts.ts';
import type { Cause } from '../../src/core/diagnosis/causes/causes.ts';
import * as diagnosis from '../../src/core/diagnosis/diagnosis.ts';
import { Emitter, type Event } from '../../src/core/event.ts';
import { describeRecurrence, nameRecurrence } from '../../src/core/failures/describeRecurrence.ts';
import { taskFilters } from '../../src/core/filters/taskFilters.ts';
import type { Job } from '../../src/core/model/job.ts';
import type { TaskResource } from '../../src/core/model/resource.ts';
import type { Task } from '../../src/core/model/task.ts';
import { dayMs, hourMs } from '../../src/core/words/durations.ts';
import { NodeFolder } from '../../src/node/nodeFolder.ts';
import type { AccountStore } from '../../src/service/store/accountStore.ts';
import { pagesOf } from '../fakes/fakeBatchService.ts';
import { FakeClock } from '../fakes/fakeClock.ts';
import { openLiveStore, settled } from '../fakes/liveStore.ts';
import { MemoryFolder } from '../fakes/memoryFolder.ts';
import { temporaryFolder } from '../fakes/temporaryFolder.ts';

const start = Date.parse('2026-11-02T02:00:00Z');
const noFile = "FileNotFoundError: [Errno 2] No such file or directory: 'weights.pt'\n";
const badValue = "ValueError: could not convert string to float: '12,7'\n";

/** A job of one night: what its three tasks print before they fail, or nothing if they succeed. */
interface Night {
  readonly index: number;
  readonly log?: string;
  readonly name?: string;
  readonly commandLine?: string;
  /** Its tasks. */
  readonly ids?: readonly string[];
  /** True if Batch ran its tasks again after they failed. */
  readonly isRetried?: boolean;
}

const at = (ms: number): string => new Date(ms).toISOString();
const night = (index: number): number => start + index * dayMs;
const toId = ({ index, name = 'nightly' }: Night): string => `${name}-${at(night(index)).slice(0, 10)}`;

interface Looking {
  readonly mayWrite: boolean;
  readonly onDidChange: Event<void>;
  report(error: unknown): void;
  /** Asks for causes; by default, for those of the whole account. */
  ask(causes: Causes, store: AccountStore, clock: FakeClock): Promise<{ readonly causes: readonly Cause[] }>;
}

/** Opens an account whose service keeps the jobs of these nights, looks at it in the morning, and closes it. */
async function look(
  folder: Folder,
  nights: readonly Night[],
  nowMs: number,
  {
    mayWrite = true,
    ask = (causes, store) => causes.lookIntoAll(store),
    onDidChange,
    report = (error) => assert.ifError(error),
  }: Partial<Looking> = {},
): Promise<readonly Cause[]> {
  const clock = new FakeClock(nowMs);
  const toJob = (one: Night): Job => ({
    id: toId(one),
    state: 'completed',
    creationTime: at(night(one.index)),
    executionInfo: { startTime: at(night(one.index)), endTime: at(night(one.index) + hourMs) },
    poolInfo: { poolId: 'cpu' },
  });
  const toTask = ({ index, commandLine = 'python3 load.py', isRetried }: Night, id: string): Task => ({
    id,
    state: 'completed',
    commandLine,
    creationTime: at(night(index)),
    nodeInfo: { poolId: 'cpu', nodeId: 'n' },
    executionInfo: {
      result: 'failure',
      exitCode: 1,
      endTime: at(night(index) + hourMs),
      retryCount: Number(isRetried ?? 0),
    },
  });
  const find = (jobId: string): Night => nights.find((one) => toId(one) === jobId) ?? { index: 0 };
  const findIds = (jobId: string): readonly string[] => find(jobId).ids ?? ['a', 'b', 'c'];
  const { store } = openLiveStore(
    {
      jobs: {
        listJobs: () => pagesOf(nights.map(toJob)),
        getJob: async (id) => toJob(find(id)),
        getTaskCounts: async (id) => {
          const { length } = findIds(id);
          const failed = find(id).log === undefined ? 0 : length;
          return { active: 0, running: 0, completed: length, succeeded: length - failed, failed };
        },
      },
      tasks: {
        listTasks: (id, { select = [], filter } = {}) => {
          const isGood = find(id).log === undefined;
          const isListed = isGood ? filter === taskFilters.succeeded : !select.includes('resourceFiles');
          return pagesOf(isListed ? findIds(id).map((one) => toTask(find(id), one)) : []);
        },
        getTask: async (jobId, taskId) => toTask(find(jobId), taskId),
      },
      pools: {
        listPools: () => pagesOf([{ id: 'cpu' }]),
        listNodeCounts: () => pagesOf([]),
        getPool: async () => ({ id: 'cpu' }),
      },
      nodes: { getNode: async () => ({ id: 'n' }), listNodes: () => pagesOf([]) },
    },
    undefined,
    clock,
  );
  const read = async (_store: unknown, resource: TaskResource, task: Task) => ({
    resource,
    task,
    stdout: { path: 'stdout.txt', text: '' },
    stderr: { path: 'stderr.txt', text: find(resource.jobId).log ?? '' },
  });
  const causes = new Causes({
    accounts: {
      all: [store.account],
      findStore: () => store,
      onDidChangeAccounts: new Emitter<void>().event,
      onDidChangeData: store.onDidChange.bind(store),
    },
    reader: { read },
    bundles: { diagnosis: () => diagnosis },
    clock,
    report: (error) => assert.ifError(error),
    memory: {
      folder,
      readLimits: () => toLimits(),
      mayWrite: () => mayWrite,
      report,
      ...(onDidChange && { onDidChange }),
    },
  });
  try {
    let found: readonly Cause[] | undefined;
    const looking = ask(causes, store, clock).then((all) => {
      found = all.causes;
    });
    for (let left = 2000; found === undefined && left > 0; left--) {
      await settled();
      clock.advance(10);
    }
    await looking;
    return found ?? [];
  } finally {
    causes.dispose();
    store.dispose();
  }
}

const morning = (index: number): number => night(index) + 7 * hourMs;
const name = (causes: readonly Cause[]) =>
  causes.map(({ cluster, recurrence }) => [
    /weights/.test(cluster.title) ? 'file' : 'value',
    nameRecurrence(recurrence),
  ]);

/** Lists the lines in a folder. */
function readLines(folder: string): readonly string[] {
  return readdirSync(folder)
    .filter((one) => one.endsWith('.jsonl'))
    .flatMap((one) => readFileSync(path.join(folder, one), 'utf8').split('\n'))
    .filter((line) => line !== '');
}

test('two weeks of a nightly job: each cause says whether it is new, ongoing, or back', async () => {
  using folder = temporaryFolder();
  const memory = () => new NodeFolder(path.join(folder.path, 'causes'));
  const nights: Night[] = [];
  const said: unknown[] = [];
  const good = undefined;
  const firstWeek = [noFile, noFile, good, good, good, badValue, badValue];
  const logs = [...firstWeek, good, noFile, noFile, noFile, noFile, good, noFile];
  for (const [index, log] of logs.entries()) {
    nights.push({ index, ...(log === undefined ? {} : { log }) });
    // Nobody looked on the third to fifth morning, and the service keeps jobs for two days only.
    if (index >= 2 && index <= 3) continue;
    const kept = nights.filter((one) => one.index > index - 2);
    said.push([index, name(await look(memory(), kept, morning(index)))]);
  }
  assert.deepEqual(said, [
    [0, [['file', undefined]]],
    [1, [['file', 'ongoing']]],
    [4, []],
    [5, [['value', 'new']]],
    [6, [['value', 'ongoing']]],
    [7, [['value', undefined]]],
    [8, [['file', 'back']]],
    [9, [['file', 'ongoing']]],
    [10, [['file', 'ongoing']]],
    [11, [['file', 'ongoing']]],
    [12, [['file', undefined]]],
    [13, [['file', 'back']]],
  ]);
  const [back] = await look(memory(), nights.slice(-1), morning(13) + hourMs);
  assert.ok(back?.recurrence !== undefined);
  const page = diagnosis.explainCause({ cause: back });
  assert.match(page.cause, /It is back: the run of the same work of Nov 14, 2026 shows no such failure\./);
  const account = diagnosis.explainAccount({
    name: 'contoso',
    causes: [{ ...back, note: 'Ada fixes it' }],
    coverage: { read: 3, total: 3 },
  });
  assert.match(account.sections?.[0]?.items[0]?.text ?? '', / · back · note: Ada fixes it$/);
  const helped = { ...back.recurrence, helped: night(9) };
  const [step] = diagnosis.explainCause({ cause: { ...back, recurrence: helped } }).fixes;
  assert.equal(
    step?.text,
    `${page.fixes[0]?.text} Last time, a corrected definition helped, which was submitted on Nov 11, 2026.`,
  );
  const [fact] = toCauseFacts({ ...back, recurrence: helped }).filter(({ name: of }) => of === 'What to do');
  assert.match(fact?.value ?? '', / Last time, a corrected definition helped, which was submitted on Nov 11, 2026\.$/);
  const explain = (index: number) => {
    const again = { at: at(night(index)), jobId: 'nightly', taskId: 'a-2', outcome: 'succeeded' } as const;
    return diagnosis.explainCause({ cause: back, resubmitted: [again] }).fixes[0]?.text ?? '';
  };
  assert.match(explain(12), / Last time, a corrected definition helped, which was submitted on Nov 14, 2026\.$/);
  assert.equal(explain(14), page.fixes[0]?.text, 'the cause has not come again since');
  assert.deepEqual(describeRecurrence(back.recurrence), [
    'It is back: the run of the same work of Nov 14, 2026 shows no such failure.',
    'It has come 3 times since Nov 2, 2026, with runs without it in between.',
  ]);
});

test('days without a look, after which no run is left, are no absence', async () => {
  using folder = temporaryFolder();
  const memory = new NodeFolder(path.join(folder.path, 'causes'));
  await look(memory, [{ index: 0, log: noFile }], morning(0));
  const [cause] = await look(memory, [{ index: 4, log: noFile }], morning(4));
  assert.equal(cause?.recurrence?.state, 'ongoing');
  assert.deepEqual(describeRecurrence(cause?.recurrence), ['Earlier looks found it, too, from Nov 2, 2026 on.']);
});

test('causes of what was read the day before say nothing about what has failed since', async () => {
  using folder = temporaryFolder();
  const place = path.join(folder.path, 'causes');
  const waitADay: Looking['ask'] = async (causes, store, clock) => {
    await causes.lookIntoAll(store);
    const lines = readLines(place);
    clock.advance(dayMs);
    const found = await causes.lookIntoAll(store);
    assert.deepEqual(readLines(place), lines);
    return found;
  };
  await look(new NodeFolder(place), [{ index: 0 }], morning(0), { ask: waitADay });
  const after: Night[] = [{ index: 0 }, { index: 1, log: noFile }];
  assert.deepEqual(name(await look(new NodeFolder(place), after, morning(1) + hourMs)), [['file', 'new']]);
});

test('what two windows saw at once is counted once, and none of it is lost', async () => {
  using folder = temporaryFolder();
  const place = path.join(folder.path, 'causes');
  const nights: Night[] = [{ index: 0, log: noFile }];
  await Promise.all([0, 1].map(() => look(new NodeFolder(place), nights, morning(0))));
  await Promise.all([
    look(new NodeFolder(place), [...nights, { index: 1, log: noFile }], morning(1)),
    look(new NodeFolder(place), [{ index: 1, name: 'weekly', log: badValue }], morning(1)),
  ]);
  const causes = await look(
    new NodeFolder(place),
    [
      { index: 2, log: noFile },
      { index: 2, name: 'weekly', log: badValue },
    ],
    morning(2),
  );
  assert.deepEqual(name(causes).toSorted(), [
    ['file', 'ongoing'],
    ['value', 'ongoing'],
  ]);
  assert.equal(causes.find(({ cluster }) => /weights/.test(cluster.title))?.recurrence?.times, 1);
});

test('a note on a cause is kept on this computer as long as the cause comes, until it is removed', async () => {
  using folder = temporaryFolder();
  const memory = () => new NodeFolder(path.join(folder.path, 'causes'));
  const findNote = (causes: readonly Cause[]) => causes.map(({ note }) => note);
  const bad = (index: number): Night => ({ index, log: noFile });
  const write =
    (note: string): Looking['ask'] =>
    async (causes, store) => {
      const found = await causes.lookIntoAll(store);
      for (const cause of found.causes) await causes.annotate(cause, note);
      return causes.lookIntoAll(store);
    };
  const look0 = await look(memory(), [bad(0)], morning(0), { ask: write('Ada fixes it: https://example.com/12') });
  assert.deepEqual(findNote(look0), ['Ada fixes it: https://example.com/12']);
  const isOther = { ...bad(1), log: badValue, name: 'weekly' };
  const both = await look(memory(), [bad(1), isOther], morning(1));
  assert.deepEqual(findNote(both).toSorted(), ['Ada fixes it: https://example.com/12', undefined]);
  // Old lines are removed, but a note on a cause that still comes is kept.
  const retained = toLimits().maxAgeMs / dayMs;
  for (let day = 5; day < 2 * retained; day += 5) await look(memory(), [bad(day)], morning(day));
  const later = Math.ceil(2 * retained);
  assert.deepEqual(findNote(await look(memory(), [bad(later)], morning(later))), [
    'Ada fixes it: https://example.com/12',
  ]);
  await look(memory(), [bad(later)], morning(later) + hourMs, { ask: write('') });
  assert.deepEqual(findNote(await look(memory(), [bad(later)], morning(later) + 2 * hourMs)), [undefined]);
  // A window that still shows another note overwrites nothing.
  const seen = (await look(memory(), [bad(later)], morning(later) + 3 * hourMs, { ask: write('Ada') }))[0];
  assert.ok(seen !== undefined);
  await look(memory(), [bad(later)], morning(later) + 4 * hourMs, { ask: write('Bob') });
  const late: Looking['ask'] = async (causes, store) => {
    const found = await causes.lookIntoAll(store);
    await assert.rejects(causes.annotate(seen, 'Ada again'), /another window changed the note to “Bob”/);
    return found;
  };
  assert.deepEqual(findNote(await look(memory(), [bad(later)], morning(later) + 5 * hourMs, { ask: late })), ['Bob']);
  const refuse: Looking['ask'] = async (causes, store) => {
    const found = await causes.lookIntoAll(store);
    for (const cause of found.causes)
      await assert.rejects(causes.annotate(cause, 'x'), /until you trust this workspace/);
    return found;
  };
  await look(memory(), [bad(later)], morning(later) + 6 * hourMs, { mayWrite: false, ask: refuse });
});

test('a note of another window is shown as soon as its file has changed', async () => {
  const files = new MemoryFolder();
  const changed = new Emitter<void>();
  const nights: Night[] = [{ index: 0, log: noFile }];
  const findNotes = ({ causes }: { readonly causes: readonly Cause[] }) => causes.map(({ note }) => note);
  await look(files, nights, morning(0), {
    onDidChange: changed.event,
    ask: async (causes, store) => {
      const known = await causes.lookIntoAll(store);
      const announced: string[] = [];
      causes.onDidChange((accountId) => announced.push(accountId));
      await look(files, nights, morning(0), {
        ask: async (others, other) => {
          for (const cause of (await others.lookIntoAll(other)).causes) await others.annotate(cause, 'Ada fixes it');
          return known;
        },
      });
      announced.splice(0);
      assert.deepEqual(findNotes(await causes.ofAccount(store)), [undefined]);
      changed.fire();
      while (announced.length === 0) await settled();
      assert.deepEqual(announced, [store.account.id]);
      assert.deepEqual(findNotes(await causes.ofAccount(store)), ['Ada fixes it']);
      changed.fire();
      await settled();
      assert.equal(announced.length, 1, 'nothing has changed since');
      return known;
    },
  });
});

test('a line that a killed window left unfinished takes no other with it', async () => {
  using folder = temporaryFolder();
  const place = path.join(folder.path, 'causes');
  await look(new NodeFolder(place), [{ index: 0, log: noFile }], morning(0));
  const whole = readLines(place);
  const [file = ''] = readdirSync(place).map((one) => path.join(place, one));
  appendFileSync(file, whole[0] ?? '');
  truncateSync(file, readFileSync(file).length - 20);
  await look(new NodeFolder(place), [{ index: 0, name: 'weekly', log: badValue }], morning(0) + hourMs);
  const lines = readLines(place).filter((line) => diagnosisOf(line) !== undefined);
  assert.equal(lines.length, whole.length + 1);
  const causes = await look(new NodeFolder(place), [{ index: 1, log: noFile }], morning(1));
  assert.deepEqual(name(causes), [['file', 'ongoing']]);
});

function diagnosisOf(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}

test('the same error of another program is another cause for the memory', async () => {
  using folder = temporaryFolder();
  const memory = () => new NodeFolder(path.join(folder.path, 'causes'));
  await look(memory(), [], morning(-1));
  await look(memory(), [{ index: 0, log: noFile }], morning(0));
  const other: Night = { index: 1, name: 'report', commandLine: 'python3 report.py', log: noFile };
  assert.deepEqual(name(await look(memory(), [other], morning(1))), [['file', 'new']]);
  const same: Night = { index: 2, name: 'weekly', log: noFile };
  assert.deepEqual(name(await look(memory(), [same], morning(2))), [['file', undefined]]);
});

test('a later job of the same name that ran another program shows nothing about a cause', async () => {
  using folder = temporaryFolder();
  const memory = () => new NodeFolder(path.join(folder.path, 'causes'));
  await look(memory(), [{ index: 0, log: noFile }], morning(0));
  await look(memory(), [{ index: 1, commandLine: 'python3 report.py' }], morning(1));
  assert.deepEqual(name(await look(memory(), [{ index: 2, log: noFile }], morning(2))), [['file', 'ongoing']]);
});

test('a later run in which the program succeeded only on retry shows no absence of a cause', async () => {
  using folder = temporaryFolder();
  const memory = () => new NodeFolder(path.join(folder.path, 'causes'));
  await look(memory(), [{ index: 0, log: noFile }], morning(0));
  await look(memory(), [{ index: 1, isRetried: true }], morning(1));
  assert.deepEqual(name(await look(memory(), [{ index: 2, log: noFile }], morning(2))), [['file', 'ongoing']]);
});

test('a run that a window first saw when only its job manager had ended is looked at again with its tasks', async () => {
  using folder = temporaryFolder();
  const nights: Night[] = [{ index: 0, log: noFile }];
  const causes = await look(new NodeFolder(path.join(folder.path, 'causes')), nights, morning(0), {
    ask: async (all, store, clock) => {
      assert.deepEqual(name((await all.lookIntoAll(store)).causes), [['file', undefined]]);
      clock.advance(dayMs);
      nights.push({ index: 1, commandLine: 'python3 plan.py', ids: ['manager'] });
      await store.refresh();
      assert.deepEqual(name((await all.lookIntoAll(store)).causes), [['file', 'ongoing']]);
      clock.advance(dayMs);
      nights.splice(1, 1, { index: 1 });
      await store.refresh();
      await store.loadTaskCounts([toId({ index: 1 })]);
      return all.lookIntoAll(store);
    },
  });
  assert.deepEqual(
    causes.map(({ recurrence }) => recurrence?.state),
    ['quiet'],
  );
});

test('a clock that was set forward and back makes nothing new', async () => {
  using folder = temporaryFolder();
  const memory = () => new NodeFolder(path.join(folder.path, 'causes'));
  await look(memory(), [], morning(-1));
  await look(memory(), [{ index: 0, log: noFile }], morning(400));
  const [cause] = await look(memory(), [{ index: 1, log: noFile }], morning(1));
  assert.equal(cause?.recurrence?.state, 'ongoing');
  assert.ok((cause?.recurrence?.since ?? 0) < morning(0));
});

test('a window that may not write says what it knows, and writes nothing', async () => {
  using folder = temporaryFolder();
  const place = path.join(folder.path, 'causes');
  await look(new NodeFolder(place), [{ index: 0, log: noFile }], morning(0), { mayWrite: false });
  assert.deepEqual(readdirSync(folder.path), []);
  await look(new NodeFolder(place), [{ index: 0, log: noFile }], morning(0));
  const before = readLines(place);
  const causes = await look(new NodeFolder(place), [{ index: 1, log: noFile }], morning(1), { mayWrite: false });
  assert.deepEqual(name(causes), [['file', 'ongoing']]);
  assert.deepEqual(readLines(place), before);
});

test('lines contain no secrets, and looks without changes add none', async () => {
  using folder = temporaryFolder();
  const place = path.join(folder.path, 'causes');
  const commandLine = 'python3 load.py --sas "sv=2024-11-04&sig=abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG%3D"';
  const nights: Night[] = [{ index: 0, commandLine, log: noFile }];
  for (const minutes of [0, 1, 2, 60]) await look(new NodeFolder(place), nights, morning(0) + minutes * 60_000);
  const lines = readLines(place);
  assert.equal(lines.length, 2, 'one of the cause, and one of the look');
  assert.doesNotMatch(lines.join('\n'), /abcdefghij/);
  assert.match(lines.join('\n'), /python load\.py/);
});

test('the causes of one job say the same as those of its account, and add nothing', async () => {
  using folder = temporaryFolder();
  const place = path.join(folder.path, 'causes');
  const nights: Night[] = [{ index: 0, log: noFile }];
  await look(new NodeFolder(place), nights, morning(0));
  nights.push({ index: 1, log: noFile });
  const ask: Looking['ask'] = (causes, store) => causes.ofJob(store, toId({ index: 1 }));
  assert.deepEqual(name(await look(new NodeFolder(place), nights, morning(1), { ask })), [['file', undefined]]);
  assert.deepEqual(name(await look(new NodeFolder(place), nights, morning(1))), [['file', 'ongoing']]);
  const lines = readLines(place);
  assert.deepEqual(name(await look(new NodeFolder(place), nights, morning(1), { ask })), [['file', 'ongoing']]);
  assert.deepEqual(readLines(place), lines);
});

test('what was forgotten is no longer known, in other windows as well', async () => {
  using folder = temporaryFolder();
  const place = path.join(folder.path, 'causes');
  await look(new NodeFolder(place), [{ index: 0, log: noFile }], morning(0));
  await look(new NodeFolder(place), [{ index: 1, log: noFile }], morning(1), {
    ask: async (causes, store) => {
      const before = await causes.lookIntoAll(store);
      assert.deepEqual(name(before.causes), [['file', 'ongoing']]);
      await causes.forgetPast();
      assert.deepEqual(readdirSync(folder.path), []);
      return causes.lookIntoAll(store);
    },
  }).then((causes) => assert.deepEqual(name(causes), [['file', undefined]]));
});

test('a full disk is reported once, and causes are shown with what was known', async () => {
  const files = new MemoryFolder();
  await look(files, [{ index: 0, log: noFile }], morning(0));
  const full = new MemoryFolder(Date.now, () => {
    throw new Error('ENOSPC: no space left on device');
  });
  for (const [name_, file] of files.files) full.files.set(name_, file);
  const errors: unknown[] = [];
  const causes = await look(full, [{ index: 1, log: noFile }], morning(1), {
    report: (error) => errors.push(error),
    ask: async (all, store) => {
      await all.lookIntoAll(store);
      return all.lookIntoAll(store);
    },
  });
  assert.deepEqual(name(causes), [['file', 'ongoing']]);
  assert.equal(errors.length, 1);
});

test('windows that look one right after the other add no line twice', async () => {
  const files = new MemoryFolder();
  const nights: Night[] = [{ index: 0, log: noFile }];
  await look(files, nights, morning(0), {
    ask: async (causes, store) => {
      const before = files.files.size;
      await causes.ofJob(store, toId({ index: 0 }));
      assert.equal(files.files.size, before, 'this window has read the memory, and nothing is in it yet');
      await look(files, nights, morning(0));
      return causes.lookIntoAll(store);
    },
  });
  const texts = [...files.files].flatMap(([file, { text }]) =>
    file.endsWith('.jsonl') ? text.split('\n').filter(Boolean) : [],
  );
  assert.equal(texts.length, 2, texts.join('\n'));
});

test('with ten thousand remembered causes, each file is read once, and the oldest give way to new ones', async () => {
  const files = new MemoryFolder();
  const [line = ''] = await (async () => {
    const one = new MemoryFolder();
    await look(one, [{ index: 0, log: noFile }], morning(0));
    return [...one.files.values()].flatMap(({ text }) => text.split('\n').filter((text_) => text_.includes('cause')));
  })();
  for (let day = 0; day < 50; day++) {
    const lines = Array.from({ length: 200 }, (_, index) => {
      const cause = `v1:missing-file::${(200 * day + index).toString(16).padStart(16, '0')}`;
      return JSON.stringify({ ...JSON.parse(line), at: morning(day - 50), cause, title: 'x'.repeat(200) });
    });
    await files.append(files.toName(String(day)), `${lines.join('\n')}\n`);
  }
  const size = () => [...files.files.values()].reduce((sum, { text }) => sum + text.length, 0);
  assert.ok(size() < 5 * 1024 * 1024, String(size()));
  let reads = 0;
  const readLines = files.readLines.bind(files);
  files.readLines = (name_) => {
    reads += 1;
    return readLines(name_);
  };
  await look(files, [{ index: 0, log: noFile }], morning(0), {
    ask: async (causes, store) => {
      const found = await causes.lookIntoAll(store);
      assert.ok(reads >= 50 && reads < 60, String(reads));
      reads = 0;
      await causes.lookIntoAll(store);
      return found;
    },
  });
  assert.equal(reads, 0);
  await files.append(files.toName('large'), `${'x'.repeat(4 * 1024 * 1024)}\n`);
  await look(files, [{ index: 1, log: noFile }], morning(1));
  assert.ok(size() <= 5 * 1024 * 1024, String(size()));
});

test('lines of the first version are read, and those of a later one, whose fields are unknown', async () => {
  const files = new MemoryFolder();
  await look(files, [{ index: 0, log: noFile }], morning(0));
  const [name_ = '', saved] = [...files.files].find(([, { text }]) => text.includes('"cause"')) ?? [];
  const [line] = (saved?.text ?? '').split('\n').filter((text) => text.includes('"cause"'));
  const { of, at: seenAt, cause, title, count, coreHours, works, ...others } = JSON.parse(line ?? '');
  assert.deepEqual(others, {}, 'the first version wrote no other fields');
  for (const work of works) assert.deepEqual(Object.keys(work), ['program', 'series', 'failed', 'gone']);
  const first = { of, at: seenAt, cause, title, count, coreHours, works };
  const later = {
    ...first,
    at: seenAt + 1,
    severity: { rank: 3 },
    works: works.map((work: object) => ({ ...work, slots: [1] })),
  };
  for (const earlier of [first, later]) {
    const folder = new MemoryFolder();
    await folder.append(name_, `${JSON.stringify({ of, at: seenAt, works: [] })}\n${JSON.stringify(earlier)}\n`);
    const causes = await look(folder, [{ index: 1, log: noFile }], morning(1));
    assert.deepEqual(name(causes), [['file', 'ongoing']]);
  }
});
