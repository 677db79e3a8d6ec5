import axe from 'axe-core';
import type { Frame, Page } from 'playwright-core';

/** Checked parts of a page: the rows of this product's views, or its open pick or question. */
const places = {
  rows: '.part.sidebar .pane-body .monaco-list-row',
  box: '.quick-input-widget',
};

/** Parts of a row that VS Code adds in every view. */
const notOurs = ['.monaco-tl-twistie', '.part.sidebar .actions'];

/** Violations of VS Code itself in every pick: an extension only supplies texts and icons. */
const theirs = [
  {
    rule: 'aria-allowed-attr',
    of: '.quick-input-list .monaco-list-row',
    why: 'rows have a level, which options have not',
  },
  {
    rule: 'aria-prohibited-attr',
    of: '.monaco-keybinding',
    why: 'each row has a hidden key that has a name and no role',
  },
  {
    rule: 'aria-required-children',
    of: '.quick-input-list .monaco-list',
    why: 'rows to check are no options of the list',
  },
  { rule: 'nested-interactive', of: '.quick-input-list .monaco-list-row', why: 'rows to check hold a check box' },
];

const options = {
  runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa'],
  // Reports only one passing text, which proves that axe-core checked texts, and is much faster.
  resultTypes: ['violations'],
  // VS Code puts no space between the label and the description of a row, so no accessible name contains the visible
  // text.
  rules: { 'label-content-name-mismatch': { enabled: false } },
};

interface Violation {
  readonly id: string;
  readonly nodes: readonly { readonly html: string; readonly failureSummary: string }[];
}

interface Results {
  readonly violations: readonly Violation[];
  /**
   * Number of this product's texts with enough contrast, at most one of which is reported; if there is none, axe-core
   * checked nothing.
   */
  readonly passed: number;
  readonly missing: string;
}

/** Returns axe-core's check of this product's visible parts, to run in the page. */
const toJudge = (place: string): string => `(async () => {
  const include = ${JSON.stringify(place)};
  if (!document.querySelector(include)) return { violations: [], passed: 0, missing: 'nothing of ours is drawn' };
  const exclude = ${JSON.stringify(notOurs)}.filter((selector) => document.querySelector(selector));
  const results = await axe.run(
    { include: [include], exclude },
    ${JSON.stringify(options)},
  );
  const passed = results.passes.find(({ id }) => id === 'color-contrast')?.nodes.length ?? 0;
  const isTheirs = (id, { target }) => {
    const of = ${JSON.stringify(theirs)}.find(({ rule }) => rule === id)?.of;
    return of !== undefined && document.querySelector(target.at(-1)).matches(of);
  };
  const violations = results.violations.map(({ id, nodes }) => ({
    id,
    nodes: nodes
      .filter((node) => !isTheirs(id, node))
      .map(({ html, failureSummary }) => ({ html: html.slice(0, 300), failureSummary })),
  }));
  return { violations, passed, missing: '' };
})()`;

/** Returns axe-core's check of a whole page of this product, to run in its frame. */
const judgePage = (runOnly: object): string => `(async () => {
  const results = await axe.run(document, { runOnly: ${JSON.stringify(runOnly)}, resultTypes: ['violations', 'incomplete'] });
  const passed = results.passes.find(({ id }) => id === 'color-contrast')?.nodes.length ?? 0;
  // A text in the color of its background is undecided, because it may be hidden on purpose; no text on these pages is.
  const unseen = results.incomplete
    .filter(({ id }) => id === 'color-contrast')
    .map(({ id, nodes }) => ({
      id,
      nodes: nodes.filter(({ any }) => any.some(({ data }) => data?.messageKey === 'equalRatio')),
    }));
  const violations = [...results.violations, ...unseen].map(({ id, nodes }) => ({
    id,
    nodes: nodes.map(({ html, failureSummary }) => ({ html: html.slice(0, 300), failureSummary })),
  }));
  return { violations, passed, missing: '' };
})()`;

/** Loads axe-core into the page or frame, unless it is already loaded, because it is half a megabyte in size. */
async function bringAxe(place: Frame | Page): Promise<void> {
  if (!(await place.evaluate<boolean>("typeof axe === 'object'"))) await place.evaluate(axe.source);
}

/** Lists axe-core's violations at level AA in a page, given its frame. */
export async function findPageViolations(frame: Frame): Promise<readonly string[]> {
  await bringAxe(frame);
  return tell(await frame.evaluate<Results>(judgePage(options.runOnly)));
}

/**
 * Lists texts with too little contrast in a page that was already checked in another theme, since nothing else can
 * differ.
 */
export async function findFaintTexts(frame: Frame): Promise<readonly string[]> {
  await bringAxe(frame);
  return tell(await frame.evaluate<Results>(judgePage({ type: 'rule', values: ['color-contrast'] })));
}

/**
 * Lists axe-core's violations at level AA in the drawn rows of this product, or in the open box, one per line; throws
 * if nothing is drawn.
 */
export async function findViolations(page: Page, place: keyof typeof places = 'rows'): Promise<readonly string[]> {
  await bringAxe(page);
  return tell(await page.evaluate<Results>(toJudge(places[place])));
}

function tell({ violations, passed, missing }: Results): readonly string[] {
  if (passed === 0) throw new Error(missing || 'axe could judge the contrast of no text');
  return violations.flatMap(({ id, nodes }) => nodes.map((node) => `${id}: ${node.failureSummary}\n  ${node.html}`));
}
