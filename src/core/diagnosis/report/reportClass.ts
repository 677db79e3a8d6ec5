import * as l10n from '@vscode/l10n';
import { isPortalPage, isQuotasOfSubscription } from '../../places/portalPage.ts';
import { redactText } from '../../text/redact.ts';
import type { CodePlace } from '../catalogue/entry.ts';
import { codeTables, findCode } from '../catalogue/find.ts';
import { describeCategory, type FailureCategory } from '../explanation/category.ts';
import type { Explanation } from '../explanation/explanation.ts';
import { heldRules } from '../logs/own/heldRules.ts';
import type { ReportContext } from './reportFacts.ts';

const placeNames: Readonly<Record<CodePlace, () => string>> = {
  taskScheduling: () => l10n.t('Pre-processing error'),
  jobPreparation: () => l10n.t('Job preparation error'),
  taskFailure: () => l10n.t('Application error'),
  fileUpload: () => l10n.t('File upload error'),
  jobScheduling: () => l10n.t('Job scheduling error'),
  node: () => l10n.t('Node error'),
  poolAllocation: () => l10n.t('Resize error'),
  poolAutoscale: () => l10n.t('Autoscale error'),
  rest: () => l10n.t('Service error'),
  local: () => l10n.t('Connection error'),
};

/** Places in the order in which a code is looked up if nothing else shows where it comes from. */
const places = Object.keys(codeTables) as readonly CodePlace[];

/**
 * Finds the place of a code, because a code has different meanings in different places. An ambiguous code gets the
 * place of the explained item.
 */
export function findPlace(
  { code, wait }: Pick<Explanation, 'code' | 'wait'>,
  context: ReportContext,
): CodePlace | undefined {
  const first = wait?.isCause === true ? placesOfOthers : preferPlaces(context);
  return [...first, ...places].find((place) => findCode(place, code) !== undefined);
}

/** Places of codes that belong to a waiting task's job, pool, or node, because the task itself has no error. */
const placesOfOthers: readonly CodePlace[] = [
  'node',
  'poolAllocation',
  'poolAutoscale',
  'jobScheduling',
  'jobPreparation',
];

/** Returns the places where a code is looked up first, by the kind of the explained item. */
function preferPlaces({ task, node, pool, job, example }: ReportContext): readonly CodePlace[] {
  if (task !== undefined || example?.kind === 'task')
    return ['taskScheduling', 'taskFailure', 'fileUpload', 'jobPreparation'];
  if (node !== undefined || example?.kind === 'node') return ['node', 'taskScheduling', 'taskFailure'];
  if (pool !== undefined || example?.kind === 'pool') return ['poolAllocation', 'poolAutoscale'];
  return job === undefined ? [] : ['jobScheduling', 'taskScheduling', 'taskFailure'];
}

/** Categories in which the program is not to blame, despite the code's place: ended from outside, or never run. */
const outside: ReadonlySet<FailureCategory> = new Set(['timeout', 'interrupted', 'image-pull']);

/** Describes a failure's kind by the place of its code, or else by its category; undefined if it is no failure. */
export function describeKind(category: FailureCategory, place: CodePlace | undefined): string | undefined {
  const isOutside = place === 'taskFailure' && outside.has(category);
  if (place !== undefined && !isOutside) return placeNames[place]();
  // A state isn't a kind of failure.
  if (category === 'other' || category === 'conflict') return undefined;
  const name = describeCategory(category);
  return name.charAt(0).toUpperCase() + name.slice(1);
}

const learn = 'https://learn.microsoft.com/azure/batch/';

const helpPages: Readonly<Record<CodePlace, string>> = {
  taskScheduling: `${learn}batch-job-task-error-checking`,
  jobPreparation: `${learn}batch-job-prep-release`,
  taskFailure: `${learn}batch-job-task-error-checking`,
  fileUpload: `${learn}batch-task-output-files`,
  jobScheduling: `${learn}batch-job-task-error-checking`,
  node: `${learn}batch-pool-node-error-checking`,
  poolAllocation: `${learn}batch-pool-node-error-checking`,
  poolAutoscale: `${learn}batch-automatic-scaling`,
  rest: 'https://learn.microsoft.com/rest/api/batchservice/batch-status-and-error-codes',
  local: `${learn}troubleshoot`,
};

/** Finds the most specific page of the documentation for codes of a place. */
function findHelpPage(place: CodePlace | undefined): string {
  return place === undefined ? `${learn}error-handling` : helpPages[place];
}

/** Titles of documentation pages by the last part of their address. */
const pageNames: Readonly<Record<string, () => string>> = {
  'error-handling': () => l10n.t('Error handling in Azure Batch'),
  'batch-job-task-error-checking': () => l10n.t('Job and task errors'),
  'batch-job-prep-release': () => l10n.t('Job preparation and release tasks'),
  'batch-task-output-files': () => l10n.t('Task output files'),
  'batch-pool-node-error-checking': () => l10n.t('Pool and node errors'),
  'batch-automatic-scaling': () => l10n.t('Autoscale formulas'),
  'batch-status-and-error-codes': () => l10n.t('Batch status and error codes'),
  'batch-quota-limit': () => l10n.t('Batch quotas and limits'),
  troubleshoot: () => l10n.t('Troubleshooting Azure Batch'),
};

/** Names a help page by its title, or the site if the page is unknown. */
function nameHelpPage(page: string): string {
  if (isPortalPage(page))
    return isQuotasOfSubscription(page)
      ? l10n.t('Subscription quotas in the Azure portal')
      : l10n.t('Account quotas in the Azure portal');
  return pageNames[page.split('/').at(-1) ?? '']?.() ?? l10n.t('Azure Batch documentation');
}

/**
 * Lists documentation pages about failures in this place and about the steps; without a failure, only pages about the
 * steps. A page that isn't one of Microsoft's must be named by a rule of the user, not by anything that was read.
 */
export function listHelpPages(
  { fixes, category }: Pick<Explanation, 'fixes' | 'category'>,
  place: CodePlace | undefined,
): readonly { readonly title: string; readonly address: string }[] {
  const isFailure = place !== undefined || (category !== 'other' && category !== 'conflict');
  const pages = new Set([
    ...(isFailure ? [findHelpPage(place)] : []),
    ...fixes.flatMap(({ help }) => (help === undefined ? [] : [help])),
  ]);
  return [...pages].flatMap((address) => {
    if (isTrustedPage(address)) return [{ title: nameHelpPage(address), address }];
    return heldRules().rules.some(({ link }) => link === address) ? toOwnPage(address) : [];
  });
}

/** Names a page of the user's own rule by its address. Shows no address with a secret. */
function toOwnPage(link: string): readonly { readonly title: string; readonly address: string }[] {
  // Parentheses would end the link in Markdown.
  const address = link.replaceAll('(', '%28').replaceAll(')', '%29');
  if (!address.startsWith('https://') || redactText(address) !== address) return [];
  const [page = ''] = address.slice('https://'.length).split(/\/?(?:[?#]|$)/, 1);
  return [{ title: l10n.t("Your team's rule: {0}", page), address }];
}

/** Checks for a page of Microsoft's documentation or the portal, the only link targets that we name ourselves. */
function isTrustedPage(page: string): boolean {
  return isPortalPage(page) || /^https:\/\/learn\.microsoft\.com\/[\w/.-]*$/.test(page);
}
