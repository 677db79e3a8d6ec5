import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import type { Explained, ExplanationTarget } from '../../app/explain/explained.ts';
import type { ExplanationServices } from '../../app/explain/writeExplanation.ts';
import { toShownText } from '../../app/notificationText.ts';
import { within } from '../../app/turns.ts';
import type { PageTarget } from '../../core/diagnosis/report/pageContext.ts';
import { BatchError } from '../../core/model/batchError.ts';
import { isMissing } from '../../core/model/missing.ts';
import type { Page } from '../../core/page/page.ts';
import { systemClock } from '../../service/clock.ts';
import { toDocumentUri } from '../documentUri.ts';
import { loadDiagnosis } from '../load.ts';
import { loadCommands } from '../loadCommands.ts';
import { openAtEnd } from '../openDocument.ts';
import type { PageSource } from '../pages/pageSource.ts';
import { findDefinition } from './findDefinition.ts';
import { toLookCommand } from './lookCommand.ts';

const maxRemembered = 100;
/**
 * So long a document is waited for when it is opened, in milliseconds: VS Code shows nothing of it until then, not even its
 * name. What is not the thing that it is about is waited for less long.
 */
const patience = { document: 5_000, rest: 3_000 };

/** What explanations are written with, and followed from. */
export interface OpenedExplanations extends ExplanationServices {
  readonly findSource: FindSource;
}

/** Writes explanations, and remembers of each what its document offers to do. */
export class Explanations implements PageSource, vscode.Disposable {
  readonly #services: OpenedExplanations;
  readonly #patience: typeof patience;
  readonly #explained = new Map<string, Explained>();
  readonly #didExplain = new vscode.EventEmitter<vscode.Uri>();
  readonly onDidChange = this.#didExplain.event;
  readonly #didCome = new vscode.EventEmitter<vscode.Uri>();
  /** Fires with the address of a document that can be completed, because its late answers have arrived. */
  readonly onDidCome = this.#didCome.event;
  /** What is still being written, or was and has not been read, by address. */
  readonly #late = new Map<string, Promise<string>>();

  constructor(services: OpenedExplanations, waits = patience) {
    this.#services = services;
    this.#patience = waits;
  }

  dispose(): void {
    this.#didExplain.dispose();
    this.#didCome.dispose();
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
   * Gathers the evidence, explains it, and writes it as Markdown; where that takes long, what there was before, or that it
   * takes long. Throws what the service answers; a page that was drawn before stays, and says so.
   */
  async render(target: ExplanationTarget): Promise<string> {
    const uri = toDocumentUri(target);
    const key = uri.toString();
    const late = this.#late.get(key);
    const writing = late ?? this.#write(target);
    try {
      const text = await within(systemClock, this.#patience.document, writing);
      if (text === undefined) {
        if (late === undefined) this.#follow(uri, writing);
        return this.findExplained(uri)?.text ?? (await this.#writeLate(uri, target));
      }
      this.#late.delete(key);
      return text;
    } catch (error) {
      this.#late.delete(key);
      if (BatchError.is(error)) this.#markOutdated(uri, error);
      throw error;
    }
  }

  /** Call this when the document at `uri` is closed. */
  forget(uri: vscode.Uri): void {
    this.#late.delete(uri.toString());
  }

  /** Holds what is being written for the next reader of the document, and fires when it may be ready. */
  #follow(uri: vscode.Uri, writing: Promise<string>): void {
    this.#late.set(uri.toString(), writing);
    const announce = (): void => this.#didCome.fire(uri);
    writing.then(announce, announce);
  }

  async #write(target: ExplanationTarget): Promise<string> {
    const uri = toDocumentUri(target);
    const explained = await loadCommands().writeExplanation(this.#services, target, this.#patience.rest, () =>
      this.#didCome.fire(uri),
    );
    this.#remember(uri, explained);
    return explained.text;
  }

  /** Writes a document that says that Azure Batch has not answered yet. */
  async #writeLate(uri: vscode.Uri, target: ExplanationTarget): Promise<string> {
    const explained = await loadCommands().writeLate(this.#services, target);
    if (this.findExplained(uri) === undefined) this.#remember(uri, explained);
    return this.findExplained(uri)?.text ?? '';
  }

  #markOutdated(uri: vscode.Uri, error: BatchError): void {
    const explained = this.findExplained(uri);
    if (explained === undefined) return;
    const { page: drawn } = explained.drawn;
    const page = { ...(isMissing(error) ? withoutActions(drawn) : drawn), notice: describeOutdated(error) };
    this.#remember(uri, { ...explained, drawn: { ...explained.drawn, page } });
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

/** What is gone is read, and nothing is done to it. */
function withoutActions(page: Page): Page {
  const leaveOut = (steps: Page['steps']): Page['steps'] =>
    steps.map((step) => ({
      ...step,
      actions: [],
      ...(step.choices === undefined ? {} : { choices: leaveOut(step.choices) }),
    }));
  const { wait } = page;
  return {
    ...page,
    steps: leaveOut(page.steps),
    actions: [],
    ...(wait && {
      wait: { ...wait, reasons: wait.reasons.map((reason) => ({ ...reason, steps: leaveOut(reason.steps) })) },
    }),
  };
}

function describeOutdated(error: BatchError): string {
  return isMissing(error)
    ? l10n.t('Azure Batch no longer has this. What is shown was read before it was gone.')
    : l10n.t('This could not be read again. {reason} What is shown was read before.', {
        reason: toShownText(error.message),
      });
}

/** Finds the workspace file that matches a path seen on a node. */
type FindSource = (nodePath: string) => Promise<vscode.Uri | undefined>;

/** Goes where a link of the page of an explanation leads, or does what it says. */
async function followLink(explained: Explained, target: PageTarget, findSource: FindSource): Promise<unknown> {
  switch (target.kind) {
    case 'action': {
      const action = explained.actions[target.index];
      return action && vscode.commands.executeCommand(action.command, action.target);
    }
    case 'look': {
      const look = explained.pageLooks[target.index];
      const command = look && toLookCommand(look);
      return command && vscode.commands.executeCommand(command.command, ...(command.arguments ?? []));
    }
    case 'document':
      return vscode.commands.executeCommand('vscode.open', toDocumentUri(target.document));
    case 'file':
      return openAtEnd(toDocumentUri({ resource: target.file, document: 'text' }), target.line);
    case 'property': {
      const uri = findDefinition(explained);
      return uri && openProperty(uri, target.path);
    }
    case 'source': {
      const uri = await findSource(target.frame.file);
      return uri && openAt(uri, new vscode.Position(target.frame.line - 1, 0));
    }
  }
}

async function openProperty(uri: vscode.Uri, path: readonly (string | number)[]): Promise<unknown> {
  const document = await vscode.workspace.openTextDocument(uri);
  const span = loadDiagnosis().findProperty(document.getText(), path);
  return openAt(uri, document.positionAt(span?.offset ?? 0));
}

function openAt(uri: vscode.Uri, position: vscode.Position): Thenable<unknown> {
  return vscode.commands.executeCommand('vscode.open', uri, { selection: new vscode.Range(position, position) });
}
