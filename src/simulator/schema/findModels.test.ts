import assert from 'node:assert/strict';
import { test } from 'node:test';
import { apiVersions } from '../apiVersion.ts';
import { operations } from '../operations.ts';
import { findModels } from './findModels.ts';
import type { Models } from './models.ts';

/** Adds the model and all models of its properties to `reached`. */
function reach(models: Models, name: string, reached: Set<string>): void {
  if (reached.has(name)) return;
  reached.add(name);
  const properties = models.get(name) ?? assert.fail(`There is no model named ${name}`);
  for (const { kind, model } of properties.values()) {
    if (kind === 'model') reach(models, model, reached);
  }
}

for (const version of apiVersions) {
  test(`the models of ${version} all exist, and each is used`, () => {
    const models = findModels(version);
    const reached = new Set<string>();
    for (const { versions, body } of operations) {
      if (body !== undefined && versions.includes(version)) reach(models, body.model, reached);
    }
    assert.deepEqual([...models.keys()].sort(), [...reached].sort());
  });
}
