import type { NodeFile } from '../../core/model/nodeFile.ts';
import { toPage } from '../pages.ts';
import type { FilePort, Page } from '../ports.ts';

/** Files are small items, and a folder is rarely larger. */
const pageSize = 1000;

/**
 * The direct children of a folder, page by page. The service lists either the root's children or everything below a
 * prefix, so a folder inside is listed whole and what lies deeper is left out: pages of deeper files only are empty. The prefix carries no final slash:
 * Windows nodes have a backslash there.
 */
export async function* listFolder<Owner>(
  files: FilePort<Owner>,
  owner: Owner,
  folder: string,
  signal: AbortSignal,
): AsyncGenerator<Page<NodeFile>> {
  const inside = folder === '' ? {} : { recursive: true, namePrefix: folder };
  for await (const page of files.listFiles(owner, { ...inside, pageSize, signal, isPatient: true })) {
    const children = page.filter(({ name }) => isChild(name, folder));
    yield toPage(children, page.isLast ?? false, page.damaged);
  }
}

function isChild(name: string, folder: string): boolean {
  const prefix = folder === '' ? '' : `${folder}/`;
  return name.startsWith(prefix) && name.length > prefix.length && !name.includes('/', prefix.length);
}
