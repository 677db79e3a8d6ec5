import * as vscode from 'vscode';
import { ChangeFollower } from '../../app/actions/follow/changeFollower.ts';
import { BulkFolder } from '../../app/actions/run/bulkFolder.ts';
import { listReported } from '../../app/actions/run/noteEffects.ts';
import { Underway } from '../../app/actions/verb/underway.ts';
import { Watcher } from '../../app/actions/watch/watcher.ts';
import type { FolderRequest, OutputFolder } from '../../app/ports.ts';
import { isWhollyMuted } from '../../app/rows/failures/mute.ts';
import type { BulkItem } from '../../core/changes/bulk/bulkRecord.ts';
import type { ComputeNode } from '../../core/model/computeNode.ts';
import { readNode } from '../../core/model/computeNodeShape.ts';
import type { NodeResource } from '../../core/model/resource.ts';
import { readAs } from '../../core/model/shape.ts';
import { startSearch } from '../../node/load.ts';
import { nodeHost } from '../../node/nodeHost.ts';
import { toOutputFolder } from '../../node/outputFolder.ts';
import { systemClock } from '../../service/clock.ts';
import { forgetHostKeysOf } from '../connect/hostKeys.ts';
import { whileReimaging } from '../connect/reimagedNodes.ts';
import { makeNodeShell } from '../connect/runOnNodes.ts';
import { makeSshConfig } from '../connect/sshConfigFile.ts';
import { toDefinitions } from '../definitions/definitionDocument.ts';
import { findAccountMarks } from '../problems/definitions/accountMarks.ts';
import { setCheck, settings } from '../settings/settings.ts';
import { saveText } from '../ui/saveText.ts';
import { showResult, whileShown } from '../ui/shownList.ts';
import { makeUi } from '../ui/ui.ts';
import { showWatchStatus } from '../ui/watchStatus.ts';
import { makeAgents } from './agents/makeAgents.ts';
import type { ActivatedServices, CommandServices } from './command.ts';
import { toRemedyActions } from './remedyActions.ts';

/** Interval at which watched items are polled if views don't refresh automatically. */
const slowMs = 60_000;

const completed = new WeakMap<ActivatedServices, CommandServices>();

/** Adds the services that only commands need to those of `activate`, so that they are loaded with the commands. */
export function completeServices(activated: ActivatedServices): CommandServices {
  const before = completed.get(activated);
  if (before !== undefined) return before;
  const { context } = activated;
  const changes = new ChangeFollower(activated);
  const ui = makeUi(activated.findShown);
  const watcher = new Watcher({
    ...activated,
    ui,
    folder: activated.watchFiles,
    host: nodeHost,
    toRemedyActions: (remedies, targets) => toRemedyActions(remedies, targets, activated.accounts),
    intervalMs: () => activated.settings.refreshIntervalMs ?? slowMs,
    isQuiet: () => !settings.notifiesOfWatched,
    listReported: (resources) => listReported(activated, resources),
    findMuted: () =>
      activated.muted.all.length === 0
        ? undefined
        : (cause) => isWhollyMuted(cause, activated.muted.find(cause, new Date(systemClock.now()))),
  });
  context.subscriptions.push(changes, watcher, showWatchStatus(watcher));
  const services: Omit<CommandServices, 'agents'> = {
    ...activated,
    ui,
    changes,
    watcher,
    asked: new Underway(),
    extensionId: context.extension.id,
    uriScheme: vscode.env.uriScheme,
    pickFolder,
    saveText,
    showText,
    setCheck,
    whileShown,
    definitions: toDefinitions(activated.drafts, findAccountMarks(context)),
    startSearch,
    // Windows follow each other's actions, so all use the real time.
    bulks: new BulkFolder(activated.actionFiles, { clock: systemClock, host: nodeHost }),
    hostKeys: {
      whileReimaging: (items, request) => whileReimaging(context.globalState, items.map(toNode), request),
      forget: (node) => forgetHostKeysOf(context.globalStorageUri, [node]),
    },
    nodeShell: makeNodeShell({ ...activated, ui }),
    sshConfig: makeSshConfig(context.globalState),
  };
  const all = { ...services, agents: makeAgents(services) };
  completed.set(activated, all);
  return all;
}

/** Restores the recorded part of a node's state from when the action on it was planned. */
function toNode({ resource, before }: BulkItem<NodeResource>): readonly [NodeResource, ComputeNode] {
  const { nodeId: id } = resource;
  return [resource, readAs(readNode, { ...before, id }).value ?? { id }];
}

/** Asks the user for a folder in VS Code's own dialog; undefined when they close it. */
export async function pickFolder({ title, confirm }: FolderRequest): Promise<OutputFolder | undefined> {
  const options = { canSelectFolders: true, canSelectFiles: false, title, openLabel: confirm };
  const [folder] = (await vscode.window.showOpenDialog(options)) ?? [];
  return folder && toOutputFolder(folder.fsPath);
}

const showText: CommandServices['showText'] = (fileName, text, { isBeside, takesFocus }) =>
  showResult(fileName, text, {
    preview: true,
    preserveFocus: takesFocus !== true,
    viewColumn: isBeside === true ? vscode.ViewColumn.Beside : vscode.ViewColumn.Active,
  });
