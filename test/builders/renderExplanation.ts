import type { Chart } from '../../src/core/diagnosis/explanation/chart.ts';
import type { Explanation } from '../../src/core/diagnosis/explanation/explanation.ts';
import type { PageContext } from '../../src/core/diagnosis/report/pageContext.ts';
import { toPage } from '../../src/core/diagnosis/report/toPage.ts';
import { toPageChart } from '../../src/core/diagnosis/report/toPageChart.ts';
import { Links } from '../../src/core/page/links.ts';
import { renderPage, renderChart as renderPageChart } from '../../src/core/page/renderPage.ts';
import { pageContext } from './pageContext.ts';

const anywhere = pageContext({ kind: 'account', accountId: 'a' });

/** Renders the page of an explanation as text. */
export function renderExplanation(explanation: Explanation, context: Partial<PageContext> = {}): string {
  return renderPage(toPage(explanation, { ...anywhere, ...context }).page).text;
}

/** Renders the numbers of a chart as text. */
export function renderChart(chart: Chart): string {
  return renderPageChart(toPageChart(chart, anywhere, new Links()));
}
