import { ChangeFollower } from '../../src/app/actions/follow/changeFollower.ts';
import { BulkFolder } from '../../src/app/actions/run/bulkFolder.ts';
import { Underway } from '../../src/app/actions/verb/underway.ts';
import type { App } from '../../src/app/app.ts';
import { AttemptJournal } from '../../src/app/evidence/attemptJournal.ts';
import { FailureReader } from '../../src/app/evidence/failureReader.ts';
import { FoundRuns } from '../../src/app/evidence/foundRuns.ts';
import type { StoryServices } from '../../src/app/explain/story.ts';
import type { Folder } from '../../src/app/ports.ts';
import { RecentAttempts } from '../../src/app/requests/recentAttempts.ts';
import type { Resource } from '../../src/core/model/resource.ts';
import { parseSavedAttempt } from '../../src/core/model/savedAttempt.ts';
import { parseSavedObject, type SavedObject } from '../../src/core/model/savedObject.ts';
import { nodeHost } from '../../src/node/nodeHost.ts';
import { systemClock } from '../../src/service/clock.ts';
import { MemoryFolder } from './memoryFolder.ts';
import { MemoryMemento } from './memoryMemento.ts';
import { noCauses } from './noCauses.ts';
import { noResubmissions } from './noResubmissions.ts';
import { startSearch } from './startSearch.ts';

type AppParts = Pick<App, 'ui' | 'clock' | 'accounts' | 'log' | 'bundles'> & Partial<App>;

const ignore = async (): Promise<void> => undefined;

/**
 * Creates the application, which saves in memory unless `toFolder` returns other folders. The caller disposes of it.
 */
export function makeApp(
  parts: AppParts,
  toFolder: (name: string) => Folder = () => new MemoryFolder(),
): App & Disposable & Pick<StoryServices, 'actionFiles' | 'findStart'> & { dispose(): void } {
  const settings = { refreshIntervalMs: 5000, isReadOnly: false, isTrusted: true };
  const changes = new ChangeFollower({ settings, ...parts });
  const reader = new FailureReader(parts.bundles, parts.clock);
  const actionFiles = toFolder('bulk');
  const dispose = (): void => {
    changes.dispose();
    reader.dispose();
  };
  return {
    actionFiles,
    findStart: () => undefined,
    asked: new Underway(),
    state: new MemoryMemento(),
    settings,
    recentAttempts: new RecentAttempts(parts.clock.now),
    reader,
    goodRuns: new FoundRuns(),
    causes: noCauses,
    journal: new AttemptJournal(toFolder('attempts'), parseSavedAttempt, Date.now),
    kept: new AttemptJournal<Resource, SavedObject>(toFolder('kept'), parseSavedObject, Date.now),
    resubmissions: { ...noResubmissions, save: ignore, forget: ignore, forgetAll: ignore },
    autoscaleRuns: { findFormula: () => undefined, list: () => [], note: () => undefined },
    // Needs the real clock for its heartbeats: they recur, and would never end if waits passed at once.
    bulks: new BulkFolder(actionFiles, { clock: systemClock, host: nodeHost }),
    changes,
    pickFolder: async () => undefined,
    startSearch,
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
