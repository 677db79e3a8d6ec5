import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import { findSourceLine, type SourceLine } from '../../core/files/sourceLine.ts';
import { toOwnId } from '../../core/model/resource.ts';
import { toShortVisible } from '../../core/text/escape.ts';
import { listAll } from '../../core/text/lists.ts';
import { plural } from '../../core/text/plural.ts';
import { redactText } from '../../core/text/redact.ts';
import { asCount, formatNumber } from '../../core/words/numbers.ts';
import type { FailurePlace } from './failurePlace.ts';

/** This module is loaded when something failed at a place in source code. */

const maxTitleLength = 200;

/** A line of a file on which items failed with the same problem. */
export interface MarkedLine {
  readonly uri: vscode.Uri;
  /** Current place in the file of the line that ran; counts from 1. */
  readonly line: number;
  readonly message: string;
  readonly places: readonly [FailurePlace, ...FailurePlace[]];
}

interface FoundLine {
  readonly uri: vscode.Uri;
  /** Number of the line that ran, according to the log; counts from 1. */
  readonly ranAt: number;
  readonly now: SourceLine;
  readonly places: [FailurePlace, ...FailurePlace[]];
}

/**
 * Finds the workspace lines on which items failed, with a message for each.
 * @param findFile finds the workspace file of a path on a node
 */
export async function findMarkedLines(
  all: Iterable<FailurePlace>,
  findFile: (nodePath: string) => Promise<vscode.Uri | undefined>,
): Promise<readonly MarkedLine[]> {
  const lines = new Map<string, FoundLine>();
  const texts = new Map<string, Promise<string | undefined>>();
  for (const place of all) {
    const { userFrame: frame, userSource: ran } = place.log;
    const uri = frame && (await findFile(frame.file));
    if (frame === undefined || uri === undefined) continue;
    const key = JSON.stringify([uri.toString(), frame.line, ran, place.log.title, place.resource.kind]);
    const known = lines.get(key);
    if (known !== undefined) {
      known.places.push(place);
      continue;
    }
    const reading = texts.get(uri.toString()) ?? readSource(uri);
    texts.set(uri.toString(), reading);
    const text = await reading;
    const now =
      text === undefined ? ({ line: frame.line, state: 'unknown' } as const) : findSourceLine(text, frame.line, ran);
    lines.set(key, { uri, ranAt: frame.line, now, places: [place] });
  }
  return [...lines.values()].map((found) => {
    const { uri, now, places } = found;
    const what = toMarkMessage(toShortVisible(places[0].log.title, maxTitleLength), places);
    const message = [what, describeChange(found)].filter((part) => part !== '').join('\n');
    return { uri, line: now.line, message, places };
  });
}

/** Maximum size of a source file; larger files are assumed to be data. */
const maxBytes = 2_000_000;

/** Reads a file of the workspace from disk; undefined if it can't be read. */
async function readSource(uri: vscode.Uri): Promise<string | undefined> {
  try {
    const { size } = await vscode.workspace.fs.stat(uri);
    return size > maxBytes ? undefined : new TextDecoder().decode(await vscode.workspace.fs.readFile(uri));
  } catch {
    return undefined;
  }
}

const maxNameLength = 40;
const maxNamed = 3;

/** Describes how the file differs from what ran; empty if it is the same, or if that is unknown. */
function describeChange({ ranAt, now, places: [first] }: FoundLine): string {
  switch (now.state) {
    case 'moved':
      return l10n.t('The file has changed since it ran: this was line {0}.', formatNumber(ranAt));
    case 'changed':
      return l10n.t(
        'The file has changed since it ran: this line was “{0}”.',
        toShortVisible(redactText(first.log.userSource ?? ''), maxTitleLength),
      );
    case 'beyond':
      return l10n.t(
        'The file has changed since it ran: this was line {0}, which no longer exists.',
        formatNumber(ranAt),
      );
    default:
      return '';
  }
}

/** Says what failed at a source line, and in which tasks, nodes, or jobs. */
function toMarkMessage(title: string, places: readonly FailurePlace[]): string {
  const names = places.slice(0, maxNamed).map(({ resource }) => toShortVisible(toOwnId(resource), maxNameLength));
  const others = places.length - names.length;
  const more = others === 0 ? [] : [l10n.t('{count} more', asCount(others))];
  const list = listAll([...names, ...more]);
  const parts = { title, list };
  const counted = { ...parts, ...asCount(places.length) };
  switch (places[0]?.resource.kind) {
    case 'node':
      return plural(places.length, {
        '=1': l10n.t('{title} (the start task failed here on node {list})', parts),
        one: l10n.t('{title} (the start task failed here on {count} node: {list})', counted),
        other: l10n.t('{title} (the start task failed here on {count} nodes: {list})', counted),
      });
    case 'job':
      return l10n.t('{title} (the job preparation task of job {list} failed here)', parts);
    default:
      return toTasksMessage(places, parts, counted);
  }
}

function toTasksMessage(
  places: readonly FailurePlace[],
  parts: { readonly title: string; readonly list: string },
  counted: { readonly title: string; readonly list: string; readonly count: string },
): string {
  const known = places.flatMap(({ node }) => (node === undefined ? [] : [node]));
  const nodes = new Map(known.map(({ id, name }) => [id, name]));
  const [node] = [...nodes.values()].map((name) => toShortVisible(name, maxNameLength));
  if (node === undefined || known.length < places.length)
    return plural(places.length, {
      '=1': l10n.t('{title} (failed here in task {list})', parts),
      one: l10n.t('{title} (failed here in {count} task: {list})', counted),
      other: l10n.t('{title} (failed here in {count} tasks: {list})', counted),
    });
  return nodes.size === 1
    ? plural(places.length, {
        '=1': l10n.t('{title} (failed here in task {list} on node {node})', { ...parts, node }),
        one: l10n.t('{title} (failed here in {count} task on node {node}: {list})', { ...counted, node }),
        other: l10n.t('{title} (failed here in {count} tasks on node {node}: {list})', { ...counted, node }),
      })
    : l10n.t('{title} (failed here in {count} tasks on {nodes} nodes: {list})', {
        ...counted,
        nodes: formatNumber(nodes.size),
      });
}
