import * as vscode from 'vscode';
import type { Explanation, RemedyId, Section } from '../../core/diagnosis/explanation/explanation.ts';
import { BatchError } from '../../core/model/batchError.ts';
import type { Resource } from '../../core/model/resource.ts';
import type { Resubmission } from '../../core/model/resubmission.ts';
import type { SavedAttempt } from '../../core/model/savedAttempt.ts';
import type { Page } from '../../core/page/page.ts';
import type { CauseTarget } from '../../core/query/documentPath.ts';
import { nameNodes } from '../../core/query/nodeNames.ts';
import { mapRemedies } from '../../core/remedy/remediesOfSteps.ts';
import type { Accounts } from '../accounts/accounts.ts';
import { toDocumentUri } from '../documentUri.ts';
import type { AttemptJournal } from '../evidence/attemptJournal.ts';
import type { ExplainedResource, RemedyTargets } from '../evidence/explainedResource.ts';
import { withNodeNames } from '../evidence/explanationNames.ts';
import type { FailureReader } from '../evidence/failureReader.ts';
import type { KnownCauses } from '../evidence/knownCauses.ts';
import { loadDiagnosis } from '../load.ts';
import { loadCommands } from '../loadCommands.ts';
import { toShownText } from '../notificationText.ts';
import type { PageSource } from '../pages/pageSource.ts';
import type { RemedyAction } from '../remedyAction.ts';
import type { Explained } from './explained.ts';
import { listLooks, listTextLooks } from './explanationLooks.ts';
import { type FindSource, followLink } from './followLink.ts';
import { toTabName } from './tabName.ts';

/** A document that explains something. */
export type ExplanationTarget = CauseTarget | { readonly resource: Resource; readonly document: 'explanation' };

export interface ExplanationServices {
  readonly accounts: Accounts;
  readonly journal: AttemptJournal;
  readonly reader: FailureReader;
  readonly causes: KnownCauses;
  /** The remedies that there is something to apply to, as commands. */
  toRemedyActions(remedies: readonly RemedyId[], targets: RemedyTargets): readonly RemedyAction[];
  /** Finds the file of the workspace that a path seen on a node stands for. */
  readonly findSource: FindSource;
}

const maxRemembered = 100;
const retriesAll: ReadonlySet<RemedyId> = new Set(['failures.retry', 'job.retryFailed']);

/** Writes explanations, and remembers of each what its document offers to do. */
export class Explanations implements PageSource, vscode.Disposable {
  readonly #services: ExplanationServices;
  readonly #explained = new Map<string, Explained>();
  readonly #didExplain = new vscode.EventEmitter<vscode.Uri>();
  readonly onDidChange = this.#didExplain.event;

  constructor(services: ExplanationServices) {
    this.#services = services;
  }

  dispose(): void {
    this.#didExplain.dispose();
  }

  /** What was written last into the document at `uri`. */
  findExplained(uri: vscode.Uri): Explained | undefined {
    return this.#explained.get(uri.toString());
  }

  find(uri: vscode.Uri): Page | undefined {
    return this.findExplained(uri)?.drawn.page;
  }

  findName(uri: vscode.Uri): string | undefined {
    return this.findExplained(uri)?.name;
  }

  async follow(uri: vscode.Uri, link: string): Promise<unknown> {
    const explained = this.findExplained(uri);
    const target = explained?.drawn.links.get(link);
    return explained && target && followLink(explained, target, this.#services.findSource);
  }

  /**
   * Gathers the evidence, explains it, and writes it as Markdown. Throws what the service answers; a page that was drawn
   * before stays, and says so.
   */
  async render(target: ExplanationTarget): Promise<string> {
    try {
      return await this.#write(target);
    } catch (error) {
      if (BatchError.is(error)) this.#tellOutdated(toDocumentUri(target), error);
      throw error;
    }
  }

  #tellOutdated(uri: vscode.Uri, error: BatchError): void {
    const explained = this.findExplained(uri);
    if (explained === undefined) return;
    const page = { ...explained.drawn.page, notice: describeOutdated(error) };
    this.#remember(uri, { ...explained, drawn: { ...explained.drawn, page } });
  }

  async #write(target: ExplanationTarget): Promise<string> {
    const { resource } = target;
    const { accounts, journal, reader, causes } = this.#services;
    const store = await accounts.getStore(resource.accountId);
    const { explainResource, readAndExplainCause } = loadCommands();
    const readAt = new Date();
    const read =
      target.document === 'cause'
        ? await readAndExplainCause(store, target, { reader, causes, journal }, readAt)
        : await explainResource(store, resource, { reader, causes }, readAt);
    const kept = (await Promise.all(read.tasks.map((task) => journal.list(task)))).flat();
    const attempts = resource.kind === 'task' ? kept : [];
    const { buildTimeline, listSameAttempts, renderExplanation, toPage } = loadDiagnosis();
    const resubmission = resource.kind === 'task' ? await journal.findResubmission(resource) : undefined;
    const related = [...(read.explanation.related ?? []), ...tellRelated(read, attempts, resubmission)];
    // What failed again for the same reason is not retried together with all that has it.
    const { task } = read.facts;
    const isRepeated = task !== undefined && listSameAttempts(task, read.explanation, attempts).length > 0;
    const offered = mapRemedies(read.explanation, (remedy) => (isRepeated && retriesAll.has(remedy) ? [] : [remedy]));
    const explanation = withNodeNames({ ...offered, related }, read.nodeNames);
    const actions = this.#services.toRemedyActions(explanation.remedies, read.targets);
    const uri = toDocumentUri(target);
    const looks = listLooks(read, attempts.length, readAt);
    const pageLooks = [...looks, ...listTextLooks(uri)];
    const nodeName = toNodeName(read);
    const timeline = buildTimeline({
      ...read.history,
      attempts: kept.map(({ task }) => task),
      actions: toActions(kept),
    });
    const sources = await this.#findSources(explanation);
    const told = {
      ...read.facts,
      nodeName,
      actions,
      timeline,
      nameNodes: (text: string) => nameNodes(text, read.nodeNames, true),
    };
    const drawn = toPage(explanation, {
      ...told,
      resource,
      cause: toCause(read, target),
      looks: pageLooks.map(({ title }) => title),
      logs: read.logs,
      causes: (read.causes ?? []).map((each) => ({ ...each, title: nameNodes(each.title, read.nodeNames) })),
      hasSource: ({ file }) => sources.has(file),
    });
    const name = toTabName(target, { ...read, explanation }, store.account.name);
    this.#remember(uri, toExplained({ ...read, explanation }, { name, actions, looks, pageLooks, drawn }));
    return renderExplanation(explanation, told);
  }

  /** The files of the user's code that the evidence names and the workspace has, as the node names them. */
  async #findSources({ evidence, sections = [] }: Explanation): Promise<ReadonlySet<string>> {
    const pieces = [...evidence, ...sections.flatMap(({ items }) => items)];
    const files = new Set(pieces.flatMap(({ frame }) => (frame === undefined ? [] : [frame.file])));
    const found = await Promise.all(
      [...files].map(async (file) => ((await this.#services.findSource(file)) === undefined ? [] : [file])),
    );
    return new Set(found.flat());
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

/** Why a page shows what was read before. */
function describeOutdated({ status, message }: BatchError): string {
  return status === 404
    ? vscode.l10n.t('Azure Batch no longer has this. What is shown was read before it was gone.')
    : vscode.l10n.t('This could not be read again. {reason} What is shown was read before.', {
        reason: toShownText(message),
      });
}

/** What else is known of a task beside itself: others that failed alike, and its earlier attempts. */
function tellRelated(
  { targets: { resource }, shown, explanation, facts: { task } }: ExplainedResource,
  attempts: readonly SavedAttempt[],
  resubmission: Resubmission | undefined,
): readonly Section[] {
  if (resource.kind !== 'task' || task === undefined) return [];
  const { explainAttempts, listEarlierAttempts, tellAlike, tellAttempts, tellResubmitted } = loadDiagnosis();
  const earlier = listEarlierAttempts(task, attempts);
  const sections = [
    shown && tellAlike(resource, shown),
    resubmission && tellResubmitted([resubmission], 1),
    tellAttempts(resource, earlier, { of: explainAttempts(task, explanation, earlier) }),
  ];
  return sections.filter((section) => section !== undefined);
}

function toExplained(
  { explanation, targets, causes = [], nodeNames, facts: { task } }: ExplainedResource,
  offered: Pick<Explained, 'name' | 'actions' | 'looks' | 'pageLooks' | 'drawn'>,
): Explained {
  const { renderSteps, renderText } = loadDiagnosis();
  const named = causes.map(({ title, target }) => ({ text: renderText(nameNodes(title, nodeNames)), target }));
  return {
    explanation,
    ...offered,
    steps: renderSteps(explanation.fixes, offered.actions),
    targets,
    causes: named,
    ...(task === undefined ? {} : { task }),
  };
}

/** The cause that what is explained belongs to, where that is another page. */
function toCause({ targets: { cause } }: ExplainedResource, { document }: ExplanationTarget): CauseTarget | undefined {
  return document === 'cause' ? undefined : cause?.target;
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
