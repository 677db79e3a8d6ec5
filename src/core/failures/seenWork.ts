import { listInvocations } from '../definitions/programs.ts';
import type { Cause } from '../diagnosis/causes/causes.ts';
import type { Failing } from '../diagnosis/causes/failing.ts';
import { toNamePattern } from '../relations/jobNames.ts';
import { redactText } from '../text/redact.ts';
import { rememberRecent } from '../text/rememberRecent.ts';
import { type SeenWork, toWorkKey } from './recurrence.ts';

/** Maximum number of failures of a cause in a job whose commands are read; the others count as more of the last one. */
const mostRead = 20;
const mostWorks = 8;
const longestName = 80;

interface Counting {
  readonly program: string;
  readonly series: string;
  readonly runs: Map<number, { run: number; first: number; count: number }>;
}

/** Lists the work that fails with a cause, most failures first. */
export function listWorks({ failures }: Pick<Cause, 'failures'>): readonly SeenWork[] {
  const works = new Map<string, Counting>();
  const owners = new Map<string, { read: number; work: Counting }>();
  for (const { failing } of failures) {
    const { id, created } = findOwner(failing);
    const first = Date.parse(failing.at ?? created ?? '');
    const run = Date.parse(created ?? failing.at ?? '');
    if (Number.isNaN(first) || Number.isNaN(run)) continue;
    const owner = owners.get(id);
    const work = owner !== undefined && owner.read >= mostRead ? owner.work : findWork(works, failing, id);
    owners.set(id, { read: (owner?.read ?? 0) + 1, work });
    const known = work.runs.get(run);
    work.runs.set(run, { run, first: Math.min(first, known?.first ?? first), count: (known?.count ?? 0) + 1 });
  }
  return [...works.values()]
    .map((work) => ({ ...work, runs: [...work.runs.values()] }))
    .sort((one, other) => countFailed(other) - countFailed(one))
    .slice(0, mostWorks);
}

function findWork(works: Map<string, Counting>, failing: Failing, id: string): Counting {
  const program = nameProgram(failing);
  const series = toSeries(id);
  const key = toWorkKey({ program, series });
  const work = works.get(key) ?? { program, series, runs: new Map() };
  works.set(key, work);
  return work;
}

function countFailed({ runs }: SeenWork): number {
  return runs.reduce((sum, { count }) => sum + count, 0);
}

/** Returns the name that the runs of the same work share: `nightly-#`. */
export function toSeries(id: string): string {
  return redactText(toNamePattern(id) ?? id).slice(0, longestName);
}

function findOwner(failing: Failing): { readonly id: string; readonly created: string | undefined } {
  switch (failing.kind) {
    case 'task':
      return { id: failing.resource.jobId, created: failing.job?.creationTime };
    case 'job':
      return { id: failing.resource.jobId, created: failing.job.creationTime };
    default:
      return { id: failing.resource.poolId, created: failing.pool?.creationTime };
  }
}

function nameProgram(failing: Failing): string {
  if (failing.kind !== 'task') return '';
  const { commandLine = '', containerSettings } = failing.task;
  const [image = ''] = containerSettings?.imageName?.split('/').at(-1)?.split(/[:@]/) ?? [];
  return nameCommand(commandLine) || image;
}

/** Names the programs of a command line with their scripts, without what differs from run to run. */
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
