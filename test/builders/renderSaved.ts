import type { Resource, TaskResource } from '../../src/core/model/resource.ts';
import type { SavedAttempt } from '../../src/core/model/savedAttempt.ts';
import type { SavedObject } from '../../src/core/model/savedObject.ts';
import { type ReportPlace, toAttemptsPage } from '../../src/core/page/attemptsReport.ts';
import { Links } from '../../src/core/page/links.ts';
import { makePage } from '../../src/core/page/makePage.ts';
import { renderPage } from '../../src/core/page/renderPage.ts';
import { type NowOf, toSavedPage } from '../../src/core/page/savedReport.ts';

/** Renders the page of a task's earlier attempts as text. */
export function renderAttempts(
  resource: TaskResource,
  attempts: readonly SavedAttempt[],
  place: ReportPlace = {},
): string {
  return renderPage(makePage(toAttemptsPage(resource, attempts, new Links(), place))).text;
}

/** Renders the page of an item's saved evidence as text. */
export function renderSaved(
  resource: Resource,
  kept: readonly SavedObject[],
  toActionName: (action: string) => string,
  place: ReportPlace & { readonly now?: NowOf } = {},
): string {
  return renderPage(makePage(toSavedPage(resource, kept, { links: new Links(), toActionName, ...place }))).text;
}
