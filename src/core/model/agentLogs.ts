import { type Infer, list, needed, object, text } from './shape.ts';

export const readSavedAgentLogs = list(
  object({
    accountId: needed(text),
    poolId: needed(text),
    nodeId: needed(text),
    /** Address of the container, without a signature. */
    containerUrl: needed(text),
    folder: needed(text),
    /** ISO 8601. */
    at: needed(text),
  }),
);

/** Place that a node uploaded its agent logs to, as remembered. */
export type SavedAgentLogs = Infer<typeof readSavedAgentLogs>[number];

/** Key of the uploads in the application's state. */
export const agentLogsKey = 'azureBatch.agentLogs';

/** Folder in a node's file tree that shows its uploaded agent logs. */
export const agentLogsFolder = '$AgentLogs';

/** Returns the folder of one upload, named by the upload's time in characters that file names allow. */
export function toAgentLogsFolder(at: string): string {
  return `${agentLogsFolder}/${at.replace(/\.\d+/, '').replaceAll(':', '-')}`;
}
