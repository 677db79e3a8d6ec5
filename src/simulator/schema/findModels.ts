import type { ApiVersion } from '../apiVersion.ts';
import { type Models, parseModels } from './models.ts';
import { models2022 } from './models2022.ts';
import { models2025 } from './models2025.ts';
import { sharedModels } from './sharedModels.ts';

const tables: Readonly<Record<ApiVersion, Models>> = {
  '2022-10-01.16.0': parseModels(sharedModels, models2022),
  '2025-06-01': parseModels(sharedModels, models2025),
};

/** Returns the models of request bodies in an API version. */
export function findModels(version: ApiVersion): Models {
  return tables[version];
}
