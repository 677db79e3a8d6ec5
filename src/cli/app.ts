import { ChangeFollower } from '../app/actions/follow/changeFollower.ts';
import { BulkFolder } from '../app/actions/run/bulkFolder.ts';
import { Underway } from '../app/actions/verb/underway.ts';
import type { App } from '../app/app.ts';
import { AutoscaleRuns } from '../app/definitions/autoscaleRuns.ts';
import { RecentAttempts } from '../app/requests/recentAttempts.ts';
import type { Ui } from '../app/ui.ts';
import { startSearch } from '../node/load.ts';
import { nodeHost } from '../node/nodeHost.ts';
import { makeFolders, toOutputFolder } from '../node/outputFolder.ts';
import { systemClock } from '../service/clock.ts';
import { toFolder } from './home.ts';
import { RunState } from './memory.ts';
import { type SessionParts, silentLog } from './session.ts';

/**
 * Creates the whole application for commands that change something. Nothing is watched after the program has ended.
 * `onCarriedOut` receives the ID of each bulk action that has ended.
 */
export function makeApp(session: SessionParts, ui: Ui, onCarriedOut: (bulkId: string) => void): App {
  const settings = { refreshIntervalMs: undefined, isReadOnly: false, isTrusted: true };
  const { accounts, clock } = session;
  return {
    ...session,
    ui,
    settings,
    log: silentLog,
    state: new RunState(),
    recentAttempts: new RecentAttempts(clock.now),
    autoscaleRuns: new AutoscaleRuns(accounts),
    findStart: () => undefined,
    asked: new Underway(),
    bulks: new BulkFolder(toFolder('bulk'), { clock: systemClock, host: nodeHost }),
    changes: new ChangeFollower({ accounts, clock, log: silentLog, settings }),
    // The command line makes no connections to nodes.
    hostKeys: { whileReimaging: (_nodes, request) => request(), forget: async () => undefined },
    pickFolder: async () => undefined,
    startSearch,
    reread: (target) => target.document === 'bulkReport' && onCarriedOut(target.bulkId),
    rereadCauses: () => undefined,
    inFront: () => [],
  };
}

/** Creates the application for a command that writes to the folder `path`, which it makes if necessary. */
export function makeAppToFolder(session: SessionParts, ui: Ui, path: string): App {
  const pickFolder = async () => {
    await makeFolders(path);
    return toOutputFolder(path);
  };
  return { ...makeApp(session, ui, () => undefined), pickFolder };
}
