import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { mostRequests } from '../../src/app/causes/briefLook.ts';
import { readFirstPage } from '../../src/app/evidence/readPages.ts';
import type { Explained } from '../../src/app/explain/explained.ts';
import { mostSteps } from '../../src/app/explain/wholeAccount.ts';
import { toCauseFacts } from '../../src/app/rows/causeFacts.ts';
import { toCauseRow } from '../../src/app/rows/failures/causeRows.ts';
import { describeHarm } from '../../src/core/diagnosis/causes/causeExtent.ts';
import type { Cause } from '../../src/core/diagnosis/causes/causes.ts';
import type { Failing } from '../../src/core/diagnosis/causes/failing.ts';
import { describeCategory } from '../../src/core/diagnosis/explanation/category.ts';
import type { Evidence, Explanation, Fix, Reason, RemedyId } from '../../src/core/diagnosis/explanation/explanation.ts';
import { joinSentences } from '../../src/core/diagnosis/explanation/sentences.ts';
import { leaveOutFollowOn } from '../../src/core/failures/failingKinds.ts';
import { findJobId, findNodeId, findPoolId } from '../../src/core/failures/narrowCause.ts';
import { findFirstStep, limitConfidence, pickExplained } from '../../src/core/failures/representative.ts';
import { isUnread } from '../../src/core/failures/unreadFailures.ts';
import { taskFilters } from '../../src/core/filters/taskFilters.ts';
import { type JobResource, type PoolResource, type Resource, toKey, toOwnId } from '../../src/core/model/resource.ts';
import type { Task } from '../../src/core/model/task.ts';
import { continueAfterColon } from '../../src/core/text/afterColon.ts';
import { SteppedClock } from '../../src/simulator/clock.ts';
import { findScenario, scenarioNames } from '../../src/simulator/scenarios/catalogue.ts';
import { startSimulator } from '../../src/simulator/simulator.ts';
import type { Simulator } from '../../src/simulator/simulatorOptions.ts';
import { takeTurns } from '../builders/nightly.ts';
import { testTimeMs } from '../fakes/timeOf.ts';
import { type ColdApp, mostOfOne, openCold } from './support/coldApp.ts';
import { joinedWorlds } from './support/joinedWorlds.ts';
import { combinedWorlds } from './support/judgedWorlds.ts';
import { assertOneSeverity } from './support/oneSeverity.ts';
import { explainOthers, listWrongButtons } from './support/stepButtons.ts';

/** Time in which tasks end and nodes start. */
const settlingMs = 60_000;
/** A scenario too large to look at each of its failures; its causes are made like those of other scenarios. */
const tooLarge = new Set(['million']);
interface Joined {
  readonly cause: Cause;
  readonly page: Explained;
  readonly own: Explained;
}

suite('every page gives the same explanation and severity, even if that page is requested first', () => {
  const shipped = scenarioNames().filter((each) => !tooLarge.has(each));
  const scenarios = shipped.map((name) => findScenario(name) ?? assert.fail());
  for (const scenario of takeTurns([...scenarios, ...joinedWorlds, ...combinedWorlds]))
    test(scenario.name, async (context) => {
      const clock = new SteppedClock();
      // Faults of the service are covered by other tests.
      const simulator = await startSimulator({ scenario: { ...scenario, faults: [] }, clock });
      context.after(() => simulator.close());
      await clock.advance(settlingMs);
      const other = openCold(simulator);
      const account = await other.explain(toPage({ kind: 'account', accountId: other.store.account.id }));
      const { causes } = await other.causes.lookIntoAll(other.store);
      const most = simulator.requests.length + mostRequests + mostOfOne;
      other.close();
      const explainFirst = makeExplainFirst(simulator);
      const cold = openCold(simulator);
      context.after(() => cold.close());
      const all: Joined[] = [];
      for (const cause of causes) {
        const joined = await joinPages(cold, cause, most);
        if (joined === undefined) continue;
        if (isBesideFailures(joined)) {
          assertWithin(joined);
          continue;
        }
        assertJoined(joined);
        all.push(joined);
      }
      await assertOverviews(cold, all);
      await assertFirstAccount(cold, account, explainFirst);
      await assertFirstPools(cold, explainFirst);
      await assertFirstJobs(cold, explainFirst, all);
      await assertWaits(cold, explainFirst);
      await assertOneSeverity(cold, causes, new Date(clock.now()));
      const first = openCold(simulator);
      context.after(() => first.close());
      for (const joined of all) await assertMembers(first, joined);
      await explainOthers(first);
      assert.deepEqual(
        await listWrongButtons([cold, first]),
        [],
        'steps without their buttons, and buttons that are refused',
      );
    });
});

test('for a million tasks, the cause, task, job, pool and account agree, with few requests each', async (context) => {
  const simulator = await startSimulator({ scenario: 'million', clock: new SteppedClock() });
  context.after(() => simulator.close());
  const cold = openCold(simulator);
  context.after(() => cold.close());
  const { store, causes } = cold;
  const { id: accountId } = store.account;
  const cause = (await causes.ofAccount(store)).causes.find(({ cluster }) => !isUnread(cluster)) ?? assert.fail();
  const target = {
    resource: { kind: 'account', accountId },
    document: 'cause',
    fingerprint: cause.cluster.fingerprint,
  } as const;
  const page = await cold.explain(target);
  const { failing } = pickExplained(cause) ?? assert.fail();
  const own = await cold.explain({ resource: failing.resource, document: 'explanation' });
  assertSameTitle(cause, own);
  const confidence = limitConfidence(cause, own.explanation);
  assert.deepEqual(toSaid(page.explanation, 2), { ...toSaid(own.explanation, 2), confidence });
  const account = { kind: 'account', accountId } as const;
  const others: Explained[] = [];
  for (const resource of [...listOwners(failing), account]) {
    const one = await cold.explain({ resource, document: 'explanation' });
    assert.ok(toText(one).includes(cause.cluster.title), `${resource.kind}\n${toText(one)}`);
    others.push(one);
    // The page of an account lists the steps of several causes as on the causes' pages.
    const examples = resource.kind === 'account' ? mostSteps : 1;
    if (resource.kind !== 'job')
      assert.ok(one.asked.length <= mostRequests + examples * mostOfOne, one.asked.join('\n'));
  }
  assert.ok(
    [page, own].every(({ asked }) => asked.length <= mostRequests + mostOfOne),
    page.asked.join('\n'),
  );
  assert.ok(others.length >= 2);
});

test('in all runs, at least twenty-five rules give the explanation', () => {
  const rules = new Set(joinedWorlds.map(({ rule }) => rule));
  assert.ok(rules.size >= 25, `${rules.size} rules`);
});

type ExplainFirst = (resource: Resource) => ReturnType<ColdApp['explain']>;

/** Returns a function that explains items, each of them requested first after a start, and only once. */
function makeExplainFirst(simulator: Simulator): ExplainFirst {
  const explained = new Map<string, ReturnType<ColdApp['explain']>>();
  return (resource) => {
    const key = toKey(resource);
    const known = explained.get(key);
    if (known !== undefined) return known;
    const cold = openCold(simulator);
    const page = cold.explain(toPage(resource)).finally(cold.close);
    explained.set(key, page);
    return page;
  };
}

function toPage(resource: Resource) {
  return { resource, document: 'explanation' } as const;
}

/** Joins the page of a cause, requested first, with that of its representative. */
async function joinPages(cold: ColdApp, cause: Cause, most: number): Promise<Joined | undefined> {
  const { cluster } = cause;
  if (isUnread(cluster)) return undefined;
  const resource = { kind: 'account', accountId: cold.store.account.id } as const;
  const page = await cold.explain({ resource, document: 'cause', fingerprint: cluster.fingerprint });
  assert.ok(page.asked.length <= most, `${page.asked.length} requests, at most ${most} are due: ${cluster.title}`);
  const { failing } = pickExplained(cause) ?? assert.fail('a cause has failures');
  const own = await cold.explain({ resource: failing.resource, document: 'explanation' });
  assert.ok(own.asked.length <= mostRequests + mostOfOne, own.asked.join('\n'));
  return { cause, page, own };
}

/**
 * Checks whether the page of the item describes another problem first: for a job whose tasks can never start or whose
 * preparation task fails, other tasks that failed or that wait for the pool; for one whose release task failed, how it
 * ended; for a pool that can't reach its size, that
 * none of its nodes works.
 */
function isBesideFailures({ cause, page, own }: Joined): boolean {
  const { failing } = pickExplained(cause) ?? assert.fail();
  const { wait, fixes, code } = own.explanation;
  if (failing.kind === 'pool') return failing.isSizeAlone === true && code !== page.explanation.code;
  if (failing.kind !== 'job') return false;
  if (failing.isRelease === true) return true;
  // The page of a cause leaves steps for the pool to the pool's own cause.
  const known = new Set(page.explanation.fixes.map(({ text }) => text));
  const isOfOthers = (text: string): boolean => /^For [\d,]+ waiting .*\bnode/.test(text) && !known.has(text);
  const hasOthers = fixes.some(({ text }) => text.startsWith('For the task') || isOfOthers(text));
  if (failing.waiting === undefined)
    return failing.preparation.length > 0 && (hasOthers || wait !== undefined || code !== page.explanation.code);
  const [shown, ofJob] = [page, own].map(({ targets: { task } }) => task && toKey(task));
  const leadsWithAnother = shown !== ofJob;
  return wait?.isCause !== true || leadsWithAnother || hasOthers;
}

/**
 * Asserts that the page of the item contains the title of a cause and the steps of the cause's page; only the first
 * step if the item's page has separate steps for other waiting tasks.
 */
function assertWithin({ cause, page, own }: Joined): void {
  const waits = own.explanation.wait?.reasons.map(({ title }) => title) ?? [];
  const text = [toText(own), ...waits].join('\n').toLowerCase();
  const isOfOthers = own.explanation.fixes.some((fix) => /^For [\d,]+ waiting/.test(fix.text));
  const { steps } = toSaid(page.explanation, leaveOutFollowOn(cause.failures).length);
  for (const said of [cause.cluster.title, ...(isOfOthers ? steps.slice(0, 1) : steps)])
    assert.ok(text.includes(said.toLowerCase()), `${said}\n${toText(own)}`);
}

function assertJoined({ cause, page, own }: Joined): void {
  const count = leaveOutFollowOn(cause.failures).length;
  const said = toSaid(page.explanation, count);
  const { title } = cause.cluster;
  const { cause: why } = own.explanation;
  // One log proves nothing about failures whose logs were not read.
  const confidence = limitConfidence(cause, own.explanation);
  assert.deepEqual(said, { ...toSaid(own.explanation, count), confidence }, title);
  assert.ok(
    [why, continueAfterColon(why)].some((words) => withoutCount(page.explanation.cause).includes(withoutCount(words))),
    `${title}: ${page.explanation.cause}\n${why}`,
  );
  assertSameTitle(cause, own);
  assert.deepEqual(listUnseen(page), listUnseen(own), title);
  const remedies = new Set(page.actions.map(({ remedy }) => remedy));
  const areOne = (find: (failing: Failing) => string | undefined): boolean =>
    new Set(cause.failures.map(({ failing }) => find(failing))).size === 1;
  const areOfOne = { node: areOne(findNodeId), job: areOne(findJobId), pool: areOne(findPoolId) };
  assert.deepEqual([...remedies].toSorted(), listForAll(own, cause.failures.length, areOfOne).toSorted(), title);
}

/** Removes the number of waiting tasks, because the page of a job looks at more of them. */
function withoutCount(text: string): string {
  return text.replace(/≥? ?[\d,]+ tasks are waiting\. For the first one: /, '');
}

/** Normalizes a title, and removes a code of the service at its end, which a page shows next to the title. */
function toWords(text: string): string {
  return text
    .toLowerCase()
    .replaceAll(/\s+/g, ' ')
    .replace(/ \(\w+\)$/, '');
}

/** Longest title of a cause that leaves room for what distinguishes it. */
const shortTitle = 28;

/**
 * Asserts that a cause has the title of its representative, except for names and distinctions: a long title may be
 * replaced by the line of the log, and titles that have nothing in common by the name of their category.
 */
function assertSameTitle({ cluster }: Cause, { explanation }: Explained): void {
  const own = toWords(explanation.title);
  const whole = toWords(cluster.title);
  const [lead = ''] = whole.split(': ');
  const rest = own.split(': ').at(-1) ?? '';
  // The title may begin with a place in storage.
  const behind = whole.slice(whole.indexOf(': ') + 1).trim();
  const bare = own.replaceAll(/ \([^()]+\)(?= )/g, '');
  const isCalledSo = [whole, lead, behind].some((words) =>
    [own, bare].some((called) => words.split(/[*…]/).every((part) => called.includes(part))),
  );
  const isQuoted = rest.length > shortTitle && toWords(toText({ explanation })).includes(whole.replace(/…$/, ''));
  // The title of a full disk doesn't depend on the number of programs that found it full.
  const isFew = cluster.count === 1 && cluster.category !== 'disk-full';
  const isOfKind = whole === toWords(describeCategory(cluster.category)) && !isFew;
  assert.ok(isCalledSo || isQuoted || isOfKind, `${cluster.title}\n${explanation.title}`);
}

/**
 * Asserts that pages requested before their cause was found agree with it: the representative's page is the same as
 * later, and the pages of other members show the same as the cause's page, or an item that it names.
 */
async function assertMembers({ explain }: ColdApp, { cause, page, own }: Joined): Promise<void> {
  const explainMember = async ({ resource }: Failing) =>
    (await explain({ resource, document: 'explanation' })).explanation;
  const { failing: shown } = pickExplained(cause) ?? assert.fail();
  assert.deepEqual(toWhole(await explainMember(shown)), toWhole(own.explanation));
  const others = cause.failures
    .map(({ failing }) => failing)
    .filter(({ resource }) => toKey(resource) !== toKey(shown.resource));
  const some = new Set(
    [others[0], others[Math.floor(others.length / 2)], others.at(-1)].filter((one) => one !== undefined),
  );
  for (const member of some) {
    const { title, category, fixes } = await explainMember(member);
    const [step, ofOwn] = [fixes[0], own.explanation.fixes[0]].map((fix) => fix?.ofSeveral ?? fix?.text);
    const isAlike = category === own.explanation.category && step === ofOwn;
    assert.ok(
      isAlike || toText(page).includes(toOwnId(member.resource)),
      `${cause.cluster.title}\n${title}\n${toText(page)}`,
    );
  }
}

/** Returns the text of a page that was requested first, without its conditional buttons. */
function toWhole(explanation: Explanation) {
  const { title, cause, evidence } = explanation;
  return { title, cause, evidence: evidence.map(({ text }) => text), ...toSaid(explanation, 1) };
}

/**
 * Asserts that rows, tooltips, and the pages of the account, its jobs and pools use the words of the representatives'
 * pages.
 */
async function assertOverviews({ store, causes, explain }: ColdApp, all: readonly Joined[]): Promise<void> {
  const { id: accountId } = store.account;
  const known = await causes.ofAccount(store);
  const overview = await explain({ resource: { kind: 'account', accountId }, document: 'explanation' });
  for (const { cause, page, own } of all) {
    const { fingerprint, title } = cause.cluster;
    const shown = known.causes.find(({ cluster }) => cluster.fingerprint === fingerprint) ?? assert.fail(title);
    const [step] = own.explanation.fixes;
    const expected = leaveOutFollowOn(cause.failures).length > 1 ? (step?.ofSeveral ?? step?.text) : step?.text;
    const { explanation } = pickExplained(shown) ?? assert.fail();
    assert.equal(explanation.confidence, own.explanation.confidence, title);
    assertSameAction(shown, page);
    const facts = new Map(toCauseFacts(shown).map(({ name, value }) => [name, value]));
    // The facts about a cause have a separate line for tasks that wait for a pool.
    const harm = pickExplained(shown)?.failing.kind === 'pool' ? describeHarm({ ...shown.harm, missing: 0 }) : [];
    const said = joinSentences([facts.get('Cause') ?? '', ...harm]);
    // The facts about a cause give the names of nodes without their numbers.
    assert.equal(withoutCount(said), withoutCount(own.explanation.cause).replaceAll(/\d+ \((tvmps_\w+…)\)/g, '$1'));
    assert.equal(facts.get('What to do'), expected);
    assert.equal(findFirstStep(shown), expected, title);
    const listed = overview.explanation.fixes.find(({ place }) => place?.title.startsWith(title));
    const shared = isShared(listed?.place) ? (step?.ofSeveral ?? step?.text) : expected;
    if (listed !== undefined) assert.equal(listed.place?.step, shared, title);
    // The account's page refers to nodes by name, and counts rare causes together.
    if (shown.failures[0]?.failing.kind === 'node' || known.causes.indexOf(shown) >= 20) continue;
    const isNamed = [title, page.explanation.title].some((words) => toText(overview).includes(words));
    assert.ok(isNamed, `the account has ${page.explanation.title}`);
  }
  const pools = new Set(store.snapshot.slice({ kind: 'pools' }).items.map(({ id }) => id));
  for (const resource of listPlaces(all)) {
    // A deleted pool has no page.
    if (resource.kind === 'pool' && !pools.has(resource.poolId)) continue;
    const place = await explain({ resource, document: 'explanation' });
    const text = toText(place);
    const within = all.filter(({ cause }) => isWithin(cause, resource));
    for (const { cause } of within)
      assert.ok(
        text.toLowerCase().includes(toWords(cause.cluster.title)),
        `${resource.kind}: ${cause.cluster.title}\n${text}`,
      );
    // Tasks that ended together with their job aren't failures of the job.
    const [only, ...others] = within.filter(({ own }) => own.explanation.category !== 'interrupted');
    if (resource.kind !== 'job' || only === undefined || others.length > 0) continue;
    const { category, cause: why, fixes } = only.own.explanation;
    const [step] = fixes;
    // The leading cause is described in full.
    const leads = place.explanation.category === category ? [[why]] : [];
    for (const said of [...leads, [step?.ofSeveral ?? step?.text ?? '', step?.text ?? '']])
      assert.ok(
        said.some((words) => [words, continueAfterColon(words)].some((one) => text.includes(one))),
        `the job does not say\n${said.join('\n')}\n${text}`,
      );
  }
}

/** Checks whether a step fixes several causes, so that it doesn't name a failure of one of them. */
function isShared(place: Fix['place']): boolean {
  return /, and \d+ more causes?$/.test(place?.title ?? '');
}

/** Asserts that the icon in the row of a cause reruns its tasks like the first button of its page. */
function assertSameAction(shown: Cause, page: Explained): void {
  const { words = [] } = toCauseRow(shown, { now: new Date(testTimeMs) });
  const ofRow = words.flatMap((word): readonly RemedyId[] => {
    if (word === 'retryable') return ['failures.retry'];
    return word === 'onlyResubmit' ? ['failures.resubmit'] : [];
  });
  const ofPage = page.actions
    .map(({ remedy }) => remedy)
    .find((remedy) => remedy === 'failures.retry' || remedy === 'failures.resubmit');
  assert.deepEqual(ofRow, ofPage === undefined ? [] : [ofPage], shown.cluster.title);
}

/**
 * Asserts that the account's page, requested first, says the same as after everything was read, and has only steps for
 * an item that the item's own page has when requested first.
 */
async function assertFirstAccount(
  { store, explain }: ColdApp,
  account: Explained,
  explainFirst: ExplainFirst,
): Promise<void> {
  assertNoGuess(account.explanation);
  // Time passes between the two readings, and the pages of jobs have looked at tasks that succeeded.
  const toLasting = ({ explanation }: Explained): string => {
    const sections = (explanation.sections ?? []).filter(({ id }) => id !== 'succeeded');
    return toText({ explanation: { ...explanation, sections } }).replaceAll(/\d+ (?:hr|min|core-hours)\b/g, '…');
  };
  const known = await explain(toPage({ kind: 'account', accountId: store.account.id }));
  assert.equal(toLasting(account), toLasting(known));
  for (const { place } of account.explanation.fixes) {
    // A step may open the page with the actual steps.
    if (place?.leadsTo.document !== 'explanation' || place.step.startsWith('Explain job')) continue;
    const { explanation } = await explainFirst(place.leadsTo.resource);
    assertNoGuess(explanation);
    const steps = explanation.fixes.flatMap(({ text, ofSeveral = text }) => [text, ofSeveral]);
    // A page begins the steps for other waiting tasks with the number of those tasks.
    const isThere = steps.some(
      (text) => text === place.step || (/^For /.test(text) && text.endsWith(`: ${place.step}`)),
    );
    assert.ok(isThere, `${place.title}: ${place.step}\n${steps.join('\n')}`);
  }
}

/** Asserts that without findings a page says what it is based on, and doesn't guess. */
function assertNoGuess({ title, confidence }: Explanation): void {
  assert.ok(!/^Nothing /.test(title) || confidence !== 'guess', title);
}

/** Asserts that the page of a pool, requested first, says the same as after everything was read. */
async function assertFirstPools({ store, explain }: ColdApp, explainFirst: ExplainFirst): Promise<void> {
  const { id: accountId } = store.account;
  for (const { id: poolId } of store.snapshot.slice({ kind: 'pools' }).items) {
    const resource = { kind: 'pool', accountId, poolId } as const;
    const known = await explain(toPage(resource));
    const first = await explainFirst(resource);
    assert.ok(first.asked.length <= mostRequests + mostOfOne, first.asked.join('\n'));
    const isWell = ({ explanation }: Explained): boolean => /^Nothing is /.test(explanation.title);
    assertNoGuess(first.explanation);
    if (isWell(known)) {
      assert.ok(isWell(first), first.explanation.title);
      continue;
    }
    const toLead = ({ explanation }: Explained) => {
      const { title, cause, isOfSeveral } = explanation;
      // With many jobs, not all are counted at first.
      return { title, cause: cause.replaceAll('≥ ', ''), isOfSeveral, ...toSaid(explanation, 1) };
    };
    assert.deepEqual(toLead(first), toLead(known));
    for (const title of listTitles(first)) assert.ok(listTitles(known).includes(title), title);
  }
}

/**
 * Asserts that the page of a job with failed tasks, requested first, starts with the same cause as after everything was
 * read.
 */
async function assertFirstJobs(
  { explain }: ColdApp,
  explainFirst: ExplainFirst,
  all: readonly Joined[],
): Promise<void> {
  for (const resource of listPlaces(all).filter(({ kind }) => kind === 'job')) {
    const { explanation: known } = await explain(toPage(resource));
    const { explanation: first } = await explainFirst(resource);
    const toLead = ({ title, category, code, cause, fixes }: Explanation) => [
      title,
      category,
      code,
      cause,
      fixes[0]?.text,
      fixes.at(-1)?.text,
    ];
    assert.deepEqual(toLead(first), toLead(known));
  }
}

/**
 * Asserts that the pages agree about waiting tasks: the page of the job's example task (requested first), that of the
 * job, and that of the account's cause give the same reasons, steps and lines; and if one of them knows a reason, none
 * says that nothing is wrong.
 */
async function assertWaits({ store, causes, explain }: ColdApp, explainFirst: ExplainFirst): Promise<void> {
  const { id: accountId } = store.account;
  const { causes: all } = await causes.ofAccount(store);
  for (const { id: jobId, state } of store.snapshot.slice({ kind: 'jobs' }).items) {
    if (state !== 'active') continue;
    const waiting = await readFirstPage(store.service.tasks.listTasks(jobId, { filter: taskFilters.active }));
    const { explanation: known } = await explain({
      resource: { kind: 'job', accountId, jobId },
      document: 'explanation',
    });
    const taskId = known.wait?.taskId ?? findTypical(waiting)?.id;
    if (taskId === undefined) continue;
    const task = await explainFirst({ kind: 'task', accountId, jobId, taskId });
    assert.ok(task.asked.length <= mostRequests + mostOfOne, task.asked.join('\n'));
    const job = await explain({ resource: { kind: 'job', accountId, jobId }, document: 'explanation' });
    const ofJob = job.explanation.wait?.reasons;
    const ofTask = task.explanation.wait?.reasons ?? [];
    if (ofJob !== undefined)
      for (const reason of ofJob)
        assert.deepEqual(toReason(reason), toReason(ofTask.find(({ id }) => id === reason.id)));
    const isHeld = ofTask.some(({ endsBy }) => endsBy === 'user' || endsBy === 'nobody');
    const isLimited = ofTask[0]?.id === 'parallel';
    assert.ok(
      !(isHeld || isLimited) || !/^Nothing is /.test(job.explanation.title),
      `${task.explanation.title}\n${toText(job)}`,
    );
    const holding = all.filter(({ failures }) => failures.some(({ failing }) => isHolding(failing, jobId)));
    const cause = holding.find(({ cluster }) => cluster.category === task.explanation.category) ?? holding[0];
    // A task that is only queued starts, even if something else would let it start sooner.
    const isStuck =
      isHeld &&
      ofTask.every(({ endsBy }) => endsBy === 'user' || endsBy === 'nobody') &&
      task.explanation.confidence === 'certain' &&
      job.explanation.wait?.isCause === true;
    assert.ok(cause !== undefined || !isStuck, `no cause of the account says so: ${job.explanation.title}`);
    if (cause === undefined) continue;
    const page = await explain({
      resource: { kind: 'account', accountId },
      document: 'cause',
      fingerprint: cause.cluster.fingerprint,
    });
    const { line, category } = toSaid(page.explanation, 1);
    assert.equal(task.explanation.category, category, `${page.explanation.title}\n${task.explanation.title}`);
    for (const other of [task, job])
      assert.ok(line === undefined || toText(other).includes(line), `${line}\n${toText(other)}`);
  }
}

/** Finds the job's example task: the oldest of the tasks with dependencies, or of those without, whichever are more. */
function findTypical(tasks: readonly Task[]): Task | undefined {
  const toRank = ({ creationTime = '', id }: Task): string => `${creationTime} ${id}`;
  const dependent = tasks.filter(({ dependsOn }) => dependsOn !== undefined);
  const free = tasks.filter(({ dependsOn }) => dependsOn === undefined);
  const most = dependent.length > free.length ? dependent : free;
  return most.toSorted((one, other) => (toRank(one) < toRank(other) ? -1 : 1))[0];
}

/** Omits the evidence, since a page that was requested first knows less about other jobs. */
function toReason(reason: Reason | undefined) {
  return reason && { ...reason, evidence: [], fixes: reason.fixes.map(({ text }) => text) };
}

/** Checks whether tasks of a job wait for a failed item. */
function isHolding(failing: Failing, jobId: string): boolean {
  return failing.kind !== 'task' && (failing.blocks?.tasks.get(jobId) ?? 0) > 0;
}

/** Lists the causes on a page, without their numbers and times. */
function listTitles({ explanation: { sections = [] } }: Explained): readonly string[] {
  const causes = sections.find(({ id }) => id === 'causes')?.items ?? [];
  return causes.flatMap(({ text, leadsTo }) => (leadsTo === undefined ? [] : [text.replace(/^.*?: /, '')]));
}

/** Lists the evidence that a page was not based on. */
function listUnseen({ explanation: { evidence } }: Explained): readonly string[] {
  return evidence.flatMap(({ text }) => (text.startsWith('Not looked at') ? [text] : []));
}

/** Returns the whole text of a page. */
function toText({
  explanation: { title, cause, sections = [], evidence, fixes },
}: Pick<Explained, 'explanation'>): string {
  const items = [...sections.flatMap((section): readonly Evidence[] => section.items), ...evidence];
  return [title, cause, ...[...items, ...fixes].map(({ text }) => text)].join('\n');
}

/** Lists the pools and jobs in which tasks failed. */
function listPlaces(all: readonly Joined[]): readonly (JobResource | PoolResource)[] {
  const places = all.flatMap(({ cause }) => cause.failures.flatMap(({ failing }) => listOwners(failing)));
  return [...new Map(places.map((place) => [toKey(place), place])).values()];
}

function listOwners(failing: Failing): readonly (JobResource | PoolResource)[] {
  if (failing.kind !== 'task') return [];
  const { accountId, jobId } = failing.resource;
  const poolId = findPoolId(failing);
  return [
    ...(failing.job === undefined ? [] : [{ kind: 'job', accountId, jobId } as const]),
    ...(poolId === undefined ? [] : [{ kind: 'pool', accountId, poolId } as const]),
  ];
}

function isWithin({ failures }: Cause, place: JobResource | PoolResource): boolean {
  return failures.some(({ failing }) => listOwners(failing).some((owner) => toKey(owner) === toKey(place)));
}

/** Converts the buttons on the page of one failure to buttons for all failures of its cause. */
function listForAll(
  own: Explained,
  count: number,
  areOfOne: Readonly<Record<'node' | 'job' | 'pool', boolean>>,
): readonly RemedyId[] {
  const forAll = own.actions.flatMap(({ remedy }): readonly RemedyId[] => {
    if (['task.retry', 'job.retryFailed', 'failures.retry'].includes(remedy)) return ['failures.retry'];
    // For a waiting job, the example task is resubmitted.
    if (remedy === 'task.resubmit' && own.targets.resource.kind === 'task') return ['failures.resubmit'];
    if (count === 1) return [remedy];
    if (remedy.startsWith('node.')) return [areOfOne.node ? remedy : 'failures.actOnNodes'];
    // Actions on each of several jobs or pools are offered on their pages.
    if (remedy.startsWith('job.')) return areOfOne.job ? [remedy] : [];
    if (remedy.startsWith('pool.')) return areOfOne.pool ? [remedy] : [];
    if (remedy === 'task.downloadFiles' || remedy === 'task.compareLastGood') return [remedy];
    return remedy.startsWith('task.') ? [] : [remedy];
  });
  return [...new Set(forAll)];
}

/** Returns the parts of a page that matter to a reader. */
function toSaid(explanation: Explanation, count: number) {
  const { category, code, confidence, fixes, evidence, sections = [] } = explanation;
  const line = [...evidence, ...sections.flatMap(({ items }): readonly Evidence[] => items)].find(
    ({ isCause }) => isCause === true,
  );
  const steps = fixes.map(({ text, ofSeveral = text }) => (count > 1 ? ofSeveral : text));
  return { category, code, confidence, line: line?.text, steps };
}
