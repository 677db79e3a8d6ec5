import * as l10n from '@vscode/l10n';
import { toOwnId } from '../../core/model/resourceChain.ts';
import { asCount } from '../../core/query/numbers.ts';
import { toShortVisible } from '../../core/text/escape.ts';
import { listAll } from '../../core/text/lists.ts';
import { plural } from '../../core/text/plural.ts';
import type { FailedThing } from './failurePlace.ts';

const maxNameLength = 40;
/** Things named in a message; the others are counted. */
const maxNamed = 3;

/** What a mark in the source says: what happened, and in which tasks, or on which nodes, or for which jobs. */
export function toMarkMessage(title: string, failed: readonly FailedThing[]): string {
  const names = failed.slice(0, maxNamed).map((thing) => toShortVisible(toOwnId(thing), maxNameLength));
  const others = failed.length - names.length;
  const more = others === 0 ? [] : [l10n.t('{count} more', asCount(others))];
  const list = listAll([...names, ...more]);
  const parts = { title, list };
  const counted = { ...parts, ...asCount(failed.length) };
  switch (failed[0]?.kind) {
    case 'node':
      return plural(failed.length, {
        '=1': l10n.t('{title} (the start task failed here on node {list})', parts),
        one: l10n.t('{title} (the start task failed here on {count} node: {list})', counted),
        other: l10n.t('{title} (the start task failed here on {count} nodes: {list})', counted),
      });
    case 'job':
      return l10n.t('{title} (the preparation task of job {list} failed here)', parts);
    default:
      return plural(failed.length, {
        '=1': l10n.t('{title} (failed here in task {list})', parts),
        one: l10n.t('{title} (failed here in {count} task: {list})', counted),
        other: l10n.t('{title} (failed here in {count} tasks: {list})', counted),
      });
  }
}
