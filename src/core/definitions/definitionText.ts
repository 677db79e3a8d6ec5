/** Properties that distinguish each kind of definition from the others. */
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
 * Checks whether text may define a pool, job, task, or job schedule, even as YAML by mistake: it names at least two of
 * their properties, including `id`, or a schema of this extension. Takes one pass over the text; only parsing gives
 * certainty.
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

/** Codes of the checks for texts that can't be parsed as JSON. */
export const unreadableCodes: ReadonlySet<string> = new Set(['cut-off', 'typographic-quotes', 'yaml']);

/** Returns the comment that disables a definition check for the next line. */
export function toDisablingComment(code: string): string {
  return `// batch-disable-next-line ${code}`;
}
