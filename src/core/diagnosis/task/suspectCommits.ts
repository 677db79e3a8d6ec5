import * as l10n from '@vscode/l10n';
import { plural } from '../../text/plural.ts';
import { asCount } from '../../words/numbers.ts';
import { formatTime } from '../../words/times.ts';
import { toTime } from '../evidence/time.ts';
import type { Evidence } from '../explanation/explanation.ts';

/** Kinds of changes in a commit, the one that explains a failure best first. */
const touched = ['line', 'file', 'definition', 'folder'] as const;

/** A commit of the workspace's branch that may have changed what ran on a node. */
export interface FoundCommit {
  readonly hash: string;
  readonly subject: string;
  readonly author: string;
  /** Time at which it was committed, ISO 8601. */
  readonly at: string;
  /** Time at which a merge brought it to the branch, ISO 8601; absent if it was committed there. */
  readonly mergedAt?: string;
  readonly touches: (typeof touched)[number];
}

/** Commits around the source file in which a task failed. */
export interface FoundCommits {
  /** Path of the source file in the workspace. */
  readonly file: string;
  /** Address of the repository. */
  readonly repository: string;
  readonly commits: readonly FoundCommit[];
  /** The commit that the failed run names; `commits` then has only those that it contains. */
  readonly deployed?: string;
}

/** Time between the good run and the first failed one, ISO 8601: what came before or after it changed nothing. */
export interface CommitWindow {
  readonly from: string | undefined;
  readonly to: string | undefined;
}

const mostShown = 5;

/** Returns the commits within the window, the likeliest first: by what they changed, then the latest. */
export function judgeSuspects({ commits }: FoundCommits, { from, to }: CommitWindow): readonly FoundCommit[] {
  const [start, end] = [toTime(from), toTime(to)];
  if (start === undefined || end === undefined) return [];
  const suspects = commits.filter((commit) => {
    const time = findArrival(commit);
    return time !== undefined && time > start && time <= end;
  });
  const rank = ({ touches }: FoundCommit): number => touched.indexOf(touches);
  return suspects.toSorted(
    (one, other) => rank(one) - rank(other) || (findArrival(other) ?? 0) - (findArrival(one) ?? 0),
  );
}

/** Returns the time at which a commit became part of the branch, in milliseconds since 1970. */
function findArrival({ at, mergedAt = at }: FoundCommit): number | undefined {
  return toTime(mergedAt);
}

/** Describes the commits that may have caused a failure, with what is not known about them. */
export function describeSuspects(found: FoundCommits, window: CommitWindow): readonly Evidence[] {
  const { file, repository, deployed } = found;
  if (toTime(window.from) === undefined || toTime(window.to) === undefined) return [];
  const suspects = judgeSuspects(found, window);
  const known =
    deployed === undefined
      ? l10n.t("Which version ran on the node isn't known.")
      : l10n.t('The failed run names commit {hash}.', { hash: deployed.slice(0, 8) });
  const heading =
    suspects.length === 0
      ? l10n.t(
          'Between the two runs, no commit on the current branch changed {file}, its folder, or a definition that names it.',
          {
            file,
          },
        )
      : l10n.t('Commits on the current branch between the two runs, the likeliest first:');
  const left = suspects.length - mostShown;
  return [
    { text: `${known} ${heading}` },
    ...suspects.slice(0, mostShown).map((commit) => ({
      text: `${describeCommit(commit)} ${describeReason(commit, file)}`,
      commit: { repository, hash: commit.hash },
    })),
    ...(left > 0
      ? [
          {
            text: plural(left, {
              one: l10n.t('{count} more commit is not listed.', asCount(left)),
              other: l10n.t('{count} more commits are not listed.', asCount(left)),
            }),
          },
        ]
      : []),
  ];
}

function describeCommit({ author, subject, at, mergedAt }: FoundCommit): string {
  const said = { author, subject, time: formatTime(at) };
  return mergedAt === undefined
    ? l10n.t('{author}, {time}: “{subject}”.', said)
    : l10n.t('{author}, {time}: “{subject}”, merged on {merged}.', { ...said, merged: formatTime(mergedAt) });
}

function describeReason({ touches }: FoundCommit, file: string): string {
  switch (touches) {
    case 'line':
      return l10n.t('It last changed the line that failed in {file}.', { file });
    case 'file':
      return l10n.t('It changed {file}, where the task failed.', { file });
    case 'definition':
      return l10n.t('It changed a definition that names {file}.', { file });
    case 'folder':
      return l10n.t('It changed other files in the folder of {file}.', { file });
  }
}
