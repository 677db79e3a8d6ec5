import * as l10n from '@vscode/l10n';
import { Agents } from '../app/agents/agents.ts';
import { usualPatienceMs } from '../app/agents/patientUi.ts';
import { toUnread } from '../app/agents/workspaceFile.ts';
import type { TaskResource } from '../core/model/resource.ts';
import type { CauseTarget } from '../core/places/documentPath.ts';
import { loadMcp } from '../node/load.ts';
import { nodeHost } from '../node/nodeHost.ts';
import { readFileBelow } from '../node/workspaceFile.ts';
import { accountOptions, namesAccount, toAccountOptions } from './account.ts';
import { makeApp } from './app.ts';
import type { CliCommand } from './commandLine.ts';
import { findCommand, toCommandLine } from './commandOf.ts';
import { exitCodes, WrongUse } from './exit.ts';
import type { Output } from './output.ts';
import { type SessionParts, withParts, withSession } from './session.ts';
import { makeTerminal } from './terminal.ts';
import { readVersion } from './texts.ts';

/** Serves the tools for agents over standard input and output, for the account with which the user has started it. */
export const mcp: CliCommand = {
  describe: () =>
    l10n.t('Let an agent read the account through a Model Context Protocol server on standard input and output'),
  options: accountOptions,
  examples: ['', '--account-url https://contoso.westeurope.batch.azure.com'],
  run(given, output) {
    if (given.text('simulator') === '-')
      throw new WrongUse(l10n.t("The agent uses standard input. Provide the simulator's startup line in a file."));
    if (!namesAccount(given, process.env))
      return withParts(given, output, {}, (parts) => serve(parts, output, {}), remembering);
    return withSession(
      given,
      output,
      undefined,
      async (session) => {
        const { account } = session.store;
        // Starting the server for an account means that the agent may read that account.
        await session.accounts.wish(account.id, { agents: 'allowed' });
        // Another account may be the default where the user runs the command.
        return serve(session, output, toAccountOptions(given, account));
      },
      { isUntried: true, ...remembering },
    );
  },
};

const remembering = { isRemembering: true } as const;

async function serve(parts: SessionParts, output: Output, ofAccount: Readonly<Record<string, string>>) {
  const agents = new Agents({
    ...makeApp(parts, makeTerminal(output, false), () => undefined),
    ...parts,
    isEnabled: () => true,
    findPlace: async () => undefined,
    readWorkspaceFile,
    patienceMs: usualPatienceMs,
    makeNonce: () => nodeHost.makeId(),
    findOwnWay: (asked) => listCommands(asked, ofAccount),
    findCommand: (remedy, target) => {
      const command = findCommand(remedy, target, ofAccount);
      return command && `${program} ${command}`;
    },
  });
  const call: Agents['call'] = async (name, input, options) => {
    const result = await agents.call(name, input, options);
    output.note(l10n.t('{tool}: {count} bytes returned', { tool: name, count: Buffer.byteLength(result.text) }));
    return result;
  };
  await loadMcp().serveStdio({ agents: { call }, version: readVersion() });
  return exitCodes.done;
}

const program = 'azure-batch-why';

/**
 * Lists commands with which a user can retry tasks. No question can be answered here, because standard input belongs to
 * the agent.
 */
function listCommands(
  asked: readonly TaskResource[] | CauseTarget,
  ofAccount: Readonly<Record<string, string>>,
): readonly string[] {
  if ('fingerprint' in asked) {
    const command = findCommand('failures.retry', asked, ofAccount);
    return command === undefined ? [] : [`${program} ${command}`];
  }
  const jobs = new Set(asked.map(({ jobId }) => jobId));
  return [...jobs].flatMap((job) => {
    const taskIds = asked.flatMap(({ jobId, taskId }) => (jobId === job ? [taskId] : []));
    return toCommandLine([program, 'retry'], ofAccount, [job, ...taskIds]) ?? [];
  });
}

/**
 * Reads a file below the folder in which the program was started. Throws `InvalidInput` for any other file, and if it
 * can't be read.
 */
async function readWorkspaceFile(given: string, isLog = false): Promise<string> {
  const folder = process.cwd();
  const text = await readFileBelow(folder, given, isLog);
  if (text === undefined) throw toUnread(l10n.t("The file isn't under {0}.", folder));
  return text;
}
