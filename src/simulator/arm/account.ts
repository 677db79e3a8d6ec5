import type { TokenAuthority } from '../http/tokens.ts';
import type { World } from '../state/world.ts';

/** The account as Resource Manager sees it. */
export interface Account {
  readonly world: World;
  readonly accountKey: string;
  readonly subscriptionId: string;
  readonly tokens: TokenAuthority;
}
