import type { App } from '../../../src/app/app.ts';
import type { Folder } from '../../../src/app/ports.ts';
import { pickFolder } from '../../../src/extension/commands/completeServices.ts';
import { settings } from '../../../src/extension/settings/settings.ts';
import { ui } from '../../../src/extension/ui/ui.ts';
import { bundles } from '../../../src/node/load.ts';
import { systemClock } from '../../../src/service/clock.ts';
import { makeApp } from '../../fakes/makeApp.ts';

// The activated extension is a separate bundle with separate settings.
settings.haste = 20;

/** Creates the application with the dialogs of this window. The caller disposes of it. */
export function makeWindowApp(
  parts: Pick<App, 'accounts' | 'log'> & Partial<App>,
  toFolder?: (name: string) => Folder,
): ReturnType<typeof makeApp> {
  return makeApp({ ui, clock: systemClock, bundles, settings, pickFolder, ...parts }, toFolder);
}
