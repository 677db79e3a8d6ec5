import * as l10n from '@vscode/l10n';
import { countBytes } from '../../core/files/bytes.ts';
import { withLabel } from '../../core/text/label.ts';
import { escapeMarkdown, toCodeBlock, toCodeSpan } from '../../core/text/markdown.ts';
import { plural } from '../../core/text/plural.ts';
import { redactText } from '../../core/text/redact.ts';
import { asCount } from '../../core/words/numbers.ts';
import { formatTime } from '../../core/words/times.ts';

/** An agent's call and its answer. */
export interface GivenCall {
  /** Time of the call, ISO 8601. */
  readonly at: string;
  readonly tool: string;
  /** The displayed name of the account that the call read; undefined if no account was read. */
  readonly account?: string | undefined;
  readonly input: unknown;
  readonly text: string;
}

const mostCalls = 200;
const mostBytes = 1024 * 1024;
const mostInput = 2000;
/** Length up to which an input is saved, long enough that a secret in the displayed part is recognized. */
const mostKept = 4 * mostInput;

/** The last calls of agents in this window, held only in memory. */
export class GivenCalls {
  readonly #calls: GivenCall[] = [];

  /** The saved calls, each with the start of its input. */
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

/** Copies the start of a text, because a substring would keep the whole text in memory. */
function copyStart(text: string): string {
  return text.length <= mostKept ? text : new TextDecoder().decode(new TextEncoder().encode(text.slice(0, mostKept)));
}

/** Renders the answers to agents as Markdown, latest first. */
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
