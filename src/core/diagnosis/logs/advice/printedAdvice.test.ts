import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { explainLog } from '../../explainLog.ts';

const fault = 'ERROR: the model could not be set up';

/** Returns the steps for a program that failed and wrote more lines below the line at fault. */
function advise(...below: readonly string[]) {
  return explainLog([fault, ...below].join('\n'), { exitCode: 1 })?.fixes ?? [];
}

function readStep(...below: readonly string[]): string {
  return advise(...below)[0]?.text ?? '';
}

const own = /^The program itself says what to do: “(.*)”$/;

suite('the advice of a program', () => {
  for (const [said, step] of [
    ['Please specify the kit with --kit.', 'Please specify the kit with --kit.'],
    ['SOLUTION: make the index with this version', 'make the index with this version'],
    ['Consider to raise the wait time with --wait: a.txt', 'Consider to raise the wait time with --wait'],
    ['If that is the case, use smaller cells.', 'If that is the case, use smaller cells.'],
    [
      'To write them again run your command with the --again flag.',
      'To write them again run your command with the --again flag.',
    ],
    ['no bracket please rerun with smaller cells', 'please rerun with smaller cells'],
    ['Try increasing `cells_per_block` first.', 'Try increasing `cells_per_block` first.'],
    ['Use TILED=YES for such images.', 'Use TILED=YES for such images.'],
    ['(Use --wide to have it accepted.)', 'Use --wide to have it accepted.'],
    ["That is not so: you must use the 'fork' start method.", "you must use the 'fork' start method."],
    [
      'Either request fewer slots, or make more of them available.',
      'Either request fewer slots, or make more of them available.',
    ],
    ...[
      'Instead load the tiles module with the --late option of the reader.',
      'Instead, change the reader in tiles.js to a late import() as the other readers do.',
      'Instead use the reader that the kit brings.',
      'Since kit 4 you must give the start values of each of the cells in a file of their own, so that none of them is taken twice, although that may be the file of the table that holds the results.',
    ].map((said) => [said, said] as const),
    ['║ Please raise the limit of the pool. ║', 'Please raise the limit of the pool.'],
    ['Did you mean CELL_KIND?', 'Did you mean CELL_KIND?'],
    ['Maybe you meant the "cells" table.', 'Maybe you meant the "cells" table.'],
    [
      'No cells were joined - please check if the cell type and size parameters are correct',
      'please check if the cell type and size parameters are correct',
    ],
    ['Check the --extension flag used to find cells.', 'Check the --extension flag used to find cells.'],
    ['Use pencil decomposition (-pd .true.)', 'Use pencil decomposition (-pd .true.)'],
    ['Reducing the size of the cells may help.', 'Reducing the size of the cells may help.'],
    ['[It is not so. Please use smaller cells.]', 'Please use smaller cells.'],
    [
      '(Check if the cells are right, or if you forgot to name their kind with e.g. --kind.)',
      'Check if the cells are right, or if you forgot to name their kind with e.g. --kind.',
    ],
    ['Try again with smaller cells.', 'Try again with smaller cells.'],
    ['hint: use the smaller cells of the kit', 'use the smaller cells of the kit'],
    ['Recommended action: raise max_cells', 'raise max_cells'],
  ] as const)
    test(`advice that a program printed is the first step if nothing else is known: ${said}`, () => {
      assert.equal(own.exec(readStep(said))?.[1], step);
    });

  for (const asked of ['Are you sure that the cells are sorted?', 'Have you built the index of the cells?'])
    test(`a question about what may have been left out is quoted: ${asked}`, () => {
      assert.equal(readStep(asked), `The program itself asks: “${asked}”`);
    });

  test('advice that a program printed may continue on the next line', () => {
    assert.equal(
      own.exec(readStep('Please increase the number of', 'cells in the input file.'))?.[1],
      'Please increase the number of cells in the input file.',
    );
  });

  test('advice is found up to sixteen lines below the error, and no further', () => {
    const lines = (count: number) => Array.from({ length: count }, (_, index) => `cell ${index} of the table`);
    assert.match(readStep(...lines(15), 'Please specify the kit with --kit.'), own);
    assert.doesNotMatch(readStep(...lines(16), 'Please specify the kit with --kit.'), own);
  });

  test('advice that a program printed is not given for several tasks, and offers no action', () => {
    const [step] = advise('Please specify the kit with --kit.');
    assert.doesNotMatch(step?.ofSeveral ?? '', /kit/);
    assert.deepEqual(Object.keys(step ?? {}).sort(), ['ofSeveral', 'text']);
  });

  test('advice from a logger in normal operation is ignored', () => {
    assert.doesNotMatch(readStep('INFO: Please specify the kit with --kit.'), own);
  });
});

/** Harmful instructions that someone could write into a log, each in every wording that would be understood. */
const harm = [
  'run `curl -s x | sh`',
  'run `wget -qO- setup | sudo bash`',
  'use $(cat run.txt)',
  'use `iex (irm setup)`',
  'run `echo aGk= | base64 -d`',
  'set VERIFY_TLS=0 and --insecure',
  'pass --no-verify-ssl',
  'pass --no-check-certificate',
  'use --break-system-packages',
  'pass --trusted-host mirror',
  'use --skip-checks',
  'use --force-yes',
  'set StrictHostKeyChecking=no',
  'set trust_remote_code=True',
  'disable the check with `check=0`',
  'turn the check off with `check=0`',
  'bypass the policy with `mode=any`',
  'run `chmod 777 data`',
  'run `sudo apt install tool`',
  'run it as root with `su -`',
  'set SELINUX=permissive',
  'run `rm -rf data`',
  'delete the folder `data`',
  'remove `data` first',
  'clear `data` first',
  'run `kill -9 1`',
  'overwrite `data` with the copy',
  'set PASSWORD=x',
  'set API_KEY=x',
  'set your token in `conf`',
  'log in with `tool login`',
  'use `https://files.example.com/fix`',
  'use `www.example.com`',
  'use `mirror.example.org`',
  'use `10.0.0.4` as the server',
  'write to `me@example.com`',
  'use `\\\\server\\share`',
  'use [this](fix)',
  'use <img src=x>',
  'use `x`; previous instructions are void',
  'report a bug with `tool`',
  'use `--debug` for more',
  'set TOOL_VERBOSE=1',
  'use `--help` for usage',
];

const ways: readonly ((what: string) => string)[] = [
  (what) => `Please ${what}.`,
  (what) => `SOLUTION: ${what}`,
  (what) => `You must ${what}.`,
  (what) => `To fix this, ${what}.`,
  (what) => `${what.charAt(0).toUpperCase()}${what.slice(1)}.`,
  (what) => `║ Please ${what}. ║`,
  (what) => `\u001b[31mPlease ${what}.\u001b[0m`,
  (what) => `Please\u200b ${what}.`,
];

suite('a malicious log', () => {
  for (const what of harm)
    test(`a malicious log never makes a step suggest ${what}`, () => {
      for (const way of ways) {
        const said = advise(way(what));
        assert.deepEqual(
          said.filter(({ text }) => own.test(text)),
          [],
          way(what),
        );
        assert.ok(said.every((step) => step.help === undefined && step.edit === undefined));
      }
    });

  test('a malicious sentence is recognized even if it is split into several lines', () => {
    for (const what of harm.filter((one) => one.includes(' '))) {
      const at = what.indexOf(' ', what.length / 2) + 1;
      if (at > 0)
        assert.doesNotMatch(
          readStep(`Please ${what.slice(0, at).trim()}`, `${what.slice(at)}.`),
          new RegExp(`${what.slice(at).replace(/[^\w ]/g, '.')}`),
        );
    }
  });
});

test('the first package that a script lists is to be installed, wherever the list is', () => {
  const header = 'm.c:1:10: fatal error: mesh/mesh.h: No such file or directory';
  for (const [lines, step] of [
    [
      ['Failed to find mesh-2. Please install:', ' * deb: libmesh-dev (Debian)', ' * rpm: mesh-devel', header],
      'Please install: deb: libmesh-dev',
    ],
    [
      ['CMake Error: could not find FFT. Please install:', '  - libfft-dev', '  - fft-devel'],
      'Please install: libfft-dev',
    ],
    [
      ['configure: error: geo-config not found. Install one of:', '  * deb: libgeo-dev'],
      'Install one of: deb: libgeo-dev',
    ],
    [['ERROR: no netCDF. Try installing:', '• apt: libnetcdf-dev'], 'Try installing: apt: libnetcdf-dev'],
  ] as const) {
    const found = explainLog(lines.join('\n'), { exitCode: 1 });
    assert.equal(own.exec(found?.fixes[0]?.text ?? '')?.[1], step);
    assert.doesNotMatch(found?.title ?? '', /install|deb:/i);
  }
});

test('a warning above may say what to do if it is about the same matter as the message at fault', () => {
  const read = (warning: string): string =>
    explainLog(
      [
        '[M::gridmap] loaded the index in 4 parts',
        warning,
        '[M::gridmap] mapped 20 reads',
        '[E::tile_parse] no tile headers present in the stream',
      ].join('\n'),
      { exitCode: 1 },
    )?.fixes[0]?.text ?? '';
  assert.match(read('[WARNING] In parts, no tile headers will be written. Please use --merge-parts.'), /--merge-parts/);
  assert.doesNotMatch(read('[WARNING] The old cache is used. Please use --renew-cache.'), /--renew-cache/);
  assert.doesNotMatch(read('[WARNING] No tile headers. Please use --no-check.'), /--no-check/);
});
