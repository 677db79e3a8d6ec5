import type { JsonPath } from '../../definitions/definitionEdits.ts';
import { flag, type Infer, list, needed, number, object, oneOf, or, type Read, text } from '../../model/shape.ts';
import type { DocumentTarget } from '../../places/documentPath.ts';
import { type FailureCategory, failureCategories } from './category.ts';
import type { Chart } from './chart.ts';

/** Reads nothing from callers, because the property is only displayed. */
function nothing<T>(): Read<T> {
  return () => undefined;
}

/** Reads `true`; any other value counts as absent. */
const flagged: Read<true> = (value) => (value === true ? true : undefined);

const segment: Read<string | number> = (value, found) =>
  typeof value === 'number' ? number(value, found) : text(value, found);

/**
 * The change that another run needs: none (the problem may pass), another node, one outside the task, or one in its
 * definition; or no run helps, as the user's own rule says.
 */
export type Change = (typeof changes)[number];
const changes = ['nothing', 'otherNode', 'surroundings', 'definition', 'never'] as const;

/** The certainty of an explanation, which determines its wording: by the service, strong evidence, or a guess. */
export type Confidence = (typeof confidences)[number];
/** Strongest first. */
export const confidences = ['certain', 'likely', 'guess'] as const;

interface OneTask {
  readonly jobId: string;
  readonly taskId: string;
}

interface Opening {
  readonly title: string;
  readonly document: DocumentTarget;
}

/** A commit of a repository in the workspace. */
export interface CommitPlace {
  /** Address of the repository's folder. */
  readonly repository: string;
  readonly hash: string;
}

const frame = object({ file: needed(text), line: needed(number) });

/** A line of a source file; `line` counts from 1. */
export interface CodeFrame extends Infer<typeof frame> {}

const evidence = object({
  /** A sentence, or lines quoted from a log. Contains no secrets; not escaped. */
  text: needed(text),
  /** Source of the evidence: `failureInfo`, `stderr.txt:14`, `node errors`, … */
  source: text,
  /** True if this is the log line that names the cause. */
  isCause: flag,
  /** True if this is the log line of a failure that followed from the cause. */
  isConsequence: flag,
  /** The place in the user's own code, with its path on the node. */
  frame,
  /** A file of the task that the evidence names, as a path in the task's folder. */
  file: text,
  /** The document with more information about the evidence. */
  leadsTo: nothing<DocumentTarget>(),
  ofTask: nothing<OneTask>(),
  opens: nothing<Opening>(),
  commit: nothing<CommitPlace>(),
});

export interface Evidence extends Infer<typeof evidence> {}

/** The kinds of sections. */
const sectionIds = [
  'since',
  'causes',
  'first',
  'extent',
  'places',
  'together',
  'apart',
  'log',
  'retry',
  'unread',
  'tasks',
  'succeeded',
  'counts',
  'pools',
  'jobs',
  'lastDay',
  'lastWeek',
  'levels',
  'requests',
  'changes',
  'recorded',
  'endpoints',
  'network',
  'health',
  'quotas',
  'ends',
  'idle',
  'cost',
  'nearest',
  'lastGood',
  'alike',
  'resubmitted',
  'attempts',
  'running',
  'runs',
  'note',
] as const;
export type SectionId = (typeof sectionIds)[number];

/**
 * A difference with the values on each side. For lists (input, variables), each side has the values that the other
 * lacks. A side without values is empty. Contains no secrets; not escaped.
 */
export interface Difference {
  readonly what: string;
  readonly failed: readonly string[];
  readonly succeeded: readonly string[];
  /** True if the difference is only the task's outcome or location, which explains nothing on its own. */
  readonly isOutcome?: true;
}

interface Nearest {
  readonly succeededId: string;
  readonly differences: readonly Difference[];
}

const section = object({
  id: needed(oneOf(sectionIds)),
  title: or(text, ''),
  items: or(list(evidence), []),
  charts: nothing<readonly Chart[]>(),
  /** The task whose logs are quoted, if it is not the explained task. */
  logsOf: nothing<OneTask>(),
  nearest: nothing<Nearest>(),
});

/** A part of an explanation with its own heading. */
export interface Section extends Infer<typeof section> {}

/** The subject of an instruction and the page to carry it out on, if it is a different page. */
interface FixPlace {
  readonly title: string;
  /** The instruction without the title. */
  readonly step: string;
  readonly leadsTo: DocumentTarget;
}

/** A change to the task's definition that is likely to make the next run succeed. It is displayed before it is sent. */
export interface ProposedEdit {
  readonly path: JsonPath;
  /** The new value. Secrets are removed in explanations but kept in drafts of the definition. */
  readonly value: unknown;
}

/** The party that ends a wait: Batch on its own, the user, either of them, or neither. */
export type Ending = 'batch' | 'user' | 'either' | 'nobody';

/** One reason why something cannot continue. */
export interface Reason {
  /** Distinguishes this reason from the others and stays the same when the explanation is created again. */
  readonly id: string;
  readonly title: string;
  readonly why: string;
  readonly evidence: readonly Evidence[];
  readonly endsBy: Ending;
  /** True if no node of the pool runs tasks, so that all tasks wait. */
  readonly holdsAll?: boolean;
  /** True if the wait ends when running tasks do, whatever the other reasons for having no room are. */
  readonly isForRoom?: boolean;
  /** Approximate time at which Batch ends the wait, as a sentence, if known. */
  readonly when?: string;
  readonly fixes: readonly Fix[];
}

/**
 * All reasons why something cannot continue. The evidence, steps, and remedies of the explanation include those of the
 * reasons.
 */
export interface Wait {
  readonly title: string;
  readonly lead: string;
  /** True if the reasons fully explain the wait. */
  readonly isCause: boolean;
  /** The reasons that apply now, strongest first. */
  readonly reasons: readonly Reason[];
  /** Possible reasons that were ruled out, a few words each. */
  readonly checked: readonly string[];
  /** ID of the waiting task that the reasons are about, if a job is explained. */
  readonly taskId?: string;
}

/** Names of remedies; each is a command of the extension. */
export const remedyIds = [
  'task.retry',
  'task.requeue',
  'task.resubmit',
  'task.changeLimit',
  'task.terminate',
  'task.delete',
  'task.downloadFiles',
  'task.openStdout',
  'task.openStderr',
  'task.readFromStorage',
  'file.find',
  'task.compare',
  'task.compareLastGood',
  'failures.retry',
  'failures.resubmit',
  'failures.actOnNodes',
  'failures.readLogs',
  'job.enable',
  'jobSchedule.enable',
  'job.retryFailed',
  'job.deleteTasks',
  'job.terminate',
  'job.clone',
  'job.changeLimit',
  'job.changeParallelTasks',
  'node.reboot',
  'node.reimage',
  'node.remove',
  'node.start',
  'node.disableScheduling',
  'node.enableScheduling',
  'node.connectSsh',
  'node.openRdp',
  'node.uploadLogs',
  'pool.resize',
  'pool.stopResize',
  'pool.evaluateAutoscale',
  'pool.editStartTask',
  'pool.enableAutoscale',
  'pool.actOnNodes',
  'pool.bringOnline',
  'account.signIn',
  'account.enterKey',
  'account.azureCliLogin',
] as const;

export type RemedyId = (typeof remedyIds)[number];

const fix = object({
  text: needed(text),
  /** The instruction for several tasks with the same cause, if `text` only fits a single task. */
  ofSeveral: text,
  place: nothing<FixPlace>(),
  /** Address of the documentation that supports the instruction. */
  help: text,
  /** Path of the property at fault in the JSON of the task, pool, or job, in the format of jsonc-parser. */
  property: list(segment),
  /** The change that Fix and Resubmit makes to the definition. */
  edit: nothing<ProposedEdit>(),
  /** True if this step and the adjacent choices are alternatives, of which one is enough. */
  isChoice: flagged,
  /** True if the step only names a place to look, because no remedy is known. */
  isSearch: flagged,
  /** True if the step is to read the node logs that come with the explanation. */
  isReading: flagged,
  /** Remedies for the step, as alternatives or in sequence. Those in `Explanation.remedies` are available now. */
  remedies: list(oneOf(remedyIds)),
  /** IDs of the tasks of the job that a retry for this step is limited to; by default, all failed tasks. */
  retries: list(text),
  refusal: text,
});

export interface Fix extends Infer<typeof fix> {}

const explanation = object({
  category: or(oneOf(failureCategories), 'other'),
  code: text,
  /** Item, event, and reason in one line. */
  title: or(text, ''),
  /** The cause in plain language; a few sentences. */
  cause: or(text, ''),
  wait: nothing<Wait>(),
  sections: list(section),
  evidence: or(list(evidence), []),
  /** Sections that follow the evidence, such as other tasks and earlier attempts. */
  related: nothing<readonly Section[]>(),
  fixes: or(list(fix), []),
  /** All remedies available now: those of the steps in order, followed by those that belong to no step. */
  remedies: or(list(oneOf(remedyIds)), []),
  /** The reasons why applicable remedies without a step do not work now, one sentence each. */
  refusals: list(text),
  /** The change needed before another run can succeed, if known. */
  change: oneOf(changes),
  confidence: or(oneOf(confidences), 'guess'),
  /** True if there are several causes; category, code, and confidence are then those of the first cause only. */
  isOfSeveral: flagged,
  /** Number of different reasons of waiting tasks, if several. */
  reasons: number,
  /** True if the cause stops all work until someone acts, even though nothing may have failed. */
  stopsWork: flagged,
  /** Groups failures with the same cause; versioned (`v1:…`). */
  fingerprint: needed(text),
});

/**
 * The reason why something failed or does not proceed, its evidence, and the steps to take. Texts are localized and not
 * escaped.
 */
export interface Explanation extends Infer<typeof explanation> {}

/** Reads an explanation that a caller hands back; its fingerprint identifies it. */
export const readGivenExplanation: Read<Explanation> = explanation;

/** A log line; `line` counts from 1. */
export interface LoggedLine {
  readonly line: number;
  readonly text: string;
}

/** The needs of another run, as a rule names them: nothing helps, the failure must be fixed first, or nothing is needed. */
export const retryAdvice = ['never', 'afterFix', 'anytime'] as const;
export type RetryAdvice = (typeof retryAdvice)[number];

/** A user's own rule that explains a failure. */
export interface OwnSaying {
  readonly id: string;
  /** Position of the rule among all of the user's rules; the first one that matches speaks. */
  readonly rank: number;
  /** Name of the file that has the rule. */
  readonly file: string;
  /** The rule's title, without what the line says. */
  readonly title: string;
  readonly why: string;
  /** Absent if the failure keeps the category that it has without the rule. */
  readonly category?: FailureCategory | undefined;
  readonly retry?: RetryAdvice | undefined;
}

export interface LogExplanation {
  readonly category: FailureCategory;
  readonly title: string;
  readonly rootCause: LoggedLine;
  /** The failures that followed from the root cause, in order. */
  readonly consequences?: readonly LoggedLine[];
  /** The failure of another program that ended the run, if it is not one of the other lines. */
  readonly end?: LoggedLine;
  /** Files in which the program states the reason, as named in the log, if the log itself does not state it. */
  readonly namedLogs?: readonly string[];
  /** True if the line is only one of the program's last lines and contains no known error. */
  readonly isLastWords?: true;
  /** The user's own rule that says this. */
  readonly own?: OwnSaying;
  /** True if the remedy is specific to the program's family. */
  readonly isOfFamily?: true;
  /** The file, program, module, or similar item at fault, as named in the log. */
  readonly subject?: string;
  /** Innermost frame in the user's own code, as given in the log. */
  readonly userFrame?: CodeFrame;
  /** The source line of that frame as printed in the log. May contain secrets. */
  readonly userSource?: string;
  /** The lines that support the explanation, including the root cause. */
  readonly evidence: readonly LoggedLine[];
  readonly fixes: readonly Fix[];
  readonly confidence: Confidence;
  /** Confidence in the root cause line alone, regardless of other failures; used to compare two logs. */
  readonly lineConfidence: Confidence;
}
