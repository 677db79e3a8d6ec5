import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { after, before, suite, test } from 'node:test';
import { runCli } from './runCli.ts';

/** The command line explains files of this computer: no account is given, and none is asked for. */
suite('explaining files without an account', { concurrency: 2 }, () => {
  let folder: string;
  const lost = 'Reading mesh.vtk\nFATAL: cannot open mesh.vtk: No such file or directory\n';

  before(() => {
    folder = mkdtempSync(path.join(os.tmpdir(), 'azure-batch-troubleshooter-given-'));
    for (const name of ['night', 'empty']) mkdirSync(path.join(folder, name));
    writeFileSync(path.join(folder, 'night/.command.err'), lost);
    writeFileSync(path.join(folder, 'night/.command.out'), '');
    writeFileSync(path.join(folder, 'night/.exitcode'), '2');
    writeFileSync(path.join(folder, 'long.log'), `${'step\n'.repeat(1_200_000)}${lost}`);
    writeFileSync(path.join(folder, 'answer.json'), '{"error": {"code": "PoolNotFound", "message": "no pool"}}');
    writeFileSync(path.join(folder, 'pool.json'), '{"id": "p", "vmSize": "standard_d2_v3"}');
  });
  after(() => rmSync(folder, { recursive: true, force: true }));

  const explain = (args: readonly string[], stdin = '') => runCli(folder, ['explain', ...args], { cwd: folder, stdin });

  test('a folder of logs is explained with its exit code, and named in the title', async () => {
    const { code, stdout, stderr } = await explain(['--log', 'night']);
    assert.deepEqual([code, stderr], [0, '']);
    assert.match(stdout, /^# night failed: .*mesh\.vtk/);
    assert.match(stdout, /exit code 2/);
    assert.match(stdout, /^2 \| FATAL: cannot open mesh\.vtk/m);
    assert.match(stdout, /without the account/);
  });

  test('standard input is a log, and the JSON has what that of a task has', async () => {
    const { stdout } = await explain(['--log', '-', '--exit-code', '2', '--json'], lost);
    const [{ title, category, steps, evidence }] = JSON.parse(stdout);
    assert.equal(category, 'missing-file');
    assert.match(title, /mesh\.vtk/);
    assert.ok(steps.length > 0);
    assert.ok(evidence.some(({ isCause }: { readonly isCause?: boolean }) => isCause === true));
  });

  test('of a long log, the end is read, and lines are counted from there', async () => {
    const { code, stdout } = await explain(['--log', 'long.log']);
    assert.equal(code, 0);
    assert.match(stdout, /mesh\.vtk/);
  });

  test('an error response and an exit code are explained alone', async () => {
    assert.match((await explain(['--log', 'answer.json'])).stdout, /PoolNotFound/);
    assert.match((await explain(['--exit-code', '137'])).stdout, /137/);
  });

  test('what cannot be explained is refused with what to do', async () => {
    const refusals: readonly (readonly [readonly string[], number, RegExp])[] = [
      [['--log', 'nowhere.log'], 3, /nowhere\.log could not be read/],
      [['--log', 'empty'], 3, /empty has no log, such as stderr\.txt/],
      [['--log', 'pool.json'], 3, /open it in an editor, or use check in the command line/],
      [['--log', 'night', '--job', 'j'], 2, /either --log or --job/],
      [['--log', 'night', '--exit-code', 'one'], 2, /--exit-code needs a whole number/],
      [['--log', 'night', '--os', 'mac'], 2, /linux/],
      [['--os', 'linux'], 2, /--log is required/],
      [['--log', '-'], 3, /no text to explain/],
    ];
    for (const [args, expected, message] of refusals) {
      const { code, stdout, stderr } = await explain(args);
      assert.deepEqual([code, stdout], [expected, ''], args.join(' '));
      assert.match(stderr, message);
    }
  });
});
