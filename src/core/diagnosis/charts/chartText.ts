import * as l10n from '@vscode/l10n';
import { type Count, formatCount } from '../../query/count.ts';

/* What the text and the page of a chart have in common. */

/** A number of a chart, or that it is not known. */
export function describeValue(value: Count | undefined): string {
  return value === undefined
    ? l10n.t({ message: 'not known', comment: ['In the place of a number'] })
    : formatCount(value);
}
