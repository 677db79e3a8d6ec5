import * as vscode from 'vscode';
import type { Explanation, RemedyId } from '../../core/diagnosis/explanation/explanation.ts';
import type { Resource } from '../../core/model/resource.ts';
import type { SavedAttempt } from '../../core/model/savedAttempt.ts';
import type { Task } from '../../core/model/task.ts';
import type { CauseTarget } from '../../core/query/documentPath.ts';
import { nameNodes } from '../../core/query/nodeNames.ts';
import type { Accounts } from '../accounts/accounts.ts';
import { toDocumentUri } from '../documentUri.ts';
import type { AttemptJournal } from '../evidence/attemptJournal.ts';
import type { ExplainedResource, RemedyTargets } from '../evidence/explainedResource.ts';
import { withNodeNames } from '../evidence/explanationNames.ts';
import type { FailureReader } from '../evidence/failureReader.ts';
import type { KnownCauses } from '../evidence/knownCauses.ts';
import { loadDiagnosis } from '../load.ts';
import { loadCommands } from '../loadCommands.ts';
import type { RemedyAction } from '../remedyAction.ts';

/** A property of the explained thing, and how it is written. */
export interface NamedProperty {
  readonly text: string;
  readonly path: readonly (string | number)[];
}

/** A cause that the document names, as it is written there. */
interface NamedCause {
  readonly text: string;
  readonly target: CauseTarget;
}

/** An explanation that was written into a document, with what its actions are applied to. */
export interface Explained {
  readonly explanation: Explanation;
  /** What can be done, in the order in which `actionsLine` names it. */
  readonly actions: readonly RemedyAction[];
  /** The line of the document that names the actions; empty when there are none. */
  readonly actionsLine: string;
  readonly targets: RemedyTargets;
  /** Logs on nodes that say more. */
  readonly logs: ExplainedResource['logs'];
  /** Of a cause: the failure that stands for it. */
  readonly stands: Resource | undefined;
  /** Properties that a step of "What to do" names, as the document has them. */
  readonly properties: readonly NamedProperty[];
  /** The causes that it lists. */
  readonly causes: readonly NamedCause[];
  /** How many earlier attempts were kept of the task. */
  readonly earlierAttempts: number;
  /** The task that is explained, as it was read. */
  readonly task?: Task;
  /** When the evidence was read. */
  readonly readAt: Date;
}

/** A document that explains something. */
export type ExplanationTarget = CauseTarget | { readonly resource: Resource; readonly document: 'explanation' };

export interface ExplanationServices {
  readonly accounts: Accounts;
  readonly journal: AttemptJournal;
  readonly reader: FailureReader;
  readonly causes: KnownCauses;
  /** The remedies that there is something to apply to, as commands. */
  toRemedyActions(remedies: readonly RemedyId[], targets: RemedyTargets): readonly RemedyAction[];
}

const maxRemembered = 100;

/** Writes explanations, and remembers of each what its document offers to do. */
export class Explanations implements vscode.Disposable {
  readonly #services: ExplanationServices;
  readonly #explained = new Map<string, Explained>();
  readonly #didExplain = new vscode.EventEmitter<vscode.Uri>();
  readonly onDidExplain = this.#didExplain.event;

  constructor(services: ExplanationServices) {
    this.#services = services;
  }

  dispose(): void {
    this.#didExplain.dispose();
  }

  /** What was written last into the document at `uri`. */
  find(uri: vscode.Uri): Explained | undefined {
    return this.#explained.get(uri.toString());
  }

  /** Gathers the evidence, explains it, and writes it as Markdown. Throws what the service answers. */
  async render(target: ExplanationTarget): Promise<string> {
    const { resource } = target;
    const { accounts, journal, reader, causes } = this.#services;
    const store = await accounts.getStore(resource.accountId);
    const { explainResource, readAndExplainCause } = loadCommands();
    const [sources, readAt] = [{ reader, causes }, new Date()];
    const read =
      target.document === 'cause'
        ? await readAndExplainCause(store, target, sources, readAt)
        : await explainResource(store, resource, sources, readAt);
    const kept = (await Promise.all(read.tasks.map((task) => journal.list(task)))).flat();
    const attempts = resource.kind === 'task' ? kept : [];
    const { buildTimeline, explainAttempts, renderExplanation, renderTimeline, toAttemptEvidence } = loadDiagnosis();
    const alike = read.facts.task === undefined ? [] : explainAttempts(read.facts.task, read.explanation, attempts);
    const evidence = [...read.explanation.evidence, ...toAttemptEvidence(attempts), ...alike];
    const explanation = withNodeNames({ ...read.explanation, evidence }, read.nodeNames);
    const actions = this.#services.toRemedyActions(explanation.remedies, read.targets);
    const explained = toExplained({ ...read, explanation }, actions, attempts.length, readAt);
    this.#remember(toDocumentUri(target), explained);
    const names = actions.map(({ title }) => title);
    const nodeName = toNodeName(read);
    const text = renderExplanation(explanation, { ...read.facts, nodeName, actions: names });
    const history = { ...read.history, attempts: kept.map(({ task }) => task), actions: toActions(kept) };
    const timeline = renderTimeline(buildTimeline(history));
    return timeline === '' ? text : `${text}\n${nameNodes(timeline, read.nodeNames, true)}\n`;
  }

  #remember(uri: vscode.Uri, explained: Explained): void {
    const key = uri.toString();
    this.#explained.delete(key);
    this.#explained.set(key, explained);
    for (const oldest of this.#explained.keys()) {
      if (this.#explained.size <= maxRemembered) break;
      this.#explained.delete(oldest);
    }
    this.#didExplain.fire(uri);
  }
}

function toExplained(
  { explanation, targets, logs, stands, causes = [], nodeNames, facts: { task } }: ExplainedResource,
  actions: readonly RemedyAction[],
  earlierAttempts: number,
  readAt: Date,
): Explained {
  const { renderActions, renderPath, renderText } = loadDiagnosis();
  const properties = explanation.fixes.flatMap(({ property: path }) =>
    path === undefined ? [] : [{ text: renderPath(path), path }],
  );
  const actionsLine = renderActions(actions.map(({ title }) => title));
  const named = causes.map(({ title, target }) => ({ text: renderText(nameNodes(title, nodeNames)), target }));
  return {
    explanation,
    actions,
    actionsLine,
    targets,
    logs,
    stands,
    properties,
    causes: named,
    earlierAttempts,
    readAt,
    ...(task === undefined ? {} : { task }),
  };
}

/** How the facts at the top call the node: by its name and the start of its id. */
function toNodeName({ facts, nodeNames }: ExplainedResource): string | undefined {
  const id = facts.node?.id ?? facts.task?.nodeInfo?.nodeId;
  return id === undefined ? undefined : nameNodes(vscode.l10n.t('node {id}', { id }), nodeNames);
}

/** What was done from here, for the history of a task, a job or a node. */
function toActions(attempts: readonly SavedAttempt[]): { readonly at: string; readonly text: string }[] {
  return attempts.map(({ savedAt, action, task }) => ({
    at: savedAt,
    text:
      action === 'retry'
        ? vscode.l10n.t('Task {id} was retried in VS Code', { id: task.id })
        : vscode.l10n.t('Task {id} was requeued in VS Code', { id: task.id }),
  }));
}
