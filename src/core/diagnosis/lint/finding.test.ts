import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { type DefinitionFinding, FirstFindings } from './finding.ts';

const toFinding = (offset: number): DefinitionFinding => ({
  code: 'comments',
  severity: 'error',
  message: '',
  path: [],
  offset,
  length: 1,
});

test('only the first findings in the text are kept, in order, and the checks learn when no more are needed', () => {
  fc.assert(
    fc.property(fc.array(fc.nat(100)), fc.integer({ min: 1, max: 10 }), (offsets, most) => {
      const found = new FirstFindings(most);
      for (const offset of offsets) {
        if (found.isFullAt(offset)) assert.ok(offsets.filter((other) => other <= offset).length > most);
        found.add(toFinding(offset));
      }
      assert.deepEqual(
        found.list().map(({ offset }) => offset),
        offsets.toSorted((a, b) => a - b).slice(0, most),
      );
    }),
  );
});
