import * as vscode from 'vscode';
import { takeNewerNotice } from '../app/accounts/savedAccounts.ts';
import { toCommandId, withoutEllipsis } from '../app/commandId.ts';
import { toExtensionAction } from '../app/messages/helpfulAction.ts';
import { sampleAccountId } from '../core/model/account.ts';
import { configureText } from '../core/text/configureText.ts';
import { describeError } from '../core/text/describeError.ts';
import { followSessions } from './accounts/followSessions.ts';
import { followSignIn } from './accounts/followSignIn.ts';
import { registerAgents } from './agents.ts';
import { LateDocuments } from './bundles/lateDocuments.ts';
import { loadCommands } from './bundles/loadCommands.ts';
import type { ActivatedServices } from './commands/command.ts';
import { sweepRunFolders, toRunsFolder } from './connect/runFolders.ts';
import { sshConfigKey } from './connect/sshConfigKey.ts';
import { followLeftFiles, stopBulks } from './leftFiles.ts';
import { registerLinks } from './links.ts';
import { Log } from './log.ts';
import { registerPages } from './pages/pages.ts';
import { makeParts, type Parts } from './parts.ts';
import { reportError, runCommand } from './runCommand.ts';
import { sampleScenario } from './sample/sampleAccount.ts';
import { isSampleWorkspace, landInSampleWorkspace, offerSampleWorkspace } from './sample/sampleWorkspace.ts';
import { followRules } from './settings/followRules.ts';
import { settings } from './settings/settings.ts';
import { setContext } from './ui/context.ts';
import { notifyWarning } from './ui/messages.ts';
import { closeLostTexts } from './ui/shownList.ts';
import { Trees } from './views/trees.ts';

/**
 * Creates and connects all parts of the extension. Loads nothing heavy: the official client, sign-in, explanations, and
 * the embedded service are loaded on first use, through `load.ts`.
 */
export function activate(context: vscode.ExtensionContext): void {
  const keep = <T extends vscode.Disposable>(disposable: T): T => {
    context.subscriptions.push(disposable);
    return disposable;
  };
  configureText(vscode.env.language, vscode.l10n.bundle);
  if (context.extensionMode === vscode.ExtensionMode.Test) settings.haste = 20;
  const log = keep(new Log());
  const parts = makeParts(context, log);
  const { accounts, sample } = parts;
  const toActionName = (id: string): string =>
    withoutEllipsis(listCommands(context.extension).find(({ command }) => command === id)?.title ?? id);

  const documents = keep(
    new LateDocuments({
      ...parts,
      context,
      toActionName,
      haste: settings.haste,
      drawReport: (target) => loadCommands().drawReport(services, target),
    }),
  );
  const pageFocused = keep(new vscode.EventEmitter<void>());
  keep(
    registerPages(
      context.extensionUri,
      () => documents.features.pages,
      log,
      () => pageFocused.fire(),
    ),
  );
  const { workspaceState } = context;
  const trees = keep(new Trees({ ...parts, workspaceState, toActionName }, pageFocused.event));

  const rules = keep(followRules({ ...parts, log }));
  const services: ActivatedServices = {
    ...parts,
    rules,
    context,
    get drafts() {
      return documents.features.drafts;
    },
    trees,
    toActionName,
    findSource: (nodePath) => documents.features.findSource(nodePath),
    haste: settings.haste,
    reread: (target) => documents.features.reread(target),
    rereadCauses: (accountId) => documents.features.rereadCauses(accountId),
    showEarlier: (resource) => documents.features.showEarlier(resource),
    findShown: (uri) => documents.features.files.findShown(uri),
    toggleRaw: (resource) => documents.features.toggleRaw(resource),
    inFront: () => trees.listInFront(),
    async openSample() {
      if (!sample.isSample) await services.startSimulator(sampleScenario);
      const account = await accounts.openSample();
      offerSampleWorkspace(context);
      return account;
    },
    async startSimulator(world) {
      if (accounts.all.some(({ id }) => id === sampleAccountId)) await accounts.remove(sampleAccountId);
      sample.play(world);
      return accounts.openSample();
    },
  };
  for (const { command: id, title } of listCommands(context.extension)) {
    keep(
      vscode.commands.registerCommand(id, (...args) =>
        runCommand(id, log, async () => loadCommands().getCommand(id)(services, args), title),
      ),
    );
  }
  keep(registerAgents(services));
  keep(registerLinks(services));

  keep(followSessions(accounts));
  keep(followSignIn(accounts, trees.onDidShow));
  keep(followLeftFiles(trees.onDidShow, services));
  keep(vscode.workspace.onDidGrantWorkspaceTrust(() => accounts.retryClosed()));
  const showAccounts = (): void => setContext('azureBatch.hasAccounts', accounts.all.length > 0);
  keep(accounts.onDidChangeAccounts(showAccounts));
  showAccounts();
  setContext('azureBatch.ready', true);
  void notifyNewerState(context);
  if (isSampleWorkspace(context.extensionUri)) {
    keep(trees.onDidShow(() => runCommand(toCommandId('account.openSample'), log, () => accounts.openSample())));
    landInSampleWorkspace(context);
  }

  void closeLostTexts();
  keep(trees.onDidShow(() => removeExpiredEntries(parts)));
  sweepRunFolders(toRunsFolder(context.globalStorageUri.fsPath), parts.clock.now()).catch((error: unknown) =>
    log.warn(describeError(error)),
  );
}

/** Stops running bulk actions. VS Code waits a few seconds for this before the window closes. */
export function deactivate(): Promise<void> {
  return stopBulks();
}

/** Notifies the user that a newer version of the extension has saved state that this version doesn't understand. */
async function notifyNewerState({ globalState, extension }: vscode.ExtensionContext): Promise<void> {
  const notice = await takeNewerNotice(globalState);
  if (notice === undefined) return;
  notifyWarning(notice, toExtensionAction(extension.id));
}

/** Removes expired users from the SSH configuration. */
function removeExpiredEntries({ clock, log, state }: Pick<Parts, 'clock' | 'log' | 'state'>): void {
  if (state.get(sshConfigKey) !== true) return;
  loadCommands()
    .removeExpiredEntries(state, clock.now())
    .catch((error: unknown) => reportError(error, 'SSH configuration', log));
}

/** Lists the commands of the manifest; their code is loaded when the first one runs. */
function listCommands(extension: vscode.Extension<unknown>): readonly { command: string; title: string }[] {
  const manifest: { readonly contributes: { readonly commands: readonly ManifestCommand[] } } = extension.packageJSON;
  return manifest.contributes.commands.map(({ command, title }) => ({
    command,
    title: typeof title === 'string' ? title : title.value,
  }));
}

interface ManifestCommand {
  readonly command: string;
  /** The title, with the original text if VS Code has translated it. */
  readonly title: string | { readonly value: string };
}
