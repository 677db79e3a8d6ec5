import * as l10n from '@vscode/l10n';
import { suggest } from '../../text/suggest.ts';
import { type DefinitionNode, findGiven, findString, listItems } from './definitionTree.ts';
import { type DefinitionFinding, replaceWith, toFinding } from './finding.ts';
import { isPlaceholder } from './placeholders.ts';

/** Variables that Batch sets for all tasks (Batch documentation: "Azure Batch runtime environment variables"). */
const forAll = [
  ...['ACCOUNT_NAME', 'ACCOUNT_URL', 'AUTHENTICATION_TOKEN', 'CERTIFICATES_DIR', 'NODE_ID', 'NODE_IS_DEDICATED'],
  ...['NODE_MOUNTS_DIR', 'NODE_ROOT_DIR', 'NODE_SHARED_DIR', 'NODE_STARTUP_DIR', 'NODE_STARTUP_WORKING_DIR', 'POOL_ID'],
  ...['TASK_DIR', 'TASK_WORKING_DIR', 'TASK_RESERVED_EPHEMERAL_DISK_SPACE_BYTES'],
];
const ofJobs = ['JOB_ID', 'JOB_PREP_DIR', 'JOB_PREP_WORKING_DIR', 'TASK_ID'];
const ofMultiInstance = ['HOST_LIST', 'IS_CURRENT_NODE_MASTER', 'MASTER_NODE', 'NODE_LIST', 'TASK_SHARED_DIR'];
const all = [...forAll, ...ofJobs, ...ofMultiInstance].map((name) => `AZ_BATCH_${name}`);

const used = /(?:\$\{?|%|\$env:)(AZ_BATCH_[A-Z_]+)(?![\w#:?+-])/g;
const asks = /(?:-[nzv]|\[\[?|\bdefined)\s["']?[$%{]{0,2}(AZ_BATCH_[A-Z_]+)/g;

/** Finds a Batch variable that doesn't exist or that the task doesn't get. */
export function findUnsetVariable(
  value: DefinitionNode,
  text: string,
  owner: DefinitionNode,
  pool: DefinitionNode | undefined,
): DefinitionFinding | undefined {
  if (!text.includes('AZ_BATCH_')) return undefined;
  const own = listItems(findGiven(owner, 'environmentSettings')).map((one) => findString(one, 'name'));
  const asked = new Set([...text.matchAll(asks)].map(([, name]) => name));
  const isMulti = findGiven(owner, 'multiInstanceSettings') !== undefined;
  for (const [, name = ''] of text.matchAll(used)) {
    // A script that checks whether the variable is set works without it.
    if (own.includes(name) || name.startsWith('AZ_BATCH_APP_PACKAGE') || asked.has(name)) continue;
    const short = name.slice('AZ_BATCH_'.length);
    if (owner.segment === 'startTask' && ofJobs.includes(short))
      return toFinding(
        value,
        'unset-variable',
        l10n.t("Start tasks belong to no job, so Batch doesn't set {0} for them.", name),
      );
    if (!isMulti && ofMultiInstance.includes(short)) {
      const message = l10n.t('Batch sets {0} only for multi-instance tasks ("multiInstanceSettings").', name);
      return toFinding(value, 'unset-variable', message);
    }
    const meant = all.includes(name) ? undefined : suggest(name, all);
    if (meant !== undefined) {
      const message = l10n.t('Batch sets no variable {name}. Did you mean {meant}?', { name, meant });
      const fix = replaceWith(value, text.replaceAll(name, meant), l10n.t('Change to "{0}"', meant));
      return toFinding(value, 'unset-variable', message, fix);
    }
  }
  return findPackageVersion(value, text, pool === undefined ? [owner] : [owner, pool]);
}

const ofPackage = /AZ_BATCH_APP_PACKAGE_([\w#.-]{1,160})/gi;
const isOf = (folder: string, id: string) =>
  folder === id || (folder.startsWith(`${id}_`) && /^_v?\d/.test(folder.slice(id.length)));
const toFlat = (name: string) => name.replace(/\W/g, '_').toLowerCase();

/**
 * Finds a package folder of a version other than the task's. The variable's name has the version if, and only if, the
 * reference has it (Batch documentation: "Execute the installed applications").
 */
function findPackageVersion(
  value: DefinitionNode,
  text: string,
  owners: readonly DefinitionNode[],
): DefinitionFinding | undefined {
  const references = owners.flatMap((owner) => listItems(findGiven(owner, 'applicationPackageReferences')));
  const packages = references.map((reference) => ({
    id: findString(reference, 'applicationId') ?? '',
    version: findString(reference, 'version'),
  }));
  for (const [written, name = ''] of text.matchAll(ofPackage)) {
    const flat = toFlat(name);
    const ofName = packages.filter(({ id }) => id !== '' && isOf(flat, toFlat(id)));
    const [own] = ofName;
    if (own === undefined || ofName.length > 1 || isPlaceholder(own.version ?? '') || own.id.startsWith('/')) continue;
    const folder = [own.id, ...((own.version ?? '') ? [own.version] : [])].join('#');
    // Only Linux has underscores instead of the number sign, and only Windows has variables between percent signs.
    const isOnWindows = text.includes(`%${written}%`);
    if (isOnWindows ? folder.toLowerCase() === name.toLowerCase() : toFlat(folder) === flat) continue;
    const right = `AZ_BATCH_APP_PACKAGE_${/[#.-]/.test(name) || /[%:]AZ_BATCH_APP/i.test(text) ? folder : folder.replace(/\W/g, '_')}`;
    const message = l10n.t("{written} isn't set: the package is in {right}.", { written, right });
    return toFinding(value, 'unset-variable', message);
  }
  return undefined;
}

/** Matches variables of a node, and commands, which no template or pipeline replaces beforehand. */
const ofNode =
  /\$\{?(?:PATH|HOME|LD_LIBRARY_PATH|PYTHONPATH|AZ_BATCH_\w+)\b\}?|%(?:PATH|TEMP|USERPROFILE|AZ_BATCH_[\w#.-]+)%|\$\([\w./-]+\s[^()]*\)/;

/** Finds a variable within the value of another variable, which programs receive as written. */
export function findLiteralValue(value: DefinitionNode, text: string): DefinitionFinding | undefined {
  const found = ofNode.exec(text)?.[0];
  const task = value.parent?.parent?.parent;
  if (found === undefined || /\b(?:eval|envsubst)\b/.test(findString(task, 'commandLine') ?? '')) return undefined;
  const message = l10n.t(
    'Nothing replaces {0} here: programs get it as it is written. Set the variable in the command line.',
    found,
  );
  return toFinding(value, 'literal-value', message);
}
