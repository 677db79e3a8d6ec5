import { readFileSync } from 'node:fs';
import path from 'node:path';
import { out, root } from '../workbench/places.ts';

const { name, version }: { readonly name: string; readonly version: string } = JSON.parse(
  readFileSync(path.join(root, 'package.json'), 'utf8'),
);

/** Packages that `npm run package` creates, at the paths in the environment or at their usual paths. */
export const vsix = process.env['VSIX'] ?? path.join(out, `${name}-${version}.vsix`);
/** The same package with links to a repository. */
export const linkedVsix = process.env['LINKED_VSIX'] ?? path.join(out, 'linked', `${name}-${version}.vsix`);
export const simulatorTgz = process.env['SIMULATOR_TGZ'] ?? path.join(out, `azure-batch-simulator-${version}.tgz`);
export const cliTgz = process.env['CLI_TGZ'] ?? path.join(out, `azure-batch-why-${version}.tgz`);
/** Bills of materials of the packages. */
export const billOfMaterials = path.join(out, `${name}-${version}.cdx.json`);
export const simulatorBillOfMaterials = path.join(out, `azure-batch-simulator-${version}.cdx.json`);
export const cliBillOfMaterials = path.join(out, `azure-batch-why-${version}.cdx.json`);
