import assert from 'node:assert/strict';
import { test } from 'node:test';
import { findModels } from '../../../../simulator/schema/findModels.ts';
import type { PropertySchema } from '../../../../simulator/schema/models.ts';
import { distinctiveProperties } from '../../../definitions/definitionText.ts';
import { codes } from '../codes.ts';
import { apiVersions, type Property } from './property.ts';
import { table } from './table.ts';

/** Names of the table's objects in the simulator, which follows the service's own models, where they differ. */
const modelNames: Readonly<Record<string, string>> = {
  Pool: 'PoolAddParameter',
  Job: 'JobAddParameter',
  Task: 'TaskAddParameter',
  TaskList: 'TaskAddCollectionParameter',
  JobSchedule: 'JobScheduleAddParameter',
  JobScheduleConfiguration: 'Schedule',
  PoolInfo: 'PoolInformation',
  AffinityInfo: 'AffinityInformation',
  ContainerRegistryReference: 'ContainerRegistry',
  NodeIdentityReference: 'ComputeNodeIdentityReference',
  PoolIdentityReference: 'BatchPoolIdentityReference',
  UefiSettings: 'BatchUefiSettings',
  VmDiskSecurityProfile: 'BatchVmDiskSecurityProfile',
  OutputFileUploadConfig: 'OutputFileUploadOptions',
  OutputFileUploadHeader: 'HttpHeader',
  VmImageReference: 'ImageReference',
  OsDisk: 'OSDisk',
  InboundNatPool: 'InboundNATPool',
  PublicIpAddressConfiguration: 'PublicIPAddressConfiguration',
  NfsMountConfiguration: 'NFSMountConfiguration',
  CifsMountConfiguration: 'CIFSMountConfiguration',
};

const kinds: Readonly<Record<Property['kind'], PropertySchema['kind']>> = {
  text: 'string',
  id: 'string',
  secret: 'string',
  commandLine: 'string',
  time: 'date',
  duration: 'duration',
  integer: 'int',
  boolean: 'bool',
  choice: 'enum',
  object: 'model',
  map: 'object',
  any: 'object',
};

/** Properties that the simulator reads as text although the service documents their values. */
const textsWithValues = new Set(['VirtualMachineConfiguration.licenseType', 'ContainerConfiguration.type']);

for (const version of ['2022-10-01.16.0', '2025-06-01'] as const)
  test(`the table has exactly the properties that the service has in version ${version}`, () => {
    const models = findModels(version);
    const at = apiVersions.indexOf(version);
    let compared = 0;
    for (const [name, properties] of Object.entries(table)) {
      const model = models.get(modelNames[name] ?? name);
      if (model === undefined) continue;
      const ours = Object.entries(properties).filter(
        ([, { since, until, isExtension }]) =>
          isExtension !== true &&
          (since === undefined || apiVersions.indexOf(since) <= at) &&
          (until === undefined || at <= apiVersions.indexOf(until)),
      );
      assert.deepEqual(ours.map(([own]) => own).sort(), [...model.keys()].sort(), name);
      for (const [own, property] of ours) {
        const theirs: PropertySchema | undefined = model.get(own);
        assert.ok(theirs);
        const place = `${name}.${own}`;
        assert.equal(property.required === true, theirs.isRequired, place);
        assert.equal(property.isList, theirs.isArray, place);
        if (!textsWithValues.has(place)) assert.equal(kinds[property.kind], theirs.kind, place);
        if (property.kind === 'object') assert.equal(modelNames[property.of ?? ''] ?? property.of, theirs.model, place);
        const values = Object.keys(property.values ?? {}).map((value) => value.toLowerCase());
        for (const value of theirs.values) assert.ok(values.includes(value.toLowerCase()), `${place} ${value}`);
        compared += 1;
      }
    }
    assert.ok(compared > 250, `${compared} properties`);
  });

test('the newest version has no definition model that the table lacks', () => {
  const known = new Set(Object.keys(table).map((name) => modelNames[name] ?? name));
  const models = findModels('2025-06-01');
  const missing = (name: string): readonly string[] =>
    [...(models.get(name)?.values() ?? [])].flatMap(({ kind, model }) =>
      kind !== 'model' ? [] : known.has(model) ? missing(model) : [model],
    );
  for (const name of ['PoolAddParameter', 'JobAddParameter', 'TaskAddParameter', 'JobScheduleAddParameter'])
    assert.deepEqual(missing(name), []);
});

test('each property is described in a sentence or two, with consistent details', () => {
  for (const [name, properties] of Object.entries(table))
    for (const [own, property] of Object.entries(properties)) {
      const place = `${name}.${own}: ${property.about}`;
      const { about, of, values, example, kind } = property;
      assert.match(about, /^[A-Z`].*\.$/, place);
      assert.ok(about.length <= 260, `${about.length} characters: ${place}`);
      assert.equal(about.split('`').length % 2, 1, place);
      if (of !== undefined) assert.ok(of in table, place);
      for (const meaning of Object.values(values ?? {})) assert.match(meaning, /^[A-Z`t].*\.$/, place);
      if (example !== undefined && kind === 'integer') assert.equal(typeof example, 'number', place);
      if (example !== undefined && kind === 'text') assert.equal(typeof example, 'string', place);
    }
});

test('the properties that distinguish definitions are in the table', () => {
  const objects = { pool: 'Pool', task: 'Task', job: 'Job', jobSchedule: 'JobSchedule' } as const;
  for (const kind of ['pool', 'task', 'job', 'jobSchedule'] as const)
    for (const name of distinctiveProperties[kind]) assert.ok(name in (table[objects[kind]] ?? {}), name);
});

test('the description of each code is a sentence', () => {
  for (const [code, { about }] of Object.entries(codes)) {
    assert.match(code, /^[a-z]+(?:-[a-z]+)*$/);
    assert.match(about, /^[A-Z].*\.$/, code);
  }
});
