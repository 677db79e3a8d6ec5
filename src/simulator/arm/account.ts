import type { Roles } from '../http/roles.ts';
import type { TokenAuthority } from '../http/tokens.ts';
import type { AzureResource } from '../scenarios/scenario.ts';
import type { World } from '../state/world.ts';
import type { Directory } from './directory.ts';
import type { MonitorState } from './monitorState.ts';

/** The account as Resource Manager sees it, and its surroundings. */
export interface Account {
  /** The current world, which a reset replaces. */
  readonly world: World;
  readonly accountKey: string;
  readonly subscriptionId: string;
  readonly tokens: TokenAuthority;
  readonly roles: Roles;
  readonly directory: Directory;
  readonly monitor: MonitorState;
  readonly azureResources: readonly AzureResource[];
}
