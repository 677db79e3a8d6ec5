import * as l10n from '@vscode/l10n';
import { isAgain } from '../../changes/remediesOfSteps.ts';
import { isSucceeded, type Task } from '../../model/task.ts';
import { type CodeEntry, describeCauses, judgeCauses } from '../catalogue/entry.ts';
import { findCode } from '../catalogue/find.ts';
import { type CommandLineFacts, describeCommandLine } from '../evidence/commandLine.ts';
import { maskLiterals } from '../evidence/mask.ts';
import { isSame } from '../evidence/time.ts';
import { type Draft, toClause, toReason } from '../explanation/draft.ts';
import type { Fix } from '../explanation/explanation.ts';
import { toFix } from '../explanation/instruction.ts';
import { joinSentences } from '../explanation/sentences.ts';
import { findDetail, readSaid } from '../explanation/serviceWords.ts';
import { categorizeMessage } from './logCause.ts';
import { planNextStep } from './nextStep.ts';
import { adviseFile, replaceVersion, runInShell, takeCommandLine, withEdit } from './proposedEdits.ts';
import { explainResourceFile } from './resourceFile.ts';
import { neverRan, type TaskContext } from './taskContext.ts';

/** Explains a task that never ran because it could not be prepared or launched; undefined for other codes. */
export function explainPreProcessing(context: TaskContext): Draft | undefined {
  const known = findCode('taskScheduling', context.task.executionInfo?.failureInfo?.code);
  if (known === undefined) return undefined;
  const { code, entry } = known;
  if (/^(blob|resource)/i.test(code)) return explainResourceFile(context, code, entry);
  if (/^command/i.test(code)) return explainCommand(context, code, entry);
  return isSame(code, 'ApplicationPackageError')
    ? explainPackage(context, code, entry)
    : explainByCatalogue(context, code, entry);
}

/** Explains a code by its catalog entry and the details that the service adds. */
export function explainByCatalogue(context: TaskContext, code: string, entry: CodeEntry): Draft {
  const { task } = context;
  const text = entry.text();
  const { meaning, fixes } = text;
  const detail = findDetail(task.executionInfo?.failureInfo?.details, 'Message', 'Reason');
  const next = planNextStep(context, entry.transient ? 'nothing' : 'surroundings');
  const own = fixes.map(toFix);
  return {
    category: entry.category,
    code,
    title: l10n.t('{0} could not start: {1}', task.id, toClause(meaning)),
    cause: [meaning, describeCauses(text), ...(detail === undefined ? [] : [toReason(detail)]), neverRan()].join(' '),
    fixes: entry.transient ? [...next.fixes, ...own] : [...own, ...next.fixes],
    remedies: entry.remedies.filter((remedy) => !isAgain(remedy)),
    change: next.change,
    confidence: entry.category === 'service' ? 'guess' : judgeCauses(text),
    identity: maskLiterals(detail ?? ''),
  };
}

/** Explains an application package. The details name one, `blender#4.1`; the task's definition names all. */
function explainPackage(context: TaskContext, code: string, entry: CodeEntry): Draft {
  const other = explainByCatalogue(context, code, entry);
  const { task } = context;
  const named = findDetail(task.executionInfo?.failureInfo?.details, 'ApplicationPackageReference', 'Application');
  const packages = (task.applicationPackageReferences ?? []).map(({ applicationId, version }) =>
    version === undefined ? applicationId : `${applicationId}#${version}`,
  );
  const which = named ?? (packages.length > 0 ? packages.join(', ') : undefined);
  if (which === undefined) return other;
  const unpacking = explainUnpacking(readSaid(task.executionInfo?.failureInfo), which);
  return {
    ...other,
    title:
      unpacking === undefined
        ? l10n.t("{0} could not start: its application package {1} couldn't be deployed to the node", task.id, which)
        : l10n.t("{task} could not start: its application package {which} couldn't be unpacked on the node", {
            task: task.id,
            which,
          }),
    ...(unpacking === undefined ? {} : { cause: joinSentences([unpacking.why, other.cause]), confidence: 'likely' }),
    evidence: [{ text: which, source: 'applicationPackageReferences' }],
    fixes: [
      unpacking?.fix ?? {
        text: l10n.t(
          'Check that {0} exists and is active in the account, and that the node can reach the auto-storage account.',
          which,
        ),
        property: ['applicationPackageReferences'],
      },
      ...adviseVersion(context),
      ...(other.fixes ?? []).slice(entry.text().fixes.length),
    ],
    identity: which,
  };
}

const unpackFails =
  /\b(?:unzip|unpack|extract)\w{0,20}\b.{0,60}\b(?:fail|error|could ?n[o']t)|\b(?:fail|error|could ?n[o']t).{0,60}\b(?:unzip|unpack|extract)|\bpath\b.{0,60}\btoo long\b|End of Central Directory/i;

/**
 * Explains that a package was downloaded but could not be unpacked; undefined if the service reports nothing like that.
 */
export function explainUnpacking(said: string, name: string): { readonly why: string; readonly fix: Fix } | undefined {
  if (!unpackFails.test(said)) return undefined;
  return {
    why: l10n.t('The package was downloaded, so storage let the node read it; unpacking it failed.'),
    fix: {
      text: l10n.t(
        'Check the archive {0}: unpack it elsewhere, shorten its paths (Windows allows 260 characters in all), and upload it again.',
        name,
      ),
    },
  };
}

function adviseVersion(context: TaskContext): readonly Fix[] {
  const edit = replaceVersion(context);
  if (edit === undefined) return [];
  const text = l10n.t("Use version {0} of the application, as this job's successful tasks do.", String(edit.value));
  return [withEdit({ text }, edit)];
}

/** Explains a command line whose program does not exist or could not be launched. */
function explainCommand(context: TaskContext, code: string, entry: CodeEntry): Draft {
  const { task, os } = context;
  const text = entry.text();
  const { meaning, fixes } = text;
  const command: CommandLineFacts = describeCommandLine(task.commandLine ?? '', os, task.resourceFiles);
  const detail = findDetail(task.executionInfo?.failureInfo?.details, 'Message', 'Reason');
  const launched = /launch/i.test(code);
  // A program that could not be launched exists, so the command line explains the failure only if it is wrong as a
  // whole.
  const facts: CommandLineFacts = launched && command.isWrong !== true ? { program: command.program } : command;
  if (launched && command.isWrong !== true && isOfImage(command.program))
    return explainBrokenLaunch(context, code, command.program ?? '', detail);
  const isDefinition = facts.isWrong === true || facts.lacks !== undefined;
  const next = planNextStep(context, isDefinition ? 'definition' : 'surroundings');
  const taken = facts.lacks === undefined ? undefined : adviseFile(context, facts.lacks);
  const shell = facts.needsShell === true ? runInShell(task, os) : undefined;
  const title = command.program === undefined ? toClause(meaning) : toLaunchTitle(launched, command.program);
  return {
    category: (launched ? categorizeMessage(detail ?? '') : undefined) ?? entry.category,
    code,
    title: l10n.t('{0} could not start: {1}', task.id, title),
    cause: joinSentences([
      meaning,
      facts.reason ?? (detail === undefined || !launched ? describeCauses(text) : ''),
      launched && detail !== undefined ? toReason(detail) : '',
      launched || facts.isWrong === true || /[\\/]/.test(command.program ?? '/') ? '' : describePath(),
      neverRan(),
    ]),
    evidence: [task.commandLine === undefined ? undefined : { text: task.commandLine, source: 'commandLine' }],
    fixes: [
      ...(taken === undefined
        ? (facts.fix === undefined ? fixes : [facts.fix])
            .map(toFix)
            .map((fix, index) => (index === 0 ? withEdit({ ...fix, property: ['commandLine'] }, shell) : fix))
        : [taken]),
      // Comes after the steps that lists of failures also show, because a list doesn't have the job's other tasks.
      ...(shell === undefined ? adviseUsualCommand(context, command.program) : []),
      ...next.fixes,
    ],
    change: next.change,
    confidence: 'certain',
    identity: command.program ?? '',
  };
}

/** Checks for a shell that every image of an operating system has, executable for all users. */
function isOfImage(program: string | undefined): boolean {
  return /^(?:(?:\/usr)?\/bin\/)?(?:ba|da)?sh$|^(?:[a-z]:\\windows\\system32\\)?(?:cmd|powershell)(?:\.exe)?$/i.test(
    program ?? '',
  );
}

/** Explains a shell that could not be launched. It exists on every image, so the node is at fault. */
function explainBrokenLaunch(context: TaskContext, code: string, program: string, detail: string | undefined): Draft {
  const { task } = context;
  const next = planNextStep(context, 'surroundings');
  return {
    category: (detail === undefined ? undefined : categorizeMessage(detail)) ?? 'node',
    code,
    title: l10n.t('{task} could not start: the node could not launch {program}', { task: task.id, program }),
    cause: joinSentences([
      l10n.t(
        '{0} is part of every image and can be executed, so something about the node kept it from starting.',
        program,
      ),
      detail === undefined ? '' : toReason(detail),
      neverRan(),
    ]),
    evidence: [task.commandLine === undefined ? undefined : { text: task.commandLine, source: 'commandLine' }],
    fixes: [
      {
        text: l10n.t('Reimage or replace the node, so that the task runs on a sound one.'),
        ofSeveral: l10n.t('Reimage or replace the nodes, so that the tasks run on sound ones.'),
        remedies: ['node.reimage', 'node.remove'],
      },
      ...next.fixes,
    ],
    change: next.change,
    confidence: 'likely',
    identity: program,
  };
}

/** Advises using the command line of succeeded tasks, if none of them runs this program. */
function adviseUsualCommand({ task, siblings, os }: TaskContext, program: string | undefined): readonly Fix[] {
  const others = siblings.filter((sibling) => isSucceeded(sibling) && sibling.commandLine !== undefined);
  const [first] = others;
  const isOther = ({ commandLine = '' }: Task) => describeCommandLine(commandLine, os, []).program !== program;
  if (first?.commandLine === undefined || program === undefined || !others.every(isOther)) return [];
  const edit = takeCommandLine(task, others);
  const parts = { commandLine: first.commandLine, taskId: first.id, program };
  const text = l10n.t(
    "None of this job's successful tasks run {program}. {taskId} ran `{commandLine}`: correct the command line accordingly.",
    parts,
  );
  return [withEdit({ text, property: ['commandLine'] }, edit)];
}

function describePath(): string {
  return l10n.t(
    'Batch starts programs without a shell and looks for them on the PATH of its agent: what a start task or an installer adds to PATH later is not there.',
  );
}

function toLaunchTitle(launched: boolean, program: string): string {
  return launched
    ? l10n.t('the program {0} could not be launched', program)
    : l10n.t('the program {0} was not found', program);
}
