import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { text } from 'node:stream/consumers';
import { after, before, suite, test } from 'node:test';
import { startSimulator } from '../../src/simulator/simulator.ts';
import type { Simulator } from '../../src/simulator/simulatorOptions.ts';
import { makeSmallWorld } from '../builders/smallWorld.ts';
import { cli, runCli, toEnvironment } from './runCli.ts';

/** Matches colors and links, which take no room on a terminal. `␛` stands for the control character. */
const unseen = /␛\[\d+m|␛\]8;;[^␛]*␛\\/g;

suite('the command line on a terminal', { concurrency: 3, skip: process.platform !== 'linux' }, () => {
  let simulator: Simulator;
  let small: Simulator;
  let folder: string;

  before(async () => {
    [simulator, small] = await Promise.all([
      startSimulator({ scenario: 'sample' }),
      startSimulator({ scenario: makeSmallWorld(1, 1, 0) }),
    ]);
    folder = mkdtempSync(path.join(os.tmpdir(), 'azure-batch-troubleshooter-terminal-'));
    for (const [name, { url, accountName, accountKey }] of Object.entries({ simulator, small }))
      writeFileSync(path.join(folder, `${name}.json`), JSON.stringify({ url, accountName, accountKey }));
  });
  after(async () => {
    await Promise.all([simulator.close(), small.close()]);
    rmSync(folder, { recursive: true, force: true });
  });

  /** Runs a command on a terminal of 80 columns, and returns all that it writes there. */
  async function show(
    args: string,
    env: Readonly<Record<string, string>> = {},
    account = 'simulator.json',
  ): Promise<string> {
    const line = `stty cols 80; "${process.execPath}" "${cli}" ${args} --simulator ${account}`;
    const { PATH = '' } = process.env;
    const child = spawn('script', ['-qec', line, '/dev/null'], {
      cwd: folder,
      env: { PATH, HOME: folder, XDG_STATE_HOME: folder, TERM: 'xterm-256color', TZ: 'UTC', ...env },
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    return (await text(child.stdout)).replaceAll('\r\n', '\n').replaceAll('\u001b', '␛');
  }

  test('a page is painted and wrapped, has links and whole commands, and no Markdown', async () => {
    const shown = await show('explain --job frames');
    assert.ok(shown.includes('␛[1mWhat to do␛[22m\n'));
    assert.match(shown, /␛\]8;;https:\/\/learn\.microsoft\.com\/\S+␛\\␛\[4mJob and task errors␛\[24m␛\]8;;␛\\/);
    const page = shown.replace(/^(?:Looking for failures…[^\n]*\r␛\[2K)+/, '');
    const plain = page.replaceAll(unseen, '');
    assert.doesNotMatch(plain, /^#|\*\*|^```|\]\(https/m);
    assert.match(plain, /\[azure-batch-why retry frames --cause v1:\S+ --simulator simulator\.json\]/);
    for (const line of plain.split('\n').filter((one) => !/^ +\d+ \| |azure-batch-why /.test(one)))
      assert.ok([...line].length <= 80, line);
  });

  test('a list of failures is painted and wrapped, and its progress is one line that does not stay', async () => {
    const shown = await show('failures --limit 12');
    const start = shown.indexOf('simulated · ');
    const [progress, rest] = [shown.slice(0, start), shown.slice(start)];
    assert.match(progress, /^(?:Looking for failures…[^\n]*\r␛\[2K)+$/);
    assert.match(rest, /\n\n␛\[1m[^\n]+␛\[22m\n/);
    assert.match(rest, /\n {2}␛\[36mazure-batch-why explain --cause v1:\S+ --simulator simulator\.json␛\[39m\n/);
    assert.doesNotMatch(rest, /`/);
    for (const line of rest
      .replaceAll(unseen, '')
      .split('\n')
      .filter((one) => !one.includes('azure-batch-why ')))
      assert.ok([...line].length <= 80, line);
  });

  test('NO_COLOR and --color never take the colors, and not the wrapping', async () => {
    for (const shown of [
      await show('explain --job broken --task f0', { NO_COLOR: '1' }, 'small.json'),
      await show('explain --job broken --task f0 --color never', { FORCE_COLOR: '1' }, 'small.json'),
      await show('explain --job broken --task f0', { TERM: 'dumb' }, 'small.json'),
    ]) {
      assert.ok(!shown.includes('␛'), JSON.stringify(shown.slice(0, 300)));
      assert.doesNotMatch(shown, /^#|\*\*/m);
      assert.match(shown, /\(https:\/\/learn\.microsoft\.com\//);
    }
  });

  test('elsewhere there are no colors, unless FORCE_COLOR or --color asks for them', async () => {
    const env = toEnvironment(small, small.accountKey);
    const explain = (args: readonly string[], more: Readonly<Record<string, string>> = {}) =>
      runCli(folder, ['explain', '--job', 'broken', '--task', 'f0', ...args], { env: { ...env, ...more } });
    const [usual, forced, asked, refused] = await Promise.all([
      explain([]),
      explain([], { FORCE_COLOR: '1' }),
      explain(['--color', 'always'], { NO_COLOR: '1' }),
      explain(['--color', 'never'], { FORCE_COLOR: '1' }),
    ]);
    assert.match(usual.stdout, /^# /);
    assert.equal(refused.stdout, usual.stdout);
    for (const { stdout } of [forced, asked]) assert.ok(stdout.startsWith('\u001b[1m'), stdout);
  });

  test('bash completes commands, options, and their values', { skip: process.platform !== 'linux' }, async () => {
    const lines = [
      `azure-batch-why() { "${process.execPath}" "${cli}" "$@"; }`,
      'eval "$(azure-batch-why completion bash)"',
      `ask() { COMP_LINE="$1"; COMP_POINT=\${#1}; _azure_batch_why; echo "\${COMPREPLY[@]}"; }`,
      'ask "azure-batch-why fail"',
      'ask "azure-batch-why wait --tim"',
      'ask "azure-batch-why failures --category out"',
      'ask "azure-batch-why completion "',
    ];
    const { PATH = '' } = process.env;
    const child = spawn('bash', ['-c', lines.join('\n')], {
      env: { PATH, HOME: folder },
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    assert.deepEqual((await text(child.stdout)).split('\n'), [
      'failures',
      '--timeout',
      'out-of-memory',
      'bash zsh fish powershell',
      '',
    ]);
  });
});
