import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { after, before, suite, type TestContext, test } from 'node:test';
import {
  type ReproductionChoices,
  type WrittenReproduction,
  writeReproduction,
} from '../../src/app/actions/task/writeReproduction.ts';
import { toOutputFolder } from '../../src/node/outputFolder.ts';
import { SteppedClock } from '../../src/simulator/clock.ts';
import { completedTask, smallWorld } from '../../src/simulator/scenarios/causes/smallWorld.ts';
import { failed } from '../../src/simulator/scenarios/runs.ts';
import { temporaryFolder } from '../fakes/temporaryFolder.ts';
import { type Azurite, startAzurite } from '../storage/azurite.ts';
import { sasUrl } from '../storage/sas.ts';
import { startCold } from './support/coldApp.ts';

const stderr = `Traceback (most recent call last):
  File "/mnt/batch/tasks/workitems/job/job-1/t/wd/load.py", line 12, in <module>
    rows = int("x")
ValueError: invalid literal for int() with base 10: 'x'
`;

suite('reproduction of a failed task', () => {
  let azurite: Azurite;
  before(async () => {
    azurite = await startAzurite();
    await azurite.createContainer('inputs');
    await azurite.putBlob('inputs', 'data.csv', 'a,b\n');
  });
  after(() => azurite.close());

  const start = async (
    context: TestContext,
    storageHosts: readonly string[] = [],
    publicFiles: readonly string[] = [],
  ) => {
    const toUrl = (blob: string): string =>
      sasUrl(azurite.account, {
        container: 'inputs',
        blob,
        permissions: 'r',
        expiresOn: new Date(Date.now() + 3_600_000),
      });
    const resourceFiles = [
      { httpUrl: toUrl('data.csv'), filePath: '../data.csv' },
      { httpUrl: toUrl('missing.csv'), filePath: 'missing.csv' },
    ];
    const publicInputs = publicFiles.map((path) => ({
      httpUrl: `${azurite.account.url}/${path}`,
      filePath: path.split('/').at(-1),
    }));
    const scenario = smallWorld('reproduced', 'A task with input files failed.', {
      job: {
        tasks: [
          completedTask('t', failed(1, 4000, { stderr }), {
            body: {
              commandLine: 'python3 load.py',
              resourceFiles: publicFiles.length > 0 ? publicInputs : resourceFiles,
              environmentSettings: [{ name: 'DB_PASSWORD', value: 'hunter2-hunter2' }],
            },
          }),
        ],
      },
    });
    const clock = new SteppedClock(Date.now());
    const cold = await startCold(context, scenario, clock, { storageHosts });
    const made = temporaryFolder('reproduced');
    context.after(() => made[Symbol.dispose]());
    const app = { ...cold.app, pickFolder: async () => toOutputFolder(made.path) };
    let last: WrittenReproduction | undefined;
    const resource = { kind: 'task', accountId: cold.store.account.id, jobId: 'job', taskId: 't' } as const;
    const place = join(made.path, 'job/t/reproduction');
    return {
      ...cold,
      clock,
      place,
      resource,
      write: (rows: string, withInputs?: boolean, noteSizes?: ReproductionChoices['noteSizes']) =>
        cold.ui.listen(
          async () => {
            last = await writeReproduction(app, resource, {
              ...(withInputs === undefined ? {} : { withInputs }),
              ...(noteSizes === undefined ? {} : { noteSizes }),
              findLink: async (path) => (path.endsWith('/wd/load.py') ? 'file:///work/load.py' : undefined),
            });
          },
          { rows },
        ),
      written: () => last,
      list: () => readdirSync(place, { recursive: true, encoding: 'utf8' }).sort(),
      read: (name: string) => readFileSync(join(place, name), 'utf8'),
    };
  };
  const host = () => new URL(azurite.account.url).host;

  test('without inputs, no storage is asked, and the folder says where they belong and what failed', async (context) => {
    const { write, list, read, place, explain, resource } = await start(context);
    const said = await write('Without Input Files');
    assert.deepEqual(said.questions, []);
    assert.match(
      said.informations.join(),
      /^The files to run the task here are in job\/t\/reproduction, in .+ Nothing was run\.$/,
    );
    assert.deepEqual(list(), ['.gitignore', 'README.md', 'environment.env', 'run.sh']);
    const page = await explain({ resource, document: 'explanation' });
    assert.ok(page.looks.some((look) => 'command' in look && look.command === 'azureBatch.task.reproduce'));
    const notes = read('README.md');
    assert.match(notes, /\[`\/mnt\/\S+\/wd\/load\.py`\]\(<file:\/\/\/work\/load\.py#L12>\), line 12/);
    assert.match(notes, /inputs\/data\.csv` goes to `task\/wd\/\S+\/data\.csv`/);
    for (const name of list()) assert.doesNotMatch(read(name), /hunter2|sig=(?!<|\[)/);
    assert.match(read('environment.env'), /^DB_PASSWORD=$/m);
    if (process.platform === 'win32') return;
    const printed = execFileSync('/bin/sh', [join(place, 'run.sh'), '--dry-run'], { encoding: 'utf8' });
    assert.match(printed, /'sh' 'python3' 'load\.py' $/m);
    assert.deepEqual(list(), ['.gitignore', 'README.md', 'environment.env', 'run.sh'], 'a dry run makes no folder');
  });

  test('input files are downloaded below the working directory once their host is allowed', async (context) => {
    const { write, list, read } = await start(context, [host()]);
    const said = await write('With Input Files');
    const data = list().find((name) => name.endsWith('data.csv')) ?? '';
    assert.match(data, /^task\/wd\/\.[^/]+\/data\.csv$/);
    assert.equal(read(data), 'a,b\n');
    assert.ok(!list().some((name) => name.endsWith('missing.csv')));
    assert.match(
      said.warnings.join(),
      /1 file was downloaded.+1 input file can't be downloaded\. An input file is no longer in /,
    );
    const notes = read('README.md');
    assert.match(notes, /data\.csv`\. On the node, its name is `\.\.\/data\.csv`, /);
    assert.match(notes, /missing\.csv` goes to `task\/wd\/missing\.csv`\.$/m);
    const lost = list().find((name) => name.startsWith('not-downloaded')) ?? '';
    assert.equal(lost, '', 'the list is beside the folder of the job');
  });

  test('a program learns the sizes of input files before any of them is downloaded', async (context) => {
    const { write, list, place, written } = await start(context, [host()]);
    const noted: unknown[] = [];
    await write('', true, (sizes) => noted.push(sizes, existsSync(place)));
    const path = list().find((name) => name.endsWith('data.csv')) ?? '';
    assert.deepEqual(noted, [[{ path, size: 4 }], false]);
    assert.deepEqual(written()?.sizes, noted[0]);
  });

  test('an input file that the user has changed since is kept', async (context) => {
    const { write, read, list, place, written, clock } = await start(context, [host()]);
    await write('With Input Files');
    const data = list().find((name) => name.endsWith('data.csv')) ?? '';
    writeFileSync(join(place, data), 'mine\n');
    await clock.advance(1000);
    const said = await write('With Input Files');
    assert.equal(read(data), 'mine\n');
    assert.ok(written()?.kept.some((name) => name.endsWith('data.csv')));
    assert.deepEqual(
      written()?.missing.map(({ path }) => path),
      ['task/wd/missing.csv'],
    );
    assert.match(said.warnings.join(), /were kept: \S*data\.csv/);
    assert.doesNotMatch(said.warnings.join(), /could not be downloaded/);
  });

  test('a file that anyone may read is downloaded without a signature', async (context) => {
    await azurite.createContainer('open', 'blob');
    await azurite.putBlob('open', 'mesh.csv', 'x');
    const { write, list, written } = await start(context, [host()], ['open/mesh.csv', 'inputs/data.csv']);
    await write('With Input Files');
    assert.deepEqual(
      list().filter((name) => name.endsWith('.csv')),
      ['task/wd/mesh.csv'],
    );
    assert.match(written()?.missing[0]?.why ?? '', /no longer in|anonymous|no signature/);
  });

  test('a host that is not allowed is asked about, and never without a user', async (context) => {
    const { write, list, written, accounts, clock } = await start(context);
    const said = await write('With Input Files');
    assert.equal(said.questions.length, 1);
    assert.ok(said.questions[0]?.message.includes(host()));
    assert.ok(!list().some((name) => name.endsWith('data.csv')));
    await clock.advance(1000);
    const silent = await write('', true);
    assert.deepEqual(silent.questions, []);
    assert.ok(silent.warnings[0]?.includes(`${host()} isn't checked for input files until you allow it.`));
    assert.deepEqual(written()?.pendingHosts, [host()]);
    assert.ok(accounts);
  });

  test('what the user has filled in is kept', async (context) => {
    const { write, read, place } = await start(context);
    await write('Without Input Files');
    if (process.platform !== 'win32') assert.equal(statSync(join(place, 'environment.env')).mode & 0o077, 0);
    writeFileSync(join(place, 'environment.env'), 'DB_PASSWORD=filled in\n');
    const again = await write('Without Input Files');
    assert.match(again.informations.join(), /were kept: environment\.env\. Delete them to have them written again\.$/);
    assert.equal(read('environment.env'), 'DB_PASSWORD=filled in\n');
  });

  test('a link in place of the folder is refused', { skip: process.platform === 'win32' }, async (context) => {
    const { write, place } = await start(context);
    await write('Without Input Files');
    rmSync(place, { recursive: true });
    const elsewhere = join(place, '../elsewhere');
    mkdirSync(elsewhere);
    symlinkSync(elsewhere, place);
    await assert.rejects(write('Without Input Files'), /in the way/);
    assert.deepEqual(readdirSync(elsewhere), []);
  });
});
