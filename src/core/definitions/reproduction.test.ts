import assert from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { suite, test } from 'node:test';
import { temporaryFolder } from '../../../test/fakes/temporaryFolder.ts';
import type { Job } from '../model/job.ts';
import type { Pool } from '../model/pool.ts';
import type { Task } from '../model/task.ts';
import { allowOptions } from './containerOptions.ts';
import { listInputs, toReproduction } from './reproduction.ts';
import { toReproductionNotes } from './reproductionNotes.ts';
import { splitCommandLine } from './splitCommandLine.ts';

const account = { name: 'contoso', endpoint: 'https://contoso.westeurope.batch.azure.com' };
const linux: Pool = { id: 'p', virtualMachineConfiguration: { nodeAgentSKUId: 'batch.node.ubuntu 22.04' } };
const windows: Pool = { id: 'p', virtualMachineConfiguration: { nodeAgentSKUId: 'batch.node.windows amd64' } };

const hostile = [
  'plain',
  "it's",
  '"quoted"',
  '$(touch pwned)',
  '`touch pwned`',
  `\${HOME}`,
  'a\\b\\',
  'two\nlines\n',
  '* ~ ; & | < > # !',
  '-x',
  '=',
  'name=value',
  'tab\tand  blanks ',
  '\u202eevil\u2066',
  'car\rriage',
  "'\\''",
  'ü 漢 😀',
  '',
];

/** Quotes a word as people write it in a command line of Batch. */
const quote = (word: string): string => `"${word.replace(/["\\]/g, '\\$&')}"`;

/** A program that prints its arguments and variables exactly, each ended by NUL. */
const printer = `#!/bin/sh
printf '%s\\0' "$@" >"$RECORD"
`;

interface Written {
  readonly path: string;
  readonly run: (...args: readonly string[]) => string;
}

function write(task: Partial<Task>, job: Partial<Job> | undefined, pool: Pool | undefined, folder: string): Written {
  const made = toReproduction({
    account,
    jobId: 'nightly',
    task: { id: 'frame-7', ...task },
    job: job && { id: 'nightly', ...job },
    pool,
  });
  writeFileSync(join(folder, made.script.name), made.script.text);
  writeFileSync(join(folder, 'environment.env'), made.environment);
  const path = join(folder, made.script.name);
  return {
    path,
    run: (...args) => {
      const ran = spawnSync('/bin/sh', [path, ...args], {
        encoding: 'utf8',
        env: { ...process.env, PATH: `${folder}/bin:${process.env['PATH']}`, RECORD: join(folder, 'record') },
      });
      assert.equal(ran.status, 0, ran.stderr);
      assert.equal(ran.stderr, '');
      return ran.stdout;
    },
  };
}

/** Makes a folder with a fake `docker`, and a blank and a quote in its name. */
function open() {
  const made = temporaryFolder("re pro'duced");
  mkdirSync(join(made.path, 'bin'));
  writeFileSync(join(made.path, 'bin/docker'), printer);
  chmodSync(join(made.path, 'bin/docker'), 0o755);
  const readWords = (): readonly string[] => readFileSync(join(made.path, 'record'), 'utf8').split('\0').slice(0, -1);
  return { ...made, path: made.path, readWords, [Symbol.dispose]: () => made[Symbol.dispose]() };
}

/** Windows has no POSIX shell. */
const skip = process.platform === 'win32';

suite('reproduction', () => {
  test('a separator after a secret stays, so that the same commands run', () => {
    const commandLine = 'sh -c "python3 load.py --password hunter2hunter2; exit 1"';
    const { script } = toReproduction({
      account: { name: 'contoso', endpoint: 'https://contoso.westeurope.batch.azure.com' },
      jobId: 'job',
      task: { id: 'a', commandLine },
      job: undefined,
      pool: undefined,
    });
    assert.match(script.text, /--password <secret>; exit 1/);
  });

  test('command lines are split as a POSIX shell splits them, without expanding anything', { skip }, () => {
    for (const line of [hostile.map(quote).join(' '), 'a \'b c\'"d"e\\ f', '  x  ', '']) {
      const [expected] = [splitCommandLine(line)];
      const literal = line.replace(/[$`*~;&|<>#!{}=]/g, '_').replaceAll('\r', '_');
      const printed = execFileSync('/bin/sh', ['-c', `printf '%s\\0' ${literal}`], { encoding: 'utf8' });
      const words = splitCommandLine(literal);
      assert.deepEqual(words?.length === 0 ? [''] : words, printed.split('\0').slice(0, -1));
      assert.equal(expected?.length, words?.length);
    }
    assert.deepEqual(splitCommandLine(hostile.map(quote).join(' ')), hostile);
    assert.equal(splitCommandLine("sh -c 'open"), undefined);
  });

  test('a container gets the words of the command line, its options and all settings exactly', { skip }, () => {
    using made = open();
    const settings = hostile.map((value, index) => ({ name: `V${index}`, value }));
    const { path, run } = write(
      {
        commandLine: hostile.map(quote).join(' '),
        containerSettings: {
          imageName: "evil'image",
          containerRunOptions: `--shm-size=1g -e "A=b c" --privileged -v /:/host --rm --env HOME`,
        },
        environmentSettings: [...settings, { name: 'dotted.name', value: 'x' }, { name: '--bad', value: 'x' }],
        nodeInfo: { poolId: 'p', nodeId: 'tvm_1', taskRootDirectory: 'workitems/nightly/job-1/frame-7' },
      },
      { commonEnvironmentSettings: [{ name: 'V0', value: 'of the job' }] },
      linux,
      made.path,
    );
    execFileSync('bash', ['-n', path]);
    execFileSync('/bin/sh', ['-n', path]);
    const printed = run('--dry-run');
    run();
    const words = made.readWords();
    const at = words.indexOf('--');
    assert.deepEqual(words.slice(at), ['--', "evil'image", ...hostile]);
    assert.deepEqual(words.slice(at - 3, at), ['--shm-size=1g', '-e', 'A=b c']);
    assert.ok(!words.includes('--privileged') && !words.includes('/:/host') && !words.includes('HOME'));
    const root = '/mnt/batch/tasks/workitems/nightly/job-1/frame-7';
    assert.equal(words[words.indexOf('--workdir') + 1], `${root}/wd`);
    assert.ok(words.includes(`${made.path}/task:${root}`));
    // The file of settings and the script together have each setting once.
    const file = readFileSync(join(made.path, 'environment.env'), 'utf8').split('\n');
    for (const { name, value } of settings) {
      const setting = `${name}=${value}`;
      assert.equal([...file, ...words].filter((one) => one === setting).length, 1, JSON.stringify(setting));
    }
    assert.ok(file.includes('dotted.name=x'));
    assert.ok(!file.some((line) => line.includes('of the job') || line.startsWith('-')));
    assert.ok(words.includes(`AZ_BATCH_TASK_WORKING_DIR=${root}/wd`));
    assert.ok(file.includes('AZ_BATCH_TASK_ID=frame-7'));
    // The dry run prints the same words, quoted for a shell.
    const again = execFileSync('/bin/sh', ['-c', `printf '%s\\0' ${printed}`], { encoding: 'utf8' });
    assert.deepEqual(again.split('\0').slice(0, -1), ['docker', ...words]);
  });

  test('without a container, the program starts in the working directory with the settings, and no shell reads them', {
    skip,
  }, () => {
    using made = open();
    writeFileSync(join(made.path, 'bin/program'), `#!/bin/sh\n{ pwd; printf '%s\\0' "$@"; env -0; } >"$RECORD"\n`, {
      mode: 0o755,
    });
    const settings = hostile.map((value, index) => ({ name: `V${index}`, value }));
    const { path, run } = write(
      { commandLine: ['program', ...hostile].map(quote).join(' '), environmentSettings: settings },
      undefined,
      linux,
      made.path,
    );
    execFileSync('bash', ['-n', path]);
    assert.equal(run('--dry-run').split('\n', 1)[0], `# in ${made.path}/task/wd, with the settings in environment.env`);
    assert.throws(() => made.readWords(), /ENOENT/);
    run();
    const record = readFileSync(join(made.path, 'record'), 'utf8');
    assert.ok(record.startsWith(`${made.path}/task/wd\n`), record.slice(0, 200));
    const words = record.slice(record.indexOf('\n') + 1).split('\0');
    assert.deepEqual(words.slice(0, hostile.length), hostile);
    for (const { name, value } of settings) assert.ok(words.includes(`${name}=${value}`), value);
    assert.ok(words.includes(`AZ_BATCH_NODE_SHARED_DIR=${made.path}/shared`));
  });

  test('a program whose name contains an equals sign is started, not set', { skip }, () => {
    using made = open();
    writeFileSync(join(made.path, 'bin/a=b'), printer, { mode: 0o755 });
    write({ commandLine: 'a=b c' }, undefined, linux, made.path).run();
    assert.deepEqual(made.readWords(), ['c']);
  });

  test('the container sees the folders that its settings name, and its own working directory if they say so', {
    skip,
  }, () => {
    using made = open();
    const { run } = write(
      {
        commandLine: '',
        containerSettings: {
          imageName: 'i',
          workingDirectory: 'containerImageDefault',
          containerHostBatchBindMounts: [{ source: 'Shared', isReadOnly: true }],
        },
        userIdentity: { autoUser: { elevationLevel: 'admin' } },
      },
      undefined,
      linux,
      made.path,
    );
    run();
    const words = made.readWords();
    assert.deepEqual(words.slice(-2), ['--', 'i']);
    assert.equal(words.filter((word) => word === '--volume').length, 1);
    assert.ok(words.includes(`${made.path}/shared:/mnt/batch/tasks/shared:ro`));
    assert.ok(!words.includes('--workdir'));
    assert.equal(words[words.indexOf('--user') + 1], '0:0');
    assert.ok(!words.some((word) => word.startsWith('AZ_BATCH_TASK_DIR')));
  });

  test('no secret is in any file; settings that contain one are names to fill in', () => {
    const secret = 'q8W2xYz0AbC9dEfGh1JkLmNoPqRsTuVwXy3==';
    const url = `https://a.blob.core.windows.net/c?sv=2022-11-02&sp=rl&sig=${encodeURIComponent(secret)}`;
    const made = toReproduction({
      account,
      jobId: 'j',
      task: {
        id: 't',
        commandLine: `sh -c 'run --password ${secret} --url "${url}"'`,
        containerSettings: { imageName: 'i', containerRunOptions: `-e DB_PASSWORD=${secret}` },
        environmentSettings: [
          { name: 'DB_PASSWORD', value: secret },
          { name: 'INPUT', value: url },
          { name: 'LEVEL', value: '3' },
          { name: 'PEM', value: `-----BEGIN PRIVATE KEY-----\n${secret}\n-----END PRIVATE KEY-----\nend` },
        ],
        resourceFiles: [{ httpUrl: url, filePath: 'x' }],
      },
      job: { id: 'j', commonEnvironmentSettings: [{ name: 'API_KEY', value: secret }] },
      pool: linux,
    });
    const notes = toReproductionNotes(made, undefined);
    for (const text of [made.script.text, made.environment, notes]) {
      assert.ok(!text.includes(secret), text);
      assert.ok(!text.includes(encodeURIComponent(secret)), text);
    }
    assert.deepEqual(made.secrets, ['API_KEY', 'DB_PASSWORD', 'INPUT']);
    assert.doesNotMatch(made.environment, /PEM/, 'the file has one line for each setting');
    assert.match(made.script.text, /'PEM=<secret>\n+end'/);
    assert.match(made.environment, /^DB_PASSWORD=$/m);
    assert.match(made.environment, /^LEVEL=3$/m);
    assert.equal(made.hasSecret, true);
    assert.match(notes, /^1\. Fill in the secrets in `environment\.env`: `API_KEY`, `DB_PASSWORD`, and `INPUT`$/m);
    assert.match(notes, /Replace `<secret>` in `run\.sh`/);
  });

  test('input files are put below the working directory, whatever their path says', () => {
    const toPlaces = (paths: readonly string[], shared: readonly string[] = []) =>
      listInputs({
        id: 't',
        resourceFiles: paths.map((filePath) => ({ httpUrl: 'https://h/x', filePath })),
        multiInstanceSettings: { commonResourceFiles: shared.map((filePath) => ({ filePath })) },
      }).map(({ place }) => place);
    assert.deepEqual(toPlaces(['in/data.csv'], ['mesh.msh']), ['task/wd/in/data.csv', 'task/mesh.msh']);
    for (const path of ['../../x', '/etc/passwd', 'a\\..\\b', 'CON', '.']) {
      const [place = ''] = toPlaces([path]);
      assert.match(place, /^task\/wd(?:\/[^/]|$)/, path);
      assert.doesNotMatch(place, /\\|\/\.\.?(?:\/|$)/, path);
    }
  });

  test('input files get the permissions of the definition', { skip }, () => {
    using made = open();
    writeFileSync(join(made.path, 'bin/program'), `#!/bin/sh\nls -l >"$RECORD"\n`, { mode: 0o755 });
    mkdirSync(join(made.path, 'task/wd'), { recursive: true });
    for (const name of ["a'b.sh", 'c.sh']) writeFileSync(join(made.path, 'task/wd', name), '', { mode: 0o600 });
    const files = [
      { httpUrl: 'https://h/x', filePath: "a'b.sh", fileMode: '0640' },
      { httpUrl: 'https://h/y', filePath: 'c.sh', fileMode: '$(x)' },
      { httpUrl: 'https://h/y', filePath: 'missing', fileMode: '0777' },
    ];
    write({ commandLine: 'program', resourceFiles: files }, undefined, linux, made.path).run();
    const listed = readFileSync(join(made.path, 'record'), 'utf8');
    assert.match(listed, /^-rw-r-----.*a'b\.sh$/m);
    assert.match(listed, /^-rwx------.*c\.sh$/m);
  });

  test('only options that stay within the container are used', () => {
    const split = (text: string) => allowOptions(text.split(' '));
    assert.deepEqual(split('--rm -m 4g --cpus=2 --init').allowed, ['-m', '4g', '--cpus=2', '--init']);
    for (const text of ['--privileged', '--network host', '--pid=host', '-v /:/x', '--device /dev/sda', '--mount a=b'])
      assert.deepEqual(split(`${text} --init`), { allowed: ['--init'], leftOut: text.split(' ') }, text);
    assert.deepEqual(split('-e AWS_SECRET').leftOut, ['-e', 'AWS_SECRET']);
    assert.deepEqual(split('--env-file x --gpus all').leftOut, ['--env-file', 'x', '--gpus', 'all']);
  });

  test('the script for Windows passes the command line on unchanged, and no text ends its strings', () => {
    const commandLine = `cmd /c "echo 'x' ’$(calc)’ %PATH% \u202e"`;
    const made = toReproduction({
      account,
      jobId: 'j',
      task: { id: 't', commandLine, environmentSettings: [{ name: 'A', value: "it's\n$(calc)" }] },
      job: undefined,
      pool: windows,
    });
    assert.equal(made.script.name, 'run.ps1');
    assert.ok(made.script.text.startsWith('\u{feff}#'));
    assert.ok(made.script.text.includes(`$start.FileName = 'cmd'\r\n`));
    assert.ok(
      made.script.text.includes(`$start.Arguments = ('/c "echo ''x'' ’’$(calc)’’ %PATH% ' + [char]8238 + '"')\r\n`),
      made.script.text,
    );
    assert.ok(made.script.text.includes(`'A=it''s\n$(calc)'`));
  });

  test('the notes say only what applies to the task', () => {
    const given = { account, jobId: 'j', job: undefined };
    const plain = toReproduction({ ...given, task: { id: 't', commandLine: 'x' }, pool: linux });
    assert.equal(
      toReproductionNotes(plain, { file: '/mnt/wd/a.py', line: 12, link: 'file:///w/a.py' }),
      [
        '# Run t of job j here',
        '',
        'It failed in [`/mnt/wd/a.py`](<file:///w/a.py#L12>), line 12.',
        '',
        '1. Read `run.sh`: it runs the command line directly on this computer, as you.',
        '2. Print what it would run: `sh run.sh --dry-run`',
        '3. Run it: `sh run.sh`',
        '4. Before you share this folder, read its files: only what is recognized as a secret was left out.',
        '',
        '## What differs from the node',
        '',
        '- On the node, the task runs as a user without administrator rights; here, it runs as you.',
        '',
      ].join('\n'),
    );
    const rich = toReproduction({
      ...given,
      task: {
        id: 't',
        commandLine: 'x',
        containerSettings: { imageName: 'r.azurecr.io/i', registry: { registryServer: 'r.azurecr.io' } },
        resourceFiles: [
          { httpUrl: 'https://h/a?sig=x', filePath: 'a', identityReference: { resourceId: 'id' } },
          { storageContainerUrl: 'https://h/models?sig=x', filePath: 'models' },
          { autoStorageContainerName: 'out', blobPrefix: 'run 1/', filePath: 'earlier' },
        ],
        executionInfo: { exitCode: 3 },
        constraints: { maxWallClockTime: 'PT1H' },
        dependsOn: { taskIds: ['prepare'] },
        outputFiles: [
          {
            filePattern: '*',
            destination: { container: { containerUrl: 'https://h/c?sig=x' } },
            uploadOptions: { uploadCondition: 'taskcompletion' },
          },
        ],
        applicationPackageReferences: [{ applicationId: 'blender', version: '4.1' }],
        multiInstanceSettings: {
          numberOfInstances: 2,
          coordinationCommandLine: 'start-mpi --password=hunter2-hunter2',
          commonResourceFiles: [{ httpUrl: 'https://h/mesh?sig=x', filePath: 'mesh' }],
        },
      },
      pool: { ...linux, vmSize: 'Standard_NC6s_v3', startTask: { commandLine: 'y' } },
    });
    const notes = toReproductionNotes(rich, { file: '/mnt/wd/a.py', line: 3 });
    for (const expected of [
      /`AZ_BATCH_APP_PACKAGE_blender_4_1` into `applications\/blender\/4\.1`/,
      /^- `https:\/\/h\/a` goes to `task\/wd\/a`\.$/m,
      /^- `https:\/\/h\/mesh` goes to `task\/mesh`\.$/m,
      /^On the node, it ended with exit code 3\. It failed in `\/mnt\/wd\/a\.py`, line 3\.$/m,
      /^- Everything in `https:\/\/h\/models` goes into `task\/wd\/models`\.$/m,
      /^- All blobs in `out` whose names start with `run 1\/` go into `task\/wd\/earlier`, with their whole names\.$/m,
      /coordination command .+: `start-mpi --password=<secret>`$/m,
      /ended after 1 hr; here, it runs until it ends/,
      /aren't uploaded/,
      /runs after other tasks/,
      /--gpus all/,
      /Managed identities/,
      /start task/,
      /docker login r\.azurecr\.io/,
      /primary/,
    ])
      assert.match(notes, expected);
  });
});

test('the notes name a script that no input file brings', () => {
  const read = (task: Partial<Task>): string =>
    toReproductionNotes(
      toReproduction({ account, jobId: 'nightly', task: { id: 'frame-7', ...task }, job: undefined, pool: linux }),
      undefined,
    );
  const commandLine = 'python3 render.py --frame 7';
  assert.match(read({ commandLine }), /^1\. Put `render\.py` at `task\/wd\/render\.py`: the command line needs it/m);
  const containerSettings = { imageName: 'render', workingDirectory: 'containerImageDefault' };
  for (const brought of [
    { commandLine, resourceFiles: [{ httpUrl: 'https://a.example/render.py', filePath: 'render.py' }] },
    { commandLine, resourceFiles: [{ storageContainerUrl: 'https://a.example/scripts' }] },
    { commandLine, containerSettings },
    { commandLine: 'python3 /opt/render.py' },
  ])
    assert.doesNotMatch(read(brought), /no input file of the task/);
});
