import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { test } from 'node:test';
import { startSimulator } from '../../src/simulator/simulator.ts';
import { makeSmallWorld } from '../builders/smallWorld.ts';
import { soakOptions } from '../soak/soakOptions.ts';
import { root } from '../workbench/places.ts';

const mostTasks = 5000;
const tasksPerHour = 625;
const count = Math.min(mostTasks, Math.ceil(soakOptions.hours * tasksPerHour));
const minuteMs = 60_000;

const toNumber = (shown: string): number => Number(shown.replaceAll(',', ''));

/** Returns the answer to a line of a question, to retry the tasks and save some logs: a number, or words to type. */
const findAnswer = (line: string): string | undefined =>
  /^ {2}(1) {2}Retry/.exec(line)?.[1] ?? /type: (Retry [\d,]+)$/.exec(line)?.[1];

test('A9-37 a retry that is killed halfway can be resumed, and each task runs again once, as reported', {
  timeout: 20 * minuteMs,
}, async () => {
  const simulator = await startSimulator({ scenario: makeSmallWorld(1, 1, 0, count), speed: 100 });
  const folder = mkdtempSync(path.join(os.tmpdir(), 'azure-batch-troubleshooter-killed-'));
  const { url, accountName, accountKey } = simulator;
  const file = path.join(folder, 'simulator.json');
  writeFileSync(file, JSON.stringify({ url, accountName, accountKey }));
  const other = await startSimulator({ scenario: makeSmallWorld(1, 0, 0) });
  const otherFile = path.join(folder, 'other.json');
  writeFileSync(otherFile, JSON.stringify({ url: other.url, accountName, accountKey: other.accountKey }));
  /** Lists the actions of the service, with or without a complete answer. */
  const listActed = (): readonly string[] =>
    simulator.requests.flatMap(({ operation, status, path: address }) =>
      operation === 'Task_Reactivate' && [204, 0].includes(status) ? [address] : [],
    );
  const start = (args: readonly string[], account = file) => {
    const { PATH = '' } = process.env;
    const child = spawn(process.execPath, [path.join(root, 'dist/cli.cjs'), 'retry', ...args, '--simulator', account], {
      env: { PATH, HOME: folder, XDG_STATE_HOME: folder, LOCALAPPDATA: folder, TZ: 'UTC' },
    });
    let said = '';
    child.stdout.on('data', (data) => (said += String(data)));
    child.stderr.on('data', (data) => (said += String(data)));
    child.stdin.on('error', () => undefined);
    createInterface({ input: child.stderr }).on('line', (line) => {
      const answer = findAnswer(line);
      if (answer !== undefined) child.stdin.write(`${answer}\n`);
    });
    const ended = new Promise<{ readonly code: number | null; readonly said: string }>((resolve) =>
      child.on('close', (code) => resolve({ code, said })),
    );
    return { child, ended };
  };
  try {
    for (let call = 7; call < count; call += 29) {
      simulator.addFault({ operation: 'Task_Reactivate', nthCall: call, status: 503, headers: { 'Retry-After': '1' } });
      simulator.addFault({ operation: 'Task_Reactivate', nthCall: call + 11, effect: 'resetAfter' });
    }
    const { child, ended } = start(['crowd']);
    const poll = setInterval(() => listActed().length > count / 3 && child.kill('SIGKILL'), 5);
    const killed = await ended;
    clearInterval(poll);
    assert.equal(killed.code, null, killed.said);
    const before = listActed().length;
    assert.ok(before > 0 && before < count, `${before} of ${count} were retried before`);
    const elsewhere = await start(['--resume'], otherFile).ended;
    assert.deepEqual(elsewhere, { code: 0, said: 'All bulk actions on this account are finished.\n' });
    const resumed = await start(['--resume']).ended;
    assert.equal(resumed.code, 0, resumed.said);
    const acted = listActed();
    assert.deepEqual([acted.length, new Set(acted).size], [count, count], resumed.said);
    const [, done = '', again = ''] =
      /The others: ([\d,]+) done[\s\S]+\n([\d,]+) tasks were retried\./.exec(resumed.said) ?? [];
    assert.equal(toNumber(done) + toNumber(again), count, resumed.said);
    const nothing = await start(['--resume']).ended;
    assert.match(nothing.said, /All bulk actions on this account are finished\./);
  } finally {
    await simulator.close();
    await other.close();
    rmSync(folder, { recursive: true, force: true });
  }
});
