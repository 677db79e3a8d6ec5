import type { RemedyId } from '../../core/diagnosis/explanation/explanation.ts';
import type { TaskResource } from '../../core/model/resource.ts';
import type { CauseTarget } from '../../core/places/documentPath.ts';
import type { App } from '../app.ts';
import type { ExplanationServices } from '../explain/writeExplanation.ts';
import type { RemedyAction } from '../messages/helpfulAction.ts';
import type { Consents } from './consent.ts';
import type { RequestLimit } from './requestLimit.ts';

/** The services that the tools for agents need from the surrounding program, in addition to the application. */
export interface AgentServices extends App, Omit<ExplanationServices, keyof App | 'toRemedyActions' | 'findSource'> {
  /** Checks whether the user or the user's organization lets agents call any tool. */
  isEnabled(): boolean;
  /** Finds the workspace file for a path on a node, as a path for display; undefined when there is none. */
  findPlace(nodePath: string): Promise<string | undefined>;
  /**
   * Reads a workspace file; of a long log, the end, after a mark for the part that is left out. Throws `BatchError` for
   * files outside the workspace and files that can't be read.
   */
  readWorkspaceFile(path: string, isLog?: boolean): Promise<string>;
  /** Milliseconds that an agent waits for the user to answer. */
  readonly patienceMs: number;
  /** Returns a text that cannot be guessed. */
  makeNonce(): string;
  /** The scheme of links into the editor; absent outside of it, where calls are named instead. */
  readonly linkScheme?: string;
  /**
   * Returns the commands that retry tasks, or all tasks of a cause, for when there is no one to ask; empty when their
   * IDs can't be typed.
   */
  findOwnWay?(asked: readonly TaskResource[] | CauseTarget): readonly string[];
  /** Returns the command to carry out a remedy, if there is a command line for it. */
  findCommand?(remedy: RemedyId, target: RemedyAction['target']): string | undefined;
}

/** A call in progress. */
export interface ToolCall {
  readonly services: AgentServices;
  readonly consents: Consents;
  readonly limit: RequestLimit;
  readonly isReadOnly: boolean;
  readonly signal: AbortSignal;
  /** Maximum size in bytes of the data in the answer. */
  readonly room: number;
  /** Records the account of the call, and `ends`, which is disposed of when the call ends. */
  note(about: { readonly account?: string; readonly ends?: { dispose(): unknown } }): void;
}
