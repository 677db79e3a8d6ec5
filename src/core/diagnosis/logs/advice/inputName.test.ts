import assert from 'node:assert/strict';
import { test } from 'node:test';
import { explainLog } from '../../explainLog.ts';

const firstFix = (log: string) => explainLog(log, { exitCode: 1 })?.fixes[0]?.text ?? '';

test('the step about a malformed input names the file in the log', () => {
  assert.match(firstFix('convert: part-012.step(118): syntax error near "ENDSEC"\n'), /^Check part-012\.step,/);
  const film =
    '[mov,mp4,m4a,3gp,3g2,mj2 @ 0x55d0c8a3b2c0] moov atom not found\nshot-07.mov: Invalid data found when processing input\n';
  assert.match(firstFix(film), /^Check the input file shot-07\.mov:/);
  const forcing = 'forrtl: severe (24): end-of-file during read, unit 12, file /mnt/wd/forcing.dat\n';
  assert.match(firstFix(forcing), /^Check the input file \/mnt\/wd\/forcing\.dat:/);
});

test('a later line that repeats the error may name the file', () => {
  const log = `Traceback (most recent call last):
  File "load.py", line 11, in parse
    return float(row["value"])
ValueError: could not convert string to float: 'n/a'

The above exception was the direct cause of the following exception:

Traceback (most recent call last):
  File "load.py", line 20, in read
    raise ValueError(f"{path}, line {number}: {error}") from error
ValueError: measurements.csv.gz, line 40213: could not convert string to float: 'n/a'
`;
  assert.match(firstFix(log), /^Check measurements\.csv\.gz,/);
  assert.match(
    firstFix(log.replaceAll('n/a', '12,7')),
    /^The number 12,7 in measurements\.csv\.gz has a decimal comma/,
  );
});

test('if two files are named, neither is blamed, and code and classes are not inputs', () => {
  assert.match(firstFix('join: error: a.csv and b.csv: malformed row\n'), /^Correct the input that/);
  const thrown = "ValueError: could not convert string to float: 'n/a'\n";
  assert.match(
    firstFix(`Traceback (most recent call last):\n  File "load.py", line 3, in f\n    x()\n${thrown}`),
    /^Correct the value n\/a: /,
  );
});
