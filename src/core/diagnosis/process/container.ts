import * as l10n from '@vscode/l10n';
import type { FailureInfo } from '../../model/common.ts';
import type { Pool } from '../../model/pool.ts';
import type { Task } from '../../model/task.ts';
import { type CodeEntry, describeCauses, judgeCauses } from '../catalogue/entry.ts';
import { findCode } from '../catalogue/find.ts';
import { maskLiterals } from '../evidence/mask.ts';
import { isSame } from '../evidence/time.ts';
import type { FailureCategory } from '../explanation/category.ts';
import { type Draft, toClause, toReason } from '../explanation/draft.ts';
import type { Evidence, Fix } from '../explanation/explanation.ts';
import { toFix } from '../explanation/instruction.ts';
import { joinSentences } from '../explanation/sentences.ts';
import { findDetail } from '../explanation/serviceWords.ts';
import { findImageCause, listRegistries } from './imageCause.ts';
import { categorizeMessage } from './logCause.ts';
import { findMountCause } from './mountCause.ts';
import { planNextStep } from './nextStep.ts';
import { replaceImage, withEdit } from './proposedEdits.ts';
import type { TaskContext } from './taskContext.ts';

/** Explains a container that could not be obtained or run. Undefined for other codes. */
export function explainContainer(context: TaskContext): Draft | undefined {
  const { task, pool } = context;
  const info = task.executionInfo?.failureInfo;
  const known = findCode('taskFailure', info?.code);
  if (known === undefined || !/^(container|mount)/i.test(known.code)) return undefined;
  const { code, entry } = known;
  const isMount = isSame(code, 'MountConfigurationError');
  const image = isMount ? undefined : task.containerSettings?.imageName;
  const detail = findDetail(info?.details, 'Message', 'Reason') ?? task.executionInfo?.containerInfo?.error;
  const option = isSame(code, 'ContainerInvalidSettings') ? findRefusedOption(task, info) : undefined;
  const cause = isMount
    ? findMountCause(detail ?? '')
    : option === undefined
      ? findImageCause(detail ?? '', image ?? l10n.t('of the task'), listRegistries(pool, task))
      : undefined;
  const category = cause?.category ?? judgeContainer(entry, `${info?.message ?? ''} ${detail ?? ''}`);
  const text = entry.text();
  const { meaning } = text;
  const isOfSettings = isSame(code, 'ContainerInvalidSettings') && cause === undefined;
  const setting = isOfSettings && option === undefined ? findNamedSetting(task, detail) : undefined;
  const isRead = cause !== undefined || option !== undefined;
  const change = isOfSettings ? 'definition' : cause?.change;
  const next = change === undefined ? undefined : planNextStep(context, change);
  return {
    category,
    code,
    title: l10n.t(
      '{0} failed: {1}',
      task.id,
      option === undefined
        ? (cause?.what ??
            (setting === undefined
              ? toContainerTitle(code, meaning, image)
              : l10n.t('Batch rejects the container setting {0}', setting)))
        : l10n.t('Batch rejects the container option {0}', option),
    ),
    cause: joinSentences([
      // If the cause is different, such as a full disk, the meaning of the code would contradict the title.
      cause === undefined || cause.category === 'image-pull' ? meaning : '',
      detail === undefined || detail === '' ? describeCauses(text) : toReason(detail),
    ]),
    evidence: [
      image === undefined ? undefined : { text: image, source: 'containerSettings.imageName' },
      describeContainer(context),
      isSame(code, 'ContainerPoolNotSupported') && pool !== undefined ? describePool(pool) : undefined,
    ],
    fixes: [
      ...(category === 'image-pull' ? adviseImage(context) : []),
      ...(option === undefined ? (cause?.fixes ?? text.fixes) : [adviseWithout(option)])
        .map(toFix)
        .map((fix) =>
          isMount ? fix : { ...fix, property: ['containerSettings', ...(setting === undefined ? [] : [setting])] },
        ),
      ...(next?.fixes ?? []),
    ],
    change: next?.change,
    remedies: [
      ...(next === undefined ? entry.remedies : []),
      ...(cause?.category === 'node' ? (['node.reboot'] as const) : []),
    ],
    confidence: category === 'other' ? 'guess' : isRead ? 'certain' : judgeCauses(text),
    identity: `${image ?? ''}|${maskLiterals(detail ?? '')}`,
  };
}

/** Finds the container option that the service names as not accepted. */
function findRefusedOption({ containerSettings }: Task, info: FailureInfo | undefined): string | undefined {
  const options = containerSettings?.containerRunOptions ?? '';
  const said = (info?.details ?? []).map(({ value = '' }) => value).join('\n');
  const named = [...options.slice(0, 4000).matchAll(/(?:^|\s)(--?[a-z][\w-]*)/gi)].map(([, option = '']) => option);
  // If the service quotes all options, the one at fault is a first word without a hyphen, or the only option.
  const first = /^\s*([^\s-]\S*)/.exec(options)?.[1];
  if (/\s/.test(options.trim()) && said.includes(options.trim()) && (first !== undefined || named.length > 1))
    return first;
  return named.find((option) => new Set(said.split(/[\s=,;:'"]+/)).has(option));
}

/** Finds the only container setting that the service's message names, such as `the working directory`. */
function findNamedSetting({ containerSettings = {} }: Task, said = ''): string | undefined {
  const toWords = (key: string): string => key.replace(/[A-Z]/g, (letter) => ` ${letter}`);
  const named = Object.keys(containerSettings).filter((key) => said.toLowerCase().includes(toWords(key).toLowerCase()));
  return named.length === 1 ? named[0] : undefined;
}

function adviseWithout(option: string): string {
  return option === '--gpus'
    ? l10n.t(
        'Remove {0} from `containerRunOptions`: on VM sizes with GPUs, Batch gives them to containers by itself.',
        option,
      )
    : l10n.t("Remove {0} from `containerRunOptions`: Batch doesn't accept it.", option);
}

/** Returns the category of the runtime's message, which is more specific than that of the code, if it has one. */
function judgeContainer(entry: CodeEntry, message: string): FailureCategory {
  const said = categorizeMessage(message);
  return entry.category === 'other' ? (said ?? 'other') : entry.category;
}

function adviseImage(context: TaskContext): readonly Fix[] {
  const edit = replaceImage(context);
  if (edit === undefined) return [];
  return [withEdit({ text: l10n.t('Use the image {0}, which worked in this job.', String(edit.value)) }, edit)];
}

function toContainerTitle(code: string, meaning: string, image: string | undefined): string {
  if (image !== undefined && isSame(code, 'ContainerInvalidImage')) {
    return l10n.t('the image {0} could not be used', image);
  }
  return image !== undefined && isSame(code, 'ContainerMiscError')
    ? l10n.t('the image {0} could not be run', image)
    : toClause(meaning);
}

function describePool({ id, virtualMachineConfiguration: configuration }: Pool): Evidence {
  return {
    text:
      configuration?.containerConfiguration === undefined
        ? l10n.t('The pool has no `containerConfiguration`.')
        : l10n.t('The pool has a `containerConfiguration`, so its image probably lacks a container runtime.'),
    source: `pool ${id}`,
  };
}

/** Quotes the container runtime's error; undefined if there is none. */
export function describeContainer({ task }: TaskContext): Evidence | undefined {
  const { state, error } = task.executionInfo?.containerInfo ?? {};
  if (error === undefined || error === '') return undefined;
  return {
    text: state === undefined ? error : l10n.t('The container is {state}: {error}', { state, error }),
    source: 'containerInfo',
  };
}
