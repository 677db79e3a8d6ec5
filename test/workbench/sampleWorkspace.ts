import { cpSync, existsSync } from 'node:fs';
import path from 'node:path';
import { root } from './places.ts';
import type { Profile } from './profile.ts';

/** A copy of the programs that the sample account's tasks ran, in the profile's own folder. Returns its path. */
export function copySampleWorkspace(profile: Profile): string {
  const sample = path.join(root, 'media/sample');
  if (existsSync(sample)) cpSync(sample, profile.workspace, { recursive: true });
  return profile.workspace;
}
