import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { after, before, suite, test } from 'node:test';
import { completedTask, smallWorld } from '../../src/simulator/scenarios/causes/smallWorld.ts';
import { failed } from '../../src/simulator/scenarios/runs.ts';
import { startSimulator } from '../../src/simulator/simulator.ts';
import { runCli } from './runCli.ts';

/** The command line explains files of this computer: no account is given, and none is asked for. */
suite('explaining files without an account', { concurrency: 2 }, () => {
  let folder: string;
  const lost = 'Reading mesh.vtk\nFATAL: cannot open mesh.vtk: No such file or directory\n';

  before(() => {
    folder = mkdtempSync(path.join(os.tmpdir(), 'azure-batch-troubleshooter-given-'));
    for (const name of ['night', 'empty', 'saved/j/t1', 'several/j/t1', 'several/j/t2', 'odd/stdout.txt'])
      mkdirSync(path.join(folder, name), { recursive: true });
    for (const name of ['saved/j/t1', 'several/j/t1', 'several/j/t2', 'odd'])
      writeFileSync(path.join(folder, name, 'stderr.txt'), lost);
    writeFileSync(path.join(folder, 'report.docx'), Buffer.from('504b030414000600', 'hex'));
    writeFileSync(path.join(folder, 'night/.command.err'), lost);
    writeFileSync(path.join(folder, 'night/.command.out'), '');
    writeFileSync(path.join(folder, 'night/.exitcode'), '2');
    writeFileSync(path.join(folder, 'long.log'), `${'step\n'.repeat(1_200_000)}${lost}`);
    writeFileSync(path.join(folder, 'answer.json'), '{"error": {"code": "PoolNotFound", "message": "no pool"}}');
    const executionInfo = { exitCode: 1, result: 'failure', failureInfo: { code: 'FailureExitCode' } };
    const tasks = ['t1', 't2'].map((id) => ({ id, state: 'completed', executionInfo }));
    writeFileSync(path.join(folder, 'tasks.json'), JSON.stringify(tasks));
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

  test('steps that need the account say so in the JSON too', async () => {
    const body = '{"error": {"code": "ActiveJobAndScheduleQuotaReached", "message": "The maximum was reached."}}';
    const { stdout } = await explain(['--log', '-', '--json'], body);
    const [{ steps }] = JSON.parse(stdout);
    assert.ok(steps.length > 0);
    for (const step of steps) assert.match(step, /This needs access to the account\.$/);
  });

  test('JSON that is cut off, or has a syntax error, is refused as such', async () => {
    for (const broken of [
      '{"id": "t1", "executionInfo": {"exitC',
      '{"id": "t1",\n"executionInfo": {"exitCode": 1,,}}',
    ]) {
      const { code, stderr } = await explain(['--log', '-'], broken);
      assert.equal(code, 3);
      assert.match(stderr, /cut off, or has a syntax error/);
    }
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
    assert.match(
      (await explain(['--log', 'tasks.json'])).stdout,
      /^# t1 failed[\s\S]*Of 2 failed items .* only the first/,
    );
  });

  test('a folder may have one with logs below it, and what is not a file next to them', async () => {
    assert.match((await explain(['--log', 'saved'])).stdout, /mesh\.vtk/);
    assert.match((await explain(['--log', 'odd'])).stdout, /mesh\.vtk/);
  });

  test('a pipe is not waited for, and a link to nowhere is left out', {
    skip: process.platform === 'win32',
  }, async () => {
    const odd = path.join(folder, 'odd');
    execFileSync('mkfifo', [path.join(odd, 'pipe.log')]);
    symlinkSync('nowhere', path.join(odd, 'link.log'));
    symlinkSync('.', path.join(odd, 'loop'));
    assert.match((await explain(['--log', 'odd'])).stdout, /mesh\.vtk/);
    const { code, stderr } = await explain(['--log', 'odd/pipe.log']);
    assert.equal(code, 3);
    assert.match(stderr, /pipe\.log could not be read: .*not a file/);
  });

  test('the exit code of a program on Windows is negative, or hexadecimal', async () => {
    for (const args of [['--exit-code', '-1073741819'], ['--exit-code=-1073741819'], ['--exit-code', '0xC0000005']])
      assert.match((await explain(args)).stdout, /Access violation/, args.join(' '));
  });

  test("folders of a download, of Nextflow, and of Azure's command line give the title and first step of the account's page", async () => {
    const stderr =
      'Traceback (most recent call last):\n  File "train.py", line 3, in <module>\n    import torch\n' +
      "ModuleNotFoundError: No module named 'torch'\n";
    const scenario = smallWorld('given', 'A task whose files are saved in three ways.', {
      job: { tasks: [completedTask('train', failed(1, 1000, { stdout: 'epoch 0\n', stderr }), {})] },
    });
    const simulator = await startSimulator({ scenario });
    try {
      const account = ['--simulator', '-'];
      const stdin = `${JSON.stringify(simulator)}\n`;
      const given = await runCli(folder, ['download', 'job', 'train', '--to', 'downloaded', ...account], {
        cwd: folder,
        stdin,
      });
      assert.match(given.stderr, /2 files were downloaded/);
      for (const [name, files] of Object.entries({
        work: { '.command.err': stderr, '.command.out': 'epoch 0\n', '.exitcode': '1' },
        azure: { 'stderr.txt': stderr, 'stdout.txt': 'epoch 0\n' },
      })) {
        mkdirSync(path.join(folder, name));
        for (const [file, text] of Object.entries(files)) writeFileSync(path.join(folder, name, file), text);
      }
      const toAnswer = ({ stdout, stderr: said }: { readonly stdout: string; readonly stderr: string }) => {
        assert.equal(said, '');
        const { title, category, steps } = [JSON.parse(stdout)].flat()[0];
        return [title.replace(/^.*?failed: /, ''), category, steps[0].text ?? steps[0]];
      };
      const wanted = toAnswer(await explain(['--job', 'job', '--task', 'train', '--json', ...account], stdin));
      const [run = ''] = readdirSync(path.join(folder, 'downloaded/job/train'));
      assert.match((await explain(['--log', `downloaded/job/train/${run}`])).stdout, /^# train failed/);
      for (const args of [['downloaded'], ['work'], ['azure', '--exit-code', '1']])
        assert.deepEqual(toAnswer(await explain(['--json', '--log', ...args])), wanted, args[0]);
    } finally {
      await simulator.close();
    }
  });

  test('what cannot be explained is refused with what to do', async () => {
    const refusals: readonly (readonly [readonly string[], number, RegExp])[] = [
      [['--log', 'nowhere.log'], 3, /nowhere\.log could not be read/],
      [['--log', 'empty'], 3, /empty has no log, such as stderr\.txt/],
      [['--log', 'several'], 3, /folder of one program, such as .*t\d/],
      [['--log', 'report.docx'], 3, /report\.docx can't be shown as text/],
      [['--log', 'pool.json'], 3, /open it in an editor, or use check in the command line/],
      [['--log', 'night', '--job', 'j'], 2, /either --log or --job/],
      [['--log', 'night', '--exit-code', 'one'], 2, /“one” is not valid for --exit-code\. Specify a whole number/],
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
