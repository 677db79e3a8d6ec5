import { isObject } from '../../core/model/shape.ts';
import type { ResourceManagerClient } from '../resourceManager/resourceManagerClient.ts';

const version = '2021-05-01-preview';

type LogDestination = 'workspace' | 'elsewhere' | 'nowhere';

export interface LogSettings {
  readonly serviceLog: LogDestination;
  readonly auditLog: LogDestination;
}

/**
 * Category groups that include a category (Azure documentation: "Diagnostic settings in Azure Monitor", category
 * groups).
 */
const groups: Readonly<Record<keyof LogSettings, readonly string[]>> = {
  serviceLog: ['alllogs'],
  auditLog: ['alllogs', 'audit'],
};
const categories: Readonly<Record<keyof LogSettings, string>> = { serviceLog: 'servicelog', auditLog: 'auditlog' };

/** Reads where an account's diagnostic settings send its logs. Throws `BatchError`. */
export async function readLogSettings(
  client: ResourceManagerClient,
  resourceId: string,
  signal: AbortSignal,
): Promise<LogSettings> {
  const path = `${resourceId}/providers/Microsoft.Insights/diagnosticSettings`;
  const settings = await client.listAll(path, version, signal);
  const find = (log: keyof LogSettings): LogDestination => {
    const sending = settings.flatMap(({ properties }) =>
      isObject(properties) && sends(properties['logs'], log) ? [properties['workspaceId']] : [],
    );
    if (sending.some((workspace) => typeof workspace === 'string' && workspace !== '')) return 'workspace';
    return sending.length === 0 ? 'nowhere' : 'elsewhere';
  };
  return { serviceLog: find('serviceLog'), auditLog: find('auditLog') };
}

function sends(logs: unknown, log: keyof LogSettings): boolean {
  return (
    Array.isArray(logs) &&
    logs.some((one) => {
      if (!isObject(one) || one['enabled'] !== true) return false;
      const { category, categoryGroup } = one;
      return toSettingKey(category) === categories[log] || groups[log].includes(toSettingKey(categoryGroup));
    })
  );
}

function toSettingKey(value: unknown): string {
  return typeof value === 'string' ? value.toLowerCase() : '';
}
