import * as vscode from 'vscode';
import type { Agents } from '../../../app/agents/agents.ts';

/** Minimum number of bytes per token of text, with rare exceptions. */
const bytesPerToken = 2;

/** Calls a tool for an agent in VS Code. */
export async function callTool(
  agents: Agents,
  name: string,
  { input, tokenizationOptions }: vscode.LanguageModelToolInvocationOptions<unknown>,
  token: vscode.CancellationToken,
): Promise<vscode.LanguageModelToolResult> {
  const abort = new AbortController();
  const subscription = token.onCancellationRequested(() => abort.abort());
  if (token.isCancellationRequested) abort.abort();
  try {
    const maxBytes = tokenizationOptions && tokenizationOptions.tokenBudget * bytesPerToken;
    const { text } = await agents.call(name, input, { signal: abort.signal, maxBytes });
    return new vscode.LanguageModelToolResult([new vscode.LanguageModelTextPart(text)]);
  } finally {
    subscription.dispose();
  }
}
