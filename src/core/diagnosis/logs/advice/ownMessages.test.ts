import assert from 'node:assert/strict';
import { test } from 'node:test';
import { explainLog } from '../../explainLog.ts';

const read = (log: string, commandLine = './solve') => explainLog(`${log}\n`, { exitCode: 1, commandLine });
const step = (log: string, commandLine?: string): string => read(log, commandLine)?.fixes[0]?.text ?? '';

for (const [log, words] of [
  // Both sides have to agree.
  ['Grid and mask do not have matching cell names', /Compare the two/],
  ['targets and weights must have the same first dimension, got 3 and 4', /Compare the two/],
  ['kit.Error: layer "mix" is incompatible: expected shape=(3, 4), found shape=(4, 3)', /Compare the two/],
  ['kit.InvalidInput: wrong sizes at index 1 Got: 224 Expected: 3', /Compare the two/],
  ['Check failed: size of weights must equal to number of rows', /Compare the two/],
  // Names that the input uses but does not define.
  ['Error: Species Q has not been defined', /^Define in the input/],
  ['ERROR: undefined material id 12 in *PART', /^Define in the input/],
  ['error: surface set TOP was not declared', /^Define in the input/],
  // The setting that sets the limit.
  [
    "Too many tiles in a block (over 90). The limit is controlled by 'max_tiles_per_block' setting.",
    /^Raise max_tiles/,
  ],
  ['Error: too many jobs are open, as the limit is set by max_open_jobs', /^Raise max_open_jobs/],
  ['Error: 9 rows refused: the limit can be raised with `row_budget`', /^Raise row_budget/],
  // A name without quotation marks.
  ['ERROR: tiles_v9 is not a valid option', /^Check tiles_v9/],
  ['error: mars2000 is not a known model', /^Check mars2000/],
  ['qflux is not a supported method here', /^Check qflux/],
  // Names that the input lacks.
  ["Row 7: Cell A1 does not have a 'tile_id' attribute", /under which name the input has/],
] as const)
  test(`the words of the message say what to do: ${log}`, () => {
    assert.match(step(log), words);
  });

for (const [log, words] of [
  ['LICENSE: no valid license found for gridmill', /^Give the task its license/],
  ['gridmill license error: The license file cannot be found', /^Give the task its license/],
  ['A license for gridmill was not found', /^Give the task its license/],
  ['License error: cannot connect to the license server 27000@lic', /license server/],
] as const)
  test(`a license that is missing is not one that a server refused: ${log}`, () => {
    assert.match(step(log), words);
  });

for (const deck of ['beam.k', 'case.sif', 'flow.jou'])
  test(`a message that names nothing is about the input deck ${deck} in the command line`, () => {
    const said = step('ERROR: the boundary layer of wall 3 is thinner than allowed', `solver -i ${deck} -t 4`);
    assert.match(said, new RegExp(`^Check what the message speaks of in ${deck}, which the command line names`));
    assert.doesNotMatch(step('ERROR: the boundary layer is thinner than allowed', `solver ${deck} b.k`), /names: “/);
  });

for (const log of [
  'getConn: could not sign in: no credentials. See https://docs.example.com/login for more information.',
  'Access denied: no credentials. For more information, visit https://example.org/help',
  'unauthorized: missing token (see the guide at https://help.example.net/auth)',
])
  test(`the address of documentation is not the server that refused: ${log}`, () => {
    assert.doesNotMatch(`${read(log)?.title} ${step(log)}`, /example/);
  });

for (const ended of [
  'failed with message:',
  'The error message is:',
  'stopped with the following error:',
  'The kit encountered an error:',
  'Caught an exception:',
  'The planner raised the following problem:\nInput Error',
])
  test(`the cause is the message below “${ended}”`, () => {
    const found = read(
      `Encountered 1 error while reading input:\n\nCommand 'ion' failed, it was\n  ion Q 0 0 0\n${ended}\n  Species Q has not been set up`,
    );
    assert.equal(found?.title, 'Species Q has not been set up');
  });

for (const [log, title] of [
  ["gridpull 'a.bin': grid-fetch: command not found", 'The program grid-fetch was not found'],
  ['* [ABORT] *\n*  \\___/    Requested tile set not found: Q9   *', 'Requested tile set not found: Q9'],
  ["kit.DriverException: Message: 'gridriver' executable needs to be in PATH.", 'The program gridriver was not found'],
  [
    'Code: 9. KIT::Exception: Received from host:9000, 127.0.0.1. KIT::Exception: Too many tiles for one block of the map.',
    'KIT::Exception: Too many tiles for one block of the map.',
  ],
  [
    'KIT [Error] Error initializing KIT::TileRenderer instance: There are no tiles of this kind left on this Map Server.',
    'There are no tiles of this kind left on this Map Server.',
  ],
  [
    'Parse error on line 27 in file "/mnt/batch/tasks/deck.inp": Element 12 of the wing has a type that is not known',
    'Element 12 of the wing has a type that is not known',
  ],
  [
    'KitException: KitContext Error: Failed to commit: failed to pin a block of size 256 KiB, as all of the pool is used',
    'failed to pin a block of size 256 KiB, as all of the pool is used',
  ],
  [
    'syntax error at line 3 of file runs/north/2024-05-01/stage-two/deck.inp: The weight of a cell must be positive',
    'The weight of a cell must be positive',
  ],
  ['GRAVE: the mesh has 12 inverted cells', 'the mesh has 12 inverted cells'],
  ['SCHWERWIEGEND: Das Netz ist offen', 'Das Netz ist offen'],
] as const)
  test(`the title is what went wrong: ${title}`, () => {
    assert.equal(read(log)?.title, title);
  });

test("advice to look at something, or to repeat a command, is not the program's remedy", () => {
  const said = (advice: string): string => step(`fatal: tile filter failed\n${advice}`);
  assert.doesNotMatch(said("You can inspect what was mapped with 'kit status'"), /program itself/);
  assert.doesNotMatch(said("You can retry the mapping with 'kit map -f'"), /program itself/);
  assert.match(said("You can set the filter with 'kit filter --to none'"), /program itself/);
});

for (const [log, title] of [
  [
    'Error! Failed to open graph at /data/graphs/asm1.gfa\n caused by No such file or directory (os error 2)',
    'asm1.gfa',
  ],
  ['error: could not read tile index data/tiles.idx\nCaused by: No such file or directory', 'data/tiles.idx'],
  ['Unable to load the mask masks/north.tif\n  0: No such file or directory (os error 2)', 'masks/north.tif'],
] as const)
  test(`the report above its bare reason names the file ${title}`, () => {
    assert.equal(read(log)?.title, `${title} is missing`);
  });

test('a line that reports no failure does not name the file of the reason below', () => {
  assert.doesNotMatch(
    read('INFO reading grid.nc\nCaused by: No such file or directory (os error 2)')?.title ?? '',
    /grid/,
  );
});

for (const log of [
  "Error: attribute 'cells.v2' does not exist",
  "ERROR: entry 'solver/wing.tol' not found",
  "kit.KitException: Property: 'sites/lab.7.url' not found",
])
  test(`a setting or a part of a file is no file that is missing: ${log}`, () => {
    assert.doesNotMatch(read(log)?.title ?? '', /is missing/);
    assert.match(step(log), /has nothing of this name/);
  });

for (const speaker of ['align-dump.2.4.3 err', 'packer.1.2 fatal', '2015-02-03T17:07:21 tiles.3.0 error'])
  test(`the program that reports with its version is not the missing file: ${speaker}`, () => {
    assert.doesNotMatch(read(`${speaker}: path not found while opening directory 'X1'`)?.title ?? '', /is missing/);
  });
