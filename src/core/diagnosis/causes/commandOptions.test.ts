import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { listOptions } from './commandOptions.ts';

test('options are read with their values, in any notation', () => {
  const cases: readonly (readonly [string, readonly string[]])[] = [
    ['python3 train.py --shard 61 --batch-size=512', ['--shard 61', '--batch-size 512']],
    ['blender -b scene.blend -f 7', ['-b scene.blend', '-f 7']],
    ['solver --fast --threads -1 --verbose', ['--fast', '--threads -1', '--verbose']],
    ['train lr=0.1 data.csv', ['lr=0.1']],
    ['/bin/bash -c "cd x && render --frame=7 --fast && echo done"', ['--frame 7', '--fast']],
    [`/bin/sh -c 'tool --name "a b"'`, ['--name a b']],
    ['cmd /c run.exe --level 3', ['--level 3']],
    ['', []],
  ];
  for (const [commandLine, options] of cases) assert.deepEqual(listOptions(commandLine), options, commandLine);
  assert.deepEqual(listOptions(undefined), []);
});

test('any text gives a list of options without duplicates', () => {
  fc.assert(
    fc.property(fc.string({ maxLength: 300, unit: fc.constantFrom(...'abc-=" \'/|&\n1'.split('')) }), (text) => {
      const options = listOptions(text);
      assert.equal(new Set(options).size, options.length);
      assert.ok(options.every((option) => option.length <= 120));
    }),
  );
});

test('the value of a short option that is a secret for its program is hidden', () => {
  const secret = 'Pl4nTFFq7Zk3Vw9Xs5Rb2Nd8Hm6Jt4';
  for (const login of ['docker login -u me -p', 'docker login -u me \\\n  -p', 'sshpass -p'])
    assert.ok(
      listOptions(`/bin/sh -c '${login} ${secret} x.azurecr.io && render --frame 7'`).every(
        (option) => !option.includes(secret),
      ),
      login,
    );
});
