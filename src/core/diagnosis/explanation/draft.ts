import * as l10n from '@vscode/l10n';
import { hasNothingToDo, listOffers, listRefusals, type OfferFacts, settleStep } from '../../changes/offers.ts';
import { ownRule } from '../../failures/failingKinds.ts';
import { toText, type Word } from '../../model/words.ts';
import { continueAfterColon } from '../../text/afterColon.ts';
import { withoutCodeMarks } from '../../text/codeMarks.ts';
import { hashText } from '../../text/hashText.ts';
import { redactText } from '../../text/redact.ts';
import { redactJson } from '../../text/redactJson.ts';
import { rememberRecent } from '../../text/rememberRecent.ts';
import { maskLiterals } from '../evidence/mask.ts';
import type { FailureCategory } from './category.ts';
import type { Chart } from './chart.ts';
import type { Change, Confidence, Evidence, Explanation, Fix, Reason, RemedyId, Section, Wait } from './explanation.ts';
import { shortenNodeIds } from './sentences.ts';

/** An unfinished explanation. Its texts may still contain secrets from the service's answers. */
export interface Draft {
  readonly category: FailureCategory;
  readonly code?: string | undefined;
  readonly title: string;
  readonly cause: string;
  readonly wait?: Wait | undefined;
  /** Sections without items are left out. */
  readonly sections?: readonly (Section | undefined)[] | undefined;
  readonly evidence?: readonly (Evidence | undefined)[] | undefined;
  readonly fixes?: readonly Fix[] | undefined;
  readonly remedies?: readonly RemedyId[] | undefined;
  readonly change?: Change | undefined;
  readonly confidence: Confidence;
  readonly isOfSeveral?: boolean | undefined;
  readonly reasons?: number | undefined;
  readonly stopsWork?: boolean | undefined;
  /** True if a rule of the user speaks, whose failures have one cause, no matter what categories and codes they have. */
  readonly isByOwnRule?: boolean | undefined;
  /** Distinguishes causes with the same category and code: a masked file name, message, frame, or exit code. */
  readonly identity?: string | undefined;
}

/** Lowers `certain` to `likely`, for a cause that other evidence leaves open. */
export function atMostLikely(confidence: Confidence): Confidence {
  return confidence === 'certain' ? 'likely' : confidence;
}

const maxTextLength = 4000;
const maxEvidence = 40;

/** Returns the first sentence of a text without its period, for use after a colon in a title. */
export function toClause(sentences: string): string {
  return continueAfterColon(withoutCodeMarks(toFirst(sentences)));
}

function toFirst(sentences: string): string {
  return sentences.split(/(?<=[.])\s/, 1)[0]?.replace(/\.$/, '') ?? '';
}

/** Returns a text from the service as a sentence: one line that ends with a period. */
export function toSentence(text: string): string {
  const line = text.split('\n', 1)[0]?.trim() ?? '';
  return /[.!?…:;]["')]?$/.test(line) || line === '' ? line : `${line}.`;
}

/** Returns a line to quote at the end of a sentence, without the line's own period. */
export function quoteInSentence(text: string): string {
  return text.trimEnd().replace(/(?<!\.)\.$/, '');
}

/** Returns a sentence that quotes a detail the service adds to a code. */
export function toReason(detail: string): string {
  return l10n.t('The reason given: “{0}”', toSentence(detail));
}

/** Matches a request's own signature, which the service quotes if it differs from the computed one. */
const quotedSignature = /(MAC signature found in the HTTP request ')[^']{1,400}'/gi;

/** Remembers recent results, because thousands of failures with few causes are explained with the same sentences. */
const clean = rememberRecent(
  (text) => redactText(text.slice(0, maxTextLength).replace(quotedSignature, "$1[hidden]'")),
  { limit: 1000, maxLength: 500 },
);

/** The service may omit even the code and the message. */
function orUnknown(text: string): string {
  return text.trim() === '' ? l10n.t('The service gives no reason.') : text;
}

/** Checks whether evidence contains text. It has none if, for example, the service omitted the command line. */
export function saysSomething(piece: Evidence | undefined): piece is Evidence {
  return typeof piece?.text === 'string' && piece.text.trim() !== '';
}

function cleanEvidence({ text, source, isCause, isConsequence, frame, file, leadsTo, ofTask }: Evidence): Evidence {
  return {
    text: clean(text),
    ...(source === undefined ? {} : { source: clean(source) }),
    ...(isCause === undefined ? {} : { isCause }),
    ...(isConsequence === undefined ? {} : { isConsequence }),
    ...(frame === undefined ? {} : { frame: { file: clean(frame.file), line: frame.line } }),
    ...(file === undefined ? {} : { file: clean(file) }),
    ...(leadsTo === undefined ? {} : { leadsTo }),
    ...(ofTask === undefined ? {} : { ofTask }),
  };
}

function cleanSections(sections: Draft['sections'] = []): Pick<Explanation, 'sections'> {
  const clean = sections.flatMap((section): readonly Section[] => {
    if (section === undefined) return [];
    const items = section.items.filter(saysSomething).map(cleanEvidence);
    const charts = section.charts ?? [];
    if (items.length + charts.length === 0) return [];
    const shown = { ...section, items: items.slice(0, maxEvidence) };
    return [charts.length === 0 ? shown : { ...shown, charts: charts.map(cleanChart) }];
  });
  return clean.length === 0 ? {} : { sections: clean };
}

function cleanChart(chart: Chart): Chart {
  return {
    ...chart,
    series: chart.series.map((series) => ({ ...series, name: clean(series.name) })),
    rows: chart.rows.map((row) => ({
      ...row,
      label: clean(row.label),
      ...(row.note === undefined ? {} : { note: clean(row.note) }),
    })),
  };
}

function cleanWait(wait: Wait, facts: OfferFacts): Wait {
  const cleanReason = (reason: Reason): Reason => ({
    ...reason,
    title: clean(reason.title),
    why: clean(reason.why),
    evidence: distinctBy(reason.evidence.map(cleanEvidence), toEvidenceKey),
    fixes: reason.fixes.map((fix) => toSettled(fix, facts)),
  });
  return { ...wait, lead: clean(wait.lead), reasons: wait.reasons.map(cleanReason) };
}

/** Returns a key that is equal for pieces of evidence with the same source and text. */
export function toEvidenceKey({ source, text }: Evidence): string {
  return `${source ?? ''}\n${text}`;
}

function distinctBy<T>(items: readonly T[], toKey: (item: T) => string): readonly T[] {
  return [...new Map(items.map((item) => [toKey(item), item])).values()];
}

/** Returns the fingerprint of a cause, which starts with the version of the method that separates causes. */
function toFingerprint(category: FailureCategory | typeof ownRule, code: string | undefined, identity: string): string {
  const codePart = maskLiterals(code ?? '').slice(0, 60);
  return `v1:${category}:${codePart}:${hashText(`${category}\n${code ?? ''}\n${redactText(identity)}`)}`;
}

/** Returns a cause without its first sentence if the title already contains that sentence. */
function withoutTitle(cause: string, title: string): string {
  const first = toFirst(cause);
  const rest = cause.slice(first.length + 1).trimStart();
  return first !== '' && rest !== '' && title.toLowerCase().includes(first.toLowerCase()) ? rest : cause;
}

/** Returns a step with its available remedies, or with the reason why none is available now. */
function toSettled(
  { text, ofSeveral, place, help, property, edit, isChoice, isReading, remedies: named = [], retries }: Fix,
  facts: OfferFacts,
): Fix {
  const { remedies, refusal } = settleStep(named, facts);
  return {
    text: clean(text),
    ...(ofSeveral === undefined ? {} : { ofSeveral: clean(ofSeveral) }),
    ...(place === undefined ? {} : { place: { ...place, title: clean(place.title), step: clean(place.step) } }),
    ...(help === undefined ? {} : { help }),
    ...(property === undefined ? {} : { property }),
    ...(edit === undefined ? {} : { edit: { ...edit, value: redactJson(edit.value) } }),
    ...(isChoice === undefined ? {} : { isChoice }),
    ...(isReading === undefined ? {} : { isReading }),
    ...(remedies.length === 0 ? {} : { remedies }),
    ...(retries === undefined ? {} : { retries }),
    // A step's text may itself be the reason, along with the alternative.
    ...(refusal === undefined || refusal === text ? {} : { refusal: clean(refusal) }),
  };
}

/**
 * Finishes an explanation: removes secrets and duplicates, limits lengths, and adds the fingerprint and the remedies
 * that the known facts allow.
 */
export function toExplanation(draft: Draft, facts: OfferFacts): Explanation {
  const evidence = (draft.evidence ?? []).filter(saysSomething).map(cleanEvidence);
  const useful = (draft.fixes ?? []).filter((fix) => !hasNothingToDo(fix, facts));
  const fixes = distinctBy(useful, (fix) => fix.text).map((fix) => toSettled(fix, facts));
  const ofSteps = fixes.flatMap(({ remedies = [] }) => remedies);
  const others = (draft.remedies ?? []).filter((remedy) => !ofSteps.includes(remedy));
  const refusals = listRefusals(others, facts)
    .map(clean)
    .filter((reason) => fixes.every(({ text, refusal }) => text !== reason && refusal !== reason));
  const code = draft.code === undefined || draft.code === '' ? undefined : clean(draft.code);
  return {
    category: draft.category,
    ...(code === undefined ? {} : { code }),
    title: orUnknown(shortenNodeIds(clean(draft.title)).replace(/\.$/, '')),
    cause: orUnknown(clean(withoutTitle(draft.cause, draft.title))),
    ...(draft.wait === undefined ? {} : { wait: cleanWait(draft.wait, facts) }),
    ...cleanSections(draft.sections),
    evidence: distinctBy(evidence, toEvidenceKey).slice(0, maxEvidence),
    fixes,
    remedies: listOffers([...ofSteps, ...others], facts),
    ...(refusals.length === 0 ? {} : { refusals }),
    ...(draft.change === undefined ? {} : { change: draft.change }),
    confidence: draft.confidence,
    ...(draft.isOfSeveral === true ? { isOfSeveral: true as const } : {}),
    ...(draft.reasons === undefined ? {} : { reasons: draft.reasons }),
    ...(draft.stopsWork === true ? { stopsWork: true as const } : {}),
    fingerprint:
      draft.isByOwnRule === true
        ? toFingerprint(ownRule, undefined, draft.identity ?? '')
        : toFingerprint(draft.category, code, draft.identity ?? ''),
  };
}

/** Drafts an explanation without a judgment, for an item with no state or one that only newer versions use. */
export function toUnknownState(title: string, cause: string, state: Word<string> | undefined): Draft {
  return {
    category: 'other',
    title,
    cause,
    evidence: [state === undefined ? undefined : { text: toText(state), source: 'state' }],
    fixes: [{ text: l10n.t('Check again.') }],
    confidence: 'guess',
    identity: 'unknown state',
  };
}
