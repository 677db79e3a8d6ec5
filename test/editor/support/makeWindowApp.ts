import type { App } from '../../../src/app/app.ts';
import type { Folder } from '../../../src/app/ports.ts';
import { pickFolder } from '../../../src/extension/commands/completeServices.ts';
import { settings } from '../../../src/extension/settings.ts';
import { ui } from '../../../src/extension/ui/ui.ts';
import { bundles } from '../../../src/node/load.ts';
import { systemClock } from '../../../src/service/clock.ts';
import { makeApp } from '../../fakes/makeApp.ts';

// The activated extension, in a bundle of its own, has settings of its own.
settings.haste = 20;

/** The application with the dialogs of this window. To be disposed of. */
export function makeWindowApp(
  parts: Pick<App, 'accounts' | 'log'> & Partial<App>,
  toFolder?: (name: string) => Folder,
): ReturnType<typeof makeApp> {
  return makeApp({ ui, clock: systemClock, bundles, settings, pickFolder, ...parts }, toFolder);
}
