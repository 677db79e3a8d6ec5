import * as vscode from 'vscode';
import { type CommandId, toCommandId } from '../../app/commandId.ts';
import { toContextValue } from '../../app/rows/contextValue.ts';
import { toPrimaryCommand } from '../../app/rows/primaryCommand.ts';
import type { Row, RowFact } from '../../app/rows/row.ts';
import { toSpoken } from '../../app/rows/spoken.ts';
import { toShortVisible } from '../../core/text/escape.ts';
import { joinParts } from '../../core/text/lists.ts';
import { escapeMarkdown } from '../../core/text/markdown.ts';
import { redactText } from '../../core/text/redact.ts';
import { toIcon } from './icons.ts';

/** Maximum length of any name (Batch documentation: "displayName"); VS Code draws longer ones slowly. */
const maxShownLength = 1024;
/** Maximum length of a tooltip's line: more than the longest command line (8191 on Windows). */
const maxFactLength = 10_000;

/**
 * Converts a row for VS Code. Makes foreign text visible and removes its secrets; the tooltip is created when it is
 * needed.
 */
export function toTreeItem(row: Row, id: string, argument: unknown): vscode.TreeItem {
  const item = new vscode.TreeItem(toShown(row.label), collapsibleStates[row.children]);
  item.id = id;
  item.contextValue = toContextValue(row.kind, row.words);
  if (row.description !== undefined) item.description = toShown(row.description);
  const icon = toIcon(row.icon);
  if (icon !== undefined) item.iconPath = icon;
  item.accessibilityInformation = { label: toShown(toSpoken(row)) };
  const command = row.command ?? toPrimaryId(row);
  if (command !== undefined) item.command = { command, title: '', arguments: [argument] };
  return item;
}

function toPrimaryId(row: Row): CommandId | undefined {
  const name = toPrimaryCommand(row);
  return name === undefined ? undefined : toCommandId(name);
}

const collapsibleStates = {
  none: vscode.TreeItemCollapsibleState.None,
  collapsed: vscode.TreeItemCollapsibleState.Collapsed,
  expanded: vscode.TreeItemCollapsibleState.Expanded,
} as const;

/**
 * Returns the text of the row, which a narrow view cuts off, and the known facts, one per line. The result can contain
 * no link and no command.
 */
export function toTooltip(row: Row, more: readonly RowFact[] = []): vscode.MarkdownString {
  const facts = [...(row.facts?.() ?? []), ...more].map(
    ({ name, value }) => `**${escapeMarkdown(toShort(name))}**: ${escapeMarkdown(toShort(value))}`,
  );
  const whole = escapeMarkdown(toShown(joinParts(row.label, row.description) ?? ''));
  return new vscode.MarkdownString([whole, ...facts].join('  \n'));
}

/** Returns foreign text without secrets, and with all characters visible. */
function toShown(text: string): string {
  return toShortVisible(redactText(text), maxShownLength);
}

function toShort(value: string): string {
  const text = redactText(value);
  return text.length <= maxFactLength ? text : `${text.slice(0, maxFactLength)}…`;
}
