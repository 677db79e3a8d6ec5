import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readBuildSteps } from './buildSteps.ts';

test('takes the seconds off the lines of a failed step, and off no others', () => {
  const lines = ['1.5 apples', ' > [2/3] RUN make:', '0.412 cc -c a.c', '12.9   ^', '------', '2.5 pears'];
  const read = readBuildSteps(lines.join('\n'));
  assert.deepEqual(
    lines.map((line) => read?.(line)?.[0]?.below[0]),
    [undefined, undefined, 'cc -c a.c', '  ^', undefined, undefined],
  );
});
