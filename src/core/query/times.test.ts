import assert from 'node:assert/strict';
import { afterEach, test } from 'node:test';
import { setLocale } from '../text/locale.ts';
import { formatClock, formatDay, formatTime, formatTimeWithUtc } from './times.ts';

const at = '2026-11-20T09:14:07Z';

afterEach(() => setLocale('en', false));

test('times are those of the zone and of the language; what is no time stays', () => {
  assert.match(formatTime(at, 'UTC'), /^Nov 20, 2026, 9:14:07\sAM UTC$/);
  assert.equal(formatDay(new Date(at), 'UTC'), 'Nov 20');
  assert.equal(formatClock(new Date(at), 'Asia/Tokyo'), '18:14');
  setLocale('en-GB', false);
  assert.equal(formatTime(at, 'UTC'), '20 Nov 2026, 09:14:07 UTC');
  assert.equal(formatTime('soon'), 'soon');
});

test('a time in full has UTC beside it where the zone is another', () => {
  setLocale('de', false);
  assert.equal(formatTimeWithUtc(at, 'Europe/Berlin'), '20.11.2026, 10:14:07 MEZ (09:14:07 UTC)');
  assert.equal(formatTimeWithUtc(at, 'UTC'), formatTime(at, 'UTC'));
  assert.equal(formatTimeWithUtc('soon', 'Asia/Tokyo'), 'soon');
});
