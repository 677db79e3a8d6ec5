import * as vscode from 'vscode';
import { escapeMarkdown } from '../../core/text/markdown.ts';
import { loadDiagnosis } from '../bundles/load.ts';

/** Explains a code on hover: an exit code, or a code of a signal, a system call, Windows, Batch, or Azure Storage. */
export class CodeHover implements vscode.HoverProvider {
  provideHover(document: vscode.TextDocument, { line, character }: vscode.Position): vscode.Hover | undefined {
    const explained = loadDiagnosis().explainCode(document.lineAt(line).text, character);
    if (explained === undefined) return undefined;
    const { from, to, name, meaning, fixes } = explained;
    const rows = [
      `**${escapeMarkdown(name)}**`,
      escapeMarkdown(meaning),
      ...fixes.map((fix) => `- ${escapeMarkdown(fix)}`),
    ];
    return new vscode.Hover(new vscode.MarkdownString(rows.join('\n\n')), new vscode.Range(line, from, line, to));
  }
}
