import * as l10n from '@vscode/l10n';
import { formatNumber } from '../../words/numbers.ts';
import { type CodeEntry, describeCauses } from '../catalogue/entry.ts';
import { readStorageRefusal } from '../catalogue/storageRefusals.ts';
import { isSame, toTime } from '../evidence/time.ts';
import type { FailureCategory } from '../explanation/category.ts';
import { type Draft, toClause, toReason } from '../explanation/draft.ts';
import type { Evidence, Fix } from '../explanation/explanation.ts';
import { type Instruction, toFix } from '../explanation/instruction.ts';
import { joinSentences, listSome, quoteWord } from '../explanation/sentences.ts';
import { findDetail, readSaid } from '../explanation/serviceWords.ts';
import { type AccessVerdict, isSure } from './accessVerdict.ts';
import { categorizeMessage } from './logCause.ts';
import { planAccessStep } from './nextStep.ts';
import { adviseAddress, withHttps } from './proposedEdits.ts';
import { findRefusedResource, isUnnamed, toReadOperation } from './refusedFile.ts';
import { describeHarmlessAccess, identifyRefusal, judgeAccess, lacksIdentity } from './storageAccess.ts';
import { judgeStorageAccount } from './storageAccount.ts';
import {
  atFile,
  describeAddress,
  type FileAtFault,
  findResourceFile,
  identifyContainer,
  identifyFile,
} from './storageFiles.ts';
import { neverRan, type TaskContext } from './taskContext.ts';

/** Matches codes without a clear reason, which is usually a missing identity, a full disk, or a temporary fault. */
const inferring = /miscerror|filewritefailed/i;

/** Explains a file that Batch could not put on the node before the program's start. */
export function explainResourceFile(context: TaskContext, code: string, entry: CodeEntry): Draft {
  const { task, pool } = context;
  const info = task.executionInfo?.failureInfo;
  const named = findResourceFile(info, task.resourceFiles ?? [], pool);
  const at = findTimeOfUse(context);
  const said = readSaid(info);
  const isDenied = /accessdenied/i.test(code) || readStorageRefusal(said) !== undefined;
  const refused = isDenied && isUnnamed(named) ? findRefusedResource(task.resourceFiles ?? [], code, at) : undefined;
  const file = refused ?? named;
  const operation = toReadOperation(file, code);
  const detail = findDetail(info?.details, 'Message', 'Reason');
  const text = entry.text();
  const { meaning } = text;
  const mayAsk = isDenied || lacksIdentity(file);
  const verdict =
    judgeStorageAccount(file, said, 'input') ?? (mayAsk ? judgeAccess(file, operation, at, said) : undefined);
  const category = verdict?.category ?? narrow(entry.category, said);
  const isPassing = entry.transient && verdict === undefined && category !== 'network-dns';
  // Either the file has to be put at the address, or the address has to be corrected.
  const isMissing = isSame(code, 'BlobNotFound') || isSame(code, 'ResourceContainerNotFound');
  const identify = (): string =>
    mayAsk
      ? identifyRefusal(file, operation, at, said)
      : isMissing && file.address !== undefined
        ? identifyContainer(file)
        : identifyFile(file);
  const next = planAccessStep(context, verdict, isPassing ? 'nothing' : isMissing ? 'either' : 'surroundings');
  const steps = verdict === undefined ? listResourceFileFixes(code, file, entry) : withHttps(task, file, verdict);
  const all = steps.map((step) => withSeveral(toFix(step), file));
  const own = all.map((fix, index) => (index === 0 ? atFile(fix, file) : fix));
  const fixes = isDenied ? own : [...adviseAddress(context, file), ...own];
  return {
    category,
    code,
    title: l10n.t(
      '{0} could not start: {1}',
      task.id,
      verdict?.title ?? toResourceFileTitle(code, category, file, meaning),
    ),
    cause: joinSentences([
      describeMissing(code, file) ?? meaning,
      verdict?.reason ?? (detail === undefined ? describeCauses(text) : toReason(detail)),
      file.name === undefined
        ? ''
        : l10n.t(
            "Batch prepares a task's files before it starts the task, and {0} couldn't be downloaded.",
            quoteWord(file.name),
          ),
      neverRan(),
    ]),
    evidence: [
      ...(refused === undefined ? [] : [describeCandidates(task.resourceFiles ?? [])]),
      ...listEvidence(context, file, verdict),
      verdict === undefined ? describeHarmlessAccess(file, operation, at) : undefined,
    ],
    fixes: isPassing ? [...next.fixes, ...fixes] : [...fixes, ...next.fixes],
    change: next.change,
    remedies: entry.remedies.filter((remedy) => remedy !== 'task.retry'),
    confidence: (isSure(verdict, refused) ?? !inferring.test(code)) ? 'certain' : 'likely',
    identity: identify(),
  };
}

/** Adds to a step about one blob what it is for several tasks, which may have other blobs with the same problem. */
function withSeveral(fix: Fix, file: FileAtFault): Fix {
  const { account = '', container = '', blob } = file.address ?? {};
  const place = describeAddress(file);
  if (blob === undefined || place === undefined || !fix.text.includes(place)) return fix;
  const parts = { blob, container, account };
  const alike = l10n.t('files such as {blob} in container {container} in storage account {account}', parts);
  return { ofSeveral: fix.text.replace(place, () => alike), ...fix };
}

/** Returns the time of the request to Azure Storage, which is the last known time of the attempt. */
export function findTimeOfUse({ task, now }: TaskContext): number | undefined {
  const info = task.executionInfo;
  return toTime(info?.endTime ?? info?.startTime ?? task.stateTransitionTime) ?? now;
}

function listEvidence(
  { task }: TaskContext,
  file: FileAtFault,
  verdict: AccessVerdict | undefined,
): readonly (Evidence | undefined)[] {
  return [
    file.address === undefined
      ? describeCandidates(task.resourceFiles ?? [])
      : { text: l10n.t('Address: {0}', file.address.base), source: 'resourceFiles' },
    verdict?.evidence,
  ];
}

/** Names the resource files that may have failed, because the service names none. Undefined if there is only one. */
function describeCandidates(files: readonly { readonly filePath?: string }[]): Evidence | undefined {
  const names = files.map(({ filePath }) => filePath).filter((name) => name !== undefined);
  if (names.length < 2) return undefined;
  return {
    text: l10n.t(
      'The service does not say which of the {0} resource files it was: {1}.',
      formatNumber(files.length),
      listSome(names),
    ),
    source: 'resourceFiles',
  };
}

function narrow(category: FailureCategory, message: string): FailureCategory {
  return category === 'network' ? (categorizeMessage(message) ?? category) : category;
}

function toResourceFileTitle(code: string, category: FailureCategory, file: FileAtFault, meaning: string): string {
  const missing = category === 'missing-file' ? nameMissing(code, file) : undefined;
  if (missing !== undefined) return missing;
  if (file.name === undefined) return toClause(meaning);
  const name = quoteWord(file.name);
  if (/^resource(?:directory|file)/i.test(code)) return l10n.t("{0} could not be written to the node's disk", name);
  if (/list(?:misc|timed)/i.test(code)) return l10n.t('{0} could not be listed', name);
  if (category === 'missing-file') return l10n.t('{0} is missing', name);
  if (category === 'auth-storage') return l10n.t('no access to {0}', name);
  return l10n.t('{0} could not be downloaded', name);
}

/** Returns a title with the name of the missing item in storage, because its path on the node may differ. */
function nameMissing(code: string, { address, container }: FileAtFault): string | undefined {
  if (isSame(code, 'BlobNotFound')) {
    return address?.blob === undefined ? undefined : l10n.t('{0} is missing', quoteWord(address.blob));
  }
  return isSame(code, 'ResourceContainerNotFound') && container !== undefined
    ? l10n.t('input container {0} is missing', container)
    : undefined;
}

function describeMissing(code: string, { address }: FileAtFault): string | undefined {
  if (address?.account === undefined || address.container === undefined) return undefined;
  if (isSame(code, 'BlobNotFound') && address.blob !== undefined) {
    return l10n.t(
      'The storage account {0} has no blob {1} in its container {2}.',
      address.account,
      address.blob,
      address.container,
    );
  }
  return isSame(code, 'ResourceContainerNotFound')
    ? l10n.t('The storage account {0} has no container {1}.', address.account, address.container)
    : undefined;
}

function listResourceFileFixes(code: string, file: FileAtFault, entry: CodeEntry): readonly Instruction[] {
  const { account, container, blob } = file.address ?? {};
  if (isSame(code, 'BlobNotFound') && account !== undefined && container !== undefined && blob !== undefined) {
    const text = l10n.t(
      'Upload {0} to container {1} in storage account {2}, or correct the address: blob names are case-sensitive.',
      blob,
      container,
      account,
    );
    const ofSeveral = l10n.t(
      'Upload what is missing to container {container} in storage account {account}, or correct the addresses: blob names are case-sensitive.',
      { container, account },
    );
    return [{ text, ofSeveral }];
  }
  return isSame(code, 'ResourceContainerNotFound') && file.container !== undefined
    ? [l10n.t('Create the container {0} with the files in it, or correct its name.', file.container)]
    : entry.text().fixes;
}
