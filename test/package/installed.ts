import assert from 'node:assert/strict';
import { readdirSync, statSync } from 'node:fs';
import path from 'node:path';
import { extensionId } from '../workbench/places.ts';
import { makeProfile } from '../workbench/profile.ts';
import { installPackage } from '../workbench/server.ts';

/** Installs a package in its own profile. `files` are its paths in `folder`, sorted; `remove` deletes the profile. */
export function install(vsix: string): { folder: string; files: readonly string[]; remove: () => void } {
  const profile = makeProfile();
  assert.match(installPackage(profile, vsix), /was successfully installed/);
  const name = readdirSync(profile.extensions).find((entry) => entry.startsWith(extensionId));
  assert.ok(name, `${extensionId} is among the installed extensions`);
  const folder = path.join(profile.extensions, name);
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((file) => file.replaceAll('\\', '/'))
    .filter((file) => statSync(path.join(folder, file)).isFile())
    .sort();
  return { folder, files, remove: () => profile.remove() };
}
