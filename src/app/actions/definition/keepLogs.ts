import * as l10n from '@vscode/l10n';
import { toShown } from '../../../core/definitions/hiddenValues.ts';
import type { LogUpload } from '../../../core/diagnosis/lint/keepLogs.ts';
import { BatchError, toInvalidInput } from '../../../core/model/batchError.ts';
import { Cancelled } from '../../../core/model/cancelled.ts';
import type { OutputFile } from '../../../core/model/common.ts';
import type { Task } from '../../../core/model/task.ts';
import type { DefinitionDocument } from '../../definitions/definitionDocument.ts';
import type { TaskDraft } from '../../definitions/draft.ts';
import { findDraft } from '../../definitions/draft.ts';
import { readFirstPage } from '../../evidence/readPages.ts';
import { openDefinition } from '../definition/openDefinition.ts';
import type { Contribution } from '../verb/contribution.ts';
import type { WindowApp, WindowCommand } from '../verb/window.ts';

export const contribution: Contribution = { title: 'Keep the Logs of Failing Tasks…', effect: 'reads' };

type Container = LogUpload['container'];

/** Placeholder for an address in the user's own file: the user decides whether a signature goes into it. */
const toFillIn = 'https://<account>.blob.core.windows.net/<container>?<SAS>';
/** Number of the job's tasks whose upload destinations are read. */
const siblingCount = 100;

/**
 * Makes the tasks of a definition upload their logs when they fail, to a container that the user chooses. In a draft
 * opened from a task, the signature of its address is hidden and stays in memory.
 */
export const run: WindowCommand = async (services, args) => keepLogsOf(services, await openDefinition(services, args));

/** Does so for the definition in a document. Throws `BatchError` and `Cancelled`. */
export async function keepLogsOf(services: WindowApp, document: DefinitionDocument): Promise<void> {
  const draft = findDraft(document, 'task');
  const isTask = draft !== undefined;
  const { keepLogs, listLosingLogs } = services.bundles.diagnosis();
  if (listLosingLogs(document.text, isTask).length === 0)
    throw toInvalidInput(l10n.t('No task in this definition would lose its logs when it fails.'));
  const title = l10n.t('Keep the logs of failing tasks');
  const container = await pickContainer(services, document, draft, title);
  const uploadCondition = await pickCondition(services, title);
  await document.replace(keepLogs(document.text, { container, uploadCondition }, isTask));
  await document.select(document.text.indexOf('"../std*.txt"'), 0);
  services.ui.notify(
    'status',
    l10n.t('The definition now uploads the logs of failing tasks. Check it, then submit it.'),
  );
}

/** Asks for the container and, in a draft, the job's folder in it; returns the address as the document shows it. */
async function pickContainer(
  services: WindowApp,
  document: DefinitionDocument,
  draft: TaskDraft | undefined,
  title: string,
): Promise<Container> {
  const { checkUploadContainer, listDefinedUploads } = services.bundles.diagnosis();
  const now = new Date(services.clock.now());
  const uploads = draft === undefined ? listDefinedUploads(document.text) : await listUploads(services, draft);
  const known = new Map<string, Container>();
  for (const { container } of uploads.map(({ destination }) => destination)) {
    if (container === undefined) continue;
    const isWritable = container.identityReference !== undefined || !checkUploadContainer(container.containerUrl, now);
    const { shown } = toShown(container.containerUrl);
    if (isWritable && !known.has(shown)) known.set(shown, container);
  }
  const items = [...known].map(([shown, container]) => ({
    label: shown.replace(/\?.*/s, ''),
    detail:
      draft === undefined
        ? l10n.t('Tasks in this file upload to this container.')
        : l10n.t('Tasks in this job upload to this container.'),
    pick: async () => container,
  }));
  const other =
    draft === undefined
      ? {
          label: l10n.t('Another Container'),
          detail: l10n.t('You enter its URL in the file.'),
          pick: async (): Promise<Container> => ({ containerUrl: toFillIn }),
        }
      : { label: l10n.t('Another Container…'), pick: () => enterContainer(services, title, now) };
  const chosen = await services.ui.choose([...items, other], {
    title,
    placeholder: l10n.t('Container to which the tasks upload their logs'),
  });
  if (chosen === undefined) throw new Cancelled();
  const { containerUrl, identityReference } = await chosen.pick();
  const identity = identityReference === undefined ? {} : { identityReference };
  if (draft === undefined) return { containerUrl, ...identity };
  const { shown, isSecret } = toShown(containerUrl);
  if (isSecret) draft.entered.set(shown, containerUrl);
  return { containerUrl: shown, path: draft.resource.jobId, ...identity };
}

/** Lists the uploads of the draft's task, and of other tasks in its job. */
async function listUploads({ accounts }: WindowApp, draft: TaskDraft): Promise<readonly OutputFile[]> {
  const { service } = await accounts.getStore(draft.resource.accountId);
  const options = { select: ['id', 'outputFiles'] as const, pageSize: siblingCount };
  let others: readonly Task[] = [];
  try {
    others = await readFirstPage(service.tasks.listTasks(draft.resource.jobId, options));
  } catch (error) {
    // Without the other tasks, the user enters a container.
    if (!BatchError.is(error)) throw error;
  }
  return [draft.original, ...others].flatMap(({ outputFiles = [] }) => outputFiles);
}

/** Asks for the address of a container. It contains a signature, so it is entered like a password and not saved. */
async function enterContainer(services: WindowApp, title: string, now: Date): Promise<Container> {
  const url = await services.ui.enter({
    title,
    prompt: l10n.t('SAS URL of a blob container that grants write permission until the tasks have ended'),
    isSecret: true,
    check: (text) => services.bundles.diagnosis().checkUploadContainer(text, now),
  });
  if (url === undefined) throw new Cancelled();
  return { containerUrl: url.trim() };
}

/**
 * Asks when the logs are uploaded, and explains the cases that neither choice covers: Batch decides by the program's
 * exit code (REST: "OutputFileUploadCondition").
 */
async function pickCondition({ ui }: WindowApp, title: string): Promise<LogUpload['uploadCondition']> {
  const items = [
    {
      label: l10n.t('When the Program Fails'),
      detail: l10n.t('Uploads the logs after an exit code other than 0.'),
      condition: 'taskfailure',
    },
    {
      label: l10n.t('Always'),
      detail: l10n.t('Uploads the logs of tasks that succeed, too. This takes more storage.'),
      condition: 'taskcompletion',
    },
  ] as const;
  const placeholder = l10n.t('Neither option saves the logs of a run whose node is lost or preempted');
  const chosen = await ui.choose(items, { title, placeholder });
  if (chosen === undefined) throw new Cancelled();
  return chosen.condition;
}
