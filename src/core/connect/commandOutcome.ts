import * as l10n from '@vscode/l10n';
import type { NodeResource } from '../model/resource.ts';
import { type Links, toPlain, toSpans } from '../page/links.ts';
import { makePart } from '../page/makePage.ts';
import type { Page, PageFold, Part, Row } from '../page/page.ts';
import { toVisibleLines } from '../text/escape.ts';
import { plural } from '../text/plural.ts';
import { redactText } from '../text/redact.ts';
import { toDurationWords } from '../words/durations.ts';
import { asCount, formatBytes, formatNumber } from '../words/numbers.ts';

interface CommandOutput {
  readonly stdout: string;
  readonly stderr: string;
  readonly isCut: boolean;
}

/** Outcome of a command on one node. */
export type CommandOutcome =
  | ({ readonly kind: 'ended'; readonly exitCode: number } & CommandOutput)
  /** The command exceeded the time limit, and may still be running. */
  | ({ readonly kind: 'timedOut' } & CommandOutput)
  | { readonly kind: 'cancelled' }
  /** The command did not run, or whether it ran is unknown. `reason` is a sentence. */
  | { readonly kind: 'failed'; readonly reason: string };

/** Outcome of a command on a node, with the node's name in the explorer. */
export interface NodeOutcome {
  readonly node: NodeResource;
  readonly name: string;
  readonly outcome: CommandOutcome;
  readonly note?: string;
}

/** Limits of a command on each node. */
export interface CommandLimits {
  readonly timeMs: number;
  readonly outputBytes: number;
}

/** Maximum duration of a command on a node, in milliseconds. */
export const commandTimeMs = 60_000;
const maxOutputBytes = 65_536;
const minOutputBytes = 1024;
/** Maximum number of output bytes of all nodes together: a longer document is not readable. */
const maxTotalBytes = 4 * 1024 * 1024;

/** Returns the limits of a command that runs on this many nodes. */
export function toLimits(count: number): CommandLimits {
  const share = Math.floor(maxTotalBytes / count);
  return { timeMs: commandTimeMs, outputBytes: Math.max(minOutputBytes, Math.min(maxOutputBytes, share)) };
}

export interface OutcomeGroup {
  readonly outcome: CommandOutcome;
  readonly nodes: readonly Pick<NodeOutcome, 'name' | 'node'>[];
}

/** Groups nodes by answer, largest groups first. Nodes on which nothing ran come last. Contains no secrets. */
export function groupOutcomes(outcomes: readonly NodeOutcome[]): readonly OutcomeGroup[] {
  const groups = new Map<string, { outcome: CommandOutcome; nodes: Pick<NodeOutcome, 'name' | 'node'>[] }>();
  for (const { name, node, outcome } of outcomes) {
    const shown = withoutSecrets(outcome);
    const key = JSON.stringify(shown);
    const group = groups.get(key) ?? { outcome: shown, nodes: [] };
    group.nodes.push({ name, node });
    groups.set(key, group);
  }
  const rank = ({ outcome }: OutcomeGroup): number =>
    ['ended', 'timedOut', 'failed', 'cancelled'].indexOf(outcome.kind);
  const { compare } = new Intl.Collator(undefined, { numeric: true });
  for (const { nodes } of groups.values()) nodes.sort((one, other) => compare(one.name, other.name));
  return [...groups.values()].toSorted(
    (one, other) => rank(one) - rank(other) || other.nodes.length - one.nodes.length,
  );
}

function withoutSecrets(outcome: CommandOutcome): CommandOutcome {
  if (outcome.kind === 'cancelled') return outcome;
  if (outcome.kind === 'failed') return { ...outcome, reason: redactText(outcome.reason) };
  return { ...outcome, stdout: redactText(outcome.stdout), stderr: redactText(outcome.stderr) };
}

/** Returns the answers of nodes to a command as a page without secrets, with equal answers grouped. */
export function toAnswersPage({ command, outcomes, limits }: NodeAnswers, links: Links): Pick<Page, 'title' | 'parts'> {
  const notes = outcomes.flatMap(({ name, note }): Row[] =>
    note === undefined ? [] : [{ source: { text: toPlain(name) }, text: toSpans(note) }],
  );
  return {
    title: l10n.t('Responses from nodes'),
    parts: [
      makePart({
        id: 'command',
        title: l10n.t('Command'),
        rows: [{ text: [{ text: toPlain(command), isCode: true }] }],
      }),
      ...groupOutcomes(outcomes).map((group, index) => toGroupPart(`answer ${index}`, group, limits, links)),
      ...(notes.length === 0 ? [] : [makePart({ id: 'notes', title: l10n.t('What else happened'), rows: notes })]),
    ],
  };
}

interface NodeAnswers {
  readonly command: string;
  readonly outcomes: readonly NodeOutcome[];
  readonly limits: CommandLimits;
}

function toGroupPart(id: string, { outcome, nodes }: OutcomeGroup, limits: CommandLimits, links: Links): Part {
  const things = nodes.map(({ name, node }) => ({
    text: toPlain(name),
    link: links.add({ kind: 'document', document: { resource: node, document: 'explanation' } }),
  }));
  const place = {
    ...(nodes.length === 1 ? {} : { title: l10n.t('Nodes ({0})', formatNumber(nodes.length)) }),
    runs: things.map((thing) => ({ text: thing.text, things: [thing] })),
  };
  const said = describeOutcome(outcome, limits);
  return makePart({
    id,
    title: describeGroup(outcome, nodes.length),
    groups: [{ id, text: said === undefined ? [] : toSpans(said), actions: [], places: [place] }],
    ...('stdout' in outcome ? { folds: listOutput(outcome, limits.outputBytes) } : {}),
  });
}

function describeGroup(outcome: CommandOutcome, count: number): string {
  const parts = asCount(count);
  switch (outcome.kind) {
    case 'ended': {
      const ended = { ...parts, code: String(outcome.exitCode) };
      return plural(count, {
        one: l10n.t('{count} node: exit code {code}', ended),
        other: l10n.t('{count} nodes with the same result: exit code {code}', ended),
      });
    }
    case 'timedOut':
      return plural(count, {
        one: l10n.t('{count} node: not finished in time', parts),
        other: l10n.t('{count} nodes: not finished in time', parts),
      });
    case 'failed':
      return plural(count, {
        one: l10n.t('{count} node: not run', parts),
        other: l10n.t('{count} nodes: not run, for the same reason', parts),
      });
    case 'cancelled':
      return plural(count, {
        one: l10n.t('{count} node: canceled', parts),
        other: l10n.t('{count} nodes: canceled', parts),
      });
  }
}

function describeOutcome(outcome: CommandOutcome, { timeMs }: CommandLimits): string | undefined {
  switch (outcome.kind) {
    case 'cancelled':
      return l10n.t('If the command had already started, it may still be running.');
    case 'failed':
      return outcome.reason;
    case 'timedOut':
      return l10n.t(
        'The command ran for longer than {0}. It may still be running on the node.',
        toDurationWords(timeMs),
      );
    case 'ended':
      return outcome.stdout === '' && outcome.stderr === '' ? l10n.t('The command printed nothing.') : undefined;
  }
}

function listOutput({ stdout, stderr, isCut }: CommandOutput, outputBytes: number): readonly PageFold[] {
  const note = l10n.t('The command printed more than {0}. The rest is left out.', formatBytes(outputBytes));
  const streams = [
    { title: 'stdout', text: stdout },
    { title: 'stderr', text: stderr },
  ];
  return streams
    .filter(({ text }) => text !== '')
    .map(({ title, text }) => ({
      title,
      lines: toVisibleLines(redactText(text)),
      isOpen: true,
      ...(isCut ? { note } : {}),
    }));
}
