import assert from 'node:assert/strict';
import { afterEach, test } from 'node:test';
import { setLocale } from '../text/locale.ts';
import { formatClock, formatDay, formatTime, formatTimeSpan, formatTimes, formatTimeWithUtc } from './times.ts';

const at = '2026-11-20T09:14:07Z';

afterEach(() => setLocale('en', false));

test('times are in the zone and format of the user, and an invalid time stays', () => {
  assert.equal(formatTime(at, 'UTC'), 'Nov 20, 2026, 09:14:07 UTC');
  assert.equal(formatTime(Date.parse('2026-11-20T09:14:00Z'), 'UTC'), 'Nov 20, 2026, 09:14 UTC');
  assert.equal(formatDay(new Date(at), 'UTC'), 'Nov 20');
  assert.equal(formatClock(new Date(at), 'Asia/Tokyo'), '18:14');
  setLocale('en-GB', false);
  assert.equal(formatTime(at, 'UTC'), '20 Nov 2026, 09:14:07 UTC');
  assert.equal(formatTime('soon'), 'soon');
});

test('a full time is followed by UTC if the zone differs', () => {
  setLocale('de', false);
  assert.equal(formatTimeWithUtc(at, 'Europe/Berlin'), '20. Nov. 2026, 10:14:07 MEZ (09:14:07 UTC)');
  assert.equal(formatTimeWithUtc(at, 'UTC'), formatTime(at, 'UTC'));
  assert.equal(formatTimeWithUtc('soon', 'Asia/Tokyo'), 'soon');
});

test('in a sequence of times, the day and the zone are shown where they change', () => {
  const times = [at, '2026-11-20T09:14:12Z', 'soon', '2026-11-20T23:10:00Z', '2026-11-20T23:11:00Z'];
  assert.deepEqual(formatTimes(times, 'Europe/Berlin'), [
    'Nov 20, 2026, 10:14:07 GMT+1',
    '10:14:12',
    'soon',
    'Nov 21, 2026, 00:10 GMT+1',
    '00:11',
  ]);
  const overnight = ['2026-10-25T00:59:00Z', '2026-10-25T01:01:00Z'];
  assert.deepEqual(
    formatTimes(overnight, 'Europe/Berlin'),
    ['Oct 25, 2026, 02:59 GMT+2', 'Oct 25, 2026, 02:01 GMT+1'],
    'the hour that comes twice',
  );
});

test('a span shows its day and its zone once', () => {
  const [from, to] = [Date.parse(at), Date.parse('2026-11-20T10:00:01Z')];
  setLocale('en-GB', false);
  assert.equal(formatTimeSpan(from, to, 'UTC'), '20 Nov 2026, 09:14–10:00 UTC');
  assert.equal(formatTimeSpan(from, from + 1000, 'UTC'), '20 Nov 2026, 09:14 UTC', 'to the minute');
  assert.equal(
    formatTimeSpan(from, to + 86_400_000, 'UTC'),
    '20 Nov 2026, 09:14 UTC\u2009–\u200921 Nov 2026, 10:00 UTC',
  );
});
