import * as l10n from '@vscode/l10n';
import { toDurationWords } from '../query/durations.ts';
import { asCount, formatBytes } from '../query/numbers.ts';
import { escapeMarkdown, toCodeBlock, toCodeSpan } from '../text/markdown.ts';
import { plural } from '../text/plural.ts';
import { redactText } from '../text/redact.ts';

interface CommandOutput {
  readonly stdout: string;
  readonly stderr: string;
  /** Whether the command printed more. */
  readonly isCut: boolean;
}

/** What became of a command on one node. */
export type CommandOutcome =
  | ({ readonly kind: 'ended'; readonly exitCode: number } & CommandOutput)
  /** It ran for longer than it may, and perhaps goes on there. */
  | ({ readonly kind: 'timedOut' } & CommandOutput)
  | { readonly kind: 'cancelled' }
  /** It was not run, or that is not known; with a sentence. */
  | { readonly kind: 'failed'; readonly reason: string };

/** A node by the name that the explorer shows, with what became of the command there. */
export interface NodeOutcome {
  readonly name: string;
  readonly outcome: CommandOutcome;
  /** What else happened there, as a sentence. */
  readonly note?: string;
}

/** What limits a command on each node. */
export interface CommandLimits {
  readonly timeMs: number;
  readonly outputBytes: number;
}

export interface OutcomeGroup {
  readonly outcome: CommandOutcome;
  readonly names: readonly string[];
}

/** Nodes that answered the same together, the most first; those where nothing ran come last. Free of secrets. */
export function groupOutcomes(outcomes: readonly NodeOutcome[]): readonly OutcomeGroup[] {
  const groups = new Map<string, { outcome: CommandOutcome; names: string[] }>();
  for (const { name, outcome } of outcomes) {
    const shown = withoutSecrets(outcome);
    const key = JSON.stringify(shown);
    const group = groups.get(key) ?? { outcome: shown, names: [] };
    group.names.push(name);
    groups.set(key, group);
  }
  const rank = ({ outcome }: OutcomeGroup): number =>
    ['ended', 'timedOut', 'failed', 'cancelled'].indexOf(outcome.kind);
  for (const { names } of groups.values())
    names.sort((one, other) => one.localeCompare(other, undefined, { numeric: true }));
  return [...groups.values()].toSorted(
    (one, other) => rank(one) - rank(other) || other.names.length - one.names.length,
  );
}

function withoutSecrets(outcome: CommandOutcome): CommandOutcome {
  if (outcome.kind === 'cancelled') return outcome;
  if (outcome.kind === 'failed') return { ...outcome, reason: redactText(outcome.reason) };
  return { ...outcome, stdout: redactText(outcome.stdout), stderr: redactText(outcome.stderr) };
}

/** The report of a command that ran on nodes, as Markdown, free of secrets. */
export function renderOutcomes(command: string, outcomes: readonly NodeOutcome[], limits: CommandLimits): string {
  const notes = outcomes.flatMap(({ name, note }) =>
    note === undefined
      ? []
      : [l10n.t('- {node}: {note}', { node: escapeMarkdown(name), note: escapeMarkdown(redactText(note)) })],
  );
  const parts = [
    l10n.t('# A command on nodes'),
    toCodeBlock(redactText(command), 'sh'),
    ...groupOutcomes(outcomes).flatMap((group) => renderGroup(group, limits)),
    ...(notes.length === 0 ? [] : [l10n.t('## What else happened'), notes.join('\n')]),
  ];
  return `${parts.join('\n\n')}\n`;
}

function renderGroup({ outcome, names }: OutcomeGroup, limits: CommandLimits): readonly string[] {
  return [
    `## ${describeGroup(outcome, names.length)}`,
    names.map((name) => `- ${escapeMarkdown(name)}`).join('\n'),
    ...describeOutcome(outcome, limits),
  ];
}

function describeGroup(outcome: CommandOutcome, count: number): string {
  const parts = asCount(count);
  switch (outcome.kind) {
    case 'ended': {
      const ended = { ...parts, code: String(outcome.exitCode) };
      return plural(count, {
        one: l10n.t('{count} node: exit code {code}', ended),
        other: l10n.t('{count} nodes answered the same: exit code {code}', ended),
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

function describeOutcome(outcome: CommandOutcome, { timeMs, outputBytes }: CommandLimits): readonly string[] {
  switch (outcome.kind) {
    case 'cancelled':
      return [l10n.t('If the command had already started, it may still be running.')];
    case 'failed':
      return [escapeMarkdown(outcome.reason)];
    case 'timedOut':
      return [
        l10n.t('The command ran for longer than {0}. It may still run on the node.', toDurationWords(timeMs)),
        ...describeOutput(outcome, outputBytes),
      ];
    case 'ended':
      return describeOutput(outcome, outputBytes);
  }
}

function describeOutput({ stdout, stderr, isCut }: CommandOutput, outputBytes: number): readonly string[] {
  const hasPrinted = stdout !== '' || stderr !== '';
  return [
    ...(hasPrinted ? [] : [l10n.t('The command printed nothing.')]),
    ...(stdout === '' ? [] : [toCodeBlock(stdout)]),
    ...(stderr === '' ? [] : [l10n.t('On {0}:', toCodeSpan('stderr')), toCodeBlock(stderr)]),
    ...(isCut ? [l10n.t('The command printed more than {0}. The rest is left out.', formatBytes(outputBytes))] : []),
  ];
}
