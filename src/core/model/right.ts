/** A kind of request that a role in a Batch account lets a user make, or does not. */
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

/** What the roles of a user grant, as Resource Manager lists it (Azure documentation: "Permissions - List For Resource"). */
export interface Permission {
  readonly actions: readonly string[];
  readonly notActions: readonly string[];
  readonly dataActions: readonly string[];
  readonly notDataActions: readonly string[];
}

/** A right that a user is known not to have. */
export interface MissingRight {
  readonly accountId: string;
  readonly right: Right;
}
