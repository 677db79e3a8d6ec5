import * as l10n from '@vscode/l10n';
import { toShortVisible } from '../text/escape.ts';
import { plural } from '../text/plural.ts';
import { redactText } from '../text/redact.ts';
import { asCount } from '../words/numbers.ts';
import type { Edit } from './definitionEdits.ts';

const mostDescribed = 5;
const maxLength = 80;

/**
 * Describes the changes to a definition, one sentence each, without secrets and without the change of its ID. `toName`
 * names a property.
 */
export function describeEdits(edits: readonly Edit[], toName: (path: Edit['path']) => string): readonly string[] {
  const meant = edits.filter(({ path }) => path.length !== 1 || path[0] !== 'id');
  const more = meant.length - mostDescribed;
  return [
    ...meant.slice(0, mostDescribed).map((edit) => describeEdit(edit, toName(edit.path))),
    ...(more > 0
      ? [
          plural(more, {
            one: l10n.t('{count} more change.', asCount(more)),
            other: l10n.t('{count} more changes.', asCount(more)),
          }),
        ]
      : []),
  ];
}

function describeEdit({ before, after }: Edit, property: string): string {
  if (before === undefined) return l10n.t('{property} is added: {after}', { property, after: toValueText(after) });
  if (after === undefined) return l10n.t('{property} is removed.', { property });
  const [from, to] = (
    typeof before === 'string' && typeof after === 'string' ? cutToWords(before, after) : [before, after]
  ).map(toRedacted) as [string, string];
  if (from === to) return l10n.t('{property} is changed. What is different is hidden.', { property });
  const start = findDifference(from, to);
  const shorten = (text: string): string => toShortVisible((start > 0 ? '…' : '') + text.slice(start), maxLength);
  return l10n.t('{property}: {before} → {after}', { property, before: shorten(from), after: shorten(to) });
}

/** Returns the position from which to show two texts, so that texts with a long common prefix don't look the same. */
function findDifference(from: string, to: string): number {
  let start = 0;
  while (start < from.length && from[start] === to[start]) start += 1;
  // A parameter of an address, or a part of a path, is shown whole.
  const [part = ''] = from
    .slice(0, start)
    .split(/[?&/;,"]/)
    .slice(-1);
  return start < maxLength / 2 ? 0 : Math.max(start - part.length, start - maxLength / 2);
}

/** Cuts texts to the words that differ and the word before them, which may be an option name. */
function cutToWords(before: string, after: string): readonly [string, string] {
  const [old, now] = [before.split(/\s+/), after.split(/\s+/)];
  const length = Math.min(old.length, now.length);
  let start = 0;
  while (start < length && old[start] === now[start]) start += 1;
  let end = 0;
  while (end < length - start && old.at(-1 - end) === now.at(-1 - end)) end += 1;
  const from = Math.max(0, start - 1);
  return [old.slice(from, old.length - end).join(' '), now.slice(from, now.length - end).join(' ')];
}

function toValueText(value: unknown): string {
  return toShortVisible(toRedacted(value), maxLength);
}

function toRedacted(value: unknown): string {
  return redactText(typeof value === 'string' ? value : (JSON.stringify(value) ?? ''));
}
