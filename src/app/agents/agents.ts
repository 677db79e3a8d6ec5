import { toTime } from '../../core/clock.ts';
import { BatchError } from '../../core/model/batchError.ts';
import { Cancelled, untilAborted } from '../../core/model/cancelled.ts';
import { describeDefect } from '../../core/text/describeError.ts';
import { NoTurn } from '../causes/knownCauses.ts';
import { FoundRuns } from '../evidence/foundRuns.ts';
import { type Answer, Refusal } from './answer.ts';
import { checkDefinition } from './checkDefinition.ts';
import { Consents } from './consent.ts';
import { explain } from './explain.ts';
import { takeBytes, toFence, toMarked } from './fence.ts';
import { GivenCalls } from './given.ts';
import { type InputOf, readInput } from './input.ts';
import { listFailures } from './listFailures.ts';
import { toOwnServices } from './ownReads.ts';
import { readLog } from './readLog.ts';
import { mostHeldMs, RequestLimit } from './requestLimit.ts';
import { retryTasks } from './retryTasks.ts';
import type { AgentServices, ToolCall } from './services.ts';
import { type AgentToolName, agentTools } from './table.ts';

/** The result for an agent: text for a model. */
export interface AgentResult {
  readonly text: string;
  readonly isError: boolean;
}

export interface CallOfAgent {
  readonly signal: AbortSignal;
  /** Maximum size of the answer in bytes; by default, the tool's own limit. */
  readonly maxBytes?: number | undefined;
}

type Run = {
  readonly [Name in AgentToolName]: (call: ToolCall, input: InputOf<(typeof agentTools)[Name]>) => Promise<Answer>;
};

const run: Run = {
  azurebatch_list_failures: listFailures,
  azurebatch_explain: explain,
  azurebatch_read_log: readLog,
  azurebatch_check_definition: checkDefinition,
  azurebatch_retry_tasks: retryTasks,
};

/** Maximum size in bytes of the text around the data. */
const frameBytes = 1200;
const leastBytes = 500;

/** The tools for agents, shared by all callers: VS Code, and a server of the Model Context Protocol. */
export class Agents {
  readonly #services: AgentServices;
  readonly #limit: RequestLimit;
  readonly #goodRuns = new FoundRuns();
  readonly consents: Consents;
  readonly given = new GivenCalls();

  constructor(services: AgentServices) {
    this.#services = services;
    this.#limit = new RequestLimit(services.accounts, services.clock);
    this.consents = new Consents(services.accounts);
  }

  /** Calls a tool by its name with unchecked input from an agent. Never throws; errors are explained to the model. */
  async call(name: string, given: unknown, { signal, maxBytes = Infinity }: CallOfAgent): Promise<AgentResult> {
    const { clock, log, makeNonce } = this.#services;
    const at = toTime(clock);
    const ends: { dispose(): unknown }[] = [];
    const ended = new AbortController();
    let account: string | undefined;
    const most = Math.min(maxBytes, isTool(name) ? agentTools[name].maxBytes : Infinity);
    const room = Math.max(leastBytes, most - frameBytes);
    const note: ToolCall['note'] = (about) => {
      account = about.account ?? account;
      if (about.ends !== undefined) ends.push(about.ends);
    };
    let answer: Answer;
    let isError = false;
    try {
      const call: ToolCall = {
        services: this.#toServices(name, AbortSignal.any([signal, ended.signal])),
        consents: this.consents,
        limit: this.#limit,
        isReadOnly: isTool(name) && agentTools[name].isReadOnly,
        signal,
        room,
        note,
      };
      answer = await untilAborted(this.#answer(name, given, call), signal);
    } catch (error) {
      isError = true;
      if (!Cancelled.is(error) && !BatchError.is(error) && !isSaid(error))
        log.error(`${isTool(name) ? name : 'agent'}: ${describeDefect(error)}`);
      answer = toAnswer(error, signal);
    } finally {
      ended.abort();
      for (const end of ends) end.dispose();
    }
    const text = render(answer, room, makeNonce());
    if (isTool(name)) this.given.add({ at, tool: name, account, input: given, text });
    return { text, isError };
  }

  /**
   * Ties the requests of a reading tool to its call. Once the user has agreed, the requests of a changing tool are the
   * user's own.
   */
  #toServices(name: string, signal: AbortSignal): AgentServices {
    if (!isTool(name) || !agentTools[name].isReadOnly) return this.#services;
    const { clock } = this.#services;
    const startedMs = clock.elapsedMs();
    return toOwnServices(
      this.#services,
      (accountId) => (work, requests) => {
        const patienceMs = Math.max(0, startedMs + mostHeldMs - clock.elapsedMs());
        return this.#limit.inTurn(accountId, work, requests, signal, patienceMs);
      },
      this.#goodRuns,
      signal,
    );
  }

  async #answer(name: string, given: unknown, call: ToolCall): Promise<Answer> {
    if (!isTool(name))
      throw new Refusal(`There is no such tool. Available tools: ${Object.keys(agentTools).join(', ')}.`);
    if (!this.#services.isEnabled())
      throw new Refusal(
        'Agents are turned off for Azure Batch by the user or their organization (setting azureBatch.agents.enabled). Do not call these tools again; tell the user.',
      );
    return runTool(name, given, call);
  }
}

function runTool<Name extends AgentToolName>(name: Name, given: unknown, call: ToolCall): Promise<Answer> {
  const read = readInput(agentTools[name], given);
  if ('problem' in read) throw new Refusal(read.problem);
  return run[name](call, read.input);
}

function isTool(name: string): name is AgentToolName {
  return Object.hasOwn(agentTools, name);
}

/** Checks whether an error is an answer already. */
function isSaid(error: unknown): boolean {
  return error instanceof Refusal || error instanceof NoTurn;
}

/** Converts an error into an answer that says what the agent should do next. */
function toAnswer(error: unknown, signal: AbortSignal): Answer {
  if (error instanceof Refusal) return { head: error.message, data: error.data };
  if (error instanceof NoTurn) return { head: error.message, data: [] };
  if (Cancelled.is(error))
    return {
      head: signal.aborted
        ? 'The call was canceled.'
        : 'The user declined, so nothing was done. Do not call again unless they ask you to.',
      data: [],
    };
  if (BatchError.is(error)) {
    const { code, message } = error;
    const next =
      code === 'InvalidInput' || error.status === 404
        ? 'Check the IDs with azurebatch_list_failures, and call again.'
        : code === 'ReadOnly' || code === 'RoleMissing'
          ? 'Do not call again; tell the user.'
          : 'Tell the user, and call again later if the problem may be temporary.';
    return { head: `The call failed. ${next} Reason:`, data: [`${message} (${code})`] };
  }
  return {
    head: 'Something unexpected went wrong here. The log has more details. Tell the user.',
    data: [],
  };
}

function render({ head, data, notes = [] }: Answer, room: number, nonce: string): string {
  if (data.length === 0) return [head, ...notes].join('\n');
  const { lines, leftOut } = takeBytes(toMarked(data), room);
  const left = leftOut === 0 ? [] : [`The last ${leftOut} bytes did not fit and were left out.`];
  return [head, ...toFence(lines, nonce), ...left, ...notes].join('\n');
}
