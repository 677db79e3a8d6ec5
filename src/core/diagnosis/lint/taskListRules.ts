import * as l10n from '@vscode/l10n';
import { listInvocations } from '../../definitions/programs.ts';
import { suggest } from '../../text/suggest.ts';
import type { Work } from '../../work.ts';
import { isSame } from '../evidence/time.ts';
import {
  type DefinitionNode,
  find,
  findByName,
  findNumber,
  findString,
  listItems,
  listProperties,
} from './definitionTree.ts';
import { type DefinitionFinding, type DefinitionFix, replaceWith, toFinding } from './finding.ts';
import { isPlaceholder, isPutInLater } from './placeholders.ts';
import { describeNoContainers } from './poolRules.ts';
import { findOverlaps } from './ranges.ts';
import type { Surroundings } from './relatedDefinitions.ts';

type Findings = Generator<DefinitionFinding>;

const stepsPerTurn = 200;
/** Maximum number of tasks in one request (Batch documentation: "Task - Add Collection"). */
const mostTasksPerRequest = 100;

/** A task of a list. Its ID is in lowercase, because Batch ignores case. */
interface ListedTask {
  readonly id: string;
  readonly dependencies: readonly DefinitionNode[];
  readonly ranges: readonly DefinitionNode[];
}

/** Finds conflicts among the tasks of a list, whose job may have further tasks, and with their job and pool. */
export function* checkTaskList(
  tasks: readonly DefinitionNode[],
  { job, pool }: Surroundings,
): Work<readonly DefinitionFinding[]> {
  return [
    ...(yield* inTurns(tasks, (part) => findUnfit(pool, part))),
    ...(job === undefined ? [] : findUnfitForJob(job, tasks)),
    ...(yield* checkTogether(tasks, false)),
  ];
}

/** Checks the tasks that are defined with a job, which are all of its tasks, and whether they fit the job. */
export function* checkTasksOfJob(
  job: DefinitionNode,
  pool: DefinitionNode | undefined,
  tasks: readonly DefinitionNode[],
): Work<readonly DefinitionFinding[]> {
  const listed = listItems(find(job, 'taskFactory', 'tasks'));
  const manager = findByName(job, 'jobManagerTask');
  const all = [...listTasksOfJob(job), ...tasks];
  const ids = listIdsBesideTasks(job);
  const named = manager === undefined ? listed : [manager, ...listed];
  return [
    ...(yield* inTurns(named, (part) => findTwice(ids, part))),
    ...(yield* inTurns(all, (part) => findUnfit(pool, part))),
    ...findDependenciesOff(job, all),
    ...findIdleJobAction(job, all),
    ...(yield* checkTogether([...listed, ...tasks], true)),
  ];
}

/** Lists the tasks that a job is defined with. */
export function listTasksOfJob(job: DefinitionNode): readonly DefinitionNode[] {
  const made = ['repeatTask', 'mergeTask'].map((name) => find(job, 'taskFactory', name));
  const listed = listItems(find(job, 'taskFactory', 'tasks'));
  return [findByName(job, 'jobManagerTask'), ...listed, ...made].filter((task) => task !== undefined);
}

/** Checks whether the body of a request has more tasks than one request accepts. */
export function* checkRequestBody(list: DefinitionNode | undefined): Findings {
  const count = listItems(list).length;
  if (list?.segment !== 'value' || count <= mostTasksPerRequest) return;
  const message = l10n.t(
    "One request accepts at most {0} tasks, and there are {1} here. Submitted from here, they're sent in several requests.",
    mostTasksPerRequest,
    count,
  );
  yield toFinding(list, 'many-tasks', message);
}

/** Finds ranges of exit codes that overlap. */
export function* checkExitConditions(node: DefinitionNode): Findings {
  for (const { at, start } of findOverlaps(findByName(node, 'exitCodeRanges'), 'start', 'end')) {
    const message = l10n.t('Exit code {0} is in two ranges. Batch does not document which of them counts.', start);
    yield toFinding(at, 'overlapping-exit-codes', message);
  }
}

/** Checks a few tasks at a time, so that other work gets its turn in between. */
function* inTurns(
  tasks: readonly DefinitionNode[],
  look: (part: readonly DefinitionNode[]) => Iterable<DefinitionFinding>,
): Work<readonly DefinitionFinding[]> {
  const findings: DefinitionFinding[] = [];
  for (let at = 0; at < tasks.length; at += stepsPerTurn) {
    for (const each of look(tasks.slice(at, at + stepsPerTurn))) findings.push(each);
    yield;
  }
  return findings;
}

/** Lists the IDs of the preparation and release tasks, which no other task may have. */
function listIdsBesideTasks(job: DefinitionNode): Set<string> {
  const ids = new Set<string>();
  for (const name of ['jobPreparationTask', 'jobReleaseTask'] as const) {
    const task = findByName(job, name);
    if (task !== undefined) ids.add((findString(task, 'id') ?? defaultIds[name]).toLowerCase());
  }
  return ids;
}

function* findTwice(ids: Set<string>, tasks: readonly DefinitionNode[]): Findings {
  for (const task of tasks) {
    const value = findByName(task, 'id');
    const id = readId(value);
    if (value === undefined || id === undefined) continue;
    if (ids.has(id)) {
      const message = l10n.t(
        'Another task in the job has this ID; IDs that differ only in case are considered the same.',
      );
      yield toFinding(value, 'duplicate-id', message);
    }
    ids.add(id);
  }
}

/** IDs that are used if a definition sets none (Batch documentation). */
const defaultIds = { jobPreparationTask: 'jobpreparation', jobReleaseTask: 'jobrelease' } as const;

/** Finds tasks that don't fit an existing job. */
export function* findUnfitForJob(job: DefinitionNode, tasks: readonly DefinitionNode[]): Findings {
  // The fix would change the job, which is defined elsewhere.
  for (const { fix: _fix, ...finding } of findDependenciesOff(job, tasks)) yield finding;
  yield* findIdleJobAction(job, tasks);
}

/** Finds the first task that needs dependencies although its job has them turned off. The fix is in the job. */
function* findDependenciesOff(job: DefinitionNode, tasks: readonly DefinitionNode[]): Findings {
  const use = findByName(job, 'usesTaskDependencies');
  const isOff = use === undefined || use.value === false || use.type === 'null';
  // The Azure Batch CLI extensions turn dependencies on for a merge task.
  if (!isOff || find(job, 'taskFactory', 'mergeTask') !== undefined) return;
  const dependent = tasks.map((task) => findByName(task, 'dependsOn')).find((found) => found?.type === 'object');
  if (dependent !== undefined) {
    const message = l10n.t('The job rejects tasks that depend on others unless its "usesTaskDependencies" is true.');
    yield toFinding(dependent, 'dependencies-off', message, toDependenciesOn(job, use));
    return;
  }
  const action = findOption(tasks, 'dependencyAction');
  if (action === undefined) return;
  const message = l10n.t(
    '"{0}" has no effect unless the job\'s "{1}" is true.',
    'dependencyAction',
    'usesTaskDependencies',
  );
  yield toFinding(action, 'idle-dependency-action', message, toDependenciesOn(job, use));
}

function toDependenciesOn(job: DefinitionNode, use: DefinitionNode | undefined): DefinitionFix {
  const title = l10n.t('Set the job\'s "{0}" to true', 'usesTaskDependencies');
  if (use !== undefined) return { title, offset: use.offset, length: use.length, text: 'true' };
  return { title, offset: job.offset + 1, length: 0, text: ' "usesTaskDependencies": true,' };
}

/** Finds the first job action of a task whose job performs none (Batch documentation: "ExitOptions"). */
function* findIdleJobAction(job: DefinitionNode, tasks: readonly DefinitionNode[]): Findings {
  const reaction = findByName(job, 'onTaskFailure');
  const isOff = reaction === undefined || reaction.type === 'null' || isSame(String(reaction.value), 'noaction');
  const action = isOff ? findOption(tasks, 'jobAction') : undefined;
  if (action === undefined) return;
  const message = l10n.t(
    'The job rejects tasks with "jobAction" unless its "onTaskFailure" is "performexitoptionsjobaction".',
  );
  yield toFinding(action, 'idle-job-action', message);
}

/** Finds the first value of a property in the exit conditions of tasks. */
function findOption(tasks: readonly DefinitionNode[], name: string): DefinitionNode | undefined {
  for (const task of tasks)
    for (const options of listExitOptions(findByName(task, 'exitConditions'))) {
      const value = find(options, name);
      if (value !== undefined && value.type !== 'null') return value;
    }
  return undefined;
}

function* listExitOptions(conditions: DefinitionNode | undefined): Generator<DefinitionNode | undefined> {
  for (const { value } of listProperties(conditions)) {
    if (value.type !== 'array') yield value;
    for (const item of listItems(value)) yield findByName(item, 'exitOptions');
  }
}

/** Checks that a pool contains the user of its start task. */
export function checkStartUser(pool: DefinitionNode): readonly DefinitionFinding[] {
  return [...findUnknownUser(pool, findByName(pool, 'startTask'))];
}

function* findUnknownUser(pool: DefinitionNode, task: DefinitionNode | undefined): Findings {
  const user = find(task, 'userIdentity', 'username');
  const name = user?.type === 'string' ? String(user.value) : '';
  const users = listItems(findByName(pool, 'userAccounts')).map((account) => findString(account, 'name') ?? name);
  if (user === undefined || name === '' || isPutInLater(name)) return;
  if (users.some((own) => isSame(own, name) || isPutInLater(own))) return;
  yield toFinding(user, 'unknown-user', l10n.t('The pool has no user {0} ("userAccounts").', name));
}

/** Finds managed identities that a task names and its pool, of which an account shows the identities, doesn't have. */
function* findForeignIdentities(pool: DefinitionNode, task: DefinitionNode): Findings {
  const identity = findByName(pool, 'identity');
  if (identity?.type !== 'object' || findString(identity, 'type') === undefined) return;
  const ofPool = listItems(findByName(identity, 'userAssignedIdentities')).map((one) => findString(one, 'resourceId'));
  const users = [
    ...listItems(findByName(task, 'resourceFiles')),
    ...listItems(findByName(task, 'outputFiles')).map((file) => find(file, 'destination', 'container')),
    find(task, 'containerSettings', 'registry'),
  ];
  for (const user of users) {
    const node = find(user, 'identityReference', 'resourceId');
    const id = node?.type === 'string' ? String(node.value) : '';
    if (node === undefined || id === '' || isPutInLater(id) || ofPool.some((own) => isSame(own, id))) continue;
    const message = l10n.t("The pool doesn't have the managed identity {0}.", id.split('/').at(-1) ?? id);
    yield toFinding(node, 'unknown-identity', message);
  }
}

/** Matches programs that install other programs by name. */
const installs = /^(?:apt|apt-get|yum|dnf|zypper|snap|choco|pip3?|conda|mamba)$/;

/** Finds a start task whose success tasks don't wait for, although they use programs that it installs. */
function* findUnawaited(pool: DefinitionNode, tasks: readonly DefinitionNode[]): Findings {
  const wait = find(pool, 'startTask', 'waitForSuccess');
  // Findings are in the text with the tasks, which may not be the pool's.
  if (wait?.value !== false || findRoot(pool) !== findRoot(tasks[0])) return;
  const installed = listInvocations(findString(pool, 'startTask', 'commandLine') ?? '').flatMap(([program, ...args]) =>
    installs.test(program) ? args.slice(args.indexOf('install') + 1) : [],
  );
  const used = tasks
    .filter((task) => isAbsent(findByName(task, 'containerSettings')))
    .flatMap((task) => listInvocations(findString(task, 'commandLine') ?? '').map(([program]) => program));
  const program = used.find((name) =>
    installed.some((one) => one.toLowerCase().replace(/^python3$/, 'python') === name),
  );
  if (program === undefined) return;
  const message = l10n.t(
    'Tasks start before, or without, the installation of {0}, which they use. Set "waitForSuccess" to true.',
    program,
  );
  yield toFinding(wait, 'needs-start-task', message);
}

/** Matches the user's own programs that are called only by name, and programs of Windows and its usual installers. */
const bareProgram = /(?:^|\/c\s+"?)([\w-]+\.(?:exe|bat))(?=[\s"]|$)|(?:^|-c\s+['"])(\.\/[\w-]+)(?=[\s"']|$)/i;
const ofWindows =
  /^(?:cmd|powershell|pwsh|python\d?|py|pip\d?|robocopy|xcopy|msiexec|where|whoami|java|dotnet|rscript|node|tar|curl|choco|net|reg|7z|azcopy)\./i;

/** Finds a program that is neither a file of its task nor called with the folder of its package. */
function* findPackageProgram(pool: DefinitionNode, task: DefinitionNode): Findings {
  const value = findByName(task, 'commandLine');
  const text = String(value?.value ?? '');
  const found = bareProgram.exec(text);
  const program = found?.[1] ?? found?.[2] ?? '';
  if (value === undefined || program === '' || ofWindows.test(program) || /AZ_BATCH_APP_PACKAGE|\bPATH\b/i.test(text))
    return;
  const references = [pool, task].flatMap((one) => listItems(findByName(one, 'applicationPackageReferences')));
  const id = references.map((one) => findString(one, 'applicationId')).find((one) => one !== undefined);
  const brings = ['resourceFiles', 'containerSettings', 'environmentSettings'];
  if (id === undefined || brings.some((name) => !isAbsent(findByName(task, name)))) return;
  const folder = `AZ_BATCH_APP_PACKAGE_${id}`;
  const message = l10n.t(
    'If {program} is in the application package {name}, call it by the folder of the package: {call}.',
    { program, name: id, call: found?.[1] === undefined ? `$${folder}${program.slice(1)}` : `%${folder}%\\${program}` },
  );
  yield toFinding(value, 'package-folder', message);
}

/** Finds tasks that can't run on a pool, whether it is created for their job or already exists. */
export function* findUnfit(pool: DefinitionNode | undefined, tasks: readonly DefinitionNode[]): Findings {
  if (pool?.type !== 'object') return;
  const given = findByName(pool, 'taskSlotsPerNode');
  const slots = isAbsent(given) ? 1 : given?.value;
  const communication = findByName(pool, 'enableInterNodeCommunication');
  const isSilent = isAbsent(communication) || communication?.value === false;
  const nodes = countNodes(pool);
  const machine = findByName(pool, 'virtualMachineConfiguration');
  const containers = machine?.type === 'object' ? !isAbsent(findByName(machine, 'containerConfiguration')) : undefined;
  yield* findUnawaited(pool, tasks);
  for (const task of tasks) {
    yield* findUnknownUser(pool, task);
    yield* findForeignIdentities(pool, task);
    yield* findPackageProgram(pool, task);
    const required = findByName(task, 'requiredSlots');
    if (typeof slots === 'number' && typeof required?.value === 'number' && required.value > slots) {
      const message = l10n.t(
        'The task requires more slots than a node in the pool has ({0}), so it would never start.',
        slots,
      );
      yield toFinding(required, 'too-many-slots', message);
    }
    const instances = findByName(task, 'multiInstanceSettings');
    if (isSilent && instances?.type === 'object') {
      const message = l10n.t('A multi-instance task needs a pool with "enableInterNodeCommunication".');
      yield toFinding(instances, 'no-communication', message);
    }
    if (instances?.type === 'object') yield* findTooManyInstances(instances, nodes, slots);
    const settings = findByName(task, 'containerSettings');
    if (containers === false && settings?.type === 'object')
      yield toFinding(settings, 'container-mismatch', describeNoContainers());
    if (containers === true && isAbsent(settings)) {
      const message = l10n.t('Tasks on a pool that is set up for containers need "containerSettings".');
      yield toFinding(task, 'container-mismatch', message);
    }
  }
}

/** Returns the number of nodes that a pool gets; undefined when a formula or a placeholder sets it. */
function countNodes(pool: DefinitionNode): number | undefined {
  if (findByName(pool, 'enableAutoScale')?.value === true) return undefined;
  const targets = ['targetDedicatedNodes', 'targetLowPriorityNodes'].map((name) => findByName(pool, name));
  if (targets.some((target) => !isAbsent(target) && target?.type !== 'number')) return undefined;
  return targets.reduce((sum, target) => sum + Number(target?.value ?? 0), 0);
}

/**
 * Finds a multi-instance task that needs more nodes than its pool has. Such a task takes whole nodes, all at once, and
 * waits without an error until they exist (Batch documentation: "Use multi-instance tasks").
 */
function* findTooManyInstances(settings: DefinitionNode, nodes: number | undefined, slots: unknown): Findings {
  const instances = findByName(settings, 'numberOfInstances');
  if (typeof slots === 'number' && slots > 1) {
    const message = l10n.t(
      'A multi-instance task needs a pool whose "taskSlotsPerNode" is 1; with {0} it would never start.',
      slots,
    );
    yield toFinding(settings, 'multi-instance-slots', message);
  }
  if (nodes === undefined || nodes === 0 || typeof instances?.value !== 'number' || instances.value <= nodes) return;
  const message = l10n.t('The task needs {needed} nodes at once, but its pool has {nodes}.', {
    needed: instances.value,
    nodes,
  });
  yield toFinding(instances, 'too-many-instances', message);
}

function findRoot(node: DefinitionNode | undefined): DefinitionNode | undefined {
  return node?.parent === undefined ? node : findRoot(node.parent);
}

function isAbsent(node: DefinitionNode | undefined): boolean {
  return node === undefined || node.type === 'null';
}

function* checkTogether(nodes: readonly DefinitionNode[], isWhole: boolean): Work<readonly DefinitionFinding[]> {
  const tasks = new Map<string, ListedTask>();
  let isKnown = true;
  let steps = 0;
  for (const node of nodes) {
    if (++steps % stepsPerTurn === 0) yield;
    const id = readId(findByName(node, 'id'));
    if (id === undefined) isKnown = false;
    else if (!tasks.has(id))
      tasks.set(id, {
        id,
        dependencies: listItems(find(node, 'dependsOn', 'taskIds')),
        ranges: listItems(find(node, 'dependsOn', 'taskIdRanges')),
      });
  }
  const unknown: DefinitionNode[] = [];
  let isAmongThem = isWhole;
  for (const { dependencies } of tasks.values())
    for (const dependency of dependencies) {
      if (++steps % stepsPerTurn === 0) yield;
      const id = readId(dependency);
      if (id === undefined) continue;
      if (tasks.has(id)) isAmongThem = true;
      else unknown.push(dependency);
    }
  const ranges = [...tasks.values()].flatMap((task) => task.ranges);
  return [
    ...(isKnown ? findUnknown(unknown, tasks, isAmongThem, isWhole) : []),
    ...(isKnown && isWhole ? yield* findGaps(ranges, tasks) : []),
    ...(yield* findCycles(tasks)),
  ];
}

/** Returns an ID in lowercase; undefined for other values and placeholders. */
function readId(value: DefinitionNode | undefined): string | undefined {
  if (typeof value?.value !== 'string' || isPlaceholder(value.value)) return undefined;
  return value.value.toLowerCase();
}

/** Maximum number of comparisons between unknown and known IDs; longer lists are not compared. */
const mostCompared = 20_000;

/**
 * Finds unknown dependencies. If no listed task depends on another listed task, all dependencies may already be in the
 * job, except for misspelled ones.
 */
function* findUnknown(
  unknown: readonly DefinitionNode[],
  tasks: ReadonlyMap<string, ListedTask>,
  isAmongThem: boolean,
  isWhole: boolean,
): Findings {
  const names = unknown.length * tasks.size <= mostCompared ? [...tasks.keys()] : [];
  for (const dependency of unknown) {
    const id = String(dependency.value);
    const near = suggest(id, names);
    // `frame-11` is not a misspelling of `frame-1`.
    const meant = near?.replace(/\D/g, '') === id.replace(/\D/g, '') ? near : undefined;
    if (meant === undefined && !isAmongThem) continue;
    if (meant !== undefined) {
      const fix = replaceWith(dependency, meant, l10n.t('Change to "{0}"', meant));
      const message = l10n.t('No task here has this ID. Did you mean "{0}"?', meant);
      yield toFinding(dependency, 'unknown-dependency', message, fix);
    } else if (isWhole) {
      const message = l10n.t('No task here has this ID. This task would wait until the job has one that does.');
      yield toFinding(dependency, 'unknown-dependency', message);
    } else {
      // The job may contain the task from an earlier submission.
      const message = l10n.t(
        'No task here has this ID. This task waits for such a task in the job, which may already have one.',
      );
      yield toFinding(dependency, 'dependency-elsewhere', message);
    }
  }
}

/** Indexes tasks by their numbers in ranges; IDs may have leading zeros (Batch documentation: "Task ID range"). */
function toNumbered(tasks: ReadonlyMap<string, ListedTask>): ReadonlyMap<string, ListedTask> {
  return new Map([...tasks].map(([id, task]) => [/^\d{1,15}$/.test(id) ? String(Number(id)) : id, task]));
}

/** Finds ranges with numbers that no task of a job has. */
function* findGaps(
  ranges: readonly DefinitionNode[],
  tasks: ReadonlyMap<string, ListedTask>,
): Work<readonly DefinitionFinding[]> {
  const numbered = toNumbered(tasks);
  const findings: DefinitionFinding[] = [];
  let steps = 0;
  for (const range of ranges) {
    if (++steps % stepsPerTurn === 0) yield;
    const [from, end] = [findNumber(range, 'start'), findNumber(range, 'end')];
    if (from === undefined || end === undefined || !Number.isInteger(from)) continue;
    let number = from;
    for (; number <= end && numbered.has(String(number)); number++) {
      if (++steps % stepsPerTurn === 0) yield;
      if (steps >= mostFollowed) return findings;
    }
    if (number > end) continue;
    const message = l10n.t(
      'No task here has the ID {0} from this range. This task would wait until the job has one that does.',
      number,
    );
    findings.push(toFinding(range, 'unknown-dependency', message));
  }
  return findings;
}

/** A task whose dependencies are being followed. */
interface OpenTask {
  readonly task: ListedTask;
  readonly next: readonly Edge[];
  at: number;
}

interface Edge {
  readonly at: DefinitionNode;
  readonly to: ListedTask;
}

/** Maximum number of tasks to follow in ranges, because each of thousands of tasks may wait for all others. */
const mostFollowed = 50_000;

const mostNamed = 5;

/** Finds tasks that wait for each other, and reports each cycle where it closes. */
function* findCycles(tasks: ReadonlyMap<string, ListedTask>): Work<readonly DefinitionFinding[]> {
  const listNext = makeFollower(tasks);
  const findings: DefinitionFinding[] = [];
  const seen = new Set<string>();
  const path: OpenTask[] = [];
  const places = new Map<string, number>();
  const open = (task: ListedTask) => {
    seen.add(task.id);
    places.set(task.id, path.length);
    path.push({ task, next: listNext(task), at: 0 });
  };
  let steps = 0;
  for (const first of tasks.values()) {
    if (!seen.has(first.id)) open(first);
    for (let last = path.at(-1); last !== undefined; last = path.at(-1)) {
      if (++steps % stepsPerTurn === 0) yield;
      const edge = last.next[last.at++];
      if (edge === undefined) {
        path.pop();
        places.delete(last.task.id);
        continue;
      }
      const { at: dependency, to: next } = edge;
      const place = places.get(next.id);
      if (place !== undefined) findings.push(toCycle(dependency, path, place));
      else if (!seen.has(next.id)) open(next);
    }
  }
  return findings;
}

/** Creates a function that lists a task's dependencies, except on itself, which another check finds. */
function makeFollower(tasks: ReadonlyMap<string, ListedTask>): (task: ListedTask) => readonly Edge[] {
  let left = mostFollowed;
  let numbered: ReadonlyMap<string, ListedTask> | undefined;
  return (task) => {
    const named = task.dependencies.flatMap((at) => {
      const to = tasks.get(readId(at) ?? '');
      return to === undefined || to === task ? [] : [{ at, to }];
    });
    if (task.ranges.length === 0) return named;
    const ranged: Edge[] = [];
    numbered ??= toNumbered(tasks);
    for (const range of task.ranges) {
      const [from, end] = [findNumber(range, 'start'), findNumber(range, 'end')];
      if (from === undefined || end === undefined) continue;
      for (let number = from; number <= end && left > 0; number++) {
        left -= 1;
        const to = numbered.get(String(number));
        if (to !== undefined && to !== task) ranged.push({ at: range, to });
      }
    }
    return [...named, ...ranged];
  };
}

function toCycle(dependency: DefinitionNode, path: readonly OpenTask[], from: number): DefinitionFinding {
  const ids = path.slice(from, from + mostNamed).map(({ task }) => task.id);
  const shown = [...ids, ...(path.length - from > mostNamed ? ['…'] : []), ids[0]].join(' → ');
  return toFinding(
    dependency,
    'dependency-cycle',
    l10n.t('These tasks wait for each other and never start: {0}', shown),
  );
}
