import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { isDeepStrictEqual } from 'node:util';
import { pageContext } from '../../../../test/builders/pageContext.ts';
import { causeCases } from '../../../../test/golden/explain/cases/causes.ts';
import { readAs } from '../../model/shape.ts';
import type { LinkedPage } from '../../page/links.ts';
import { type PageChart, readPage } from '../../page/page.ts';
import { setLocale } from '../../text/locale.ts';
import { type Chart, toExact } from '../explanation/chart.ts';
import type { Explanation } from '../explanation/explanation.ts';
import { toPage } from './toPage.ts';

before(() => setLocale('en-GB', false));
after(() => setLocale('en', false));

const context = pageContext({ kind: 'account', accountId: 'a' });

const hour = 3_600_000;
const begin = Date.parse('2026-11-20T09:00:00Z');
const columns: Chart = {
  form: 'columns',
  title: 'Failures over time',
  of: 'Time',
  series: [{ name: 'failed', look: 'failed' }],
  rows: [0, 1, 2].map((index) => ({
    label: '',
    at: begin + index * hour,
    values: [toExact(index)],
    leadsTo: { resource: { kind: 'job', accountId: 'a', jobId: `j${index}` }, document: 'explanation' },
    leadsToName: `j${index}`,
  })),
  stepMs: hour,
  notes: [],
};

function draw(chart: Chart): { readonly chart: PageChart; readonly links: LinkedPage['links'] } {
  const explanation: Explanation = {
    category: 'other',
    title: 't',
    cause: 'c',
    sections: [{ id: 'extent', title: 'When', items: [], charts: [chart] }],
    evidence: [],
    fixes: [],
    remedies: [],
    confidence: 'certain',
    fingerprint: 'f',
  };
  const { page, links } = toPage(explanation, context);
  const [drawn] = page.parts.flatMap(({ charts }) => charts);
  assert.ok(drawn !== undefined);
  return { chart: drawn, links };
}

test('bars over time have clock times as labels, unambiguous times in lists, and links to the first failure of each bar', () => {
  const { chart, links } = draw(columns);
  assert.deepEqual(
    chart.bars.map(({ label, cells }) => `${label} ${cells.join()}`),
    [' 0', '20 Nov 2026, 10:00 UTC 1', '11:00 2'],
  );
  assert.equal(chart.bars[2]?.tip, '11:00: failed: 2');
  assert.equal(chart.summary, '20 Nov 2026, 09:00–12:00 UTC. Each bar covers 1 hr.');
  assert.deepEqual([chart.from, chart.to], ['09:00', '11:00']);
  assert.deepEqual(
    chart.bars.map(({ total }) => total),
    ['0', '1', '2'],
  );
  const [, second] = chart.bars;
  assert.equal(second?.button?.title, 'Explain j1');
  assert.deepEqual(links.get(second?.button?.link ?? ''), { kind: 'document', document: columns.rows[1]?.leadsTo });
});

test('the text of a chart also mentions that failures still occur', () => {
  const { chart } = draw({ ...columns, isGoingOn: true, isFailing: true });
  assert.match(chart.summary, /until now\. Still failing\./);
  assert.match(draw({ ...columns, isGoingOn: true }).chart.summary, /until now\. Each bar/);
  assert.equal(chart.to, 'now');
});

test('if a chart covers several days, the days are shown too', () => {
  const rows = columns.rows.map((row, index) => ({ ...row, at: begin + index * 12 * hour }));
  assert.equal(draw({ ...columns, stepMs: 12 * hour, rows }).chart.from, '20 Nov, 09:00');
});

test('an unknown value is not a number, and a minimum is not shown as exact', () => {
  const row = { label: 'train', values: [undefined, { count: 3, isComplete: false }] };
  const series = [...columns.series, { name: 'succeeded', look: 'succeeded' } as const];
  const { stepMs: _, ...chart } = columns;
  const [bar] = draw({ ...chart, form: 'bars', series, rows: [row] }).chart.bars;
  assert.deepEqual(bar?.cells, ['unknown', '≥ 3']);
  assert.deepEqual(bar?.values, [0, 3]);
});

test('names from the service show their invisible characters', () => {
  const { stepMs: _, ...chart } = columns;
  const [bar] = draw({ ...chart, form: 'bars', rows: [{ label: 'a\u202eb', values: [toExact(1)], note: '\u0007' }] })
    .chart.bars;
  assert.equal(bar?.label, 'a\\u{202e}b');
  assert.equal(bar?.note, '\\u{7}');
});

test('each page of a cause has its charts, which a webview reads exactly as sent', () => {
  for (const [name, make] of Object.entries(causeCases)) {
    const { page } = toPage(make().explanation, context);
    const { value, damaged } = readAs(readPage, JSON.parse(JSON.stringify(page)));
    assert.ok(isDeepStrictEqual(value, page) && !damaged, name);
  }
  const { explanation } = causeCases['cause-missing-file']?.() ?? {};
  assert.ok(explanation !== undefined);
  const { parts } = toPage(explanation, context).page;
  assert.deepEqual(
    parts.flatMap(({ charts }) => charts.map(({ title }) => title)),
    ['Failures over time', 'By job', 'By node'],
  );
});
