import assert from 'node:assert/strict';
import { test } from 'node:test';
import { findShellSyntax } from './commandLine.ts';

const lines: readonly (readonly [commandLine: string, syntax: string | undefined])[] = [
  ['python train.py && echo done', '&&'],
  ['cd work', 'cd'],
  ['python train.py', undefined],
  ['/bin/bash -c "python train.py && echo done"', undefined],
  ["bash -eo pipefail -lc 'a | b'", undefined],
  ['cmd /c "a && b"', undefined],
  ['powershell -File a.ps1 | more', undefined],
  ['bash prepare-node.sh', undefined],
  ['bash prepare-node.sh || true', '||'],
  ['/bin/sh run.sh > out.txt', '>'],
  ['bash run.sh 2> err.txt', '2>'],
  ['bash run.sh "a && b"', undefined],
  ['bash run.sh a=b;c', undefined],
  ['cp *.txt out', '*'],
  ['/bin/rm -rf out/*', '*'],
  ['cat part-?.csv', '?'],
  ['ls -l ~/data', '~'],
  ['cp a.txt out', undefined],
  ['cat "a*b"', undefined],
  ["rm 'a*'", undefined],
  ['ls --ignore=*.txt', undefined],
  ['find . -name *.txt', undefined],
  ['tar xf a.tar --wildcards *.txt', undefined],
  ['python3 fit.py --pattern *.csv', undefined],
  ["bash -c 'cp *.txt out'", undefined],
  ['samtools merge out.bam *.bam', '*'],
  ['bcftools concat in/chr*.vcf.gz -o all.vcf', '*'],
  ['./mesh --fine parts/*.stl', undefined],
  ['./mesh parts/*.stl', '*'],
  ['ffprobe -i *.mp4', undefined],
  ['azcopy copy in/*.csv https://contoso.blob.core.windows.net/in', undefined],
  ['python3 ~/run.py', '~'],
  ['./solve 3*x', undefined],
  ['git add *.md', undefined],
];

for (const [line, syntax] of lines) {
  test(`syntax that requires a shell is found, if there is any: ${line}`, () =>
    assert.equal(findShellSyntax(line), syntax));
}
