import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { after, before, suite, test } from 'node:test';
import { startSimulator } from '../../src/simulator/simulator.ts';
import { makeSmallWorld } from '../builders/smallWorld.ts';
import { runCli } from './runCli.ts';

/** Rules of the user's own, as the command line reads and checks them. */
suite('own rules of the command line', { concurrency: 2 }, () => {
  let folder: string;
  const rule = {
    match: '/cell (\\d+) failed/',
    title: 'Cell {1} failed',
    step: 'Refine it.',
    examples: ['cell 7 failed'],
  };

  before(() => {
    folder = mkdtempSync(path.join(os.tmpdir(), 'azure-batch-troubleshooter-rules-'));
    writeFileSync(path.join(folder, 'stderr.txt'), 'cell 12 failed\nMemoryError\n');
    writeFileSync(path.join(folder, 'azure-batch.rules.json'), `{ // ours\n "rules": [${JSON.stringify(rule)}] }`);
    const broken = [
      { ...rule, match: '/(a+)+ failed/' },
      { ...rule, examples: ['nothing'] },
    ];
    writeFileSync(path.join(folder, 'broken.rules.json'), JSON.stringify(broken));
  });
  after(() => rmSync(folder, { recursive: true, force: true }));

  const run = (...args: readonly string[]) => runCli(folder, args, { cwd: folder });

  test('explain the log that they match, and are not used without being named', async () => {
    const { code, stdout, stderr } = await run('explain', '--log', 'stderr.txt', '--rules', 'azure-batch.rules.json');
    assert.deepEqual([code, stderr], [0, '']);
    assert.match(stdout, /^# .*cell 12 failed/i);
    assert.match(stdout, /Your team's rule in azure-batch\.rules\.json/);
    assert.doesNotMatch((await run('explain', '--log', 'stderr.txt')).stdout, /Your team/);
  });

  test('that are broken are named, and the others apply', async () => {
    const { code, stdout, stderr } = await run('explain', '--log', 'stderr.txt', '--rules', 'broken.rules.json');
    assert.equal(code, 0);
    assert.match(stderr, /broken\.rules\.json:1:\d+: A repetition directly within a repetition/);
    assert.match(stdout, /^# .*cell 12 failed/i);
    assert.equal((await run('explain', '--log', 'stderr.txt', '--rules', 'absent.json')).code, 2);
  });

  test('that say never are obeyed by a retry that asks nothing, and hide no failure of a category', async () => {
    const simulator = await startSimulator({ scenario: makeSmallWorld(1, 2, 0, 2) });
    try {
      const { url, accountName, accountKey } = simulator;
      const stdin = `${JSON.stringify({ url, accountName, accountKey })}\n`;
      const never = { match: 'FileNotFoundError', title: 'Never', step: 'Stop.', retry: 'never' };
      writeFileSync(path.join(folder, 'never.json'), JSON.stringify([never]));
      const use = (...args: readonly string[]) =>
        runCli(folder, [...args, '--rules', 'never.json', '--simulator', '-'], { cwd: folder, stdin });
      const listed = await use('failures', '--category', 'missing-file', '--json');
      const [{ fingerprint, title }] = JSON.parse(listed.stdout).causes;
      assert.deepEqual([listed.code, title], [1, 'Never']);
      for (const args of [['--cause', fingerprint], ['crowd'], ['crowd', 'c0']]) {
        const { code, stderr } = await use('retry', ...args, '--yes');
        assert.equal(code, 4, stderr);
        assert.match(stderr, /Nothing is retried, because your team's rule says that a retry never helps\./);
      }
    } finally {
      await simulator.close();
    }
  });

  test('are read and checked in UTF-16, as PowerShell writes it', async () => {
    const name = 'wide.rules.json';
    writeFileSync(path.join(folder, name), Buffer.from(`\ufeff${JSON.stringify([rule])}`, 'utf16le'));
    const { stdout, stderr } = await run('explain', '--log', 'stderr.txt', '--rules', name);
    assert.deepEqual([/^# .*cell 12 failed/i.test(stdout), stderr], [true, '']);
    const checked = await run('check', name);
    assert.deepEqual([checked.code, checked.stdout], [0, 'Nothing is wrong with these rules.\n']);
  });

  test('are checked with their examples', async () => {
    assert.equal((await run('check', 'azure-batch.rules.json')).code, 0);
    const { code, stdout } = await run('check', 'broken.rules.json', '--json');
    assert.equal(code, 1);
    const { findings } = JSON.parse(stdout);
    assert.deepEqual(
      findings.map(({ severity, code: of }: { readonly severity: string; readonly code: string }) => [severity, of]),
      [
        ['error', 'rule'],
        ['warning', 'rule'],
      ],
    );
  });
});
