import type { Chart } from '../../core/diagnosis/explanation/chart.ts';
import type {
  Difference,
  Evidence,
  Explanation,
  Fix,
  Reason,
  Section,
} from '../../core/diagnosis/explanation/explanation.ts';
import { type NodeNames, nameNodes, toNodeLabel } from '../../core/words/nodeNames.ts';

/** Matches sources of log lines. Log lines are quoted unchanged. */
const logSource = /\.txt(?::|,|$)/;

/** Replaces node IDs in an explanation with the explorer's names. */
export function withNodeNames(explanation: Explanation, names: NodeNames): Explanation {
  const name = (text: string): string => nameNodes(text, names);
  const nameEvidence = (piece: Evidence): Evidence => {
    const { text, source } = piece;
    if (source === undefined) return { ...piece, text: name(text) };
    return logSource.test(source) ? piece : { ...piece, text: name(text), source: nameNodes(source, names, true) };
  };
  const nameFix = (fix: Fix): Fix => {
    const { text, place } = fix;
    if (place === undefined) return { ...fix, text: name(text) };
    return { ...fix, text: name(text), place: { ...place, title: name(place.title), step: name(place.step) } };
  };
  const nameSection = (section: Section): Section => ({
    ...section,
    items: section.items.map(nameEvidence),
    ...(section.charts && { charts: section.charts.map((chart) => withNames(chart, names)) }),
    ...(section.nearest && { nearest: { ...section.nearest, differences: nameDifferences(section.nearest, names) } }),
  });
  const nameReason = (reason: Reason): Reason => ({
    ...reason,
    title: nameNodes(reason.title, names, true),
    why: name(reason.why),
    evidence: reason.evidence.map(nameEvidence),
    fixes: reason.fixes.map(nameFix),
  });
  const { sections, related, wait } = explanation;
  return {
    ...explanation,
    title: nameNodes(explanation.title, names, true),
    cause: name(explanation.cause),
    ...(wait && { wait: { ...wait, reasons: wait.reasons.map(nameReason) } }),
    ...(sections && { sections: sections.map(nameSection) }),
    evidence: explanation.evidence.map(nameEvidence),
    ...(related && { related: related.map(nameSection) }),
    fixes: explanation.fixes.map(nameFix),
  };
}

/** Replaces node IDs in the differences between two tasks with the explorer's names. */
export function nameDifferences(
  { differences }: { readonly differences: readonly Difference[] },
  names: NodeNames,
): readonly Difference[] {
  const name = (values: readonly string[]) =>
    values.map((value) => (names.has(value) ? toNodeLabel(value, names) : nameNodes(value, names)));
  return differences.map((difference) => ({
    ...difference,
    failed: name(difference.failed),
    succeeded: name(difference.succeeded),
  }));
}

function withNames(chart: Chart, names: NodeNames): Chart {
  const rows = chart.rows.map((row) => ({
    ...row,
    label: nameNodes(row.label, names, true),
    ...(row.note === undefined ? {} : { note: nameNodes(row.note, names) }),
  }));
  return { ...chart, rows };
}
