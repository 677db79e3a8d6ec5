import assert from 'node:assert/strict';
import { test } from 'node:test';
import { adviseMeaning, adviseWithoutValue } from './meaning.ts';

/** Messages of different programs, and words of the step that they imply. */
const implied: readonly (readonly [message: string, words: RegExp])[] = [
  ['ValueError: your version of Kerastools is out of date', /^Update Kerastools in the image/],
  ['the installed version of libmesh may be too old for this scene', /^Update libmesh /],
  ['join: left.txt:2: is not sorted: a 2', /^Sort the input/],
  ['Error: Sorted input specified, but peaks.bed has the following out of order record', /^Sort the input/],
  ["Duplicate sample 'S-12' in manifest", /^Rename or remove one of the two/],
  ['ERROR: Duplicated sequence name contig7', /^Rename or remove one of the two/],
  ['Sequence names of taxon 4 and 9 are identical, both are called A_alba', /^Rename or remove one of the two/],
  ['Read group lane3 already exists in the header', /^Rename or remove one of the two/],
  ['ERROR: all samples have missing values for this trait', /^Check that the inputs belong together/],
  ['ValueError: Input shapes do not overlap raster.', /^Check that the inputs belong together/],
  ['no probes left after filtering', /^Check that the inputs belong together/],
  ['Operator "Clip": Unknown element \'outMode\'', /^Check outMode: /],
  ["error: 'bicubik' is not a valid resampling method", /^Check bicubik: /],
  ["RuntimeError: Couldn't create filter stage of type 'filters.trees'.", /^Check filters\.trees: /],
  ["Value for 'Bands' is invalid: 'B13'", /^Check B13: /],
  ["PDAL: Couldn't create writer stage of type writers.pcd", /^Check writers\.pcd: /],
  ['tiler: failed to allocate 0 bytes for the index: Success', /^Check the input of this step/],
  ['allocation of -24 elements failed', /^Check the input of this step/],
  ['HOME must be set', /^Set HOME in the environment/],
  ['error: TILES_ROOT must be defined before the first run', /^Set TILES_ROOT in the environment/],
  ['A cluster URL must be set in your configuration', /^Set what the message asks for .*: cluster URL\.$/],
  ['The output folder has to be specified in the settings', /: output folder\.$/],
  ['Meshing failed. See log file for details', /^Read the log that the message speaks of/],
  ['Solver stopped, check the .sta file', /^Read the log/],
  ['build failed; look in the trace for the reason', /^Read the log/],
  ['GLEW initalization error: Missing GL version', /xvfb-run/],
  ['viewer: failed to create an OpenGL context', /xvfb-run/],
  ['Unable to find a driver named netcdf4', /^Check netcdf4: /],
  ['SAMException: Value was put into PairInfoMap more than once.  1: A:12', /^Rename or remove one of the two/],
  ['failed to find the gene identifier attribute in the 9th column', /^Check under which name/],
  ['ERROR: Alignment sequence BA.2 does not appear in the tree', /^Check under which name/],
  ['IP: Required Field=[Zone Name] was blank.', /^Check under which name/],
  ['Unknown keyword: VAMIT', /^Check VAMIT: /],
  ['undefined object J17 at line 209 of the input', /^Check J17: /],
  ["linear solver 'bicq' is not one of cg, gmres", /^Check bicq: /],
  ['relation "trades" does not exist', /^Check trades: /],
  ['UNIQUE constraint failed: runs.id', /an earlier run wrote/],
  ["config: key 'interval' given twice", /^Rename or remove one of the two/],
  ['lm.fit: 0 (non-NA) cases', /nothing is left to process/],
  ["could not convert string to float: 'n/a'", /^Correct the value n\/a: /],
  ["time data '31/02/24' does not match format '%d/%m/%Y'", /^Correct the value 31\/02\/24: /],
  ['Fortran runtime error: Bad integer for item 1 in list input', /^Correct the value that the message names/],
  ['element 1402 has negative jacobian (-3.2e-05)', /^Correct the mesh/],
  ['residual is NaN in zone 3', /^The computation doesn't converge/],
  ['model did not converge after 50 iterations', /^The computation doesn't converge/],
  ['Solve failed and timestep already at or below the minimum', /^The computation doesn't converge/],
  [
    'library type must start with one of "I", "O", or "U"',
    /^Use one of the values that the message lists: "I", "O", or "U"\.$/,
  ],
  [
    "argument --mode: invalid choice: 'fast' (choose from 'draft', 'final')",
    /^Check fast: use one of the values that the message lists, 'draft', 'final'\.$/,
  ],
  ['value "X" is not H, M or S', /^Check X: .* lists, H, M or S\.$/],
  ['Unknown solver x. Valid options are cg, gmres, bicg.', /^Check x: .* lists, cg, gmres, bicg\.$/],
  ['--crop cannot be used with --resize', /^Leave out or change one of the two that exclude each other: “--crop/],
  ['options -a and -b are mutually exclusive', /^Leave out or change one/],
  ['Only one of width and scale may be given', /^Leave out or change one/],
  ['the engine was built for capability 7.5 but this device has 8.6', /^Build it again on a node of the VM size/],
  ['kernel cache compiled for gfx906, but the current device is gfx90a', /^Build it again/],
  ['plan was serialized with 10.0 while the runtime is 8.6', /^Build it again/],
  ['fetch called on alignment file without index', /^Make the index first/],
  ['could not load index of "peaks.gff.gz"', /^Make the index first/],
  ["Reference doesn't appear to be indexed, it is not indexed", /^Make the index first/],
  ["no handler for file extension `mp3'", /^Install what reads or writes mp3 /],
  ["no decode delegate for this image format `HEIC'", /^Install what reads or writes HEIC /],
  ['No backend available to read zarr.', /^Install what reads or writes zarr /],
  ["Invalid symbol '*' in sequence >seq12 at position 43", /^Remove or replace \* in the input/],
  ['illegal character # at line 7', /^Remove or replace # in the input/],
  ['unknown residue X in chain A', /^Remove or replace X in the input/],
  ['numpy.linalg.LinAlgError: Singular matrix', /^Look for what the model leaves undetermined/],
  ['the model matrix is not full rank', /^Look for what the model leaves undetermined/],
  ['zero pivot in equation 12', /^Look for what the model leaves undetermined/],
  ['variable x9 not found', /^Check x9: nothing of this name is there/],
  ["object 'qual' not found", /^Check qual: nothing of this name is there/],
  ["dimension 'time' does not exist", /^Check time: nothing of this name is there/],
  ['Operator >sellonlatboxx< not found!', /^Check sellonlatboxx: what reads it/],
  ["Incorrect date value: '0000-00-00' for column 'created'", /^Correct the value 0000-00-00/],
  ["Element 'price': 'abc' is not a valid value of the type 'decimal'", /^Correct the value abc/],
  ["date '31.11.2024' is not a valid day", /^Correct the value 31\.11\.2024/],
  ["Could not resolve placeholder 'db.url'", /^Give db\.url a value where the program reads its settings/],
  ['cannot expand variable region', /^Give region a value/],
  ["No value for the setting 'Storage.Root'", /^Give Storage\.Root a value/],
  ['Input X contains NaN.', /^Remove or fill the missing values/],
  ["NA/NaN/Inf in 'x'", /^Remove or fill the missing values/],
  ['missing values in object', /^Remove or fill the missing values/],
  ['Inputs do not occupy the same physical space!', /^Bring the inputs onto one grid/],
  ['heterogeneous projection: expected UTM 33N, got UTM 32N', /^Bring the inputs onto one grid/],
  ['the depth input does not cover the computational grid', /^Bring the inputs onto one grid/],
  ['Number of processes (5) must be a perfect cube', /^Keep to the condition that the message names: “Number/],
  ['number of threads (64) exceeds maximum of 32', /^Keep to the condition/],
  ['value too long for type character varying(20)', /^Keep to the condition/],
  ["'relaxation' must be between 0 and 1 (got 1.5)", /^Change relaxation so that it keeps to the condition/],
  ["enum 'CYCLE' not found in ('EEVEE', 'CYCLES')", /^Check CYCLE: .* lists, 'EEVEE', 'CYCLES'\.$/],
  [
    'Invalid library format string [Q] : must start with one of "I", "O"',
    /^Use one of the values that the message lists: "I", "O"\.$/,
  ],
  ['Missing mandatory value: data.root', /^Give data\.root a value/],
  ['String data would be truncated in table "Sites"', /^Keep to the condition/],
  ['label must be in [0, num_class)', /^Keep to the condition/],
  ['Invalid export preset name: HTML5.', /^Check HTML5: /],
  ['The "mtoa" plug-in is not loaded; cannot use its nodes', /^Load, start or initialize first/],
  ['connection pool not initialized: call init() first', /^Load, start or initialize first/],
  ['backend is not running', /^Load, start or initialize first/],
  ['lock file "postmaster.pid" already exists', /^Find out what holds the lock/],
  ['state blob is already locked', /^Find out what holds the lock/],
  ['/data/index.lock exists', /^Find out what holds the lock/],
  ['no kernel image is available for this architecture gfx90a', /^Build it again/],
  ['COM class factory failed: 80040154 Class not registered', /^Install the program that brings this COM class/],
];

for (const [message, words] of implied)
  test(`a message implies a step, whatever program printed it: ${message}`, () => {
    const step = adviseMeaning(message, message);
    assert.match(step?.text ?? '', words);
    assert.equal(step?.isSearch, true);
  });

for (const message of [
  'No space left on device',
  "unexpected token '}' in config",
  "Error: unexpected numeric constant in 'y < - 2 3'",
  "invalid base 10 digit 'x' in '1x'",
  'Found input variables with inconsistent numbers of samples',
  'solver finished: converged in 4 iterations',
  'mkdir: cannot create directory: File exists',
  'unknown error in stage 3',
  'failed: kit pack /mnt/a.unsorted.tar',
  'failed: kit read unsorted/a.txt',
  'failed: kit read a_unsorted',
  'unknown option given',
  "invalid character 'a' looking for beginning of value",
  'Syntax error: expected one of: FROM, WHERE, LIMIT',
  'index 12 is out of bounds',
])
  test(`a message implies no step: ${message}`, () => {
    assert.equal(adviseMeaning(message, message), undefined);
  });

for (const [message, name] of [
  ["Value cannot be null. (Parameter 'connectionString')", 'connectionString'],
  ['The "path" argument must be of type string. Received undefined', 'path'],
  ['java.lang.IllegalArgumentException: bucketName must not be null', 'bucketName'],
] as const)
  test(`a value that code did not get may be a setting that the task lacks: ${name}`, () => {
    assert.match(adviseWithoutValue(message)?.text ?? '', new RegExp(`^Find out where ${name} should get its value`));
  });

test('for several failures, the step contains no name', () => {
  const step = adviseMeaning("Unknown unit 'kgz'", '');
  assert.match(step?.text ?? '', /kgz/);
  assert.doesNotMatch(step?.ofSeveral ?? '', /kgz|undefined/);
});

test('a step that only repeats the question gives way to the file that the message names', () => {
  const message = 'scene.json is missing the key "camera"';
  assert.notEqual(adviseMeaning(message, message), undefined);
  assert.equal(adviseMeaning(message, message, true), undefined);
});
