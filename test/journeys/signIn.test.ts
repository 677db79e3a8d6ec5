import assert from 'node:assert/strict';
import { chmodSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, before, test } from 'node:test';
import type { Directory } from '../../src/simulator/arm/directory.ts';
import { startSimulator } from '../../src/simulator/simulator.ts';
import type { Simulator } from '../../src/simulator/simulatorOptions.ts';
import { toOwnCloud } from '../service/directory.ts';
import { toSource } from '../service/simulatedTokens.ts';
import { microsoftStandIn, root } from '../workbench/places.ts';
import { readBrowserState } from '../workbench/written.ts';
import { Workbench } from './workbench.ts';

/** What the simulator takes, as Azure does. */
const scope = 'https://batch.core.windows.net//.default';
const resourceManagerScope = 'https://management.azure.com/.default';
const folder = mkdtempSync(path.join(tmpdir(), 'sign-in-'));
const answer = path.join(folder, 'answer.json');
const resourceManagerAnswer = path.join(folder, 'resourceManager.json');
const questions = path.join(folder, 'questions.txt');
const authority = path.join(folder, 'authority.pem');
const sessions = path.join(folder, 'sessions.json');

/** What the user of the CLI sees besides the account. */
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
};

let simulator: Simulator;
let workbench: Workbench;

/**
 * Stands in for the Azure CLI: notes what it is asked, and answers with a file, that of Batch or that of Resource Manager.
 * Without the first nobody is signed in, and `az login` brings it back from where `signOut` has put it.
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

/** Whom VS Code's own sign-in knows from now on. */
function setUsers(...users: readonly string[]): void {
  const { armUrl, tokenUrl, accountKey } = simulator;
  writeFileSync(sessions, JSON.stringify({ users, armUrl: new URL(armUrl).origin, tokenUrl, secret: accountKey }));
}

function signOut(): void {
  renameSync(answer, `${answer}.away`);
}

/** What the Azure CLI prints for a token. */
function answerWith(token: string, file = answer): void {
  writeFileSync(
    file,
    JSON.stringify({ accessToken: token, expiresOn: '2099-01-01 00:00:00.000000', tokenType: 'Bearer' }),
  );
}

/** Goes the way of those for whom Resource Manager finds nothing. */
async function typeEndpoint(): Promise<void> {
  const { quickInput } = workbench;
  await workbench.runCommand('Azure Batch: Sign In to Azure');
  await quickInput.filter('endpoint');
  await quickInput.choose('Type an endpoint…');
  await quickInput.message('Endpoint of the Batch account').waitFor();
}

before(async () => {
  simulator = await startSimulator({ accountName: 'signedin', directory });
  writeFileSync(authority, simulator.ca);
  installAzureCli();
  const PATH = `${folder}${path.delimiter}${process.env['PATH'] ?? ''}`;
  // Started from a command line, VS Code takes its environment as it is instead of a login shell's.
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

test('from the welcome view to an open account, the way to sign in by its first letters', async () => {
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

test('a token that the service refuses is told, and the endpoint stays as it was typed', async () => {
  const { quickInput } = workbench;
  answerWith('not.a.token');
  await typeEndpoint();
  await quickInput.answer(simulator.url);
  await quickInput.choose('Azure CLI');
  await quickInput.message('does not accept the sign-in').waitFor();
  assert.equal(await quickInput.value(), simulator.url);
  await workbench.takePicture('refused');
});

test('A9-25 the Azure CLI signs in to an account on this machine, and is asked for no token of Azure', async () => {
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

test('A9-25 a host that looks like Azure gets nothing before it was confirmed by its name', async () => {
  const { quickInput } = workbench;
  const before = readFileSync(questions, 'utf8');
  await typeEndpoint();
  await quickInput.answer('https://contoso.westeurope.batch.azure.com.attacker.invalid');
  await quickInput.choose('Azure CLI');
  await quickInput.message('This host receives your access token').waitFor();
  await workbench.takePicture('confirm-host');
  await quickInput.filter('contoso.westeurope.batch.azure.com');
  await quickInput.message('Type contoso.westeurope.batch.azure.com.attacker.invalid to confirm').waitFor();
  await quickInput.cancel();
  assert.equal(readFileSync(questions, 'utf8'), before, 'no token was asked for');
});

test('what was open, closed and selected comes back with the window', async () => {
  const expanded = (label: string, isExpanded: boolean) =>
    workbench.row(label).and(workbench.page.locator(`[aria-expanded="${isExpanded}"]`));
  const selected = (label: string) => workbench.row(label).and(workbench.page.locator('.selected'));
  await workbench.collapse('Pools');
  await workbench.expand('Job schedules');
  await workbench.row('This account has no job schedules').waitFor();
  await workbench.row('Jobs').click();
  await workbench.expand('Jobs');
  await selected('Jobs').waitFor();
  // VS Code writes what it is told a little later; the click may have closed what is opened again.
  const isWritten = async (): Promise<boolean> =>
    /explorerPlace.*?closed(?:(?!\/jobs:).)*?selected[^}]*\/jobs:/.test(await readBrowserState(workbench.page));
  while (!(await isWritten()));

  await workbench.open();
  await workbench.openContainer();
  await selected('Jobs').waitFor();
  await expanded('Pools', false).waitFor();
  await expanded('Jobs', true).waitFor();
  await expanded('Job schedules', true).waitFor();
  await workbench.row('This account has no job schedules').waitFor();
  await workbench.takePicture('came back');
});

test('an Azure CLI that is not signed in any more is told in the row, and a click runs its login', async () => {
  signOut();
  await workbench.open();
  await workbench.openContainer();
  const row = workbench.row('Not signed in').first();
  await row.waitFor();
  await workbench.takePicture('signed out');
  await row.click();
  await workbench.row('This account has no jobs').waitFor();
  assert.match(readFileSync(questions, 'utf8'), /^login$/m);
  await workbench.takePicture('signed in again');
});

test('who signs in to an account that has a key is asked before the key goes, and the account keeps its name', async () => {
  const { quickInput } = workbench;
  await workbench.runCommand('Azure Batch: Add an Account by Key');
  await quickInput.answer(simulator.url);
  await quickInput.message(/^Key of /).waitFor();
  await quickInput.answer(simulator.accountKey);
  await quickInput.message('What is the name of the account').waitFor();
  await quickInput.answer('signedin');
  const row = workbench.row('signedin').first();
  await row.waitFor();
  await workbench.waitForStatus(/The account signedin was already in the explorer/);

  await typeEndpoint();
  await quickInput.answer(simulator.url);
  await quickInput.choose('Azure CLI');
  await workbench.modal().getByText('forget its key?').waitFor();
  await workbench.takePicture('key or sign-in');
  await workbench.answerModal('Forget the Key');
  await workbench.waitForStatus(/Signed in to signedin/);
  await row.waitFor();
});

test('an account is renamed and pinned in the explorer, which outlives the window', async () => {
  const { quickInput } = workbench;
  const row = workbench.row('signedin').first();
  await workbench.chooseFromMenu(row, 'Rename Account in the Explorer…', () =>
    quickInput.message('Name in the views of this extension').waitFor(),
  );
  await quickInput.answer('Night shift');
  const renamed = workbench.row('Night shift').first();
  await renamed.waitFor();
  await workbench.chooseFromMenu(renamed, 'Pin Account', () => renamed.getByText('pinned').waitFor());
  await workbench.takePicture('renamed and pinned');
  await workbench.open();
  await workbench.openContainer();
  await renamed.getByText('pinned').waitFor();
});

test('of two users of VS Code one signs in by a click, a sign-out is told in the row at once, and the account comes back', async () => {
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
  await workbench.waitForStatus(/Signed in to Night shift|Signed in to signedin/);

  setUsers('bob@contoso.example');
  await workbench.row('Not signed in').first().waitFor();
  await workbench.takePicture('signed out in VS Code');
  setUsers('ada@contoso.example', 'bob@contoso.example');
  await workbench.row('This account has no job schedules').waitFor();
  await workbench.row('Night shift').first().waitFor();
});
