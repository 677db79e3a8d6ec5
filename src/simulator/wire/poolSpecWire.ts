import type { ApiVersion } from '../apiVersion.ts';
import { findObject, findObjects, findText, present, type WireObject } from '../state/wire.ts';

const oldVersion: ApiVersion = '2022-10-01.16.0';

/** Converts a pool's specification, including an auto pool's, to the form of an API version. */
export function toWirePoolSpec(spec: WireObject, version: ApiVersion): WireObject {
  return { ...spec, ...toPolicy(spec, version), ...toNetwork(spec, version), ...toMachine(spec, version) };
}

/** Converts a job's specification, including its auto pool's. */
export function toWireJobSpec(spec: WireObject, version: ApiVersion): WireObject {
  const info = findObject(spec, 'poolInfo');
  const auto = findObject(info, 'autoPoolSpecification');
  const pool = findObject(auto, 'pool');
  if (pool === undefined) return spec;
  const autoPoolSpecification = { ...auto, pool: toWirePoolSpec(pool, version) };
  return { ...spec, poolInfo: { ...info, autoPoolSpecification } };
}

function toPolicy(spec: WireObject, version: ApiVersion): WireObject {
  const policy = findObject(spec, 'taskSchedulingPolicy');
  if (policy === undefined || version !== oldVersion) return {};
  const { jobDefaultOrder: _order, ...rest } = policy;
  return { taskSchedulingPolicy: rest };
}

function toNetwork(spec: WireObject, version: ApiVersion): WireObject {
  const network = findObject(spec, 'networkConfiguration');
  if (network === undefined || version !== oldVersion) return {};
  const { enableAcceleratedNetworking: _accelerated, ...rest } = network;
  return { networkConfiguration: rest };
}

function toMachine(spec: WireObject, version: ApiVersion): WireObject {
  const machine = findObject(spec, 'virtualMachineConfiguration');
  if (machine?.['dataDisks'] === undefined) return {};
  const dataDisks = findObjects(machine, 'dataDisks').map((disk) => toDisk(disk, version));
  return { virtualMachineConfiguration: { ...machine, dataDisks } };
}

/** Recorded: newer versions show the storage type of a disk in `managedDisk`. */
function toDisk(disk: WireObject, version: ApiVersion): WireObject {
  const { managedDisk: _managed, storageAccountType: _type, lun, caching, diskSizeGB, ...rest } = disk;
  const managed = findObject(disk, 'managedDisk');
  const storageAccountType = findText(managed, 'storageAccountType') ?? findText(disk, 'storageAccountType');
  const type =
    version === oldVersion ? { storageAccountType } : { managedDisk: present({ ...managed, storageAccountType }) };
  return present({ lun, caching, diskSizeGB, ...rest, ...type });
}
