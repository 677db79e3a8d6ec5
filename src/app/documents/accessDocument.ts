import * as l10n from '@vscode/l10n';
import { toAccessPage } from '../../core/connect/poolAccess.ts';
import type { PoolResource } from '../../core/model/resource.ts';
import { Links } from '../../core/page/links.ts';
import type { BatchService } from '../../service/ports.ts';
import { toCommandId } from '../commandId.ts';
import type { DrawnDocument } from '../explain/explained.ts';
import { drawDocument } from './drawnDocument.ts';

/** Renders a page that shows who can reach which ports of a pool's nodes. Throws the service's errors. */
export async function drawAccess(
  { pools }: Pick<BatchService, 'pools'>,
  resource: PoolResource,
): Promise<DrawnDocument> {
  return drawDocument(
    { resource, document: 'access' },
    toAccessPage(await pools.getPool(resource.poolId)),
    new Links(),
    [
      { title: l10n.t('Copy Endpoint Configuration…'), command: toCommandId('pool.copyEndpoints'), of: resource },
      { title: l10n.t('Properties'), opens: { resource, document: 'json' } },
    ],
  );
}
