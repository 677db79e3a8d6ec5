import * as l10n from '@vscode/l10n';
import type { PageTable, Span } from '../../page/page.ts';
import { formatNumber } from '../../query/numbers.ts';
import { toShortVisible } from '../../text/escape.ts';
import { redactText } from '../../text/redact.ts';
import type { Nearest } from '../explanation/explanation.ts';
import { toPlain } from './toSpans.ts';

/** Of a list (input, variables) so many are shown; the whole comparison has more. */
const maxValues = 5;
/** A command line may have 32,000 characters. */
const maxLength = 300;

/** How a failed task differs from one that succeeded, as it is drawn: a row for each thing that is not the same. */
export function toPageTable({ succeededId, differences }: Nearest): PageTable {
  return {
    columns: [
      l10n.t({ message: 'Property', comment: ['Heading of a column with what differs between two tasks'] }),
      l10n.t('This task'),
      toPlain(succeededId),
    ],
    rows: differences.map(({ what, failed, succeeded }) => ({
      name: toPlain(what),
      cells: [toCell(failed), toCell(succeeded)],
    })),
  };
}

function toCell(values: readonly string[]): readonly Span[] {
  const rest = values.length - maxValues;
  return [
    ...values
      .slice(0, maxValues)
      .map((value) => ({ text: toShortVisible(redactText(value), maxLength), isCode: true })),
    ...(rest <= 0 ? [] : [{ text: l10n.t('and {0} more', formatNumber(rest)) }]),
  ];
}
