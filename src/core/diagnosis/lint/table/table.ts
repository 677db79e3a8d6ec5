import { jobTable } from './jobTable.ts';
import { machineTable } from './machineTable.ts';
import { poolTable } from './poolTable.ts';
import type { ObjectTable } from './property.ts';
import { taskTable } from './taskTable.ts';
import { templateTable } from './templateTable.ts';

/**
 * All objects of definitions with their properties. The checker reads the table, and `npm run schemas` generates the
 * schemas from it with which VS Code completes and explains definitions.
 */
export const table: Readonly<Record<string, ObjectTable>> = {
  ...taskTable,
  ...machineTable,
  ...poolTable,
  ...jobTable,
  ...templateTable,
};

/** Properties that the service sends but does not accept. */
export const serviceProperties: ReadonlySet<string> = new Set(
  (
    'url eTag lastModified creationTime state stateTransitionTime previousState previousStateTransitionTime ' +
    'executionInfo nodeInfo stats allocationState allocationStateTransitionTime resizeErrors currentDedicatedNodes ' +
    'currentLowPriorityNodes autoScaleRun identity exactVersion currentNodeCommunicationMode odata.metadata'
  ).split(' '),
);
