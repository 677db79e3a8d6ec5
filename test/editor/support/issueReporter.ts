import * as vscode from 'vscode';

/** Runs the command that reports an issue, with `openReporter` in place of VS Code's own reporter. */
export async function reportIssue(openReporter: (options: Readonly<Record<string, unknown>>) => void): Promise<void> {
  const { executeCommand } = vscode.commands;
  Object.assign(vscode.commands, {
    executeCommand: async (command: string, ...args: readonly unknown[]) => {
      if (command !== 'workbench.action.openIssueReporter') return executeCommand(command, ...args);
      return openReporter(args[0] as Readonly<Record<string, unknown>>);
    },
  });
  try {
    await executeCommand('azureBatch.diagnostics.report');
  } finally {
    Object.assign(vscode.commands, { executeCommand });
  }
}
