import * as vscode from 'vscode';
import { checkAccount } from '../../../app/accountCheck/checkAccount.ts';
import { renderCheck } from '../../../app/accountCheck/renderCheck.ts';
import { resolveOne } from '../../../app/actions/targets/resolve.ts';
import type { Contribution } from '../../../app/actions/verb/contribution.ts';
import type { Command, CommandServices } from '../command.ts';

export const contribution: Contribution = {
  title: 'Check This Account…',
  effect: 'reads',
  rows: [{ on: 'account', at: 'act@6' }],
};

/** Opens a report that compares the service's responses with what the product expects, without their values. */
export const run: Command = async (services, args) => {
  const { accountId } = await resolveOne(services, 'account', args);
  const { account } = await services.accounts.getStore(accountId);
  const checked = await checkAccount(services, account);
  const content = renderCheck(checked, describeProgram(services));
  const document = await vscode.workspace.openTextDocument({ language: 'markdown', content });
  await vscode.window.showTextDocument(document, { preview: false });
};

function describeProgram({ context }: CommandServices): readonly string[] {
  const { version }: { readonly version: string } = context.extension.packageJSON;
  const proxy = vscode.workspace.getConfiguration('http').inspect<string>('proxy')?.globalValue;
  return [
    `Program: Azure Batch Troubleshooter ${version}`,
    `Editor: VS Code ${vscode.version}, ${vscode.env.appHost === 'desktop' ? 'desktop' : 'server'}, Node.js ${process.version}, ${process.platform} ${process.arch}`,
    `Setting http.proxy: ${proxy === undefined || proxy === '' ? 'not set' : 'set'}`,
  ];
}
