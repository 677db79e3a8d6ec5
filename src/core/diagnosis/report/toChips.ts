import * as l10n from '@vscode/l10n';
import type { Chip } from '../../page/page.ts';
import type { CodePlace } from '../catalogue/entry.ts';
import { isSame } from '../evidence/time.ts';
import type { Explanation } from '../explanation/explanation.ts';
import { saidByExitCode } from '../explanation/serviceWords.ts';
import type { Links } from './links.ts';
import type { PageContext } from './pageContext.ts';
import { listReportFacts, type ReportFact } from './reportFacts.ts';
import { describeKind } from './reportParts.ts';
import { toPlain } from './toSpans.ts';

/** What kind of failure it is, where and when: each leads to what it names, but for what is explained itself. */
export function toChips(
  { category, code, isOfSeveral }: Explanation,
  place: CodePlace | undefined,
  context: PageContext,
  links: Links,
): readonly Chip[] {
  const { cause, task } = context;
  const kind = isOfSeveral === true ? undefined : describeKind(category, place);
  const exitCode = task?.executionInfo?.exitCode;
  const saysMore =
    isOfSeveral !== true && code !== undefined && (exitCode === undefined || !isSame(code, saidByExitCode));
  return [
    ...(kind === undefined
      ? []
      : [toChip(kind, cause === undefined ? undefined : links.add({ kind: 'document', document: cause }))]),
    ...(saysMore ? [toChip(code)] : []),
    ...(exitCode === undefined ? [] : [toChip(l10n.t('exit code {0}', exitCode))]),
    ...listReportFacts(context).map((fact) => toChip(fact.text, toLink(fact, context, links))),
  ];
}

function toChip(text: string, link?: string): Chip {
  return { text: toPlain(text), ...(link === undefined ? {} : { link }) };
}

function toLink({ thing }: ReportFact, { resource }: PageContext, links: Links): string | undefined {
  if (thing === undefined || thing.kind === resource.kind) return undefined;
  const document = { resource: { ...thing, accountId: resource.accountId }, document: 'explanation' } as const;
  return links.add({ kind: 'document', document });
}
