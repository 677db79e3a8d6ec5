import { list, needed, object, type Read, text } from './shape.ts';

/** Place that a node uploaded its agent logs to, as remembered. */
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

/** Key of the uploads in the application's state. */
export const agentLogsKey = 'azureBatch.agentLogs';

/** Folder in a node's file tree that shows its uploaded agent logs. */
export const agentLogsFolder = '$AgentLogs';

/** Returns the folder of one upload, named by the upload's time in characters that file names allow. */
export function toAgentLogsFolder(at: string): string {
  return `${agentLogsFolder}/${at.replace(/\.\d+/, '').replaceAll(':', '-')}`;
}
