import { Disposable, type McpServerDefinition } from 'vscode';
import { drawReport as drawReportOf, notifyInterrupted as notifyInterruptedOf } from '../../app/actions/bulk/report.ts';
import { restoreRows, toHit, toResources } from '../../app/actions/targets/targets.ts';
import { type Contribution, isForChange, type PressedIn } from '../../app/actions/verb/contribution.ts';
import { learnRights, refuseReadOnly, withoutReadOnly } from '../../app/actions/verb/readOnly.ts';
import { notifyUnderway, Underway } from '../../app/actions/verb/underway.ts';
import { toCommandId } from '../../app/commandId.ts';
import type { CommandName } from '../../app/commandName.ts';
import { readMember } from '../../core/model/readMember.ts';
import { type OpenLogServices, registerOpenLogs } from '../documents/openLogs.ts';
import { findActiveDocument } from '../editors/shownDocuments.ts';
import { type LogProblemServices, registerLogProblems } from '../problems/logProblems.ts';
import { openLink as openLinkOf } from './account/openUrl.ts';
import { callTool } from './agents/callTool.ts';
import { startMcp as startMcpOf } from './agents/startMcp.ts';
import type { ActivatedServices, CommandFile, CommandServices } from './command.ts';
import { completeServices } from './completeServices.ts';
import { commands } from './table.ts';
import { noteCommand } from './walkthroughSteps.ts';

/**
 * Entry point of the bundle of all commands, which is loaded when the first command runs or the first document is
 * written.
 */

export { stopBulks } from '../../app/actions/run/running.ts';
export { describeMatches } from '../../app/causes/ruleMatches.ts';
export { drawAccess } from '../../app/documents/accessDocument.ts';
export { drawAnswers } from '../../app/documents/answersDocument.ts';
export { renderApplication } from '../../app/documents/applicationDocument.ts';
export { drawComparison } from '../../app/documents/comparison.ts';
export { renderDamaged } from '../../app/documents/damagedDocument.ts';
export {
  explainMissing,
  findFile,
  readFileText,
  readFolderEntries,
  readWholeFile,
} from '../../app/documents/fileDocument.ts';
export { readFilePart } from '../../app/documents/filePart.ts';
export { makeFileTexts } from '../../app/documents/fileTexts.ts';
export { toFollowedStamp, toShownStamp, toSurroundings } from '../../app/documents/followed.ts';
export { renderFound, toFoundDocument } from '../../app/documents/foundLines.ts';
export { renderJson } from '../../app/documents/jsonDocument.ts';
export { renderMaskedLog } from '../../app/documents/maskedLog.ts';
export { drawSaved } from '../../app/documents/savedDocument.ts';
export { writeUnopened } from '../../app/documents/unopenedDocument.ts';
export { explainNow } from '../../app/explain/explainResource.ts';
export { writeExplanation } from '../../app/explain/writeExplanation.ts';
export { writeUnread } from '../../app/explain/writeUnread.ts';
export { findLookedBefore } from '../../app/rows/failures/lookedAt.ts';
export { configureText } from '../../core/text/configureText.ts';
export { removeExpiredEntries } from '../connect/sshConfigFile.ts';
export { findNamed, prepareRename, renameId } from '../definitions/namedIds.ts';
export { findCommits } from '../editors/workspaceCommits.ts';
export { chooseSource } from '../problems/chooseSource.ts';
export {
  findDefinitionProblems,
  findRuleProblems,
  toDefinitionFixes,
} from '../problems/definitions/definitionProblems.ts';
export { findMarkedLines } from '../problems/markedLines.ts';
export { noteSampleStart } from '../sample/sampleStart.ts';
export { onDidAnswer } from '../ui/question.ts';
export { followLink } from './explanation/followLink.ts';
export { toRemedyActions } from './remedyActions.ts';
export { notePage } from './walkthroughSteps.ts';

/** Registers decorations and actions in opened logs. */
export const registerLogs = (services: OpenLogServices & LogProblemServices): Disposable =>
  Disposable.from(registerOpenLogs(services), registerLogProblems(services));

/** Calls a tool for an agent. */
export const callAgentTool = (
  activated: ActivatedServices,
  ...call: Parameters<typeof callTool> extends [unknown, ...infer Call] ? Call : never
): ReturnType<typeof callTool> => callTool(completeServices(activated).agents, ...call);

/** Starts the MCP server. */
export const startMcp = (activated: ActivatedServices, definition: McpServerDefinition): Promise<McpServerDefinition> =>
  startMcpOf(completeServices(activated), definition);

/** Opens a link that VS Code passes on. */
export const openLink = (activated: ActivatedServices, link: string): Promise<void> =>
  openLinkOf(completeServices(activated), link);

/** Reports bulk actions that were interrupted. */
export const notifyInterrupted = (activated: ActivatedServices): Promise<void> =>
  notifyInterruptedOf(completeServices(activated));

/** Polls the watched items, in this window or another. */
export const lookAtWatched = (activated: ActivatedServices): void => completeServices(activated).watcher.wake();

/** Draws the result of a bulk action. */
export const drawReport = (
  activated: ActivatedServices,
  target: Parameters<typeof drawReportOf>[1],
): ReturnType<typeof drawReportOf> => drawReportOf(completeServices(activated), target);

const names = Object.keys(commands) as CommandName[];
const byId: ReadonlyMap<string, CommandFile> = new Map(names.map((name) => [toCommandId(name), commands[name]]));

/** IDs of all commands. */
export const commandIds: readonly string[] = [...byId.keys()];

/** The effect of each command on Azure, as it declares it, by ID. */
export const effects: ReadonlyMap<string, Contribution['effect']> = new Map(
  [...byId].map(([id, { contribution }]) => [id, contribution.effect]),
);

/** The required right of each command that needs one, by ID. */
export const needs: ReadonlyMap<string, Contribution['needs']> = new Map(
  [...byId].flatMap(([id, { contribution }]) => (contribution.needs === undefined ? [] : [[id, contribution.needs]])),
);

/** Returns the command with an ID from the manifest. Throws for any other ID. */
export function getCommand(id: string): (services: ActivatedServices, args: readonly unknown[]) => Promise<unknown> {
  const command = byId.get(id);
  if (command === undefined) throw new Error(`there is no command ${id}`);
  const { effect, needs: right } = command.contribution;
  const isChange = effect === 'changes' || effect === 'destroys';
  const isRefused = isForChange(command.contribution);
  return async (activated, given) => {
    const all = completeServices(activated);
    const services = isRefused ? { ...all, accounts: withoutReadOnly(all.accounts, right) } : all;
    const args = await findPressed(services, given);
    const resources = isRefused ? toResources(args) : [];
    const near = args.length === 0 ? services.inFront().flatMap(toResources) : [];
    if (right !== undefined) await learnRights(all.accounts, [...resources, ...near]);
    if (isRefused) refuseReadOnly(all.accounts, resources, right);
    if (isChange) services.trees.keepPlace(args[0], args !== given);
    const run = () => command.run(services, restoreRows(args, services.trees.selections));
    if (!isChange) return run();
    const things = args.flatMap((arg) => toHit(arg) ?? toResources([arg]));
    let result: unknown;
    const isRun = await underway.once(id, things, async () => {
      result = await run();
      noteCommand(id);
    });
    if (!isRun) notifyUnderway(services.ui);
    return result;
  };
}

const underway = new Underway();

/**
 * Returns the arguments for a command that was run by a keyboard shortcut: in one of this extension's views, the rows
 * that a menu would pass; in one of its documents, that document. Returns `args` unchanged for other calls.
 */
async function findPressed(
  services: { readonly trees: Pick<CommandServices['trees'], 'findKeyRows'> },
  args: readonly unknown[],
): Promise<readonly unknown[]> {
  const pressedIn = toPressedIn(args[0]);
  if (pressedIn === undefined) return args;
  if (pressedIn === 'document') return [findActiveDocument()];
  const rows = await services.trees.findKeyRows(pressedIn);
  return rows.length === 0 ? [] : [rows[0], rows];
}

function toPressedIn(arg: unknown): PressedIn | undefined {
  const place = readMember(arg, 'pressedIn');
  return place === 'explorer' || place === 'failures' || place === 'document' ? place : undefined;
}
