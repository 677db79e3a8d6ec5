import * as l10n from '@vscode/l10n';
import { findPendingPlace, listOtherPlaces, logNames, type PendingPlace, type UnreadLogs } from '../../model/logEnd.ts';
import type { UnreadKind } from '../../model/unread.ts';
import { describePlace } from '../../refusals/unreadFile.ts';
import { toDurationWords } from '../../words/durations.ts';
import type { Fix } from '../explanation/explanation.ts';

/** Kinds of unread logs, the most likely to become readable first. Of two logs, that kind determines the next step. */
const unreadRanks: readonly UnreadKind[] = ['unreachable', 'notAllowed', 'notRead', 'notText', 'gone', 'absent'];

/** Returns the reason why neither log can be opened now; undefined if one of them can, as far as known. */
export function findUnread({ unread = {} }: { readonly unread?: UnreadLogs | undefined }): UnreadKind | undefined {
  const kinds = logNames.map((name) => unread[name]?.kind);
  return kinds.includes(undefined) ? undefined : unreadRanks.find((kind) => kinds.includes(kind));
}

/** The step to store logs as output files in a resubmitted task; a retry would run the task without output files. */
const byOutputFiles: Pick<Fix, 'property' | 'remedies'> = { property: ['outputFiles'], remedies: ['task.resubmit'] };

/** Advises the next step for logs that can't be opened, because a retry would delete those that can still be read. */
export function adviseUnread(
  kind: Exclude<UnreadKind, 'notRead'>,
  { unread = {}, retainedMs }: { readonly unread?: UnreadLogs | undefined; readonly retainedMs?: number | undefined },
): Fix {
  const pending = findPendingPlace(unread);
  if (pending !== undefined) return adviseStorage(pending);
  const helpful = listOtherPlaces(unread).find(({ step }) => step !== undefined);
  if (kind === 'gone' && helpful !== undefined) return { text: describePlace(helpful) };
  if (kind === 'gone' && retainedMs !== undefined) {
    const time = { time: toDurationWords(retainedMs) };
    return {
      text: l10n.t(
        'The logs of this run can no longer be read: its `retentionTime` of {time} has passed. Raise it for the next run, or add `outputFiles` that upload its logs to storage.',
        time,
      ),
      ofSeveral: l10n.t(
        'The logs of these runs can no longer be read: their `retentionTime` of {time} has passed. Raise it for the next runs, or add `outputFiles` that upload their logs to storage.',
        time,
      ),
      property: ['constraints', 'retentionTime'],
      remedies: ['task.resubmit'],
    };
  }
  switch (kind) {
    case 'gone':
      return {
        text: l10n.t(
          "The logs of this run can no longer be read. To save the next run's logs in storage, add `outputFiles` that upload them.",
        ),
        ofSeveral: l10n.t(
          "The logs of these runs can no longer be read. To save the next runs' logs in storage, add `outputFiles` that upload them.",
        ),
        ...byOutputFiles,
      };
    case 'absent':
      return {
        text: l10n.t(
          "This run left no logs. To save the next run's logs in storage, add `outputFiles` that upload them.",
        ),
        ofSeveral: l10n.t(
          "These runs left no logs. To save the next runs' logs in storage, add `outputFiles` that upload them.",
        ),
        ...byOutputFiles,
      };
    case 'notAllowed':
      return {
        text: l10n.t(
          'Ask for permission to read task files, then read stderr.txt and stdout.txt. Another run overwrites them.',
        ),
      };
    case 'unreachable':
      return {
        text: logNames.some((name) => unread[name]?.isFromElsewhere === true)
          ? l10n.t(
              'Check the network and the proxy settings of this computer. Then read stderr.txt and stdout.txt. Another run overwrites them.',
            )
          : l10n.t(
              "Try again to read stderr.txt and stdout.txt, which couldn't be read this time. Another run overwrites them.",
            ),
        remedies: ['task.openStderr', 'task.openStdout'],
      };
    case 'notText':
      return {
        text: l10n.t('The program writes binary data to its logs. Make it write its errors to stderr.txt as text.'),
      };
  }
}

function adviseStorage({ place, pendingHost: host }: PendingPlace): Fix {
  const remedies = ['task.readFromStorage'] as const;
  switch (place) {
    case 'autoStorage':
      return { text: l10n.t("Try to read the logs from the account's auto-storage, {host}.", { host }), remedies };
    case 'workDirectory':
      return {
        text: l10n.t("Read what the step wrote in its workflow's work directory, on {host}.", { host }),
        remedies,
      };
    default:
      return { text: l10n.t('Read the logs from {host}, where the task uploaded them.', { host }), remedies };
  }
}
