import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, before, test } from 'node:test';
import { BatchServiceClient, BatchSharedKeyCredentials } from '@azure/batch';
import { startSimulator } from '../../src/simulator/simulator.ts';
import type { Simulator } from '../../src/simulator/simulatorOptions.ts';
import { makeNights } from '../builders/nights.ts';
import { toOwnCloud } from '../service/directory.ts';
import { microsoftStandIn, root } from '../workbench/places.ts';
import { Workbench } from './workbench.ts';
import { waitFor } from './workload.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'morning-'));
const authority = path.join(folder, 'authority.pem');
const sessions = path.join(folder, 'sessions.json');
/** Delay of metrics and logs. */
const laterMs = 10 * 60_000;

let simulator: Simulator;
let workbench: Workbench;

/**
 * Simulates later events: autoscaling has removed the nodes, and someone deleted last night's job; the one before
 * remains.
 */
async function cleanUp(): Promise<void> {
  const { accountName, accountKey, url, controls } = simulator;
  const client = new BatchServiceClient(new BatchSharedKeyCredentials(accountName, accountKey), url);
  await client.pool.resize('pool', { targetDedicatedNodes: 0 });
  const findEmpty = async () => ((await client.computeNode.list('pool')).length === 0 ? true : undefined);
  await waitFor(findEmpty, 'the nodes to be gone');
  await client.job.deleteMethod('nightly-10');
  await controls.advanceTime(laterMs);
}

before(async () => {
  simulator = await startSimulator({ accountName: 'signedin', scenario: makeNights(2) });
  const { armUrl, tokenUrl, accountKey: secret, ca } = simulator;
  await cleanUp();
  const users = ['cleo@contoso.example'];
  const demands = path.join(folder, 'demands.txt');
  writeFileSync(sessions, JSON.stringify({ users, armUrl: new URL(armUrl).origin, tokenUrl, secret, demands }));
  writeFileSync(authority, ca);
  workbench = await Workbench.start({
    name: 'morningAfter',
    env: { VSCODE_CLI: '1', NODE_EXTRA_CA_CERTS: authority, MICROSOFT_STAND_IN: sessions },
    extensions: [root, microsoftStandIn],
    settings: {
      'microsoft-sovereign-cloud.environment': 'custom',
      'microsoft-sovereign-cloud.customEnvironment': toOwnCloud(armUrl),
    },
  });
});

after(async () => {
  await workbench.close();
  await simulator.close();
  rmSync(folder, { recursive: true });
});

test('the overview shows how the nights went, since when they fail, and which job was deleted since', async () => {
  const { quickInput, explanation } = workbench;
  await workbench.openContainer();
  await workbench.page.locator('.welcome-view .monaco-button').filter({ hasText: 'Choose Batch Accounts' }).click();
  await workbench.modal().getByText('Contoso Sign-In').waitFor();
  await workbench.answerModal('Allow');
  await quickInput.tick('signedin');
  await quickInput.acceptTicked();
  await workbench.row('nightly-9').waitFor();
  await workbench.runCommand('Azure Batch: Show Account Overview');
  const text = await explanation.waitForText('Problems started around');
  assert.match(text, /About 6 task starts; about 6 of 6 completed tasks failed\./);
  assert.match(text, /before then, about 0 of 18 tasks failed; since then, about 12 of 12\./);
  assert.match(text, /nightly-10[\s\S]*Deleted: /);
  assert.match(text, /Azure Monitor, role Monitoring Reader/);
  await explanation.main.getByText('The last 24 hours').first().scrollIntoViewIfNeeded();
  await workbench.takePicture('overview');
});

test('deleted items open from the overview, and from Find by ID', async () => {
  const { quickInput, explanation } = workbench;
  await explanation.main.locator('[data-link]').filter({ hasText: 'nightly-10' }).first().click();
  await explanation.waitForTitle('nightly-10');
  assert.match(await explanation.waitForText('service log'), /role Log Analytics Reader/);
  await workbench.takePicture('job that is gone');
  await workbench.runCommand('Azure Batch: Find a Pool, Node, Job or Task');
  await quickInput.filter('nightly-10/load');
  await quickInput.choose(/gone, last seen/);
  await explanation.waitForTitle('load');
  const text = await explanation.waitForText('Compared with the last good run');
  assert.match(text, /Task load failed: exit code 1\./);
  assert.match(text, /nightly-8/);
  await workbench.takePicture('task that is gone');
});

test('the page of an existing task shows the differences from the last good run, without its node', async () => {
  const { quickInput, explanation } = workbench;
  await workbench.runCommand('Azure Batch: Find a Pool, Node, Job or Task');
  await quickInput.filter('nightly-9/load');
  await quickInput.choose('load');
  await workbench.row('load').and(workbench.page.locator('.selected')).waitFor();
  await workbench.runCommand('Azure Batch: Explain Task');
  const text = await explanation.waitForText('--locale en');
  assert.match(text, /--locale de/);
  await workbench.takePicture('last good run');
});
