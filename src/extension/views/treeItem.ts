import * as vscode from 'vscode';
import { toVisible } from '../../core/text/escape.ts';
import { escapeMarkdown } from '../../core/text/markdown.ts';
import { redactText } from '../../core/text/redact.ts';
import { toContextValue } from './contextValue.ts';
import { toIcon } from './icons.ts';
import type { Fact, Row } from './row.ts';

/** A row as VS Code wants it. Everything foreign in it is made visible and loses its secrets here; the tooltip is made when it is needed. */
export function toTreeItem(row: Row, id: string, argument: unknown): vscode.TreeItem {
  const item = new vscode.TreeItem(toShown(row.label), collapsibleStates[row.children]);
  item.id = id;
  item.contextValue = toContextValue(row.kind, row.words);
  if (row.description !== undefined) item.description = toShown(row.description);
  const icon = toIcon(row.icon);
  if (icon !== undefined) item.iconPath = icon;
  item.accessibilityInformation = {
    label: toShown(row.spoken ?? [row.label, row.description].filter(Boolean).join(', ')),
  };
  if (row.command !== undefined) item.command = { command: row.command, title: '', arguments: [argument] };
  return item;
}

const collapsibleStates = {
  none: vscode.TreeItemCollapsibleState.None,
  collapsed: vscode.TreeItemCollapsibleState.Collapsed,
  expanded: vscode.TreeItemCollapsibleState.Expanded,
} as const;

/** What is known of a thing, a line each. No link and no command is possible in it. */
export function toTooltip(facts: readonly Fact[]): vscode.MarkdownString {
  const lines = facts.map(({ name, value }) => `**${escapeMarkdown(name)}**: ${escapeMarkdown(redactText(value))}`);
  return new vscode.MarkdownString(lines.join('  \n'));
}

/** Foreign text without secrets, and with everything in it visible. */
function toShown(text: string): string {
  return toVisible(redactText(text));
}
