import { listInvocations } from '../definitions/programs.ts';
import type { Cause } from '../diagnosis/causes/causes.ts';
import type { Failing } from '../diagnosis/causes/failing.ts';
import type { Task } from '../model/task.ts';
import { toNamePattern } from '../relations/jobNames.ts';
import { redactText } from '../text/redact.ts';
import { rememberRecent } from '../text/rememberRecent.ts';
import { type FailedRun, type SeenWork, toWorkKey } from './recurrence.ts';

/** Maximum number of failures of a cause in a job whose commands are read; the others count as more of the last one. */
const mostRead = 20;
const mostWorks = 8;
const longestName = 80;

/** A job or pool with failures, by program. */
interface Owner {
  readonly created: string | undefined;
  readonly programs: Map<string, Counted>;
  read: number;
  last: Counted;
}

interface Counted {
  count: number;
  /** Time of the first failure, ISO 8601. */
  first: string | undefined;
}

/** Lists the work that fails with a cause, most failures first. */
export function listWorks({ failures }: Pick<Cause, 'failures'>): readonly SeenWork[] {
  const owners = new Map<string, Owner>();
  // The newest come first.
  for (const { failing } of failures) {
    const id = failing.kind === 'task' || failing.kind === 'job' ? failing.resource.jobId : failing.resource.poolId;
    const owner = owners.get(id) ?? { created: findCreated(failing), programs: new Map(), read: 0, last: toCounted() };
    owners.set(id, owner);
    if (owner.read < mostRead) {
      const program = failing.kind === 'task' ? nameProgram(failing.task) : '';
      owner.read += 1;
      owner.last = owner.programs.get(program) ?? toCounted();
      owner.programs.set(program, owner.last);
    }
    owner.last.count += 1;
    owner.last.first = failing.at ?? owner.last.first;
  }
  return toWorks(owners);
}

function toCounted(): Counted {
  return { count: 0, first: undefined };
}

function toWorks(owners: ReadonlyMap<string, Owner>): readonly SeenWork[] {
  const works = new Map<string, SeenWork & { readonly runs: FailedRun[] }>();
  for (const [id, { created, programs }] of owners)
    for (const [program, { count, first }] of programs) {
      const run = Date.parse(created ?? '');
      const at = Date.parse(first ?? '');
      if (Number.isNaN(run)) continue;
      const work = works.get(toWorkKey({ program, series: toSeries(id) })) ?? {
        program,
        series: toSeries(id),
        runs: [],
      };
      works.set(toWorkKey(work), work);
      work.runs.push({ run, first: Number.isNaN(at) ? run : at, count });
    }
  return [...works.values()].sort((one, other) => countFailed(other) - countFailed(one)).slice(0, mostWorks);
}

function countFailed({ runs }: SeenWork): number {
  return runs.reduce((sum, { count }) => sum + count, 0);
}

/** Returns the name that the runs of the same work share: `nightly-#`. */
export function toSeries(id: string): string {
  return redactText(toNamePattern(id) ?? id).slice(0, longestName);
}

function findCreated(failing: Failing): string | undefined {
  return failing.kind === 'task' || failing.kind === 'job' ? failing.job?.creationTime : failing.pool?.creationTime;
}

/** Names the programs that a task runs, or the image whose own program it runs. */
export function nameProgram({ commandLine = '', containerSettings }: Task): string {
  const [image = ''] = containerSettings?.imageName?.split('/').at(-1)?.split(/[:@]/) ?? [];
  // Most commands of a job differ only in numbers.
  return nameCommand(commandLine.replace(/\b\d+/g, '#')) || image;
}

/** Names the programs of a command line with their scripts. */
const nameCommand = rememberRecent(
  (commandLine: string): string =>
    redactText(
      listInvocations(commandLine)
        .map(([program, ...args]) => `${program} ${findScript(args)}`.trim())
        .join(' + '),
    )
      .replace(/\d+/g, '#')
      .slice(0, longestName),
  { limit: 1000, maxLength: 2000 },
);

/** Finds the file or module that a program runs, if that is its first argument: `train.py`. */
function findScript(args: readonly string[]): string {
  const first = args.find((arg) => !arg.startsWith('-'));
  const name = first?.split(/[\\/]/).at(-1) ?? '';
  return /^\w[\w.-]*\.[A-Za-z]\w{0,15}$/.test(name) ? name : '';
}
