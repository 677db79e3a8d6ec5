import path from 'node:path';
import { ChangeFollower } from '../../../src/app/actions/follow/changeFollower.ts';
import { BulkFolder } from '../../../src/app/actions/run/bulkFolder.ts';
import type { App } from '../../../src/app/app.ts';
import { AttemptJournal } from '../../../src/app/evidence/attemptJournal.ts';
import { FailureReader } from '../../../src/app/evidence/failureReader.ts';
import { RecentAttempts } from '../../../src/app/recentAttempts.ts';
import type { Resource } from '../../../src/core/model/resource.ts';
import { parseSavedAttempt } from '../../../src/core/model/savedAttempt.ts';
import { parseSavedObject, type SavedObject } from '../../../src/core/model/savedObject.ts';
import { settings } from '../../../src/extension/settings.ts';
import { pickFolder } from '../../../src/extension/ui/pickFolder.ts';
import { ui } from '../../../src/extension/ui/ui.ts';
import { bundles } from '../../../src/node/load.ts';
import { NodeFolder } from '../../../src/node/nodeFolder.ts';
import { nodeHost } from '../../../src/node/nodeHost.ts';
import { systemClock } from '../../../src/service/clock.ts';
import { MemoryMemento } from '../../fakes/memoryMemento.ts';
import { noCauses } from '../../fakes/noCauses.ts';
import { noResubmissions } from '../../fakes/noResubmissions.ts';

const ignore = async (): Promise<void> => undefined;

/** The application with the dialogs of this window, and `folder` for what it saves. To be disposed of. */
export function makeApp(
  folder: string,
  parts: Pick<App, 'accounts' | 'log'> & Partial<App>,
): App & { dispose(): void; [Symbol.dispose](): void } {
  const toFolder = (name: string): NodeFolder => new NodeFolder(path.join(folder, name));
  const changes = new ChangeFollower({ clock: systemClock, settings, ...parts });
  const reader = new FailureReader(bundles, systemClock);
  const dispose = (): void => {
    changes.dispose();
    reader.dispose();
  };
  return {
    ui,
    clock: systemClock,
    bundles,
    state: new MemoryMemento(),
    settings,
    recentAttempts: new RecentAttempts(Date.now),
    reader,
    causes: noCauses,
    journal: new AttemptJournal(toFolder('attempts'), parseSavedAttempt, Date.now),
    kept: new AttemptJournal<Resource, SavedObject>(toFolder('kept'), parseSavedObject, Date.now),
    resubmissions: { ...noResubmissions, save: ignore, forget: ignore, forgetAll: ignore },
    autoscaleRuns: { findFormula: () => undefined, list: () => [], note: () => undefined },
    bulks: new BulkFolder(toFolder('bulk'), { clock: systemClock, host: nodeHost }),
    changes,
    pickFolder,
    hostKeys: { whileReimaging: (_nodes, request) => request(), forget: ignore },
    toActionName: (id) => id,
    reread: () => undefined,
    rereadCauses: () => undefined,
    inFront: () => [],
    ...parts,
    dispose,
    [Symbol.dispose]: dispose,
  };
}
