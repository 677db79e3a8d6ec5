import assert from 'node:assert/strict';
import {
  appendFileSync,
  chmodSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, before, test } from 'node:test';
import { parsePastLine } from '../../src/core/failures/recurrence.ts';
import type { Account } from '../../src/core/model/account.ts';
import { dayMs, hourMs } from '../../src/core/words/durations.ts';
import type { BatchService } from '../../src/service/ports.ts';
import { connect } from '../../src/service/service.ts';
import { SteppedClock } from '../../src/simulator/clock.ts';
import { smallWorld } from '../../src/simulator/scenarios/causes/smallWorld.ts';
import { failed, minuteMs, succeeded } from '../../src/simulator/scenarios/runs.ts';
import { startSimulator } from '../../src/simulator/simulator.ts';
import type { Simulator } from '../../src/simulator/simulatorOptions.ts';
import { toSource } from '../service/simulatedTokens.ts';
import { agentStandIn, clockStandIn, extensionId, root } from '../workbench/places.ts';
import { addAccountByCli } from './addAccount.ts';
import { Agent } from './agent.ts';
import { Workbench } from './workbench.ts';
import { waitFor } from './workload.ts';

/**
 * Two weeks of a nightly job, whose failures are looked at each morning in windows that are reloaded, opened twice, and
 * killed. The service keeps the jobs of the last two nights. Times are stepped, those of the windows as well.
 */
const start = Date.parse('2026-11-02T02:00:00Z');

interface Morning {
  /** Outcome of the night before: all tasks succeed, a file is missing, or a value is wrong. */
  readonly night: 'good' | 'file' | 'value';
  /** Row of the only cause in the morning: the number of its failures, and the word for it. Absent if there is none. */
  readonly row?: readonly [count: number, word: 'new' | 'ongoing' | 'back' | undefined];
  /** Number of facts that the memory of causes learns; absent if nobody looks. */
  readonly added?: number;
}

/** One fact is that the account was looked at, and another one is what a run says about the cause. */
const mornings: readonly Morning[] = [
  { night: 'good', added: 1 },
  { night: 'file', row: [3, 'new'], added: 2 },
  { night: 'file', row: [6, 'ongoing'], added: 2 },
  { night: 'good', row: [3, undefined], added: 2 },
  { night: 'file', row: [3, 'back'], added: 2 },
  // The good runs are no longer there on the next morning on which somebody looks.
  { night: 'good' },
  { night: 'good' },
  { night: 'file' },
  { night: 'file', row: [6, 'ongoing'], added: 2 },
  { night: 'good', row: [3, undefined], added: 2 },
  { night: 'value', row: [3, 'new'], added: 2 },
  { night: 'value', row: [6, 'ongoing'], added: 2 },
  { night: 'good', row: [3, undefined], added: 2 },
  { night: 'value', row: [3, 'back'], added: 2 },
];

/** Days with facts in the memory at the end, one line for each. The clock is three days slow on the eleventh. */
const remembered = {
  looks: [0, 1, 2, 3, 4, 7, 8, 9, 11, 12, 13],
  'file failed': [1, 2, 4, 8],
  'file gone': [3, 9],
  'value failed': [10, 11, 13],
  'value gone': [12],
};
const slowOn = 10;
const slowMs = 3 * dayMs;
const options = { good: '--model v1', file: '--model v2', value: '--locale de' } as const;
const titles = { good: /never/, file: /weights\.pt/, value: /12,7/ } as const;

const folder = mkdtempSync(path.join(tmpdir(), 'nightly-causes-'));
const time = new SteppedClock(start - hourMs);
const world = smallWorld('nightly', 'A pool for a nightly job.', {
  jobs: [],
  rules: [
    {
      commandLineIncludes: options.file,
      outcomes: [
        failed(1, 10 * minuteMs, { stderr: "FileNotFoundError: [Errno 2] No such file or directory: 'weights.pt'\n" }),
      ],
    },
    {
      commandLineIncludes: options.value,
      outcomes: [failed(1, 10 * minuteMs, { stderr: "ValueError: could not convert string to float: '12,7'\n" })],
    },
    { outcomes: [succeeded(10 * minuteMs)] },
  ],
});

const killedOn = 11;
/** Records what windows use of the extension, as `clockStandIn` does. */
const used = path.join(folder, 'used');

let simulator: Simulator;
let service: BatchService;
let agent: Agent;
let first: Workbench;
let second: Workbench;
let firstHost: number | undefined;

before(async () => {
  simulator = await startSimulator({ accountName: 'nightly', scenario: world, clock: time });
  const { url, accountName, accountKey } = simulator;
  const account: Account = { id: 'nightly', name: accountName, endpoint: url, authentication: 'sharedKey' };
  const now = (): number => time.now();
  service = connect({
    account,
    credential: { kind: 'sharedKey', accountName, key: accountKey },
    clock: {
      now,
      elapsedMs: now,
      schedule(delayMs, callback) {
        const timer = setTimeout(callback, delayMs);
        return { cancel: () => clearTimeout(timer) };
      },
    },
  });
  writeFileSync(path.join(folder, 'az'), `#!/bin/sh\ncat '${path.join(folder, 'answer.json')}'\n`);
  chmodSync(path.join(folder, 'az'), 0o755);
  agent = await Agent.start();
  await setClocks();
  first = await Workbench.start({
    name: 'nightlyCauses',
    settings: { 'azureBatch.refreshInterval': 0, 'chat.disableAIFeatures': false },
    extensions: [root, clockStandIn, agentStandIn],
    env: {
      ...agent.env,
      CLOCK_STAND_IN: folder,
      PATH: `${folder}${path.delimiter}${process.env['PATH'] ?? ''}`,
      VSCODE_CLI: '1',
    },
  });
});

after(async () => {
  await first.close();
  await simulator.close();
  service.dispose();
  agent.close();
  rmSync(folder, { recursive: true });
});

/** Sets the clocks of all windows, and what the Azure CLI answers: a token for the next hour. */
async function setClocks(slow = 0): Promise<void> {
  writeFileSync(path.join(folder, 'offset'), String(time.now() - slow - Date.now()));
  const { token } = await toSource(simulator).getToken(['https://batch.core.windows.net//.default']);
  const expiry = Math.floor((time.now() + hourMs) / 1000);
  const answer = { accessToken: token, expires_on: expiry, tokenType: 'Bearer' };
  writeFileSync(path.join(folder, 'answer.json'), JSON.stringify(answer));
}

const toJobId = (day: number): string => `nightly-${new Date(start + day * dayMs).toISOString().slice(0, 10)}`;
const toDay = (ms: number): number => Math.floor((ms - start) / dayMs);

/** Lets a night and the time until the morning pass. */
async function passNight(day: number): Promise<void> {
  const { night = 'good' } = mornings[day] ?? {};
  await time.advance(start + day * dayMs - time.now());
  const jobId = toJobId(day);
  await service.jobs.addJob({ id: jobId, poolInfo: { poolId: 'pool' } });
  const commandLine = `python3 load.py ${options[night]}`;
  await service.tasks.addTasks(
    jobId,
    ['a', 'b', 'c'].map((id) => ({ id, commandLine })),
  );
  await time.advance(hourMs);
  await service.jobs.terminateJob(jobId);
  if (day >= 2) await service.jobs.deleteJob(toJobId(day - 2));
  await time.advance(5 * hourMs);
  await setClocks(day === slowOn ? slowMs : 0);
}

const memory = (): string => path.join(first.profile.userData, 'User/globalStorage', extensionId, 'causes');

type Fact = keyof typeof remembered;

/**
 * Lists what the lines of the memory say, and of which days. A line that only counts the failures of a known cause says
 * nothing else. Throws if a line is unreadable.
 */
function readFacts(): readonly (readonly [fact: Fact, day: number])[] {
  const names = existsSync(memory()) ? readdirSync(memory()).filter((name) => name.endsWith('.jsonl')) : [];
  const lines = names.flatMap((name) => readFileSync(path.join(memory(), name), 'utf8').split('\n').filter(Boolean));
  return lines.flatMap((line): readonly (readonly [Fact, number])[] => {
    const { at, cause, works } = parsePastLine(line) ?? assert.fail(line);
    if (cause === undefined) return [['looks', toDay(at)]];
    const kind = cause.includes('missing-file') ? 'file' : 'value';
    return works.flatMap(({ failed: runs, gone }) => [
      ...runs.map(({ run }) => [`${kind} failed`, toDay(run)] as const),
      ...gone.map((run) => [`${kind} gone`, toDay(run)] as const),
    ]);
  });
}

/** Waits until the memory has as many facts as all looks until this day add. */
async function waitForFacts(day: number): Promise<void> {
  const wanted = mornings.slice(0, day + 1).reduce((sum, { added = 0 }) => sum + added, 0);
  const find = async () => (readFacts().length >= wanted ? readFacts() : undefined);
  const facts = await waitFor(find, `${wanted} facts in the memory on day ${day}`);
  assert.equal(facts.length, wanted, JSON.stringify(facts));
}

/** Waits until a window shows a day's cause with its word, or without any. */
async function waitForRow(window: Workbench, day: number): Promise<void> {
  const { row } = mornings[day] ?? {};
  if (row === undefined) return;
  const [count, word] = row;
  // After a good night, the cause of the night before is left.
  const kind = mornings.slice(0, day + 1).findLast(({ night }) => night !== 'good')?.night ?? 'good';
  const title = new RegExp(`^${count} tasks · .*${titles[kind].source}`);
  const shown = window.row(title);
  const only = word === undefined ? shown : shown.filter({ hasText: new RegExp(`· ${word} ·`) });
  await only.waitFor();
  const text = await shown.innerText();
  assert.deepEqual(/· (new|ongoing|back) ·/.exec(text)?.[1], word, `day ${day}: ${text}`);
}

/** Asks for a day's failures in a window, and waits until it reads a log, whose bytes take until time passes. */
async function beginLook(window: Workbench, effect: 'hang' | 'slow' = 'slow'): Promise<void> {
  simulator.addFault({ operation: 'File_GetFromTask', effect });
  const { length } = simulator.requests;
  await window.page.bringToFront();
  await window.runCommand('Azure Batch: Refresh');
  const findRead = async () =>
    simulator.requests.slice(length).find(({ operation }) => operation === 'File_GetFromTask');
  await waitFor(findRead, 'the window to read a log');
}

/** Waits until windows have looked at a day's failures, and added to the memory what they are the first to see. */
async function waitForLook(day: number, ...windows: readonly Workbench[]): Promise<void> {
  await waitForFacts(day);
  for (const window of windows) {
    await window.page.bringToFront();
    await waitForRow(window, day);
    await window.takePicture(`day-${day}`);
  }
}

async function look(day: number, ...windows: readonly Workbench[]): Promise<void> {
  for (const window of windows) {
    await window.page.bringToFront();
    await window.runCommand('Azure Batch: Refresh');
  }
  await waitForLook(day, ...windows);
}

/** Lets both windows read the last log of a look at the same time. */
async function lookAtOnce(day: number): Promise<void> {
  for (const window of [first, second]) await beginLook(window);
  simulator.clearFaults();
  await time.advance(minuteMs);
  await waitForLook(day, first, second);
}

/** Opens the first window again, with its views in front, and finds its new extension host. */
async function openAgain(): Promise<void> {
  const others = new Set(first.extensionHosts);
  await first.page.bringToFront();
  await first.open();
  await first.openContainer();
  firstHost = first.extensionHosts.find((one) => !others.has(one));
}

test('a cause is new and then ongoing, in a window that is reloaded and at first reads nothing of the memory', async () => {
  await passNight(0);
  await addAccountByCli(first, simulator);
  await waitForFacts(0);
  await passNight(1);
  await look(1, first);

  await first.page.keyboard.press('Control+Shift+E');
  writeFileSync(used, '');
  await first.open();
  const readUsed = (): string => readFileSync(used, 'utf8');
  const findUsed = async () => (/^run$/m.test(readUsed()) ? readUsed() : undefined);
  const atActivation = await waitFor(findUsed, 'the activation to end');
  assert.match(atActivation, /^extension\.cjs$/m);
  assert.doesNotMatch(atActivation, /causes|diagnosis/);
  await passNight(2);
  await first.openContainer();
  await waitForLook(2, first);
  assert.match(readUsed(), /^causes\.cjs\n[\s\S]*^causes\/\w+\.jsonl$/m);
});

test('a cause is quiet after a good night, and back after the next one, in two windows that look at once', async () => {
  await passNight(3);
  await look(3, first);
  second = await first.openWindow('second');
  await second.openContainer();
  await passNight(4);
  await lookAtOnce(4);
});

test('a cause of which nobody saw that it went is ongoing, and a clock that is set back makes nothing old', async () => {
  await first.page.goto('about:blank');
  for (const day of [5, 6, 7, 8]) await passNight(day);
  assert.equal(readFacts().length, 9);
  await openAgain();
  await waitForLook(8, first);
  await passNight(9);
  await look(9, first);
  await passNight(slowOn);
  await look(slowOn, first);
});

test('what a window that is killed during its look has not written is seen by another one', async () => {
  await passNight(killedOn);
  await beginLook(first, 'hang');
  assert.ok(firstHost !== undefined);
  process.kill(firstHost, 'SIGKILL');
  await first.page.goto('about:blank');
  await waitForFacts(slowOn);
  simulator.clearFaults();
  await look(killedOn, second);
  await openAgain();
  await waitForLook(killedOn, first);
});

test('a cause that is back says so on its page and to agents, with how often it has come', async () => {
  const { explanation, page } = second;
  await passNight(12);
  await look(12, first, second);
  await passNight(13);
  await lookAtOnce(13);
  await page.bringToFront();
  await second.chooseFromMenu(second.row(/^3 tasks · .*12,7/), 'Explain This Cause', () =>
    explanation.waitForTitle('12,7'),
  );
  const text = await explanation.waitForText('It is back');
  assert.match(text, /It is back: the run of the same work of Nov 14, 2026 shows no such failure\./);
  assert.match(text, /It has come 2 times since Nov 12, 2026, with runs without it in between\./);
  await second.takePicture('page');
  const told = agent.call('azurebatch_list_failures', {});
  await Promise.race([first, second].map((window) => window.modal().waitFor()));
  const asked = (await first.modal().isVisible()) ? first : second;
  await asked.page.bringToFront();
  await asked.answerModal('Allow for This Session');
  assert.match(await told, /1\. 3 tasks · .*12,7.* · back ·/);
});

test('a note that another program has written is shown without a refresh', async () => {
  const [file = '', line = ''] =
    readdirSync(memory())
      .map((name) => path.join(memory(), name))
      .flatMap((file) =>
        readFileSync(file, 'utf8')
          .split('\n')
          .map((line) => [file, line] as const),
      )
      .findLast(([, line]) => line.includes('"cause"') && !line.includes('missing-file')) ?? [];
  const { of, cause } = parsePastLine(line) ?? assert.fail(line);
  appendFileSync(file, `${JSON.stringify({ of, at: time.now(), cause, note: 'Ada fixes it', works: [] })}\n`);
  for (const window of [first, second])
    await window
      .row(/^3 tasks · .*12,7/)
      .filter({ hasText: 'Ada fixes it' })
      .waitFor();
});

test('at the end, the memory has each fact on one line, and none is missing', () => {
  const facts = readFacts();
  const list = (wanted: string): readonly number[] =>
    facts.flatMap(([fact, day]) => (fact === wanted ? [day] : [])).toSorted((one, other) => one - other);
  assert.deepEqual(Object.fromEntries(Object.keys(remembered).map((fact) => [fact, list(fact)])), remembered);
});
