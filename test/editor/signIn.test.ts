import { testOpening } from './signIn/opening.ts';
import { testRights } from './signIn/rights.ts';
import { useSignInWorld } from './signIn/signInWorld.ts';
import { testUsers } from './signIn/users.ts';

suite('Sign in to Azure', () => {
  const world = useSignInWorld();
  testUsers(world);
  testOpening(world);
  testRights(world);
});
