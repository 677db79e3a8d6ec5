import { join } from 'node:path';
import * as vscode from 'vscode';
import { AccountRegistry } from '../app/accounts/accountRegistry.ts';
import { openStore } from '../app/accounts/openStore.ts';
import { LateCauses } from '../app/causes/lateCauses.ts';
import { AutoscaleRuns } from '../app/definitions/autoscaleRuns.ts';
import { AttemptJournal } from '../app/evidence/attemptJournal.ts';
import { FailureReader } from '../app/evidence/failureReader.ts';
import { FoundRuns } from '../app/evidence/foundRuns.ts';
import { Resubmissions } from '../app/evidence/resubmissions.ts';
import { RecentAttempts } from '../app/requests/recentAttempts.ts';
import { MutedCauses } from '../app/rows/failures/mutedCauses.ts';
import { toTime } from '../core/clock.ts';
import { sampleAccountId } from '../core/model/account.ts';
import { agentLogsKey } from '../core/model/agentLogs.ts';
import type { NodeResource, Resource, TaskResource } from '../core/model/resource.ts';
import type { SavedObject } from '../core/model/savedObject.ts';
import { describeError } from '../core/text/describeError.ts';
import { hourMs } from '../core/words/durations.ts';
import { bundles, loadCauses } from '../node/load.ts';
import { NodeFolder } from '../node/nodeFolder.ts';
import { systemClock } from '../service/clock.ts';
import { findOwnPortal } from './accounts/signInCloud.ts';
import { signIn } from './accounts/tokenSources.ts';
import { loadDiagnosis } from './bundles/load.ts';
import { type Log, logAttempt } from './log.ts';
import { reportError } from './runCommand.ts';
import { SampleAccount } from './sample/sampleAccount.ts';
import { onDidChangeSetting, settings } from './settings/settings.ts';

export type Parts = ReturnType<typeof makeParts>;

/** Creates the parts of the application that exist from activation on. None of them loads anything heavy. */
export function makeParts(
  { globalState, globalStorageUri, secrets, subscriptions, workspaceState }: PartsContext,
  log: Log,
) {
  const clock = systemClock;
  const toFolder = (name: string): NodeFolder => new NodeFolder(join(globalStorageUri.fsPath, name));
  const sample = new SampleAccount(log, globalState);
  const resubmissions = new Resubmissions(toFolder('resubmitted'), clock.now);
  const listSaved = (of: TaskResource | NodeResource) => (of.kind === 'task' ? journal.list(of) : kept.list(of));
  const accounts = new AccountRegistry({
    state: globalState,
    secrets,
    clock,
    log,
    openStore: (request) =>
      openStore(request, bundles, signIn, { agentLogs: () => globalState.get(agentLogsKey), resubmissions, listSaved }),
    startSample: () => sample.start(),
    sampleId: sampleAccountId,
    isTrusted: () => settings.isTrusted,
    isReadOnly: () => settings.isReadOnly,
    onDidChangeReadOnly: (listener) => onDidChangeSetting('readOnly', listener),
    findOwnPortal,
  });
  const recentAttempts = new RecentAttempts(clock.now);
  const journal = new AttemptJournal(
    toFolder('attempts'),
    (line) => loadDiagnosis().parseSavedAttempt(line),
    clock.now,
    () => settings.evidenceLimits,
  );
  const kept = new AttemptJournal<Resource, SavedObject>(
    toFolder('kept'),
    (line) => loadDiagnosis().parseSavedObject(line),
    clock.now,
    () => settings.evidenceLimits,
  );
  const applyLimits = (): void => {
    for (const one of [journal, kept, causes])
      one.applyLimits().catch((error: unknown) => log.warn(describeError(error)));
  };
  // The age of saved evidence is measured in time that the extension has observed.
  const looking = setInterval(applyLimits, hourMs);
  const reader = new FailureReader(bundles, clock);
  const report = (error: unknown): void => reportError(error, 'causes', log);
  const memory = {
    folder: toFolder('causes'),
    readLimits: () => settings.evidenceLimits,
    mayWrite: () => settings.isTrusted,
    report: (error: unknown) => log.warn(describeError(error)),
    onDidChange: (listener: () => void) => {
      const folder = vscode.Uri.joinPath(globalStorageUri, 'causes');
      const watcher = vscode.workspace.createFileSystemWatcher(new vscode.RelativePattern(folder, '*.jsonl'));
      const { onDidCreate, onDidChange, onDidDelete } = watcher;
      return vscode.Disposable.from(watcher, ...[onDidCreate, onDidChange, onDidDelete].map((on) => on(listener)));
    },
  };
  const causes = new LateCauses(() => new (loadCauses().Causes)({ accounts, reader, bundles, clock, report, memory }));
  const autoscaleRuns = new AutoscaleRuns(accounts);
  subscriptions.push(
    sample,
    accounts,
    accounts.onDidAttempt((attempt) => {
      logAttempt(log, attempt);
      recentAttempts.add(attempt);
    }),
    onDidChangeSetting('evidence', applyLimits),
    new vscode.Disposable(() => clearInterval(looking)),
    reader,
    causes,
    autoscaleRuns,
  );
  return {
    accounts,
    actionFiles: toFolder('bulk'),
    autoscaleRuns,
    bundles,
    causes,
    clock,
    goodRuns: new FoundRuns(),
    findStart: (accountId: string) => (accountId === sampleAccountId ? (sample.startedAt ?? toTime(clock)) : undefined),
    journal,
    kept,
    log,
    muted: new MutedCauses(workspaceState, clock.now),
    reader,
    recentAttempts,
    resubmissions,
    sample,
    settings,
    state: globalState,
    watchFiles: toFolder('watched'),
  };
}

type PartsContext = Pick<
  vscode.ExtensionContext,
  'globalState' | 'globalStorageUri' | 'secrets' | 'subscriptions' | 'workspaceState'
>;
