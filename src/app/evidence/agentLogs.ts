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

/** An agent writes dozens of logs; so many are read. */
const mostLogs = 3;

/** The logs of an agent that say most of what went wrong, the first before others: those of warnings and errors. */
export function pickAgentLogs(files: readonly NodeFile[]): readonly NodeFile[] {
  const rank = ({ name }: NodeFile): number =>
    /err/i.test(name) ? 0 : /warn/i.test(name) ? 1 : /agent/i.test(name) ? 2 : 3;
  return files
    .filter(({ isDirectory, properties }) => !isDirectory && (properties?.contentLength ?? 0) > 0)
    .toSorted((one, other) => rank(one) - rank(other));
}

/**
 * The ends of the logs that the agent of a node has uploaded last; none where it has uploaded nothing, or storage does not
 * give it. Throws what is no answer of the service.
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

function list(files: BatchService['nodeFiles'], owner: NodeOwner, namePrefix: string): Promise<readonly NodeFile[]> {
  return readAllPages(files.listFiles(owner, { recursive: true, namePrefix }));
}

/** So many uploads are remembered. */
const mostSaved = 200;

/** Remembers where nodes have uploaded the logs of their agents. */
export async function rememberUploads(state: State, uploads: readonly SavedAgentLogs[]): Promise<void> {
  await saveLasting(state, agentLogsKey, [...readUploads(state), ...uploads].slice(-mostSaved));
}

/** Forgets where the nodes of an account have. */
export async function forgetUploads(state: State, accountId: string): Promise<void> {
  const known = readUploads(state);
  const others = known.filter((upload) => upload.accountId !== accountId);
  if (others.length < known.length) await saveLasting(state, agentLogsKey, others);
}

function readUploads(state: State): readonly SavedAgentLogs[] {
  return readAs(readSavedAgentLogs, state.get(agentLogsKey)).value ?? [];
}
