import * as l10n from '@vscode/l10n';
import { failsUnlessFixed } from '../../changes/foreseeChange.ts';
import { isUnchanged } from '../../changes/remediesOfSteps.ts';
import { isOfExitCode } from '../../model/exitConditions.ts';
import { isFailed } from '../../model/task.ts';
import { type LinkedPage, Links, toPlain, toSpans } from '../../page/links.ts';
import { makePage } from '../../page/makePage.ts';
import type { Button, Chip, Page, Step } from '../../page/page.ts';
import type { CodePlace } from '../catalogue/entry.ts';
import type { Confidence, Explanation, Fix, Section } from '../explanation/explanation.ts';
import { listSome } from '../explanation/sentences.ts';
import type { PageContext } from './pageContext.ts';
import { describeKind, findPlace, listHelpPages } from './reportClass.ts';
import { listReportFacts, type OfferedAction, type ReportFact } from './reportFacts.ts';
import { toPageTimeline } from './toPageTimeline.ts';
import { listUntold, toPageWait } from './toPageWait.ts';
import { toPart } from './toPart.ts';

/** Renders an explanation as a page: the failure, its reason, the steps, the evidence, and the timeline. */
export function toPage(explanation: Explanation, context: PageContext, links = new Links()): LinkedPage {
  const place = findPlace(explanation, context);
  const { title, cause, confidence, fixes, refusals = [], isOfSeveral } = explanation;
  const { sections = [], related = [] } = explanation;
  const { evidence, fixes: untold } = listUntold(explanation);
  const parts = [
    ...sections,
    ...(evidence.length === 0 ? [] : [{ id: 'evidence', title: l10n.t('Evidence'), items: evidence }]),
    ...related,
  ];
  const timeline = toPageTimeline(context.timeline, context);
  const { steps, actions } = toWhatToDo(explanation, context, links);
  const looks = context.looks.map((look, index) => links.toButton(look, { kind: 'look', index, title: look }));
  const age = looks[context.age ?? -1];
  const wait = explanation.wait && toPageWait(explanation.wait, (own) => toSteps(own, steps), context, links);
  const page = makePage({
    tone: judgeTone(explanation, place, context),
    title: toPlain(title),
    chips: toChips(explanation, place, context, links),
    why: wait?.isCause === true ? [] : toSpans(cause),
    ...(wait === undefined ? {} : { wait }),
    ...(context.notice === undefined ? {} : { notice: toPlain(context.notice) }),
    ...(isOfSeveral === true ? {} : { confidence: describeConfidence(confidence) }),
    isGuess: isOfSeveral !== true && confidence === 'guess',
    steps: toSteps(untold, steps),
    actions,
    refusals: [...new Set([...listReasons(context), ...refusals.map(toPlain)])],
    parts: parts.map((part) => ({ ...toPart(part, context, links), ...toGist(part, fixes.length > 0) })),
    ...(timeline === undefined ? {} : { timeline }),
    help: listHelpPages(explanation, place),
    ...(age === undefined ? {} : { age }),
    looks: looks.filter((look) => look !== age),
  });
  return { page, links: links.targets };
}

/** Sections on the surroundings of a failure, which a page collapses; those on days show since when tasks fail. */
const ofSurroundings: readonly string[] = 'levels requests changes recorded quotas ends idle cost'.split(' ');
/** Sections that repeat what is wrong: a page with steps collapses them. */
const ofState: readonly string[] = ['pools', 'jobs'];

/** Returns the first sentence of a section that is collapsed, or else the first names in its chart. */
function toGist({ id, items, charts = [] }: Pick<Section, 'items' | 'charts'> & { id: string }, hasSteps: boolean) {
  const isState = hasSteps && ofState.includes(id);
  const isLong = charts.length > 0 || items.length > 1;
  if (!isState && !(isLong && ofSurroundings.includes(id))) return {};
  const names = charts.flatMap(({ rows }) => rows.map(({ label }) => label));
  return { gist: toPlain(items[0]?.text ?? listSome(names, 3)) };
}

/** Returns the tone, which sets failures apart from waits at a glance; anything without a failure category is fine. */
function judgeTone(
  { category, stopsWork, wait }: Explanation,
  place: CodePlace | undefined,
  { task }: PageContext,
): Page['tone'] {
  if (task !== undefined) {
    if (isFailed(task)) return 'failure';
    return task.state === 'completed' ? 'note' : 'waiting';
  }
  if (stopsWork === true) return 'failure';
  if (wait?.isCause === true) return 'waiting';
  return describeKind(category, place) === undefined ? 'note' : 'failure';
}

/**
 * Returns the steps with their buttons, by the texts of the steps, and the buttons without a step. The first action of
 * a step is its main one; where another run fails again unless something is corrected, a retry never is.
 */
function toWhatToDo(
  said: Explanation,
  context: PageContext,
  links: Links,
): { readonly steps: ReadonlyMap<string, Step>; readonly actions: Page['actions'] } {
  const { actions } = context;
  const { fixes } = said;
  const isLast = (index: number) => isUnchanged(actions[index]?.remedy) && failsUnlessFixed(said);
  const listActions = (fix: Fix) =>
    findActions(fix, actions).toSorted((one, other) => Number(isLast(one)) - Number(isLast(other)));
  const ofSteps = new Set(fixes.flatMap(listActions));
  // Only the first action of a step is a main action.
  const leading = new Set(fixes.flatMap((fix) => listActions(fix).slice(0, 1)));
  const others = [...actions.keys()].filter((index) => !ofSteps.has(index));
  const candidates = leading.size === 0 ? others : [...actions.keys()].filter((index) => leading.has(index));
  const first = candidates.find((index) => !isLast(index));
  let isTaken = false;
  const toAction = (index: number): Button => {
    const { title = '', refusal } = actions[index] ?? {};
    const button = links.toButton(title, { kind: 'action', index, title });
    if (refusal !== undefined) return { ...button, refusal };
    if (index !== first || isTaken) return button;
    isTaken = true;
    return { ...button, isPrimary: true };
  };
  const steps = fixes.map((fix): readonly [string, Step] => {
    const { text, place, refusal } = fix;
    const step = {
      ...(place === undefined ? {} : { about: toAbout(place, links) }),
      text: toSpans(place?.step ?? text),
      leads: toLeads(fix, context, links),
      actions: listActions(fix).map(toAction),
      ...(refusal === undefined ? {} : { refusal: toPlain(refusal) }),
    };
    return [text, step];
  });
  return { steps: new Map(steps), actions: others.map(toAction) };
}

/** Converts instructions to the steps of a page. Adjacent alternatives become one step, named by the first. */
function toSteps(fixes: readonly Fix[], drawn: ReadonlyMap<string, Step>): readonly Step[] {
  const groups: Step[][] = [];
  fixes.forEach(({ text, isChoice }, index) => {
    const step = drawn.get(text);
    if (step === undefined) return;
    const last = groups.at(-1);
    if (isChoice === true && fixes[index - 1]?.isChoice === true && last !== undefined) last.push(step);
    else groups.push([step]);
  });
  return groups.flatMap(([first, ...others]): readonly Step[] => {
    if (first === undefined) return [];
    if (others.length === 0) return [first];
    return [{ text: toSpans(l10n.t('Do one of these:')), leads: [], actions: [], choices: [first, ...others] }];
  });
}

/** Returns the indices of the actions that carry out a step, in the order in which the step names them. */
function findActions({ remedies = [], retries }: Fix, actions: readonly OfferedAction[]): readonly number[] {
  const fits = ({ remedy, taskIds }: OfferedAction): boolean =>
    remedy !== 'job.retryFailed' || String(taskIds) === String(retries);
  return remedies.flatMap((named) =>
    actions.flatMap((action, index) => (action.remedy === named && fits(action) ? [index] : [])),
  );
}

/** Lists the reasons why actions are refused regardless of the explained item. */
function listReasons({ actions }: PageContext): readonly string[] {
  return actions.flatMap(({ refusal }) => refusal ?? []);
}

function toAbout({ title, leadsTo }: NonNullable<Fix['place']>, links: Links): Button {
  return links.toButton(toPlain(title), { kind: 'document', document: leadsTo });
}

/** Returns the buttons for the property or the logs that a step mentions. */
function toLeads({ property = [], isReading }: Fix, { logs, resource }: PageContext, links: Links): readonly Button[] {
  const path = resource === undefined ? '' : describePath(property);
  const title = l10n.t('Open {property} in the Definition', { property: toPlain(path) });
  return [
    ...(path === '' ? [] : [{ ...links.toButton(title, { kind: 'property', path: property }), name: toPlain(path) }]),
    ...(isReading === true ? logs : []).map((file) =>
      links.toButton(l10n.t('Open {0}', toPlain(file.path.split('/').slice(-2).join('/'))), { kind: 'file', file }),
    ),
  ];
}

/** Describes a path in the usual notation, such as `resourceFiles[0].httpUrl`; empty for the root. */
export function describePath(property: readonly (string | number)[]): string {
  return property
    .map((step) => (typeof step === 'number' ? `[${step}]` : `.${step}`))
    .join('')
    .replace(/^\./, '');
}

/** Describes the confidence of an explanation as a sentence. */
export function describeConfidence(confidence: Confidence): string {
  switch (confidence) {
    case 'certain':
      return l10n.t('Confidence: certain.');
    case 'likely':
      return l10n.t('Confidence: likely.');
    case 'guess':
      return l10n.t("Confidence: a guess, because the evidence isn't conclusive.");
  }
}

/**
 * Returns the kind, place, and time of a failure, each linked to its resource unless that is the explained item itself.
 */
function toChips(
  { category, code, isOfSeveral }: Explanation,
  place: CodePlace | undefined,
  context: PageContext,
  links: Links,
): readonly Chip[] {
  const { cause, task } = context;
  const kind = isOfSeveral === true ? undefined : describeKind(category, place);
  const exitCode = task?.executionInfo?.exitCode;
  const saysMore = isOfSeveral !== true && code !== undefined && (exitCode === undefined || !isOfExitCode(code));
  return [
    ...[
      ...(kind === undefined
        ? []
        : [toChip(kind, cause === undefined ? undefined : links.add({ kind: 'document', document: cause }))]),
      ...(saysMore ? [toChip(code)] : []),
      ...(exitCode === undefined ? [] : [toChip(l10n.t('exit code {0}', exitCode))]),
    ].map((chip) => ({ ...chip, isKind: true })),
    ...listReportFacts(context).map((fact) => toChip(fact.text, toLink(fact, context, links))),
  ];
}

function toChip(text: string, link?: string): Chip {
  return { text: toPlain(text), ...(link === undefined ? {} : { link }) };
}

function toLink({ thing }: ReportFact, { resource }: PageContext, links: Links): string | undefined {
  if (thing === undefined || resource === undefined || thing.kind === resource.kind) return undefined;
  const document = { resource: { ...thing, accountId: resource.accountId }, document: 'explanation' } as const;
  return links.add({ kind: 'document', document });
}
