import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { root } from './places.ts';

/** Settings that keep the workbench quiet and its pictures the same in each run. */
const quietSettings = {
  'chat.commandCenter.enabled': false,
  'chat.disableAIFeatures': true,
  'editor.cursorBlinking': 'solid',
  'extensions.autoCheckUpdates': false,
  'extensions.autoUpdate': false,
  'extensions.ignoreRecommendations': true,
  'files.autoSave': 'off',
  'files.simpleDialog.enable': true,
  'git.enabled': false,
  'git.openRepositoryInParentFolders': 'never',
  'remote.autoForwardPorts': false,
  'security.workspace.trust.enabled': false,
  'telemetry.telemetryLevel': 'off',
  'terminal.integrated.gpuAcceleration': 'off',
  'update.mode': 'none',
  'window.confirmBeforeClose': 'never',
  'workbench.colorTheme': 'Default Dark Modern',
  'workbench.editor.useModal': 'off',
  'workbench.enableExperiments': false,
  'workbench.layoutControl.enabled': false,
  'workbench.reduceMotion': 'on',
  'workbench.secondarySideBar.defaultVisibility': 'hidden',
  'workbench.startupEditor': 'none',
  'workbench.tips.enabled': false,
  'workbench.welcomePage.experimentalOnboarding': false,
};

/** The folders of one VS Code; they are used for one run and removed with it. */
export interface Profile {
  readonly folder: string;
  readonly userData: string;
  readonly extensions: string;
  /** An empty folder to open. */
  readonly workspace: string;
  /** Empties the folders that a user fills, for another user with these settings. */
  renew(settings?: Readonly<Record<string, unknown>>): void;
  remove(): void;
}

export function makeProfile(settings: Readonly<Record<string, unknown>> = {}): Profile {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'azure-batch-troubleshooter-'));
  const profile: Profile = {
    folder,
    userData: path.join(folder, 'data'),
    extensions: path.join(folder, 'extensions'),
    workspace: path.join(folder, 'workspace'),
    renew: (others: Readonly<Record<string, unknown>> = {}) => {
      for (const each of [
        path.join(profile.userData, 'User'),
        path.join(profile.userData, 'data/User'),
        profile.workspace,
      ])
        rmSync(each, { recursive: true, force: true, maxRetries: 5 });
      fill(profile, others);
    },
    remove: () => rmSync(folder, { recursive: true, force: true, maxRetries: 5 }),
  };
  mkdirSync(profile.extensions);
  fill(profile, settings);
  return profile;
}

function fill({ userData, workspace }: Profile, settings: Readonly<Record<string, unknown>>): void {
  for (const each of [path.join(userData, 'User'), workspace]) mkdirSync(each, { recursive: true });
  const text = JSON.stringify({ ...quietSettings, ...settings }, null, 2);
  writeFileSync(path.join(userData, 'User/settings.json'), text);
}

/**
 * Registers extensions as installed in `profile`, by default this checkout. They are not extensions under development,
 * because VS Code would then answer modal questions automatically.
 */
export function linkExtensions(profile: Profile, folders: readonly string[] = [root]): void {
  const installed = folders.map((folder) => {
    const manifest: Manifest = JSON.parse(readFileSync(path.join(folder, 'package.json'), 'utf8'));
    return {
      identifier: { id: `${manifest.publisher}.${manifest.name}` },
      version: manifest.version,
      location: { $mid: 1, path: folder, scheme: 'file' },
    };
  });
  writeFileSync(path.join(profile.extensions, 'extensions.json'), JSON.stringify(installed));
}

interface Manifest {
  readonly publisher: string;
  readonly name: string;
  readonly version: string;
}
