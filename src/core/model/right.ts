/** A kind of request that a role in a Batch account lets somebody make, or does not. */
export type Right =
  | 'readPools'
  | 'changePools'
  | 'deletePools'
  | 'readNodes'
  | 'changeNodes'
  | 'readJobs'
  | 'changeJobs'
  | 'deleteJobs'
  | 'deleteTasks'
  | 'readSchedules'
  | 'changeSchedules'
  | 'deleteSchedules';

/** What the roles of somebody grant, as Resource Manager tells it (Azure documentation: "Permissions - List For Resource"). */
export interface Permission {
  readonly actions: readonly string[];
  readonly notActions: readonly string[];
  readonly dataActions: readonly string[];
  readonly notDataActions: readonly string[];
}

/** A right that somebody is known not to have. */
export interface MissingRight {
  readonly accountId: string;
  readonly right: Right;
}
