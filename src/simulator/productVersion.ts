import { existsSync, readFileSync } from 'node:fs';

/** The version of what the simulator is part of. The manifest lies above its sources, and above its bundle. */
export function readProductVersion(): string {
  const manifest = ['../package.json', '../../package.json']
    .map((name) => new URL(name, import.meta.url))
    .find((url) => existsSync(url));
  if (manifest === undefined) return 'unknown version';
  const { version } = JSON.parse(readFileSync(manifest, 'utf8')) as { version: string };
  return version;
}
