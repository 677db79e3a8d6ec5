import assert from 'node:assert/strict';
import { test } from 'node:test';
import { adviseMeaning } from './meaning.ts';

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
];

for (const [message, words] of implied)
  test(`a message implies a step, whatever program printed it: ${message}`, () => {
    const step = adviseMeaning(message);
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
  'unknown option given',
])
  test(`a message implies no step: ${message}`, () => {
    assert.equal(adviseMeaning(message), undefined);
  });

test('for several failures, the step contains no name', () => {
  const step = adviseMeaning("Unknown unit 'kgz'");
  assert.match(step?.text ?? '', /kgz/);
  assert.doesNotMatch(step?.ofSeveral ?? '', /kgz|undefined/);
});

test('a step that only repeats the question gives way to the file that the message names', () => {
  const message = 'scene.json is missing the key "camera"';
  assert.notEqual(adviseMeaning(message), undefined);
  assert.equal(adviseMeaning(message, true), undefined);
});
