import type { NodeFile, NodeFileProperties } from '../../core/model/nodeFile.ts';
import { findMissing } from '../../core/refusals/unreadFile.ts';
import { toPage } from '../pages.ts';
import type {
  CallOptions,
  FileBytes,
  FileListOptions,
  FilePort,
  NodeOwner,
  Page,
  ReadOptions,
  SavedFiles,
} from '../ports.ts';
import type { AgentLogs } from './agentLogs.ts';
import { type Copy, readCopy } from './copy.ts';
import { findSavedCopy } from './savedCopies.ts';

/**
 * Files of nodes, with two additions: files saved before an action, once a node no longer has them; and the agent logs
 * that the node has uploaded.
 */
export class NodeFiles implements FilePort<NodeOwner> {
  readonly #files: FilePort<NodeOwner>;
  readonly #agentLogs: AgentLogs;
  readonly #saved: SavedFiles | undefined;

  constructor(files: FilePort<NodeOwner>, agentLogs: AgentLogs, saved: SavedFiles | undefined) {
    this.#files = files;
    this.#agentLogs = agentLogs;
    this.#saved = saved;
  }

  async *listFiles(owner: NodeOwner, options: FileListOptions = {}): AsyncGenerator<Page<NodeFile>> {
    const { namePrefix } = options;
    if (namePrefix !== undefined && this.#agentLogs.has(namePrefix)) {
      yield toPage([...(await this.#agentLogs.list(owner, namePrefix, options))], true);
      return;
    }
    const above = namePrefix === undefined && options.recursive !== true ? this.#agentLogs.listTop(owner) : [];
    let isFirst = true;
    try {
      for await (const page of this.#files.listFiles(owner, options)) {
        yield isFirst ? toPage([...above, ...page], page.isLast ?? false, page.damaged) : page;
        isFirst = false;
      }
    } catch (error) {
      // A node that doesn't respond still has its uploaded agent logs; the error is shown in the node's row.
      if (!isFirst || above.length === 0 || findMissing(error, '') === undefined) throw error;
      yield toPage([...above], true);
    }
  }

  async getFileProperties(owner: NodeOwner, path: string, options: CallOptions = {}): Promise<NodeFileProperties> {
    if (this.#agentLogs.has(path)) return this.#agentLogs.getProperties(owner, path, options);
    try {
      return await this.#files.getFileProperties(owner, path, options);
    } catch (error) {
      return (await this.#find(error, owner, path)).properties;
    }
  }

  async readFile(owner: NodeOwner, path: string, options: ReadOptions = {}): Promise<FileBytes> {
    if (this.#agentLogs.has(path)) return this.#agentLogs.read(owner, path, options);
    try {
      return await this.#files.readFile(owner, path, options);
    } catch (error) {
      return await readCopy(await this.#find(error, owner, path), options);
    }
  }

  /** Finds the saved copy of a file that Batch refused with `error`. Throws that error if there is none. */
  async #find(error: unknown, owner: NodeOwner, path: string): Promise<Copy> {
    if (findMissing(error, path) === undefined || this.#saved === undefined) throw error;
    const found = findSavedCopy(await this.#saved.ofNode(owner).catch(() => []), path);
    if ('otherRunAt' in found) throw error;
    return found;
  }
}
