import assert from 'node:assert/strict';
import { chmodSync, existsSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, before, test } from 'node:test';
import { BatchServiceClient, BatchSharedKeyCredentials } from '@azure/batch';
import type { Directory } from '../../src/simulator/arm/directory.ts';
import { startSimulator } from '../../src/simulator/simulator.ts';
import type { Simulator } from '../../src/simulator/simulatorOptions.ts';
import { makeNights } from '../builders/nights.ts';
import { toOwnCloud } from '../service/directory.ts';
import { toSource } from '../service/simulatedTokens.ts';
import { extensionId, microsoftStandIn, root } from '../workbench/places.ts';
import { readBrowserState, readGlobalState } from '../workbench/written.ts';
import { typeEndpoint } from './addAccount.ts';
import { Workbench } from './workbench.ts';
import { waitFor } from './workload.ts';

/** Scope that the simulator accepts, as Azure does. */
const scope = 'https://batch.core.windows.net//.default';
const resourceManagerScope = 'https://management.azure.com/.default';
const folder = mkdtempSync(path.join(tmpdir(), 'sign-in-'));
const answer = path.join(folder, 'answer.json');
const resourceManagerAnswer = path.join(folder, 'resourceManager.json');
const questions = path.join(folder, 'questions.txt');
const authority = path.join(folder, 'authority.pem');
const sessions = path.join(folder, 'sessions.json');
const demands = path.join(folder, 'demands.txt');

/** Resources that the CLI user sees in addition to the account. */
const directory: Directory = {
  subscriptions: [
    {
      subscriptionId: 'sub-old',
      displayName: 'Old Projects',
      state: 'Disabled',
      accounts: [
        {
          name: 'retired',
          resourceGroup: 'archive',
          location: 'westeurope',
          accountEndpoint: 'retired.westeurope.batch.azure.com',
        },
      ],
    },
    {
      subscriptionId: 'sub-render',
      displayName: 'Rendering $(check)',
      accounts: [
        {
          name: 'contosorender',
          resourceGroup: 'render',
          location: 'northeurope',
          accountEndpoint: 'contosorender.northeurope.batch.azure.com',
          publicNetworkAccess: 'Disabled',
        },
      ],
    },
  ],
  guestOf: [
    {
      tenantId: '22222222-2222-4222-8222-222222222222',
      displayName: 'Fabrikam',
      defaultDomain: 'fabrikam.example',
      demands: 'c1',
      subscriptions: [
        {
          subscriptionId: 'sub-guest',
          displayName: 'Guests',
          accounts: [
            {
              name: 'fabrikamguest',
              resourceGroup: 'shared',
              location: 'uksouth',
              accountEndpoint: 'fabrikamguest.uksouth.batch.azure.com',
            },
          ],
        },
      ],
    },
  ],
};

/** Delay of metrics and logs. */
const laterMs = 10 * 60_000;

let simulator: Simulator;
let workbench: Workbench;

/**
 * Replaces the Azure CLI: records the requests, and answers with a file, that of Batch or that of Resource Manager.
 * Without the first, no one is signed in, and `az login` restores it from where `signOut` moved it.
 */
function installAzureCli(): void {
  const script = path.join(folder, 'az');
  const lines = [
    '#!/bin/sh',
    `echo "$@" >> '${questions}'`,
    `if [ "$1" = login ]; then mv '${answer}.away' '${answer}'; exit; fi`,
    `if [ ! -f '${answer}' ]; then echo "ERROR: Please run 'az login' to setup account." >&2; exit 1; fi`,
    `case "$*" in *batch.*) cat '${answer}';; *) cat '${resourceManagerAnswer}';; esac`,
  ];
  writeFileSync(script, `${lines.join('\n')}\n`);
  chmodSync(script, 0o755);
}

/** Sets the users of VS Code's own sign-in from now on. */
function setUsers(...users: readonly string[]): void {
  const { armUrl, tokenUrl, accountKey } = simulator;
  const cloud = { armUrl: new URL(armUrl).origin, tokenUrl, secret: accountKey };
  writeFileSync(sessions, JSON.stringify({ users, ...cloud, demands }));
}

function signOut(): void {
  renameSync(answer, `${answer}.away`);
}

/** Sets the Azure CLI's output for a token. */
function answerWith(token: string, file = answer): void {
  writeFileSync(
    file,
    JSON.stringify({ accessToken: token, expiresOn: '2099-01-01 00:00:00.000000', tokenType: 'Bearer' }),
  );
}

function connect(): BatchServiceClient {
  const { accountName, accountKey, url } = simulator;
  return new BatchServiceClient(new BatchSharedKeyCredentials(accountName, accountKey), url);
}

/**
 * Simulates later events: autoscaling has removed the nodes, and someone deleted last night's job; the one before
 * remains.
 */
async function cleanUp(): Promise<void> {
  const client = connect();
  await client.pool.resize('pool', { targetDedicatedNodes: 0 });
  const findEmpty = async () => ((await client.computeNode.list('pool')).length === 0 ? true : undefined);
  await waitFor(findEmpty, 'the nodes to be gone');
  await client.job.deleteMethod('nightly-10');
  await simulator.controls.advanceTime(laterMs);
}

before(async () => {
  simulator = await startSimulator({ accountName: 'signedin', directory, scenario: makeNights(2) });
  await cleanUp();
  setUsers('cleo@contoso.example');
  writeFileSync(authority, simulator.ca);
  installAzureCli();
  const PATH = `${folder}${path.delimiter}${process.env['PATH'] ?? ''}`;
  // When started from a command line, VS Code uses its environment instead of a login shell's.
  workbench = await Workbench.start({
    name: 'signIn',
    env: { PATH, VSCODE_CLI: '1', NODE_EXTRA_CA_CERTS: authority, MICROSOFT_STAND_IN: sessions },
    extensions: [root, microsoftStandIn],
    settings: {
      'microsoft-sovereign-cloud.environment': 'custom',
      'microsoft-sovereign-cloud.customEnvironment': toOwnCloud(simulator.armUrl),
    },
  });
});

after(async () => {
  await workbench.close();
  await simulator.close();
  rmSync(folder, { recursive: true });
});

/** Runs in the page: counts the user's actions from now on. */
const countActs = `(() => {
  globalThis.acts = { clicks: 0, keys: 0 };
  addEventListener('click', ({ isTrusted }) => { if (isTrusted) acts.clicks += 1; }, true);
  addEventListener('keydown', () => { acts.keys += 1; }, true);
})()`;

test("getting from the welcome view to the failures of the user's own account takes four clicks, and no typing", async () => {
  const { quickInput, page } = workbench;
  const failures = page.locator('.part.sidebar .pane').filter({ has: page.getByText('Failures', { exact: true }) });
  await workbench.openContainer();
  const choose = page
    .locator('.part.sidebar .welcome-view .monaco-button')
    .filter({ hasText: 'Choose Batch Accounts' });
  await choose.waitFor();
  await page.evaluate(countActs);
  await choose.click();
  await workbench.modal().getByText('Contoso Sign-In').waitFor();
  await workbench.answerModal('Allow');
  // Rows arrive while the user reads; they stop moving when all have arrived.
  await quickInput.entry('Sign in to Fabrikam…').waitFor();
  await quickInput.entry('contosorender').waitFor();
  await quickInput.entry(/^Waiting for/).waitFor({ state: 'hidden' });
  await quickInput.tick('signedin');
  await quickInput.acceptTicked();
  await failures.locator('.monaco-list-row[aria-label^="6 tasks"]').waitFor();
  await workbench.takePicture('own failures');
  assert.deepEqual(await page.evaluate('acts'), { clicks: 4, keys: 0 });
});

test('the overview shows the results of each night, when tasks began to fail, and which job was deleted', async () => {
  const { explanation } = workbench;
  await workbench.runCommand('Azure Batch: Show Account Overview');
  await explanation.waitForTitle(/failures in account signedin/);
  const text = await explanation.waitForText('Problems started around');
  assert.match(text, /About 6 task starts; about 6 of 6 completed tasks failed\./);
  assert.match(text, /before then, about 0 of 18 tasks failed; since then, about 12 of 12\./);
  assert.match(text, /nightly-10[\s\S]*Deleted: /);
  assert.match(text, /Azure Monitor, role Monitoring Reader/);
  await explanation.main.getByText('The last 24 hours').first().scrollIntoViewIfNeeded();
  await workbench.takePicture('overview');
});

test('deleted items can be opened from the overview, and by searching for their ID', async () => {
  const { quickInput, explanation } = workbench;
  await explanation.main.locator('[data-link]').filter({ hasText: 'nightly-10' }).first().click();
  await explanation.waitForTitle('nightly-10');
  await explanation.main.getByText('What the service log shows').click();
  await explanation.waitForText('role Log Analytics Reader');
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

test('the overview opens the account in the portal, and an account is removed after one question', async () => {
  const { page } = workbench;
  await workbench.runCommand('Azure Batch: Show Account Overview');
  await workbench.explanation.waitForTitle(/failures in account signedin/);
  const portal = workbench.explanation.button('Open in Azure Portal');
  await portal.scrollIntoViewIfNeeded();
  await workbench.takePicture('portal');
  const [tab] = await Promise.all([page.waitForEvent('popup'), portal.click()]);
  await tab.close();
  await workbench.waitForStatus(/The Azure portal page for the account signedin is opening/);

  await workbench.runCommand('View: Close All Editors');
  const client = connect();
  for (const { id = '' } of await client.job.list()) await client.job.deleteMethod(id);
  await workbench.chooseFromMenu(workbench.row('signedin').first(), 'Remove Account…', () =>
    workbench.modal().waitFor(),
  );
  await workbench.answerModal('Remove');
  setUsers();
  await page.locator('.part.sidebar .welcome-view .monaco-button').filter({ hasText: 'Sign In to Azure' }).waitFor();
});

test('an account is opened from the welcome view by choosing the way to sign in by its first letters', async () => {
  const { quickInput, page } = workbench;
  answerWith((await toSource(simulator).getToken([scope])).token);
  answerWith((await toSource(simulator).getToken([resourceManagerScope])).token, resourceManagerAnswer);
  const signIn = page.locator('.part.sidebar .welcome-view .monaco-button').filter({ hasText: 'Sign In to Azure' });
  await workbench.openContainer();
  await signIn.click();
  await quickInput.filter('cli');
  await quickInput.active('Azure CLI').waitFor();
  await quickInput.accept();
  await quickInput.entry('contosorender').waitFor();
  await quickInput.entry('Rendering $(check)').waitFor();
  await workbench.takePicture('accounts');
  await quickInput.tick('signedin');
  await quickInput.acceptTicked();
  await workbench.waitForStatus(/Signed in to signedin/);
  await workbench.row('This account has no jobs').waitFor();
  await workbench.takePicture('account found');

  await workbench.chooseFromMenu(workbench.row('signedin').first(), 'Remove Account…', () =>
    workbench.modal().waitFor(),
  );
  await workbench.answerModal('Remove');
  await signIn.waitFor();
});

test('a token that the service refuses is reported, and the typed endpoint stays', async () => {
  const { quickInput } = workbench;
  answerWith('not.a.token');
  await typeEndpoint(workbench);
  await quickInput.answer(simulator.url);
  await quickInput.choose('Azure CLI');
  await quickInput.message("doesn't accept the sign-in").waitFor();
  assert.equal(await quickInput.value(), simulator.url);
  await workbench.takePicture('refused');
});

test('A9-25 the Azure CLI signs in to an account on this machine, and is not asked for an Azure token', async () => {
  const { quickInput } = workbench;
  answerWith((await toSource(simulator).getToken([scope])).token);
  await quickInput.accept();
  await quickInput.choose('Azure CLI');
  await workbench.row('This account has no jobs').waitFor();
  await workbench.waitForStatus(/Signed in to /);
  await workbench.takePicture('signed in');
  const asked = readFileSync(questions, 'utf8');
  assert.match(asked, /https:\/\/batch\.simulator\.invalid\//);
  assert.doesNotMatch(asked, /windows\.net/);
});

test('A9-25 a host that looks like Azure gets nothing before it is confirmed by name', async () => {
  const { quickInput } = workbench;
  const before = readFileSync(questions, 'utf8').length;
  await typeEndpoint(workbench);
  await quickInput.answer('https://contoso.westeurope.batch.azure.com.attacker.invalid');
  await quickInput.choose('Azure CLI');
  await quickInput.message('This host receives your access token').waitFor();
  await workbench.takePicture('confirm-host');
  await quickInput.filter('contoso.westeurope.batch.azure.com');
  await quickInput.message('Type contoso.westeurope.batch.azure.com.attacker.invalid to confirm').waitFor();
  await quickInput.cancel();
  // The signed-in account continues to request its own token.
  const asked = readFileSync(questions, 'utf8').slice(before);
  assert.doesNotMatch(asked, /attacker|windows\.net/, 'a token was asked for');
});

test('signing in to an account with a key asks before the key is deleted, and the account keeps its name', async () => {
  const { quickInput } = workbench;
  await workbench.runCommand('Azure Batch: Add an Account by Key');
  await quickInput.answer(simulator.url);
  await quickInput.message(/^Key for /).waitFor();
  await quickInput.answer(simulator.accountKey);
  await quickInput.message('If the account has another name').waitFor();
  await quickInput.answer('signedin');
  const row = workbench.row('signedin').first();
  await row.waitFor();
  await workbench.waitForStatus(/The account signedin was already in the explorer/);

  await typeEndpoint(workbench);
  await quickInput.answer(simulator.url);
  await quickInput.choose('Azure CLI');
  await workbench.modal().getByText('forget its key?').waitFor();
  await workbench.takePicture('key or sign-in');
  await workbench.forgetStatus();
  await workbench.answerModal('Forget the Key');
  await workbench.waitForStatus(/Signed in to signedin/);
  await row.waitFor();
});

test('an account is renamed and pinned in the explorer', async () => {
  const { quickInput } = workbench;
  const row = workbench.row('signedin').first();
  await workbench.chooseFromMenu(row, ['Act', 'Rename Account in the Explorer…'], () =>
    quickInput.message("Name in this extension's views").waitFor(),
  );
  await quickInput.answer('Night shift');
  const renamed = workbench.row('Night shift').first();
  await renamed.waitFor();
  await workbench.chooseFromMenu(renamed, ['Act', 'Pin Account'], () => renamed.getByText('pinned').waitFor());
  await workbench.takePicture('renamed and pinned');
});

test('one of two VS Code users signs in by a click, a sign-out is shown in the row, and the account comes back', async () => {
  const { quickInput } = workbench;
  setUsers('ada@contoso.example', 'bob@contoso.example');
  await workbench.runCommand('Azure Batch: Sign In to Azure');
  await quickInput.entry('Sign in as bob@contoso.example…').waitFor();
  await quickInput.choose('Sign in as ada@contoso.example…');
  await workbench.modal().getByText('Contoso Sign-In').waitFor();
  await workbench.takePicture('consent');
  await workbench.answerModal('Allow');
  await quickInput.tick('signedin');
  await quickInput.acceptTicked();
  await workbench.waitForStatus(/Signed in to Night shift/);

  setUsers('bob@contoso.example');
  await workbench.row('Not signed in').first().waitFor();
  await workbench.takePicture('signed out in VS Code');
  setUsers('ada@contoso.example', 'bob@contoso.example');
  await workbench.row('This account has no jobs').waitFor();
  await workbench.row('Night shift').first().waitFor();
});

test('another tenant with additional requirements prompts once when clicked; its accounts are found, checked, and left by keyboard', async () => {
  const { quickInput, page } = workbench;
  await workbench.runCommand('Azure Batch: Sign In to Azure');
  const guest = quickInput.entry('Sign in to Fabrikam…');
  await guest.waitFor();
  assert.equal(existsSync(demands), false, 'nobody is asked but by a click');
  await workbench.takePicture('a tenant that wants more');
  await guest.click();
  await workbench.modal().getByText('Contoso Sign-In').waitFor();
  await workbench.answerModal('Allow');
  const found = quickInput.entry('fabrikamguest');
  await found.filter({ hasText: 'uksouth · shared · Guests · Fabrikam' }).waitFor();
  await quickInput.entry('Signed in to Fabrikam').waitFor();
  const claims = JSON.stringify({ access_token: { acrs: { essential: true, value: 'c1' } } });
  assert.equal(readFileSync(demands, 'utf8'), `ada@contoso.example ${claims}\n`);
  await workbench.takePicture('its accounts');

  await page.keyboard.type('fabrikamguest');
  await quickInput.entry('retired').waitFor({ state: 'hidden' });
  await workbench.repeatUntilShown(
    () => page.keyboard.press('Tab'),
    quickInput.box.locator('.quick-input-list .monaco-list:focus'),
  );
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Space');
  await quickInput.box.getByText('1 Selected').waitFor();
  await workbench.takePicture('ticked by keys');
  await quickInput.cancel();
  await quickInput.box.waitFor({ state: 'hidden' });
  await workbench.row('Night shift').first().waitFor();
  assert.equal(await workbench.row('fabrikamguest').count(), 0);
  assert.equal(readFileSync(demands, 'utf8').split('\n').length, 2, 'asked once');
});

test('saved data, and open, closed and selected rows, outlive the window; data of a newer version is reported once, used as far as possible, and not changed', async () => {
  const { page, quickInput } = workbench;
  const expanded = (label: string, isExpanded: boolean) =>
    workbench.row(label).and(page.locator(`[aria-expanded="${isExpanded}"]`));
  const selected = (label: string) => workbench.row(label).and(page.locator('.selected'));
  await workbench.forgetStatus();
  await typeEndpoint(workbench);
  await quickInput.answer(simulator.url);
  await quickInput.choose('Azure CLI');
  await workbench.waitForStatus(/Signed in to Night shift/);
  await workbench.collapse('Pools');
  await workbench.expand('Job schedules');
  await workbench.row('This account has no job schedules').waitFor();
  await workbench.row('Jobs').click();
  await workbench.expand('Jobs');
  await selected('Jobs').waitFor();
  // VS Code saves its state with a delay, and the click may have closed the reopened item.
  const written = /explorerPlace.*?closed(?:(?!\/jobs:).)*?\/pools:(?:(?!\/jobs:).)*?selected[^}]*\/jobs:(?!\/)/;
  const findWritten = async () => written.exec(await readBrowserState(page)) ?? undefined;
  await waitFor(findWritten, 'the place in the explorer to be written');

  const readState = async () => readGlobalState(await readBrowserState(page), extensionId);
  const future = { id: 'later', name: 'later', kind: 'of a later version', secretless: true };
  let newer: Readonly<Record<string, unknown>> = {};
  await workbench.openWithState((state) => {
    const accounts = state['azureBatch.accounts'] as readonly object[];
    newer = {
      ...state,
      'azureBatch.stateVersion': 99,
      'azureBatch.later': { of: 'a later version' },
      'azureBatch.accounts': [...accounts.map((account) => ({ ...account, color: 'blue' })), future],
    };
    return newer;
  });
  await workbench.openContainer();
  const notice = workbench.toast('A newer version of this extension saved the accounts');
  await notice.filter({ hasText: 'Update the extension.' }).waitFor();
  await workbench.takePicture('of a newer version');
  const account = workbench.row('Night shift').first();
  await account.getByText('pinned').waitFor();
  await selected('Jobs').waitFor();
  await expanded('Pools', false).waitFor();
  await expanded('Jobs', true).waitFor();
  await expanded('Job schedules', true).waitFor();
  await workbench.row('This account has no job schedules').waitFor();
  await workbench.takePicture('came back');
  await workbench.runCommand('Notifications: Clear All Notifications');

  await workbench.chooseFromMenu(account, ['Act', 'Unpin Account'], () => notice.waitFor());
  await workbench.runCommand('Notifications: Clear All Notifications');
  await workbench.chooseFromMenu(account, 'Remove Account…', () => workbench.modal().waitFor());
  await workbench.answerModal('Remove');
  await notice.waitFor();
  await account.getByText('pinned').waitFor();

  signOut();
  await workbench.open();
  await workbench.openContainer();
  await account.waitFor();
  await workbench.row('Not signed in').first().waitFor();
  assert.equal(await notice.isVisible(), false, 'told once');
  assert.deepEqual(await readState(), { ...newer, 'azureBatch.newerStateTold': 99 });
  await quickInput.box.waitFor({ state: 'hidden' });
});

test('an Azure CLI that is no longer signed in is reported in the row, and a click runs its login', async () => {
  const row = workbench.row('Not signed in').first();
  await row.waitFor();
  await workbench.takePicture('signed out');
  await row.click();
  await workbench.row('This account has no jobs').waitFor();
  assert.match(readFileSync(questions, 'utf8'), /^login$/m);
  await workbench.takePicture('signed in again');
});
