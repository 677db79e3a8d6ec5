import assert from 'node:assert/strict';
import { test } from 'node:test';
import { withTimeWindows } from './timeWindows.ts';

function windowsAt(...times: readonly string[]): readonly (readonly string[])[] {
  const observations = times.map((time) => ({ failed: false, startedAt: Date.parse(time), traits: {} }));
  return withTimeWindows(observations).map(({ traits }) => traits.time ?? []);
}

test('a time is in every window around it; slices are as short as the span allows', () => {
  const [first, last] = windowsAt('2026-11-20T09:01:00Z', '2026-11-20T10:01:00Z');
  assert.equal(first?.length, 1 + 2 + 4 + 8);
  assert.ok(first?.includes('2026-11-20 09:00 UTC – 2026-11-20 09:05 UTC'));
  assert.ok(first?.includes('2026-11-20 08:55 UTC – 2026-11-20 09:05 UTC'));
  assert.ok(!last?.some((window) => first?.includes(window)));
  assert.ok(
    windowsAt('2026-11-20T09:01:00Z', '2026-11-22T08:01:00Z')[0]?.includes(
      '2026-11-20 06:00 UTC – 2026-11-20 12:00 UTC',
    ),
  );
});

test('what began at an unknown time, or long ago, is in no window', () => {
  assert.deepEqual(withTimeWindows([{ failed: true, traits: {} }]), [{ failed: true, traits: {} }]);
  assert.deepEqual(windowsAt('1970-01-01T00:00:00Z', '2026-11-20T00:00:00Z'), [[], []]);
});
