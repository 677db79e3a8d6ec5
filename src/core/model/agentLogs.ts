import { list, needed, object, type Read, text } from './shape.ts';

/** Where a node has uploaded the logs of its agent, as it is remembered. */
export interface SavedAgentLogs {
  readonly accountId: string;
  readonly poolId: string;
  readonly nodeId: string;
  /** Address of the container, without a signature. */
  readonly containerUrl: string;
  readonly folder: string;
  /** ISO 8601. */
  readonly at: string;
}

export const readSavedAgentLogs: Read<readonly SavedAgentLogs[]> = list(
  object<SavedAgentLogs>({
    accountId: needed(text),
    poolId: needed(text),
    nodeId: needed(text),
    containerUrl: needed(text),
    folder: needed(text),
    at: needed(text),
  }),
);

/** By what they are kept in the state of the application. */
export const agentLogsKey = 'azureBatch.agentLogs';

/** The folder among the files of a node in which the logs of its agent are shown that it has uploaded. */
export const agentLogsFolder = '$AgentLogs';

/** The folder of one upload there; its name is the time of it, as a name of files. */
export function toAgentLogsFolder(at: string): string {
  return `${agentLogsFolder}/${at.replace(/\.\d+/, '').replaceAll(':', '-')}`;
}
