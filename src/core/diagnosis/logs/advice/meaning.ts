import * as l10n from '@vscode/l10n';
import { redactText } from '../../../text/redact.ts';
import type { Fix } from '../../explanation/explanation.ts';
import { adviseDisplay, display } from './access.ts';

/** Meaning of a message, whatever program printed it, and the step that follows from its words alone. */
interface Meaning {
  /** The first matching group is the name of what is wrong. */
  readonly when: RegExp;
  readonly step: (name: string) => string;
  /** True if naming the file that a message blames says more. */
  readonly isVague?: true;
  /** The step without the name, for several failures. */
  readonly ofSeveral?: () => string;
}

const longestName = 60;

const noSuchName: Omit<Meaning, 'when'> = {
  step: (name) =>
    l10n.t(
      'Check {0}: what reads it has nothing of this name. Correct the name, or use a version or build that has it.',
      name,
    ),
  ofSeveral: () =>
    l10n.t(
      'Check the name in the message: what reads it has nothing of this name. Correct it, or use a version or build that has it.',
    ),
};

/** Meanings of messages, the ones that say most about the cure first. */
const meanings: readonly Meaning[] = [
  { when: display, step: adviseDisplay },
  {
    when: /(?:(?:could not|cannot|failed to|unable to) (?:run|execute)|\b(?:fail(?:ed|ure)?|error in|error running|non-zero|died)\b.*\b(?:command|cmd|executing|running))\b.*(?:[2&]>|>&) ?\/dev\/null|\b(?:command|cmd|system call)\b.*(?:[2&]>|>&) ?\/dev\/null\b.*(?:fail|exit|return|died)/i,
    step: () =>
      l10n.t(
        'Run the command in the message by itself, without the part with /dev/null: that part hides why it failed.',
      ),
  },
  {
    when: /\bversion of ["'`]?([\w.-]{2,40})["'`]? (?:is|may be|might be|seems) (?:too old|out[- ]of[- ]date|outdated)\b/i,
    step: (name) => l10n.t('Update {0} in the image or the start task: the message says that it may be too old.', name),
    ofSeveral: () => l10n.t('Update in the image or the start task what the message says may be too old.'),
  },
  {
    when: /\bunsorted\b|\bnot (?:been )?(?:correctly |properly )?sorted\b|\bmust be (?:\w+[ -])?sorted\b|\bsorted input\b|\bout[- ]of[- ](?:order|sequence) (?:records?|rows?|lines?|entr(?:y|ies)|positions?)\b|\bnot in (?:sorted|ascending|increasing|chronological) order\b/i,
    step: () => l10n.t('Sort the input in the order that the program expects, and run it on the sorted file.'),
  },
  {
    when: /\bduplicated? (?:\w+ ){0,2}(?:names?|ids?|identifiers?|labels?|entry|entries|samples?|sequences?|headers?)\b|\bnames? .{0,60}\b(?:are|is) (?:identical|not unique)\b|\b(?:equal|identical) names\b|\b(?:names?|ids?|labels?|identifiers?) must be unique\b|\balready (?:exists|present|defined) in \S|\b(?:given|listed|defined|declared|appears?|occurs?) twice\b|\b(?:put|added|inserted|given|listed|defined|declared|specified|appears?|occurs?)(?: \w+){0,3} more than once\b/i,
    step: () => l10n.t('Rename or remove one of the two in the input: what the message names is there more than once.'),
  },
  {
    when: /\bunique constraint\b|\bUNIQUE constraint failed\b|\bduplicate key\b/i,
    step: () =>
      l10n.t('Have the program replace what is there, or remove what an earlier run wrote: the key is in use already.'),
  },
  {
    when: /\b(?:all|every) (?:\w+ ){1,3}(?:have|has|are|were) (?:missing|invalid|excluded|removed|filtered|dropped|NaN?\b)|\bno (?!space|memory|disk|room|inodes?)(?:\w+ ){1,3}(?:left|remain(?:ing|s)?) (?:after|to|for|in)\b|\bno (?:common|overlapping|shared) \w|\bdo(?:es)? not (?:overlap|intersect)\b|\barg is an empty\b|\bempty (?:array|data ?frame|vector)\b|\bdimension is zero\b|\b0 \(non-NA\) cases\b|\bhas no (?:reads|cells|features|records|rows|samples|points)\b|\bno (?:features|reads|records|samples|sequences|variants|points) (?:were |was )?(?:loaded|found|read|matched)\b|\bnone of the (?:\w+ ){1,3}(?:match|are (?:in|found|present))\b/i,
    step: () =>
      l10n.t(
        'Check that the inputs belong together (IDs, names, release, coordinate system), and that no filter is too strict: nothing is left to process.',
      ),
  },
  {
    when: /\b(?:has|have|had|was|were|is|are) not (?:been |yet )?(?:defined|declared)\b(?! in the)|\b(?:undefined|undeclared) (?:\w+ )?(?:ids?|sets?|parts?|materials?|species|sections?|groups?|surfaces?|nodes?|elements?) \S/i,
    step: () =>
      l10n.t('Define in the input what the message names, before it is used, or correct its name where it is used.'),
  },
  {
    when: /^(?:\W{0,3}error\W{1,3}\s*)?(?!(?:this|that|it|which|there|what)\b)(\S{2,60}) (?:is|was) not (?:an? )?(?:valid|known|recogni[sz]ed|supported|allowed|available) (?:option|value|choice|name|model|type|format|method|argument|parameter|database|lineage|species|genome)\b/i,
    ...noSuchName,
  },
  {
    when: /\b(?:(?:unknown|unrecogni[sz]ed|unsupported|undefined|no such)(?! (?:token|character|symbol|reference|byte|escape|file))(?: [\w-]+){1,3}|(?:invalid|illegal|unexpected)(?: [\w-]+){0,2} (?:name|element|option|parameter|keyword|argument|field|attribute|style|type|method|band|variable|dimension|driver|enum))(?: with name)?:? ["'`‘“]([^\s"'`’”][^"'`’”]{0,80})["'`’”]|\b(?:unknown|unrecogni[sz]ed|undefined|no such) (?:\w+ )?(?:directive|keyword|option|command|element|object|variable|property|specifier|style|model|method|function|parameter|field|unit|operator|scheme|species|material)(?: name)?(?:: ?| \[?)(?!(?:in|for|of|at|on|was|is|to|given|found|specified|or|and|has|with|error)\b)([\w][\w.+-]{1,60})|["'`‘“]([^\s"'`’”][^"'`’”]{0,80})["'`’”](?: is| was)?(?: not|n't) (?:an? )?(?:valid|recogni[sz]ed|known|supported|allowed|implemented|one of)\b|\b(?:relation|table|column|view|schema|dataset|variable|group|sequence|contig|chromosome|sample|transcript|genome|property|attribute|setting|entry|section|field|layer|band|label|element|species|material):? ["'`‘“]([^\s"'`’”]{1,80})["'`’”] (?:(?:does not|doesn't) exist|(?:was |is )?not found)\b|\bvalue for ["'`][^"'`]{1,60}["'`] is (?:invalid|not valid): ["'`]([^"'`]{1,80})["'`]|\b(?:could not|couldn't|cannot|can't|failed to|unable to) (?:create|find|instantiate) (?:an? |the )?(?:\w+ ){1,3}(?:of type|named|called) ["'`]([^"'`]{1,80})["'`]|\b(?:could not|couldn't|cannot|can't|failed to|unable to) (?:create|find|instantiate) (?:an? |the )?(?!(?:\w+ )?(?:file|folder|directory)\b)(?:\w+ ){1,3}(?:of type|named|called) (\w[\w.+-]{1,60})/i,
    ...noSuchName,
  },
  {
    when: /\bconvert string to (?:float|int): ["'`]([^"'`]{1,60})["'`]|\binvalid literal for int.{0,20}: ["'`]([^"'`]{1,60})["'`]|\bNumberFormatException: .{0,30}["'`]([^"'`]{1,60})["'`]|\binvalid input syntax for (?:type )?(?:integer|numeric|double|date|timestamp)\b[\w ]{0,20}: ["'`]([^"'`]{1,60})["'`]|\bbad (?:integer|real|value) (?:number )?(?:for item|in item|during)\b|\bis not a number\b|\billegal numeric value\b|\btime data ["'`]([^"'`]{1,60})["'`] does not match/i,
    step: (value) =>
      value === ''
        ? l10n.t('Correct the value that the message names: the program expects another type or format at this point.')
        : l10n.t('Correct the value {0}: the program expects another type or format at this point.', value),
    ofSeveral: () =>
      l10n.t('Correct the value that the message names: the program expects another type or format at this point.'),
    isVague: true,
  },
  {
    when: /\b([A-Z][A-Z\d]*_?[A-Z\d_]{2,60})(?: environment)?(?: variable)? (?:must|has to|needs to|should|is required to) be (?:set|defined)\b|\b(?:environment|env\.?) variable:? ["'`$]{0,2}([A-Z][A-Z\d_]{2,60})\}?["'`]? (?:(?:is|was|has) (?:not|n't|un) ?(?:been )?(?:set|defined)|(?:is )?(?:unset|undefined|required|missing))\b|\b(?:set|define|export) (?:the )?(?:environment|env) variable ["'`$]{0,2}([A-Z][A-Z\d_]{2,60})\b/,
    step: (name) =>
      name === ''
        ? l10n.t(
            "Set the variable in the environment settings of the task or job: nodes don't inherit your environment.",
          )
        : l10n.t("Set {0} in the environment settings of the task or job: nodes don't inherit your environment.", name),
    ofSeveral: () =>
      l10n.t("Set the variable in the environment settings of the task or job: nodes don't inherit your environment."),
  },
  {
    when: /\blimit(?:s|ed)?\b.{0,60}\b(?:controlled|set|defined|configured|given|changed|raised|increased) (?:by|with|in|through|via|using) (?:the )?["'`‘“]?(?!the\b)([a-z][\w.-]{3,60}[\w-])\b/i,
    step: (name) => l10n.t('Raise {0}, the limit that the message names, or hand over less at once.', name),
    ofSeveral: () => l10n.t('Raise the limit that the message names, or hand over less at once.'),
  },
  {
    when: /\bexceed\w*\b.{0,120}\((?:option|setting|parameter) ["'`‘“]([\w.-]{3,60})["'`’”]\)/i,
    step: (name) => l10n.t('Raise {0}, the limit that the message names, or hand over less at once.', name),
    ofSeveral: () => l10n.t('Raise the limit that the message names, or hand over less at once.'),
  },
  {
    when: /\binotify (?:instance |watch )?limit\b|\blimit\b.{0,60}\binotify\b|\blimit for number of file watchers\b/i,
    step: () =>
      l10n.t(
        'Turn off the watching of files, or raise fs.inotify.max_user_instances and max_user_watches in the start task (sysctl): all tasks of a user on the node share them.',
      ),
  },
  {
    when: /\btype ["'`]?(?:\w+\.)?(hstore|geometry|geography|raster|vector|citext|ltree|cube)["'`]? does not exist\b|\bextension ["'`](\w+)["'`] (?:does not exist|is not installed|must be (?:installed|loaded|created))/i,
    step: (name) =>
      l10n.t(
        'Create the extension that brings {0} in this database, before the program runs (CREATE EXTENSION).',
        name,
      ),
    ofSeveral: () =>
      l10n.t('Create the extension that brings what the message names in this database (CREATE EXTENSION).'),
  },
  {
    when: /\b(?:negative|non-?positive|zero) (?:\w+ )?jacobian\b|\b(?:inverted|degenerate|distorted) elements?\b/i,
    step: () =>
      l10n.t(
        'Correct the mesh where the message says: an element is distorted, or turned inside out by too large a step.',
      ),
  },
  {
    when: /\bdo(?:es)? not (?:appear|occur) in (?:the |any )?\w|\b(?:do(?:es)? not|doesn't|don't) (?:contain|have) (?:an? |the |any )?["'`]?[\w.-]+["'`]? (?:attributes?|columns?|fields?|tags?|variables?|bands?|layers?|dimensions?|propert(?:y|ies)|keys?)\b|\b(?:find|locate|lacks?|missing|without) (?:an? |the |any )?(?:[\w'"-]+ ){0,4}(?:attributes?|columns?|fields?|tags?|variables?|bands?|layers?|dimensions?|propert(?:y|ies)|keys?)\b|\brequired (?:field|attribute|column|element|parameter|property)\b.{0,80}\b(?:blank|empty|missing)\b/i,
    step: () =>
      l10n.t(
        'Check under which name the input has what the program asks for, and correct the input, or the option that names it.',
      ),
    isVague: true,
  },
  {
    when: /\b(?:(?:did|does|do|is|has)(?: not|n't)|failed to|fails to|not|no) converge(?:d|nce)?\b|\bconvergence (?:failure|failed|not (?:reached|achieved|obtained))\b|\b(?:solution|solver|residuals?|iterations?) (?:has |have |is )?diverg(?:ed|es|ing)\b|\bdivergence detected\b|\bnumerical instability\b|\bunstable time ?step\b|\b(?:residuals?|solution|energy) (?:is|are|became) NaN\b|\btoo many iterations\b|\btime ?step\b.{0,40}\b(?:too small|below|minimum)\b/i,
    step: () =>
      l10n.t(
        "The computation doesn't converge: check its start values and its model (boundary conditions, mesh, geometry), then take smaller steps or more damping.",
      ),
  },
];

/**
 * Returns the step that the words of a message imply, whatever program printed it; undefined without such words. It says
 * where to look, so that the cause isn't called certain.
 */
export function adviseMeaning(text: string, namesFile = false): Fix | undefined {
  for (const { when, step, isVague, ofSeveral } of meanings) {
    const found = namesFile && isVague === true ? null : when.exec(text);
    if (found === null) continue;
    const name = found.slice(1).find((one) => one !== undefined) ?? '';
    const said = step(redactText(name).slice(0, longestName));
    return { text: said, ...(ofSeveral === undefined ? {} : { ofSeveral: ofSeveral() }), isSearch: true };
  }
  return undefined;
}
