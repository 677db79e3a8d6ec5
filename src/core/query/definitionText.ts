/** Properties that only this kind of definition has, or without which it is none. */
export const distinctiveProperties = {
  pool: [
    'vmSize',
    'virtualMachineConfiguration',
    'targetDedicatedNodes',
    'targetLowPriorityNodes',
    'enableAutoScale',
    'autoScaleFormula',
    'startTask',
    'taskSlotsPerNode',
    'networkConfiguration',
    'cloudServiceConfiguration',
    'resizeTimeout',
  ],
  task: [
    'commandLine',
    'resourceFiles',
    'outputFiles',
    'dependsOn',
    'exitConditions',
    'multiInstanceSettings',
    'requiredSlots',
    'containerSettings',
    'affinityInfo',
  ],
  job: [
    'poolInfo',
    'jobManagerTask',
    'jobPreparationTask',
    'jobReleaseTask',
    'onAllTasksComplete',
    'onTaskFailure',
    'usesTaskDependencies',
    'commonEnvironmentSettings',
    'maxParallelTasks',
  ],
  jobSchedule: ['jobSpecification', 'schedule'],
} as const satisfies Readonly<Record<string, readonly string[]>>;

const knownNames = `id|${Object.values(distinctiveProperties).flat().join('|')}`;
const namedProperty = new RegExp(`(?:["“”„‘’](${knownNames})["“”‘’]|^[ \\t-]*(${knownNames}))\\s*:`, 'gim');

/**
 * Whether a text may define a pool, job, task or job schedule, also as YAML by mistake: it names at least two properties of such a one, or one
 * beside an id, or a schema of ours. Costs one pass over the text; to know for sure, parse it.
 */
export function mayBeDefinition(text: string): boolean {
  if (/"\$schema"\s*:\s*"azurebatch:/.test(text)) return true;
  const found = new Set<string>();
  for (const [, name, bare = ''] of text.matchAll(namedProperty)) {
    found.add((name ?? bare).toLowerCase());
    if (found.size >= 2) return true;
  }
  return false;
}

/** Codes of the checks that say why a text is no JSON. */
export const unreadableCodes: ReadonlySet<string> = new Set(['cut-off', 'typographic-quotes', 'yaml']);

/** The comment that turns a check of definitions off for the line below it. */
export function toDisablingComment(code: string): string {
  return `// batch-disable-next-line ${code}`;
}
