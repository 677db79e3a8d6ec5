import * as l10n from '@vscode/l10n';
import { asCount } from '../../core/query/numbers.ts';
import { formatTime } from '../../core/query/times.ts';
import { countBytes } from '../../core/text/countBytes.ts';
import { withLabel } from '../../core/text/label.ts';
import { escapeMarkdown, toCodeBlock, toCodeSpan } from '../../core/text/markdown.ts';
import { plural } from '../../core/text/plural.ts';
import { redactText } from '../../core/text/redact.ts';

/** A call of an agent, and what it was given. */
export interface GivenCall {
  /** ISO 8601. */
  readonly at: string;
  readonly tool: string;
  /** What it was about, as views name it; undefined where no account was read. */
  readonly account?: string | undefined;
  readonly input: unknown;
  /** All that was handed out. */
  readonly text: string;
}

const mostCalls = 200;
const mostBytes = 1024 * 1024;
const mostInput = 2000;
/** Kept of an input, so that a secret in what is shown of it is seen as one. */
const mostKept = 4 * mostInput;

/** The last calls of agents in this window. They are in memory alone: nothing of it is left when the window closes. */
export class GivenCalls {
  readonly #calls: GivenCall[] = [];

  /** Those that are kept; of the input, the beginning of its text. */
  get all(): readonly GivenCall[] {
    return this.#calls;
  }

  add(call: GivenCall): void {
    this.#calls.push({ ...call, input: copyStart(JSON.stringify(call.input) ?? '') });
    let bytes = this.#calls.reduce((sum, { text }) => sum + countBytes(text), 0);
    while (this.#calls.length > mostCalls || (bytes > mostBytes && this.#calls.length > 1))
      bytes -= countBytes(this.#calls.shift()?.text ?? '');
  }
}

/** The beginning of a text, which doesn't keep the rest of it in memory as a part of the same text does. */
function copyStart(text: string): string {
  return text.length <= mostKept ? text : new TextDecoder().decode(new TextEncoder().encode(text.slice(0, mostKept)));
}

/** What agents were given, the last first, as Markdown. */
export function renderGiven(calls: readonly GivenCall[]): string {
  const head = [
    `# ${l10n.t('What Agents Were Given')}`,
    plural(calls.length, {
      '=0': l10n.t('No agent has called a tool of this extension since this window was loaded.'),
      one: l10n.t('{count} call since this window was loaded, most recent first.', asCount(calls.length)),
      other: l10n.t('{count} calls since this window was loaded, most recent first.', asCount(calls.length)),
    }),
  ];
  return `${[...head, ...calls.toReversed().map(renderCall)].join('\n\n')}\n`;
}

function renderCall({ at, tool, account, input, text }: GivenCall): string {
  const asked = redactText(String(input)).slice(0, mostInput);
  const facts = [
    ...(account === undefined ? [] : [withLabel(l10n.t('Account'), escapeMarkdown(account))]),
    withLabel(l10n.t('Request'), toCodeSpan(asked)),
  ];
  return [`## ${formatTime(at)} · ${tool}`, ...facts, toCodeBlock(text)].join('\n\n');
}
