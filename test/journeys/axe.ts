import axe from 'axe-core';
import type { Page } from 'playwright-core';

/** What of a page is ours to mend: rows of our views, and of picks that we fill. */
const ours = ['.part.sidebar .pane-body .monaco-list-row', '.quick-input-list .monaco-list-row'];

/** Parts of a row that VS Code makes as it makes those of every view. */
const notOurs = ['.monaco-tl-twistie', '.actions'];

const options = {
  runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa'],
  resultTypes: ['violations', 'passes'],
  // VS Code writes label and description of a row with no space between them, so that no name holds what is shown.
  rules: { 'label-content-name-mismatch': { enabled: false } },
};

interface Violation {
  readonly id: string;
  readonly nodes: readonly { readonly html: string; readonly failureSummary: string }[];
}

interface Results {
  readonly violations: readonly Violation[];
  /** How many texts of ours have contrast enough: none, and axe could judge nothing. */
  readonly passed: number;
  readonly missing: string;
}

/** Runs in the page, after axe: its judgement of what is drawn of ours. */
const judge = `(async () => {
  const include = ${JSON.stringify(ours)}.filter((selector) => document.querySelector(selector));
  if (include.length === 0) return { violations: [], passed: 0, missing: 'nothing of ours is drawn' };
  const exclude = ${JSON.stringify(notOurs)}.filter((selector) => document.querySelector(selector));
  const results = await axe.run(
    { include, exclude },
    ${JSON.stringify(options)},
  );
  const passed = results.passes.find(({ id }) => id === 'color-contrast')?.nodes.length ?? 0;
  const violations = results.violations.map(({ id, nodes }) => ({
    id,
    nodes: nodes.map(({ html, failureSummary }) => ({ html: html.slice(0, 300), failureSummary })),
  }));
  return { violations, passed, missing: '' };
})()`;

/** What axe-core, at level AA, finds wrong with our rows as they are drawn, a line each; throws when none is drawn. */
export async function findViolations(page: Page): Promise<readonly string[]> {
  await page.evaluate(axe.source);
  const { violations, passed, missing } = await page.evaluate<Results>(judge);
  if (passed === 0) throw new Error(missing || 'axe could judge the contrast of no text');
  return violations.flatMap(({ id, nodes }) => nodes.map((node) => `${id}: ${node.failureSummary}\n  ${node.html}`));
}
