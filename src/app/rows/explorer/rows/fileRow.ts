import * as l10n from '@vscode/l10n';
import type { NodeFile } from '../../../../core/model/nodeFile.ts';
import { formatBytes } from '../../../../core/query/numbers.ts';
import { joinParts } from '../../../../core/text/lists.ts';
import { toCommandId } from '../../../commandId.ts';
import { type Row, toFacts, toLongTime, toShortTime, type Viewer } from '../../row.ts';

/** A file or folder of a task or a node. */
export function toFileRow(kind: 'taskFile' | 'nodeFile', file: NodeFile, reader: Viewer): Row {
  const label = file.name.split('/').at(-1) ?? file.name;
  if (file.isDirectory) return { kind, words: ['folder'], label, icon: 'folder', children: 'collapsed' };
  const size = file.properties?.contentLength;
  const description = joinParts(
    size !== undefined && formatBytes(size),
    toShortTime(file.properties?.lastModified, reader),
  );
  return {
    kind,
    label,
    ...(description === undefined ? {} : { description }),
    icon: 'file',
    children: 'none',
    command: toCommandId('file.open'),
    facts: () =>
      toFacts({
        [l10n.t('File')]: file.name,
        [l10n.t('Size')]: size === undefined ? undefined : formatBytes(size),
        [l10n.t('Modified')]: toLongTime(file.properties?.lastModified, reader),
        [l10n.t('Type')]: file.properties?.contentType,
      }),
  };
}
