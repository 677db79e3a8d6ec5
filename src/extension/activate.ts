import { join } from 'node:path';
import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import { AccountRegistry } from '../app/accounts/accountRegistry.ts';
import { openStore } from '../app/accounts/openStore.ts';
import { takeNewerNotice } from '../app/accounts/stateVersion.ts';
import { LateCauses } from '../app/causes/lateCauses.ts';
import { RepeatedCauses } from '../app/causes/repeatedCauses.ts';
import { toCommandId } from '../app/commandId.ts';
import { findNodeUsers } from '../app/connect/nodeUsers.ts';
import { AutoscaleRuns } from '../app/definitions/autoscaleRuns.ts';
import { AttemptJournal } from '../app/evidence/attemptJournal.ts';
import { FailureReader } from '../app/evidence/failureReader.ts';
import { listKeptAttempts } from '../app/evidence/keptAttempts.ts';
import { Resubmissions } from '../app/evidence/resubmissions.ts';
import { RecentAttempts } from '../app/recentAttempts.ts';
import type { TreeNode } from '../app/rows/explorer/treeNode.ts';
import type { FailureNode } from '../app/rows/failures/failureNodes.ts';
import { MutedCauses } from '../app/rows/failures/mutedCauses.ts';
import { sampleAccountId } from '../core/model/account.ts';
import type { Resource } from '../core/model/resource.ts';
import type { SavedObject } from '../core/model/savedObject.ts';
import { configureText } from '../core/text/configureText.ts';
import { bundles, loadCauses } from '../node/load.ts';
import { NodeFolder } from '../node/nodeFolder.ts';
import { systemClock } from '../service/clock.ts';
import { followSessions } from './accounts/followSessions.ts';
import { followSignIn } from './accounts/followSignIn.ts';
import { findOwnPortal } from './accounts/signInCloud.ts';
import { signIn } from './accounts/tokenSources.ts';
import type { ActivatedServices } from './commands/command.ts';
import { sweepRunFolders, toRunsFolder } from './connect/runFolders.ts';
import { setContext } from './context.ts';
import { registerDefinitions } from './definitions/definitions.ts';
import { Drafts } from './definitions/drafts.ts';
import { registerDocuments } from './documents/documents.ts';
import { InFront } from './inFront.ts';
import { followInterruptedBulks, stopBulks } from './interruptedBulks.ts';
import { registerLinks } from './links.ts';
import { loadDiagnosis } from './load.ts';
import { loadCommands } from './loadCommands.ts';
import { loadViews } from './loadViews.ts';
import { Log, logAttempt } from './log.ts';
import { registerPages } from './pages/pages.ts';
import { registerProblems } from './problems/problems.ts';
import { reportError, runCommand } from './runCommand.ts';
import { SampleAccount } from './sample/sampleAccount.ts';
import { isSampleWorkspace, offerSampleWorkspace } from './sample/sampleWorkspace.ts';
import { onDidChangeSetting, settings } from './settings.ts';
import { closeLostTexts } from './shownList.ts';
import { sshConfigKey } from './sshConfigKey.ts';
import { notifyWarning } from './ui/messages.ts';
import { LazyTree } from './views/lazyTree.ts';
import { WorkspaceFiles } from './workspaceFiles.ts';

const hourMs = 60 * 60 * 1000;

/**
 * Wires everything by hand, top to bottom. Nothing heavy is loaded here: the official client, sign-in, explanations
 * and the embedded service come with their first use, through `load.ts`.
 */
export function activate(context: vscode.ExtensionContext): void {
  const keep = <T extends vscode.Disposable>(disposable: T): T => {
    context.subscriptions.push(disposable);
    return disposable;
  };
  const log = keep(new Log());
  configureText(vscode.env.language, vscode.l10n.bundle);

  const sample = keep(new SampleAccount(log));
  const toFolder = (name: string): NodeFolder => new NodeFolder(join(context.globalStorageUri.fsPath, name));
  const resubmissions = new Resubmissions(toFolder('resubmitted'), Date.now);
  const accounts = keep(
    new AccountRegistry({
      state: context.globalState,
      secrets: context.secrets,
      clock: systemClock,
      log,
      openStore: (request) => openStore(request, bundles, signIn, resubmissions),
      startSample: () => sample.start(),
      sampleId: sampleAccountId,
      isTrusted: () => vscode.workspace.isTrusted,
      isReadOnly: () => settings.isReadOnly,
      onDidChangeReadOnly: (listener) => onDidChangeSetting('readOnly', listener),
      findOwnPortal,
    }),
  );
  void takeNewerNotice(context.globalState).then((notice) => {
    if (notice === undefined) return;
    notifyWarning(notice, {
      title: l10n.t('Show Extension'),
      command: 'extension.open',
      arguments: [context.extension.id],
    });
  });
  const recentAttempts = new RecentAttempts(Date.now);
  keep(
    accounts.onDidAttempt((attempt) => {
      logAttempt(log, attempt);
      recentAttempts.add(attempt);
    }),
  );
  keep(followSessions(accounts));

  const journal = new AttemptJournal(
    toFolder('attempts'),
    (line) => loadDiagnosis().parseSavedAttempt(line),
    Date.now,
    () => settings.evidenceLimits,
  );
  const kept = new AttemptJournal<Resource, SavedObject>(
    toFolder('kept'),
    (line) => loadDiagnosis().parseSavedObject(line),
    Date.now,
    () => settings.evidenceLimits,
  );
  const applyLimits = (): void => {
    for (const one of [journal, kept])
      one.applyLimits().catch((error: unknown) => log.warn(error instanceof Error ? error.message : String(error)));
  };
  keep(onDidChangeSetting('evidence', applyLimits));
  // What is kept ages in time that was seen to pass.
  const looking = setInterval(applyLimits, hourMs);
  keep(new vscode.Disposable(() => clearInterval(looking)));
  const toActionName = (id: string): string =>
    listCommands(context.extension)
      .find(({ command }) => command === id)
      ?.title.replace(/…$/, '') ?? id;
  const reader = keep(new FailureReader(bundles, systemClock));
  const report = (error: unknown): void => reportError(error, 'causes', log);
  const causes = keep(
    new LateCauses(() => new (loadCauses().Causes)({ accounts, reader, bundles, clock: systemClock, report })),
  );
  const repeats = new RepeatedCauses(journal, bundles);
  const files = keep(new WorkspaceFiles());
  const documents = keep(
    registerDocuments({
      accounts,
      bundles,
      clock: systemClock,
      journal,
      kept,
      resubmissions,
      reader,
      causes,
      hasNodeUser: (node) => findNodeUsers(context.globalState, node, Date.now()).length > 0,
      toRemedyActions: (remedies, targets) => loadCommands().toRemedyActions(remedies, targets, accounts),
      findSource: (nodePath) => files.find(nodePath),
      toActionName,
      renderBulkReport: (bulkId) => loadCommands().renderReport(services, bulkId),
    }),
  );
  const pageFocused = keep(new vscode.EventEmitter<void>());
  keep(registerPages(context.extensionUri, documents.pages, log, () => pageFocused.fire()));
  keep(registerProblems(accounts, reader, files, log));
  const drafts = keep(new Drafts());
  const autoscaleRuns = keep(new AutoscaleRuns(accounts));
  keep(registerDefinitions(drafts, autoscaleRuns));
  void closeLostTexts();

  const muted = keep(new MutedCauses(context.workspaceState, Date.now));
  const explorer = keep(
    new LazyTree(
      'azureBatch.explorer',
      { canSelectMany: true, showCollapseAll: true },
      accounts,
      (view: vscode.TreeView<TreeNode>) =>
        new (loadViews().ExplorerView)(
          view,
          accounts,
          causes.open(),
          log,
          { muted, resubmissions, repeats },
          context.workspaceState,
          {
            list: (owner) => listKeptAttempts({ bundles, journal, kept }, owner, toActionName),
            onDidChange: (listener) => {
              const subscriptions = [journal.onDidChange(listener), kept.onDidChange(listener)];
              return vscode.Disposable.from(...subscriptions);
            },
          },
        ),
    ),
  );
  const failures = keep(
    new LazyTree(
      'azureBatch.failures',
      { canSelectMany: true },
      accounts,
      (view: vscode.TreeView<FailureNode>) =>
        new (loadViews().FailuresView)(view, accounts, causes.open(), log, {
          muted,
          resubmissions,
          repeats,
          memory: context.workspaceState,
        }),
    ),
  );
  const inFront = keep(new InFront([explorer, failures], pageFocused.event));
  const services: ActivatedServices = {
    accounts,
    log,
    bundles,
    clock: systemClock,
    recentAttempts,
    state: context.globalState,
    settings,
    context,
    journal,
    kept,
    resubmissions,
    toActionName,
    causes,
    reader,
    drafts,
    autoscaleRuns,
    reread: (target) => documents.reread(target),
    rereadCauses: (accountId) => documents.rereadCauses(accountId),
    showEarlier: (resource) => documents.showEarlier(resource),
    async openSample() {
      const account = await accounts.openSample();
      offerSampleWorkspace(context);
      return account;
    },
    failures: () => failures.open(),
    muted,
    loadMoreFailures: (row) => {
      if (explorer.drawn?.provider.readMore(row) !== true) failures.open().loadMore(row);
    },
    inFront: () => inFront.list(),
    selections: () => [explorer, failures].map(({ drawn }) => (drawn?.isVisible === true ? drawn.selection : [])),
    findKeyRows: (view) => (view === 'explorer' ? explorer : failures).open().findKeyRows(),
    selectNextFailure: (row) => explorer.open().selectNextFailure(row),
    refreshBranch: async (row) => (await explorer.drawn?.refreshBranch(row)) ?? false,
    listHeld: (row) => explorer.drawn?.listHeld(row),
    keepPlace: (row, isByKey) => {
      for (const view of [explorer, failures]) view.drawn?.keepPlace(row, isByKey);
    },
    isMovedTo: (row) => [explorer, failures].some((view) => view.drawn?.isMovedTo(row)),
    reveal: (resource, names) => explorer.open().reveal(resource, names),
  };

  keep(followInterruptedBulks(explorer.onDidShow, services));
  keep(
    explorer.onDidShow(() => {
      if (context.globalState.get(sshConfigKey) !== true) return;
      loadCommands()
        .removeExpiredEntries(context.globalState, Date.now())
        .catch((error: unknown) => reportError(error, 'SSH configuration', log));
    }),
  );

  for (const { command: id, title } of listCommands(context.extension)) {
    keep(
      vscode.commands.registerCommand(id, (...args) =>
        runCommand(id, log, async () => loadCommands().getCommand(id)(services, args), title),
      ),
    );
  }

  keep(registerLinks(services));
  keep(followSignIn(accounts, explorer.onDidShow));

  const showAccounts = (): void => setContext('azureBatch.hasAccounts', accounts.all.length > 0);
  keep(vscode.workspace.onDidGrantWorkspaceTrust(() => accounts.retryClosed()));
  keep(accounts.onDidChangeAccounts(showAccounts));
  showAccounts();
  setContext('azureBatch.ready', true);
  // Nothing waits for this.
  sweepRunFolders(toRunsFolder(context.globalStorageUri.fsPath), Date.now()).catch((error: unknown) =>
    log.warn(error instanceof Error ? error.message : String(error)),
  );
  if (isSampleWorkspace(context.extensionUri)) {
    keep(explorer.onDidShow(() => runCommand(toCommandId('account.openSample'), log, () => accounts.openSample())));
  }
}

/** VS Code waits for this for a few seconds before the window closes. */
export function deactivate(): Promise<void> {
  return stopBulks();
}

/** The commands of the manifest; what they do is loaded when the first one runs. */
function listCommands(extension: vscode.Extension<unknown>): readonly ManifestCommand[] {
  const manifest: { readonly contributes: { readonly commands: readonly ManifestCommand[] } } = extension.packageJSON;
  return manifest.contributes.commands;
}

interface ManifestCommand {
  readonly command: string;
  readonly title: string;
}
