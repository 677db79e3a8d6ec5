import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import * as fc from 'fast-check';
import { AnswerTally } from '../../src/app/accountCheck/answerTally.ts';
import { checkAccount } from '../../src/app/accountCheck/checkAccount.ts';
import { type CheckedAccount, isRefused } from '../../src/app/accountCheck/checkedAccount.ts';
import { renderCheck } from '../../src/app/accountCheck/renderCheck.ts';
import type { SeenAnswer } from '../../src/core/answers/compareAnswer.ts';
import { batchRoutes, resourceManagerRoutes } from '../../src/core/answers/routes.ts';
import type { Clock } from '../../src/core/clock.ts';
import { Cancelled } from '../../src/core/model/cancelled.ts';
import { isObject } from '../../src/core/model/shape.ts';
import type { ConnectOptions } from '../../src/service/connectOptions.ts';
import * as service from '../../src/service/service.ts';
import { RealClock, SteppedClock } from '../../src/simulator/clock.ts';
import { createProcessExecutor } from '../../src/simulator/executors/process/processExecutor.ts';
import { startSimulator } from '../../src/simulator/simulator.ts';
import type { Simulator, SimulatorOptions } from '../../src/simulator/simulatorOptions.ts';
import { runs } from '../builders/nightly.ts';
import { FakeAccounts } from '../fakes/fakeAccounts.ts';
import { type Answers, FakeUi } from '../fakes/fakeUi.ts';
import { fastClock } from '../fakes/fastClock.ts';
import { sources } from '../fakes/sources.ts';
import { timeOf } from '../fakes/timeOf.ts';
import { toSource } from '../service/simulatedTokens.ts';

const versions = ['2025-06-01', '2022-10-01.16.0'] as const;

/**
 * Starts an account whose time stands still, unless it has a speed, and a check with the same time, whose waits take as
 * long as `waits` says. Time limits of requests use real time, because a busy machine may take seconds for one.
 */
async function start(
  context: TestContext,
  { speed: simulatedSpeed, ...options }: SimulatorOptions = {},
  byKey = false,
  waits?: Clock,
  trialId?: string,
) {
  const time = simulatedSpeed === undefined ? new SteppedClock() : new RealClock(simulatedSpeed);
  const clock = timeOf(time, waits);
  const simulator = await startSimulator({ scenario: 'sample', ...options, clock: time });
  context.after(() => simulator.close());
  const { url, accountName, accountKey } = simulator;
  const account = {
    id: new URL(url).host,
    name: accountName,
    endpoint: url,
    authentication: byKey ? 'sharedKey' : 'microsoft',
  } as const;
  const seen: SeenAnswer[] = [];
  const open = (more: Partial<ConnectOptions> = {}) => {
    const connection = service.connect({
      account,
      ...(byKey ? { credential: { kind: 'sharedKey', accountName, key: accountKey } } : toSignIn(simulator)),
      clock: timeOf(time),
      random: () => 0,
      ...more,
      onAnswer(answer) {
        seen.push(answer);
        more.onAnswer?.(answer);
      },
    });
    return service.createAccountStore(account, connection);
  };
  const store = open();
  context.after(() => store.dispose());
  const accounts = new FakeAccounts(store);
  accounts.openApart = async (_id, apart) => open(apart);
  const ui = new FakeUi();
  const bundles = { ...sources, service: () => service };
  const check = async (answers: Answers = { question: { choose: 'Read All' } }) => {
    let checked: CheckedAccount | undefined;
    const said = await ui.listen(async () => {
      checked = await checkAccount({ ui, accounts, bundles, clock }, account, trialId);
    }, answers);
    return { said, checked, report: checked === undefined ? '' : renderCheck(checked, ['Program: a test']) };
  };
  return { simulator, seen, check };
}

function toSignIn(
  simulator: Simulator,
): Pick<ConnectOptions, 'credential' | 'resourceManager'> & { credential: ConnectOptions['credential'] } {
  const source = toSource(simulator);
  const { armUrl: endpoint, ca } = simulator;
  const scope = 'https://management.azure.com/.default';
  return { credential: { kind: 'token', source }, resourceManager: { endpoint, scope, source, ca } };
}

for (const served of [versions, versions.slice(1)])
  test(`the answers of an account with API ${served.join(' and ')} match the known formats`, async (context) => {
    const { simulator, check } = await start(context, { apiVersions: served });
    const { checked, report } = await check();
    assert.match(report, /DNS: 1 address \(IPv4, private\).*This computer's clock: accurate to 2 s/s);
    assert.deepEqual(
      checked?.groups.flatMap(({ asked }) => asked.flatMap(({ differences = [] }) => differences)),
      [],
    );
    const methods = new Set(simulator.requests.map(({ method }) => method));
    assert.deepEqual([...methods].sort(), ['GET', 'HEAD']);
    const asked = new Set(checked?.groups.flatMap((group) => group.asked.map(({ operation }) => operation)));
    const known = [...batchRoutes.matchAll(/^(\w+) \| (?:GET|HEAD)/gm)].map(([, operation = '']) => operation);
    assert.deepEqual(
      known.filter((operation) => !asked.has(operation)),
      [],
    );
  });

/** Lists all texts and numbers in an answer. */
function listValues(json: unknown): readonly string[] {
  if (typeof json === 'string' || typeof json === 'number') return [String(json)];
  return typeof json === 'object' && json !== null ? Object.values(json).flatMap(listValues) : [];
}

test('no value of any answer is in the report', async (context) => {
  const { seen, check } = await start(context);
  const { report } = await check();
  const bodies = seen.flatMap(({ body = '' }) => (body.startsWith('{') ? [JSON.parse(body)] : []));
  const headers = seen.flatMap(({ header }) => ['request-id', 'etag', 'last-modified', 'date'].map(header));
  const values = new Set([...bodies.flatMap(listValues), ...headers.flatMap((value) => value ?? [])]);
  // Values longer than any word that aren't the product's own: IDs, paths, addresses, times, sentences.
  const same = `${renderCheck({ authentication: 'microsoft', groups: [] }, [])}${batchRoutes}${resourceManagerRoutes}`;
  const telling = [...values].filter((value) => value.length >= 5 && !/^[a-z]+$/i.test(value) && !same.includes(value));
  assert.ok(telling.length > 500, `${telling.length} values`);
  assert.deepEqual(
    telling.filter((value) => report.includes(value)),
    [],
  );
  const words = [...values].filter((value) => value.length >= 5 && /^[a-z]+$/i.test(value) && !same.includes(value));
  assert.deepEqual(
    words.filter((value) => report.includes(value)),
    [],
  );
});

/** Returns answers to one question each: every kind of JSON value, in known and unknown places. */
const token = fc.stringMatching(/^[A-PR-Za-pr-z0-9]{4,12}$/).map((text) => `zq${text}qz`);
const anything = fc.letrec<{ value: unknown }>((tie) => ({
  value: fc.oneof(
    { depthSize: 'small' },
    token,
    fc.dictionary(token, tie('value'), { maxKeys: 3 }),
    fc.array(tie('value'), { maxLength: 3 }),
    fc.constant(null),
  ),
})).value;
const knownNames = [
  'id',
  'state',
  'value',
  'error',
  'code',
  'message',
  'metadata',
  'tags',
  'properties',
  'odata.metadata',
  'executionInfo',
  'poolInfo',
  'identity',
  'resourceTags',
  'extensions',
];
const bodies = fc.dictionary(fc.oneof(fc.constantFrom(...knownNames), token), anything, { maxKeys: 8 });
const places = fc.constantFrom(
  ['account', 'GET', '/pools/p'],
  ['account', 'GET', '/pools'],
  ['account', 'GET', '/jobs/j/tasks/t'],
  ['account', 'GET', '/jobs/j/tasks'],
  ['account', 'GET', '/nothing/known'],
  ['resourceManager', 'GET', '/subscriptions'],
  ['resourceManager', 'GET', '/subscriptions/s/resourceGroups/g/providers/Microsoft.Batch/batchAccounts/a'],
  ['storage', 'GET', '/container'],
) as fc.Arbitrary<['account' | 'resourceManager' | 'storage', string, string]>;

/** Lists the names of all properties, except those that users choose. */
function listNames(value: unknown): readonly string[] {
  if (Array.isArray(value)) return value.flatMap(listNames);
  if (!isObject(value)) return [];
  return Object.entries(value).flatMap(([name, item]) => [
    name,
    ...(name === 'tags' || name === 'resourceTags' ? [] : listNames(item)),
  ]);
}

test('the report never contains values, whatever an answer contains', () => {
  const { explainCode } = sources.diagnosis();
  const isKnownCode = (code: string): boolean => explainCode(code, 0)?.to === code.length;
  const property = fc.property(
    places,
    bodies,
    fc.constantFrom(200, 202, 400, 403, 404, 500),
    fc.constantFrom(...versions),
    token,
    token,
    ([from, method, path], body, status, version, host, code) => {
      const tally = new AnswerTally(isKnownCode);
      const url = `https://${host}.example${path}/?api-version=${version}`;
      tally.note({ from, method, url, status, header: () => code, body: JSON.stringify(body), durationMs: 1 });
      tally.noteFailure('Pool_List', code);
      const group = { group: 'account', version, asked: tally.rows, notAsked: [] } as const;
      const report = renderCheck({ authentication: 'sharedKey', groups: [group] }, []);
      // Property names that are words may be names of the API; the report contains nothing else of an answer.
      const names = new Set(listNames(body).filter((name) => /^[a-z][A-Za-z]*$/.test(name)));
      const found = (report.match(/zq\w+?qz/g) ?? []).filter((one) => !names.has(one));
      assert.deepEqual(found, []);
    },
  );
  fc.assert(property, { numRuns: runs(500) });
});

test("a failure in one group is reported and doesn't end the others", async (context) => {
  const body = JSON.stringify({ code: 'InsufficientAccountPermissions', message: { lang: 'en-us', value: 'no' } });
  const refused = { status: 403, headers: { 'content-type': 'application/json' }, body } as const;
  const { check } = await start(context, {
    faults: [{ operation: 'Job_List', ...refused }],
    roles: { sample: 'Azure Batch Account Reader' },
  });
  const { checked, report } = await check();
  assert.match(report, /Job_List \| 403 InsufficientAccountPermissions \| 2/);
  assert.match(report, /JobSchedule_List \| 200/);
  assert.match(report, /Metrics_List \| 403 AuthorizationFailed \| 1/);
  assert.match(report, /Not seen: jobs and tasks/);
  assert.equal(checked?.rights?.['readPools'], true);
  assert.equal(checked?.rights?.['deleteJobs'], false);
});

test('an account that is opened by key is checked as far as a key allows', async (context) => {
  const { check } = await start(context, {}, true);
  const { checked, report, said } = await check({ question: { choose: 'Read' } });
  assert.match(
    report,
    /## Resource Manager\n\nNot checked: the account is opened with its key, which works only for Batch\.\n/,
  );
  assert.equal(said.questions.length, 2);
  assert.equal(checked?.rights, undefined);
});

test('a check is abandoned if the account never answers, and the report shows this', async (context) => {
  const faults = [{ operation: 'Job_List', effect: 'hang' } as const];
  const { check } = await start(context, { faults }, true, fastClock(60));
  const { checked, report } = await check();
  assert.match(report, /Pool_Get \| 200.*\| Job_List \| none \| 1 \|.*Ended early: no response within 60 s\./s);
  assert.ok(checked !== undefined && !isRefused(checked));
  const nothing = await start(context, { faults: [{ operation: '*', effect: 'hang' }] }, true, fastClock(60));
  const silent = await nothing.check();
  assert.match(silent.report, /\| Pool_List \| none \| 1 \|/);
  assert.ok(silent.checked !== undefined && isRefused(silent.checked));
});

test('each group is confirmed first, and skipped groups send nothing', async (context) => {
  const { simulator, check } = await start(context);
  const { report, said } = await check({ question: { choose: 'Skip' } });
  assert.equal(said.questions.length, 5);
  assert.equal(report.match(/Not checked: the user skipped it\./g)?.length, 5);
  assert.equal(simulator.requests.length, 0);
});

test('no report is created if the check is canceled or a question is closed', async (context) => {
  const { check } = await start(context);
  await assert.rejects(check({ question: 'cancel' }), Cancelled);
  const cancel = new AbortController();
  const onStep = (): void => cancel.abort();
  await assert.rejects(check({ question: { choose: 'Read All' }, onStep, cancel }), Cancelled);
});

const speed = 100;

for (const served of [versions, versions.slice(1)])
  test(`a trial on an account with API ${served.join(' and ')} fails in eight ways, explains them, and leaves no items behind`, async (context) => {
    const options = { scenario: undefined, executor: createProcessExecutor, speed, apiVersions: served };
    const { simulator, check } = await start(context, options, true, fastClock(speed), 'x1');
    const { checked, report } = await check({ question: { choose: ['Skip', 'Create and Delete'] } });
    assert.deepEqual(
      checked?.groups
        .flatMap(({ failures = [] }) => failures.map(({ expected = 'any', seen }) => [expected, seen]))
        .filter(([expected, seen]) => expected !== 'any' && expected !== seen),
      [],
      report,
    );
    const changes = checked?.groups.find(({ group }) => group === 'changes');
    const left = served === versions ? [] : ['reimaging nodes'];
    assert.deepEqual([changes?.failures?.length, changes?.notAsked], [8, left], report);
    const refused = changes?.asked.filter(
      ({ status = 0, differences = [] }) => status >= 400 || differences.length > 0,
    );
    assert.deepEqual(
      refused?.filter(({ operation }) => operation !== 'Pool_Add'),
      [],
      report,
    );
    for (const name of ['x1', simulator.accountName]) assert.ok(!report.includes(name), name);
    await simulator.controls.waitUntilIdle();
    const { pools, jobs } = simulator.controls.status;
    assert.deepEqual([pools, jobs], [[], {}]);
  });

test('items of a trial are deleted after a cancellation, and after an error', async (context) => {
  const options = { scenario: undefined, speed };
  const { simulator, check } = await start(context, options, true, fastClock(speed), 'x2');
  const question = { choose: ['Skip', 'Create and Delete'] };
  simulator.addFault({ operation: 'Task_AddCollection', status: 403, times: 1 });
  await check({ question });
  assert.deepEqual(deletions(simulator), ['DELETE Job', 'DELETE JobSchedule', 'DELETE Pool']);
  await simulator.controls.waitUntilIdle();
  const cancel = new AbortController();
  simulator.addFault({ operation: 'Task_List', effect: 'hang' });
  const checking = check({ question, cancel });
  while (!simulator.requests.some(({ operation }) => operation === 'Task_List')) await new Promise(setImmediate);
  cancel.abort();
  await assert.rejects(checking, Cancelled);
  await simulator.controls.waitUntilIdle();
  assert.deepEqual(simulator.controls.status.pools, []);
  const pools = simulator.requests.filter(({ operation = '' }) => /^Pool_(Add|Delete)$/.test(operation));
  assert.deepEqual(
    pools.map(({ operation, status }) => `${operation} ${status}`),
    ['Pool_Add 201', 'Pool_Delete 202', 'Pool_Add 201', 'Pool_Delete 202'],
  );
});

function deletions({ requests }: Simulator): readonly string[] {
  const sent = requests.filter(({ method }) => method === 'DELETE').map(({ operation = '' }) => operation);
  return [...new Set(sent.map((operation) => `DELETE ${operation.split('_')[0]}`))].sort();
}
