import { invalidPropertyValue } from '../http/serviceError.ts';
import { failureModel } from '../scenarioFile/outcomes.ts';
import { checkAsked } from '../schema/checkBody.ts';
import { parseModels } from '../schema/models.ts';
import type { CommandRun } from './executor.ts';
import { defaultDurationMs, type RunScript } from './runScript.ts';

/** Runs whose outcome replaces the effect of their command lines. Absent properties match everything. */
export interface PlannedOutcome {
  /** `task` when absent. */
  readonly kind?: CommandRun['kind'];
  /** IDs, in which `*` matches any characters. */
  readonly poolId?: string;
  readonly jobId?: string;
  readonly taskId?: string;
  readonly commandLineIncludes?: string;
  /** Number of runs; 1 when absent. */
  readonly times?: number;
  /** Set to apply to all further runs; `times` is then ignored. */
  readonly always?: boolean;
  /** Succeeds after a second unless it says otherwise. */
  readonly outcome: Omit<RunScript, 'durationMs'> & { readonly durationMs?: number };
}

/** Returns the model of a planned outcome whose run has the given model. */
export function toPlannedModel(run: string): string {
  return `PlannedOutcome: kind=task|startTask|jobPreparation|jobRelease poolId=string jobId=string taskId=string
    commandLineIncludes=string times=int always=bool outcome=${run}!
`;
}

const models = parseModels(
  failureModel,
  toPlannedModel('Run'),
  'Run: durationMs=number exitCode=int failure=TaskFailureInformation stdout=any stderr=any files=object',
);

/** The properties of a run that decide whether an outcome applies to it. */
type Planned = Pick<CommandRun, 'kind' | 'poolId' | 'jobId' | 'taskId' | 'commandLine'>;

/** The outcomes planned while the simulator runs, used in the order in which they were planned. */
export class OutcomePlan {
  #entries: { readonly planned: PlannedOutcome; left: number }[] = [];
  readonly #first: readonly PlannedOutcome[];

  constructor(planned: readonly PlannedOutcome[] = []) {
    this.#first = planned;
    this.reset();
  }

  /** Restores the initial outcomes. */
  reset(): void {
    this.#entries = [];
    for (const planned of this.#first) this.add(planned);
  }

  /** The outcomes that still apply, with the remaining number of runs. */
  get planned(): readonly (PlannedOutcome & { readonly left?: number })[] {
    return this.#entries.map(({ planned, left }) => (left === Infinity ? planned : { ...planned, left }));
  }

  /** Throws for an outcome that could never apply, or that says something unknown. */
  add(given: PlannedOutcome): void {
    // The model has the properties of the type.
    const planned = checkAsked(models, 'PlannedOutcome', given) as unknown as PlannedOutcome;
    if ((planned.times ?? 1) < 1) throw invalidPropertyValue('times', planned.times, 'The value is below 1');
    this.#entries.push({ planned, left: planned.always === true ? Infinity : (planned.times ?? 1) });
  }

  clear(): void {
    this.#entries = [];
  }

  /** Returns the outcome that applies to a starting run, and uses it up. */
  take(run: Planned): RunScript | undefined {
    const entry = this.#entries.find(({ planned }) => fits(planned, run));
    if (entry === undefined) return undefined;
    entry.left -= 1;
    if (entry.left <= 0) this.#entries = this.#entries.filter((one) => one !== entry);
    const { outcome } = entry.planned;
    const exitCode = outcome.failure === undefined ? { exitCode: 0 } : {};
    return { durationMs: defaultDurationMs, ...exitCode, ...outcome };
  }
}

function fits(planned: PlannedOutcome, run: Planned): boolean {
  const { kind = 'task', commandLineIncludes = '' } = planned;
  return (
    kind === run.kind &&
    fitsId(planned.poolId, run.poolId) &&
    fitsId(planned.jobId, run.jobId) &&
    fitsId(planned.taskId, run.taskId) &&
    run.commandLine.includes(commandLineIncludes)
  );
}

/** IDs are compared without regard to case. The parts between stars are found one after the other, in linear time. */
function fitsId(pattern: string | undefined, id: string | undefined): boolean {
  if (pattern === undefined) return true;
  const text = (id ?? '').toLowerCase();
  const parts = pattern.toLowerCase().split('*');
  const [first = '', ...rest] = parts;
  const last = rest.pop();
  if (last === undefined) return text === first;
  if (!text.startsWith(first)) return false;
  let at = first.length;
  for (const part of rest) {
    const found = text.indexOf(part, at);
    if (found < 0) return false;
    at = found + part.length;
  }
  return text.endsWith(last) && text.length - last.length >= at;
}
