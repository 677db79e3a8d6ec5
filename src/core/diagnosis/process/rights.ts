import * as l10n from '@vscode/l10n';
import type { UserIdentity } from '../../model/common.ts';
import type { Pool } from '../../model/pool.ts';
import type { OperatingSystem } from '../evidence/operatingSystem.ts';
import { isSame } from '../evidence/time.ts';
import type { Evidence, Fix } from '../explanation/explanation.ts';
import type { ProcessVerdict } from './processFailure.ts';

/** The failure of a program whose user is not an administrator. */
export interface MissingRights {
  /** The failure, as a clause after "… failed:". */
  readonly what: string;
  /** The user that ran the program, as a sentence. */
  readonly who: string;
  readonly evidence: Evidence;
  /** True if the program asked for an administrator; false if it only tried to access the system's files. */
  readonly isAsked: boolean;
}

const denied = /denied|not permitted|\bE(?:ACCES|PERM)\b/i;
const asksForAdministrator =
  /\bsudo\b|\b(?:dpkg|apt|yum|dnf|rpm|zypper)\b|are you root|superuser|must be (?:run as )?root|run as root|requires? (?:root|admin|elevat)|administrator/i;
/** Matches a program that refuses to run as root: `has detected an attempt to run as root`. */
const refusesAdministrator = /attempt to run as root|\b(?:not|never|cannot|refus\w{1,4})\b.{0,40}\bas root\b/i;
/**
 * Matches Linux and Windows system folders. Leaves out folders of other users, for which more rights are the wrong
 * remedy.
 */
const systemPath =
  /(?:^|[\s'"‘“`(:=])(\/(?:opt|usr|var|etc|srv|lib|lib64|bin|sbin|boot)(?:\/[^\s'"’”`):]{0,200})?|[a-z]:\\(?:program files|windows|programdata)[^'"’”`:]{0,200})/i;

/** The exit code of shells for a file that isn't executable, which needs execute permission for any user. */
const notExecutable = 126;

interface Process {
  readonly exitCode?: number | undefined;
  readonly identity?: UserIdentity | undefined;
  readonly pool?: Pool | undefined;
  /** True for a process in a container, whose image determines the user. */
  readonly inContainer?: boolean | undefined;
}

/**
 * Finds that the program lacked administrator rights, according to its log: it asks for them or can't access files of
 * the system. A process without an identity runs without them (Batch documentation: "User identity"). Undefined for
 * other failures.
 */
export function findMissingRights(verdict: ProcessVerdict, process: Process): MissingRights | undefined {
  if (verdict.category !== 'permission' || process.inContainer === true || !mayNeedRights(process)) return undefined;
  const lines = verdict.evidence.filter(({ isCause }) => isCause === true).map(({ text }) => text);
  const isAsked = lines.some((line) => asksForAdministrator.test(line) && !refusesAdministrator.test(line));
  const path = lines.filter((line) => denied.test(line)).map((line) => systemPath.exec(line)?.[1])[0];
  if (!isAsked && path === undefined) return undefined;
  const who = describeUser(process);
  return {
    what:
      path === undefined
        ? l10n.t('it needs administrator rights but ran without them')
        : l10n.t('no access to {0} without administrator rights', path),
    who,
    evidence: { text: who, source: 'userIdentity' },
    isAsked,
  };
}

/** Checks whether a program that was denied access might succeed as an administrator. */
export function mayNeedRights({ exitCode, identity, pool }: Process): boolean {
  return exitCode !== notExecutable && !isAdministrator(identity, pool);
}

/** Checks whether an identity's user has administrator rights. */
export function isAdministrator(identity: UserIdentity | undefined, pool: Pool | undefined): boolean {
  return isSame(identity?.autoUser?.elevationLevel, 'admin') || isSame(findLevel(identity, pool), 'admin');
}

function findLevel(identity: UserIdentity | undefined, pool: Pool | undefined): string | undefined {
  return pool?.userAccounts?.find(({ name }) => isSame(name, identity?.username ?? ''))?.elevationLevel;
}

function describeUser({ identity, pool }: Process): string {
  if (identity?.username === undefined) return l10n.t('It ran as an auto user without administrator rights.');
  return findLevel(identity, pool) === undefined
    ? l10n.t("It ran as user {0}, who probably isn't an administrator.", identity.username)
    : l10n.t('It ran as user {0}, without administrator rights.', identity.username);
}

/** Advises how to give a task administrator rights. */
export function elevateTask(identity: UserIdentity | undefined): Fix {
  return {
    text:
      identity?.username === undefined
        ? l10n.t('Run the task as an administrator: set `elevationLevel` to `admin` in its `userIdentity.autoUser`.')
        : l10n.t('Run the task under a pool user account whose `elevationLevel` is `admin`.'),
    property: ['userIdentity'],
  };
}

/** Advises how to give a start task administrator rights, which it usually needs to install packages. */
export function elevateStartTask(identity: UserIdentity | undefined, os: OperatingSystem | undefined): Fix {
  const property = ['startTask', 'userIdentity'];
  if (identity?.username !== undefined) {
    const text = l10n.t('Run the start task under a pool user account whose `elevationLevel` is `admin`.');
    return { text, property };
  }
  return {
    text:
      os === 'windows'
        ? l10n.t(
            'Run the start task as an administrator: set `elevationLevel` to `admin` in its `userIdentity.autoUser`.',
          )
        : l10n.t(
            'Run the start task as an administrator (root), as installing packages and mounting require: set `elevationLevel` to `admin` in its `userIdentity.autoUser`.',
          ),
    property,
  };
}

/** Returns alternatives to administrator rights: installing in the start task, or writing to the task's folder. */
export function avoidRights(isAsked: boolean): Fix {
  return {
    text: isAsked
      ? l10n.t("Or do this in the pool's start task, once for all tasks on a node.")
      : l10n.t('Or use its own folders: AZ_BATCH_TASK_WORKING_DIR or AZ_BATCH_NODE_SHARED_DIR.'),
  };
}
