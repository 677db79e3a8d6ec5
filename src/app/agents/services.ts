import type { RemedyId } from '../../core/diagnosis/explanation/explanation.ts';
import type { TaskResource } from '../../core/model/resource.ts';
import type { CauseTarget } from '../../core/query/documentPath.ts';
import type { App } from '../app.ts';
import type { ExplanationServices } from '../explain/writeExplanation.ts';
import type { RemedyAction } from '../helpfulAction.ts';
import type { Consents } from './consent.ts';
import type { RequestLimit } from './requestLimit.ts';

/** The services that the tools for agents need from the program around them, besides the application. */
export interface AgentServices extends App, Omit<ExplanationServices, keyof App | 'toRemedyActions' | 'findSource'> {
  /** Checks whether the user, or their organization, lets agents call any tool. */
  isEnabled(): boolean;
  /** Finds the workspace file that a node names, as a path for display; undefined when there is none. */
  findPlace(nodePath: string): Promise<string | undefined>;
  /** Reads a workspace file. Throws `BatchError` for any other, or when it can't be read. */
  readWorkspaceFile(path: string): Promise<string>;
  /** Milliseconds that an agent waits for the user to answer. */
  readonly patienceMs: number;
  /** Makes a text that cannot be guessed. */
  makeNonce(): string;
  /** The scheme of links into the editor. */
  readonly linkScheme: string;
  /**
   * Returns the commands to retry tasks, or all tasks of a cause, when no one can be asked; empty when their IDs can't
   * be typed.
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
  /** True when the tool changes nothing. */
  readonly isReadOnly: boolean;
  readonly signal: AbortSignal;
  /** Bytes of data that fit into the answer. */
  readonly room: number;
  /** Records the account of the call, and disposes of `ends` with the call. */
  note(about: { readonly account?: string; readonly ends?: { dispose(): unknown } }): void;
}
