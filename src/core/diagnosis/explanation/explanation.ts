import type { DocumentTarget } from '../../query/documentPath.ts';
import type { JsonPath } from '../../remedy/definitionEdits.ts';
import type { FailureCategory } from './category.ts';
import type { Chart } from './chart.ts';

/** The change needed before another run can succeed: none (it may pass), one around the task, or one in its definition. */
export type Change = 'nothing' | 'surroundings' | 'definition';

/** The certainty of an explanation, which determines its wording: the service's own word, strong evidence, or a guess. */
export type Confidence = 'certain' | 'likely' | 'guess';

export interface Evidence {
  /** A sentence, or lines quoted from a log. Never holds a secret; not escaped. */
  readonly text: string;
  /** Source of the evidence: `failureInfo`, `stderr.txt:14`, `node errors`, … */
  readonly source?: string;
  /** True when this is the log line that names the cause. */
  readonly isCause?: boolean;
  /** True when this is the log line of a failure that followed from the cause. */
  readonly isConsequence?: boolean;
  /** The place in the user's own code, with its path on the node. */
  readonly frame?: CodeFrame;
  /** A file of the task that it names, by its path in the folder of the task. */
  readonly file?: string;
  /** The document with more about it. */
  readonly leadsTo?: DocumentTarget;
  /** The task that it is about, which a reader can go on to. */
  readonly ofTask?: OneTask;
  /** A document that the reader can open from here. */
  readonly opens?: Opening;
}

interface OneTask {
  readonly jobId: string;
  readonly taskId: string;
}

interface Opening {
  /** The label of the button or link. */
  readonly title: string;
  readonly document: DocumentTarget;
}

/** A line of a source file; `line` counts from 1. */
export interface CodeFrame {
  readonly file: string;
  readonly line: number;
}

/** The kinds of sections. */
export const sectionIds = [
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
  'blocked',
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
  'quotas',
  'ends',
  'idle',
  'cost',
  'nearest',
  'lastGood',
  'alike',
  'resubmitted',
  'attempts',
] as const;
export type SectionId = (typeof sectionIds)[number];

/** A part of an explanation that has a heading of its own. */
export interface Section {
  readonly id: SectionId;
  readonly title: string;
  /** Sentences, and lines quoted from logs. */
  readonly items: readonly Evidence[];
  /** Numbers that are drawn on a page, and are lines in the text. */
  readonly charts?: readonly Chart[];
  /** The task whose logs are quoted, where it is not the one that is explained. */
  readonly logsOf?: OneTask;
  /** The differences between the explained task and one that succeeded. */
  readonly nearest?: Nearest;
}

/**
 * A difference with the values of each side. For lists (input, variables) each side has the values that the other
 * lacks. Empty for a side without any. Without secrets, not escaped.
 */
export interface Difference {
  readonly what: string;
  readonly failed: readonly string[];
  readonly succeeded: readonly string[];
  /** True when it is only the outcome of the task, or its place, which explains nothing by itself. */
  readonly isOutcome?: true;
}

/** The differences between a failed task and one that succeeded, as a table. */
interface Nearest {
  /** The heading of the column for the task that succeeded. */
  readonly succeededId: string;
  readonly differences: readonly Difference[];
}

/** The subject of an instruction and the page to carry it out on, if that is another one. */
interface FixPlace {
  readonly title: string;
  /** The instruction without the title. */
  readonly step: string;
  readonly leadsTo: DocumentTarget;
}

/** A change of the task's definition that is likely to have the next run succeed. It is shown before it is sent. */
export interface ProposedEdit {
  readonly path: JsonPath;
  /** The new value. Explanations have it without secrets; a draft of the definition has them. */
  readonly value: unknown;
}

export interface Fix {
  /** The instruction. */
  readonly text: string;
  /** The instruction for several tasks with one cause, if `text` only fits a single one. */
  readonly ofSeveral?: string;
  readonly place?: FixPlace;
  /** Address of the documentation that says so. */
  readonly help?: string;
  /** Path of the property at fault in the task's (or pool's, job's) JSON, in the form of jsonc-parser. */
  readonly property?: readonly (string | number)[];
  /** The change that Fix and Resubmit makes there. */
  readonly edit?: ProposedEdit;
  /** True for an alternative to the adjacent choices: one of them is enough. */
  readonly isChoice?: true;
  /** True when the step is to read the node logs that come with the explanation. */
  readonly isReading?: true;
  /** Remedies that carry it out, as alternatives or in sequence; those in `Explanation.remedies` are available now. */
  readonly remedies?: readonly RemedyId[];
  /** The reason why none of the remedies is available now, as a sentence. */
  readonly refusal?: string;
}

/** The party that ends a wait: Batch by itself, the user, either of them, or neither. */
export type Ending = 'batch' | 'user' | 'either' | 'nobody';

/** One reason that keeps something from continuing. */
export interface Reason {
  /** Separates it from the other reasons, also when the explanation is made again. */
  readonly id: string;
  /** The heading. */
  readonly title: string;
  readonly why: string;
  readonly evidence: readonly Evidence[];
  readonly endsBy: Ending;
  /** About when Batch ends it, as a sentence, as far as known. */
  readonly when?: string;
  /** The steps of the explanation that end it. */
  readonly fixes: readonly Fix[];
}

/**
 * All reasons that keep something from continuing. Evidence, steps and remedies of the explanation contain those of the
 * reasons.
 */
export interface Wait {
  /** Heads the list of reasons. */
  readonly title: string;
  /** Introduces the list of reasons; a sentence. */
  readonly lead: string;
  /** True when the reasons fully explain the wait. */
  readonly isCause: boolean;
  /** The reasons that apply now, strongest first. */
  readonly reasons: readonly Reason[];
  /** Possible reasons that were ruled out, a few words each. */
  readonly checked: readonly string[];
  /** For a job: the ID of the waiting task that the reasons are about. */
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

/**
 * The reason why something failed or does not proceed, its evidence, and the steps. Texts are localized and not
 * escaped.
 */
export interface Explanation {
  readonly category: FailureCategory;
  /** Code of the service, where there is one. */
  readonly code?: string;
  /** Item, event and reason in one line. */
  readonly title: string;
  /** The cause in plain words; a few sentences. */
  readonly cause: string;
  /** The reasons for the wait of something that waits. */
  readonly wait?: Wait;
  /** Parts with headings of their own, such as the causes of a job's failures. */
  readonly sections?: readonly Section[];
  readonly evidence: readonly Evidence[];
  /** Sections that follow the evidence: other tasks and earlier attempts. */
  readonly related?: readonly Section[];
  readonly fixes: readonly Fix[];
  /** All remedies available now: those of the steps in order, then those that belong to no step. */
  readonly remedies: readonly RemedyId[];
  /** The reasons why applicable remedies without a step do not work now, a sentence each. */
  readonly refusals?: readonly string[];
  /** The change needed before another run can succeed, if known. */
  readonly change?: Change;
  readonly confidence: Confidence;
  /** True when there are several causes; category, code and confidence are then those of the first cause only. */
  readonly isOfSeveral?: true;
  /** True when it stops all work until someone acts, even though nothing may have failed. */
  readonly stopsWork?: true;
  /** Groups failures of one cause; versioned (`v1:…`). */
  readonly fingerprint: string;
}

/** A line of a log; `line` counts from 1. */
export interface LoggedLine {
  readonly line: number;
  readonly text: string;
}

export interface LogExplanation {
  readonly category: FailureCategory;
  readonly title: string;
  readonly rootCause: LoggedLine;
  /** The failures that followed from it, in their order. */
  readonly consequences?: readonly LoggedLine[];
  /** The failure of another program with which all ended, where it is none of these. */
  readonly end?: LoggedLine;
  /** Files in which the program says why, as the log names them, where it does not say why itself. */
  readonly namedLogs?: readonly string[];
  /** True when the line is merely one of the program's last and contains no known error. */
  readonly isLastWords?: true;
  /** True when the family of the program supplied the remedy. */
  readonly isOfFamily?: true;
  /** The file, program, module … at fault, as the log names it. */
  readonly subject?: string;
  /** Innermost frame in the user's own code, as given in the log. */
  readonly userFrame?: CodeFrame;
  /** The source line of that frame as the log prints it. Not freed of secrets. */
  readonly userSource?: string;
  /** The lines that show it, with the cause. */
  readonly evidence: readonly LoggedLine[];
  readonly fixes: readonly Fix[];
  readonly confidence: Confidence;
  /** Confidence in its line alone, whatever else failed, by which two logs are compared. */
  readonly lineConfidence: Confidence;
}
