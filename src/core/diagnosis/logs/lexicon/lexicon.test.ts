import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { explainLog } from '../../explainLog.ts';
import { isAdvice, isSmallTalk } from './harmlessLines.ts';
import { categoryOfException, categoryOfLine, categoryOfMessage } from './lexicon.ts';
import { guessFromOwnWords } from './ownWords.ts';
import { serviceCodes } from './serviceCodes.ts';

/** Messages of failing programs: a heading for each category, followed by its lines. */
const table = readFileSync(path.join(import.meta.dirname, '../../../../../test/golden/lines.txt'), 'utf8');

for (const part of table.trimEnd().split('\n\n')) {
  const [heading = '', ...lines] = part.split('\n');
  const category = heading.replace('# ', '');
  test(`single lines about ${category} are recognized`, () => {
    assert.ok(lines.length > 0);
    assert.deepEqual(
      lines.flatMap((line) => {
        const found = explainLog(line, { exitCode: 1 })?.category;
        return found === category ? [] : [`${line}: ${found}`];
      }),
      [],
    );
  });
}

test('the input is blamed only for messages about an input', () => {
  const ofOthers = [
    'User has 3 roles but needs approval',
    'Worker 3 does not answer',
    'the job was stopped for an unknown reason',
  ];
  assert.deepEqual(ofOthers.map(guessFromOwnWords), [undefined, undefined, undefined]);
  assert.equal(guessFromOwnWords('surface 14 must be closed'), 'bad-input');
  assert.equal(guessFromOwnWords('no residues matched any of the templates'), 'bad-input');
  assert.equal(guessFromOwnWords('second chromosome name in the sheet'), undefined);
});

test('the reported result of a command counts, not the names in the command', () => {
  const command = '/opt/maps/bin/bake -o /mnt/tmp/cuda.lic.lock --retry-token expired';
  assert.equal(categoryOfLine(`Command '${command}' was not successful`), undefined);
  assert.equal(categoryOfLine(`Command '${command}`), undefined);
  assert.equal(categoryOfLine(`Command '${command}' said: permission denied`), 'permission');
  assert.equal(categoryOfLine("The command 'bake' could not be found"), 'missing-program');
});

test('an unknown error has no category, but an unknown format does', () => {
  assert.equal(guessFromOwnWords('grid job: an unknown error'), undefined);
  assert.equal(guessFromOwnWords('layout of tiles not closed, this should never happen'), 'other');
  assert.equal(guessFromOwnWords('tags of record 7: UNKNOWN(0x2003) at 0x08'), 'bad-input');
  assert.equal(guessFromOwnWords('unknown grid format'), 'bad-input');
});

/**
 * Categories that code mostly uses for its own checks: a separate line is more reliable than the message of an
 * exception.
 */
const ofChecks = ['bad-input', 'bad-arguments', 'exception-in-user-code'];

test('exception messages are classified like other lines', () => {
  const lines = table.split('\n').filter((line) => line !== '' && !line.startsWith('# '));
  assert.deepEqual(
    lines.filter((line) => {
      const category = categoryOfLine(line) ?? 'bad-input';
      return !ofChecks.includes(category) && categoryOfMessage(line) !== category;
    }),
    [],
  );
});

test('service codes are recognized where clients put them, and in other messages', () => {
  const codes = Object.keys(serviceCodes);
  assert.deepEqual(
    Object.fromEntries(codes.map((code) => [code, explainLog(`ErrorCode:${code}`, { exitCode: 1 })?.category])),
    serviceCodes,
  );
  assert.deepEqual(
    Object.fromEntries(codes.map((code) => [code, categoryOfMessage(`it said ${code}.`)])),
    serviceCodes,
  );
});

test('type names are classified by the same words as messages', () => {
  const names = {
    QuotaExceededException: 'quota',
    TooManyRequestsError: 'throttled',
    StorageAccessDeniedException: 'permission',
    SpotNodePreemptedError: 'interrupted',
    TokenExpiredError: 'sas-expired',
    GpuUnavailableError: 'gpu',
    AlreadyLockedException: 'lock-contention',
    MongoServerSelectionTimeout: 'timeout',
    BlobAlreadyExists: 'conflict',
    CheckpointMissingError: 'missing-file',
  };
  assert.deepEqual(
    Object.fromEntries(Object.keys(names).map((name) => [name, categoryOfException(name, 'tile 7')])),
    names,
  );
});

test('a type that is named like a property of every object is not recognized', () => {
  for (const name of ['constructor', 'toString', '__proto__', 'valueOf']) {
    assert.equal(categoryOfException(name, 'tile 7'), undefined);
    const log = `Traceback (most recent call last):\n  File "/mnt/batch/tasks/wd/a.py", line 3, in f\n    g()\n${name}: tile 7\n`;
    assert.equal(explainLog(log)?.category, 'exception-in-user-code');
  }
});

test('the message takes precedence over a vague type name', () => {
  assert.equal(categoryOfException('ConfigurationError', 'OUTPUT_DIR is not set'), 'bad-arguments');
  assert.equal(categoryOfException('ConfigurationError', 'tile 7'), 'bad-input');
  assert.equal(categoryOfException('ValueError', 'quota exceeded'), 'quota');
  assert.equal(categoryOfException('KeyError', "'quota exceeded'"), undefined);
});

test('only a failed check in code is taken for a failure of the code', () => {
  const messages = [
    'frame 12 has no camera',
    'tile count does not match grid',
    'expected 4 bands but got 3',
    'cannot merge empty partitions',
    'batch size must be positive',
    "unknown strategy 'greedy'",
    'value 300 exceeds maximum of 255',
    'could not compute inverse of singular matrix',
    'no route between depot and stop 9',
    'all retries failed for tile 3',
    'wrong number of particles after exchange',
    'invalid geometry for parcel 12',
    'order 17 was rejected by validator',
    'scene a.usd could not be read',
    'span and halflife are mutually exclusive',
    'n must be an integer',
    'this method is not permitted for views',
    "name 'a:b' is not allowed to contain a colon",
    'the object is read-only',
    'this event loop is already running',
    'please provide exactly two dimension names',
    "could not find 'authorization_uri' in the header",
  ];
  assert.deepEqual(
    messages.filter((message) => categoryOfMessage(message) !== undefined),
    [],
  );
});

test('numbers are taken for an HTTP status only if the text mentions one', () => {
  assert.equal(categoryOfLine('mesh partition 429 is empty'), 'bad-input');
  assert.equal(categoryOfLine('surface has 429 open edges'), undefined);
  assert.equal(categoryOfLine('residual 403 did not converge'), undefined);
  assert.equal(categoryOfLine('the API answered 429'), 'throttled');
  assert.equal(categoryOfLine('HTTP 403 while reading the input'), 'auth-storage');
});

test('words do not apply to a subject in another clause', () => {
  assert.equal(categoryOfLine('sigma NOT AVAILABLE: PROGRAM STOPS'), undefined);
  assert.equal(categoryOfLine('a.pdf: unable to find trailer dictionary while recovering damaged file'), 'bad-input');
});

test('a request to check something is no mere advice if it says what is wrong', () => {
  assert.equal(isAdvice('ERROR: Please check samplesheet header -> sample,fastq_1 != sample,fastq_2'), false);
  assert.equal(isAdvice('ERROR: Please check samplesheet -> Invalid number of columns (minimum = 3)!'), false);
  assert.equal(isAdvice('Please check the documentation'), true);
});

test('settings in a dump of options are not taken for errors', () => {
  const settings = ['  mem-limit : 32 GB', 'timeout : 30', '    fail-fast : false', 'max_memory   : 4096'];
  assert.deepEqual(
    settings.filter((line) => !isSmallTalk(line)),
    [],
  );
  const messages = ['exit-code : 3', 'errors : 2', 'status : 404', 'missing : true'];
  assert.deepEqual(
    messages.filter((line) => isSmallTalk(line)),
    [],
  );
});
