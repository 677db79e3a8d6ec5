/** A kind of request that roles in a Batch account allow or deny. */
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

/**
 * Permissions that a user's roles grant, as Resource Manager lists them (Azure documentation: "Permissions - List For
 * Resource").
 */
export interface Permission {
  readonly actions: readonly string[];
  readonly notActions: readonly string[];
  readonly dataActions: readonly string[];
  readonly notDataActions: readonly string[];
}

/** A right that a user is known to lack. */
export interface MissingRight {
  readonly accountId: string;
  readonly right: Right;
}
