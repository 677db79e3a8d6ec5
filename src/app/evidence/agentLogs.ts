import type { AgentLog } from '../../core/diagnosis/pool/agentLogs.ts';
import { agentLogsFolder, agentLogsKey, readSavedAgentLogs, type SavedAgentLogs } from '../../core/model/agentLogs.ts';
import { BatchError } from '../../core/model/batchError.ts';
import type { NodeFile } from '../../core/model/nodeFile.ts';
import type { NodeResource } from '../../core/model/resource.ts';
import { readAs } from '../../core/model/shape.ts';
import type { BatchService, NodeOwner } from '../../service/ports.ts';
import { saveLasting } from '../lastingState.ts';
import type { State } from '../ports.ts';
import { briefBytes, readLog, toRemoteFile } from './readLog.ts';
import { readAllPages } from './readPages.ts';

const mostLogs = 3;

/** Sorts agent logs, those for errors and warnings first. Leaves out folders and empty files. */
export function pickAgentLogs(files: readonly NodeFile[]): readonly NodeFile[] {
  const rank = ({ name }: NodeFile): number =>
    /err/i.test(name) ? 0 : /warn/i.test(name) ? 1 : /agent/i.test(name) ? 2 : 3;
  return files
    .filter(({ isDirectory, properties }) => !isDirectory && (properties?.contentLength ?? 0) > 0)
    .toSorted((one, other) => rank(one) - rank(other));
}

/**
 * Reads the ends of the logs that a node's agent last uploaded; empty if there are none or storage does not return
 * them. Throws errors that do not come from the service.
 */
export async function readAgentLogs(
  { nodeFiles }: Pick<BatchService, 'nodeFiles'>,
  node: NodeResource,
): Promise<readonly AgentLog[]> {
  try {
    const [newest] = await list(nodeFiles, node, `${agentLogsFolder}/`);
    if (newest === undefined) return [];
    const files = pickAgentLogs(await list(nodeFiles, node, `${newest.name}/`)).slice(0, mostLogs);
    const read = files.map(({ name }) => readLog(toRemoteFile(nodeFiles, node, name), name, undefined, briefBytes));
    return (await Promise.all(read)).flatMap(({ path, text }) => (text === undefined ? [] : [{ path, text }]));
  } catch (error) {
    if (BatchError.is(error)) return [];
    throw error;
  }
}

/** Lists everything below `namePrefix` on the node, including folders. */
function list(files: BatchService['nodeFiles'], owner: NodeOwner, namePrefix: string): Promise<readonly NodeFile[]> {
  return readAllPages(files.listFiles(owner, { recursive: true, namePrefix }));
}

const mostSaved = 200;

/** Remembers where nodes uploaded their agent logs. */
export async function rememberUploads(state: State, uploads: readonly SavedAgentLogs[]): Promise<void> {
  await saveLasting(state, agentLogsKey, [...readUploads(state), ...uploads].slice(-mostSaved));
}

/** Forgets the uploads of an account's nodes. */
export async function forgetUploads(state: State, accountId: string): Promise<void> {
  const known = readUploads(state);
  const others = known.filter((upload) => upload.accountId !== accountId);
  if (others.length < known.length) await saveLasting(state, agentLogsKey, others);
}

function readUploads(state: State): readonly SavedAgentLogs[] {
  return readAs(readSavedAgentLogs, state.get(agentLogsKey)).value ?? [];
}
