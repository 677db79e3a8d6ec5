import * as l10n from '@vscode/l10n';
import { BatchError } from '../../core/model/batchError.ts';
import type { Application } from '../../core/model/offer.ts';
import { toVisibleJson } from '../../core/text/visibleJson.ts';
import type { BatchService } from '../../service/ports.ts';

/** Renders an account's application with its versions, as JSON. Throws the reason if the application is not known. */
export async function renderApplication({ offer }: Pick<BatchService, 'offer'>, id: string): Promise<string> {
  const answer = await offer.listApplications();
  if ('whyUnknown' in answer) throw new BatchError({ code: 'Unknown', message: answer.whyUnknown });
  const application = findApplicationById(answer.items, id);
  if (application === undefined)
    throw new BatchError({
      code: 'ApplicationNotFound',
      status: 404,
      message: l10n.t("The account doesn't have application {0}.", id),
    });
  return toVisibleJson(application);
}

/** Finds an application by its ID. Batch ignores the case of these IDs. */
export function findApplicationById(all: readonly Application[], id: string): Application | undefined {
  return all.find((one) => one.id.toLowerCase() === id.toLowerCase());
}
