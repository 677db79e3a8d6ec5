import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { anyText } from '../../../test/builders/anyText.ts';
import { assertLinear } from '../../../test/builders/assertLinear.ts';
import { findTracedCommand, listCommands, listPrograms, nameScripts } from './programs.ts';

const cases: Readonly<Record<string, readonly string[]>> = {
  'curl -f https://host/a': ['curl'],
  '/usr/bin/curl -f https://host/a': ['curl'],
  '/bin/bash -c "curl -f https://host/a"': ['curl'],
  "bash -lc 'echo start; ./prepare | tee log; rsync -a a/ b/'": ['rsync'],
  'bash -ec "wget x; ./run"': ['wget', './run'.slice(2)],
  'bash -c "set -e; wget x; run"': ['wget', 'run'],
  'bash -c "set -o pipefail; curl x | tar xz"': ['curl', 'tar'],
  'bash -c "curl x | tar xz"': ['tar'],
  'bash -c "curl x && python3.11 run.py"': ['curl', 'python'],
  'bash -c "curl x || wget x"': ['wget'],
  'bash -c "grep \'a; b\' file"': ['grep'],
  'sudo -E apt-get install -y jq': ['apt-get'],
  'OMP_NUM_THREADS=4 nice -n 5 ffmpeg -i a b': ['ffmpeg'],
  'timeout -k 5 60 curl x': ['timeout', 'curl'],
  'python -m pytest tests': ['pytest'],
  'cmd /c "robocopy in out /e"': ['robocopy'],
  'cmd /c start /wait msiexec.exe /i a.msi': ['msiexec'],
  '"C:\\Program Files\\Blender\\blender.exe" -b a.blend': ['blender'],
  'powershell -Command "azcopy copy a b"': ['azcopy'],
  'bash run.sh': ['bash'],
  '': [],
};

for (const [commandLine, programs] of Object.entries(cases))
  test(`the programs that may return the exit code are listed for: ${commandLine || 'nothing'}`, () =>
    assert.deepEqual(listPrograms(commandLine), programs));

test('the last command that a shell traced is found, unless another program printed text after it', () => {
  assert.equal(findTracedCommand('+ cd in\n++ date\n+ curl -fsS https://host/a\n'), 'curl -fsS https://host/a');
  assert.equal(findTracedCommand('+ curl https://host/a\ncurl: (6) Could not resolve host: host\n'), undefined);
  assert.equal(findTracedCommand(''), undefined);
});

test('listing the programs of any command line never throws, and takes time proportional to its length', () => {
  fc.assert(fc.property(anyText(), (text) => void listPrograms(text)));
  for (const part of ['"', "'", '\\', 'bash -c "', 'sudo ', 'a;', '-', '"\\', '\\"', '"\\" ', '"\'\\'])
    assertLinear((size) => listPrograms(part.repeat(size)), part, 65_536);
});

test('the commands of a command line are its programs, or the scripts that a shell runs', () => {
  assert.deepEqual(listCommands('bash -lc "sh -e /mnt/tools/run.sh --all | tee log; ffmpeg -i a"'), ['ffmpeg']);
  assert.deepEqual(listCommands("bash -c 'sh -e /mnt/tools/run.sh --all'"), ['sh run.sh']);
  assert.deepEqual(listCommands('bash'), ['bash']);
});

test('programs are named with the scripts that they run, and without what they read', () => {
  assert.equal(nameScripts('python3 -u /opt/app/train.py --part 3'), 'python train.py');
  assert.equal(nameScripts("/bin/bash -c 'cd in && ./solver case1.inp'"), 'cd + solver');
  assert.equal(nameScripts('ffmpeg -i a.mp4'), 'ffmpeg');
  assert.equal(nameScripts(undefined), '');
});
