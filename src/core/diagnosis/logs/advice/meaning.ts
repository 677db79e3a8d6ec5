import * as l10n from '@vscode/l10n';
import { findGroup } from '../../../text/findGroup.ts';
import { redactText } from '../../../text/redact.ts';
import type { Fix } from '../../explanation/explanation.ts';
import { adviseDisplay, adviseVariable, display } from './access.ts';

/** Meaning of a message, whatever program printed it, and the step that follows from its words alone. */
interface Meaning {
  /** The first matching group is the name of what is wrong. */
  readonly when: RegExp;
  readonly step: (name: string, quote: string) => string;
  /** True if naming the file that a message blames says more. */
  readonly isVague?: true;
  /** The step without the name, for several failures. */
  readonly ofSeveral?: () => string;
}

const longestName = 60;

const list = String.raw`["'\`‘“]?[\w.+/-]{1,30}["'\`’”]?(?:(?:, ?(?:or |and )?| or | and | ?\| ?)["'\`‘“]?[\w.+/-]{1,30}["'\`’”]?){1,30}`;
const quotedList = list.replaceAll(String.raw`["'\`‘“]?`, String.raw`["'\`‘“]`);
/** Matches the values that a message lists because one of them is wanted. */
const listedValues = new RegExp(
  String.raw`^(?!.*\b(?:syntax|tokens?)\b).*\b(?:one of|choose from|choices(?: are)?|(?:allowed|valid|possible|supported|available|accepted|permitted|legal) (?:\w+ )?(?:are|is|(?:values?|options?|choices?|names?|types?|formats?|modes?|methods?)(?: are| is)?))\b(?: the following\b)? ?:? ?[[({<]?(${list})|\bnot (?:found )?(?:in|one of|among) [[({](${quotedList})|\b(?:must|should) (?:be|start with|end with|begin with) (${quotedList})|["'\`][^"'\`]{1,40}["'\`] is not ([A-Z\d]{1,12}(?:, [A-Z\d]{1,12})*,? or [A-Z\d]{1,12})\b`,
  'i',
);

/** Matches a bound or another condition that a value or a number of things has to meet. */
const condition =
  /\b(?:must|should|has to|have to|needs? to) be (?:between|at (?:least|most)|in (?:the )?(?:range|interval)|within|(?:strictly )?(?:less|greater|smaller|larger|more|higher|lower|longer|shorter)\b|positive(?! (?:semi-?)?definite)|non-?(?:negative|zero|empty)|an? (?:even|odd|positive|multiple|power|perfect|whole)\b|even|odd|divisible|>|<)|\bmust be in [[(]|\bmust divide\b|\bwould be truncated\b|\bmust have at (?:least|most) \d|\b(?:exceed(?:s|ed|ing)?|(?:greater|larger|more|higher|longer|less|smaller|fewer|lower|shorter) than|above|below|beyond) (?:the |its |an? )?(?:\w+ ){0,2}(?:max(?:imum)?|min(?:imum)?|limit|allowed|permitted|supported|bounds?)\b|\btoo (?:long|short|large|small|big|high|low|many|few|wide|close) (?:for|to)\b|\bcontains? (?:not enough|too (?:many|few)) \w|\b(?:requires?|needs?|expects?) at (?:least|most) \d|\b(?:size|length|number|dimension|count)s? .{0,40}\b(?:divisible by|(?:a )?multiple of)\b/i;

/** Matches the kind of GPU that a program asks for. */
export const asksForDevice: RegExp =
  /\b(?:requires?|needs?|only (?:supports?|runs on|works on|available on|supported on|implemented for))\b.{0,60}(?:\bGPUs?\b|\bcompute capability\b|\bCUDA (?:devices?|capability)\b)|\bGPUs? (?:\S+ ){0,3}(?:is|are) (?:not supported|too old)\b/i;

/** Matches the option or the name for which a condition holds. */
const bound =
  /(?:^|[\s"'`(])(--[a-z][\w-]{1,40})\b|["'`‘“]([\w.-]{1,40})["'`’”] (?:must|should|has to|needs? to|exceeds|is too)\b/i;

/** Matches a setting without a value, to which another one refers. */
export const unresolved: RegExp =
  /\b(?:resolve|expand|substitute) (?:the )?(?:placeholder|variable|property|reference|interpolation)s? ["'`]?\$?\{?([\w.-]{2,60})|\bmissing (?:mandatory|required) (?:value|setting|configuration)s?:? ["'`]?([\w.-]{2,60})|\bno value (?:given |set |found )?for (?:the )?(?:placeholder|setting|configuration key|config key|property|secret) ["'`]?([\w.-]{2,60})/i;

/** Matches the value that is not among those that a message lists. */
const wrongValue =
  /["'`‘“]([\w.+/-]{1,40})["'`’”](?: (?:is|was) (?:not|in|un)| not\b|n't| \((?:choose|allowed|valid|possible|expected))|\b(?:invalid|unknown|unsupported|illegal|bad) [\w ]{1,20}:? ["'`‘“]?(?!(?:string|value|option|name|argument|format|type|mode|choice|input)\b)([\w.+/-]{1,40})["'`’”]?(?= ?[.,;:([]|$)/i;

const noSuchData: Omit<Meaning, 'when'> = {
  step: (name) =>
    l10n.t(
      'Check {0}: nothing of this name is there when it is used. Correct the name, or the input or the earlier step that should have brought it.',
      name,
    ),
  ofSeveral: () =>
    l10n.t(
      'Check the name in the message: nothing of this name is there when it is used. Correct it, or the input or the earlier step that should have brought it.',
    ),
};

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

/** Matches a value that code did not get, by the name of its parameter. */
const withoutValue =
  /\b(?:cannot|can't|can not|must not|may not) be (?:null|none|nil|undefined)\b.{0,20}\(?Parameter(?: name:)? '(\w{1,60})'|\bThe "([\w.]{1,60})" argument must be of type .{1,80}\. Received (?:undefined|null)\b|(?:^|[\s:'"`])(?!(?:[Vv]alue|[Aa]rgument|[Pp]arameter|[Ii]t|[Tt]his)\b)([A-Za-z_]\w{1,60})['"`]? (?:must not|cannot|can't|may not) be null\b/;

/** Advises on a value that code did not get; undefined for other messages. */
export function adviseWithoutValue(text: string): Fix | undefined {
  const name = findGroup(withoutValue.exec(text));
  return name === undefined
    ? undefined
    : {
        text: l10n.t(
          'Find out where {0} should get its value: a setting or an environment variable may be missing, as nodes have only those that the task brings.',
          name,
        ),
        ofSeveral: l10n.t(
          'Find out where the value should come from: a setting or an environment variable may be missing, as nodes have only those that the task brings.',
        ),
        isSearch: true,
      };
}

/** Advises on a lock that isn't a package manager's. */
export function adviseLock(): string {
  return l10n.t(
    'Find out what holds the lock: another task, on this node or elsewhere, or an attempt that was cut off and left its lock behind. Give tasks that run at once a folder or a copy of their own.',
  );
}

/** Meanings of messages, the ones that say most about the cure first. */
const meanings: readonly Meaning[] = [
  { when: display, step: adviseDisplay },
  {
    when: /\ballocat(?:e|ing|ion)(?: of)? (?:0|-\d{1,20}) (?:bytes|elements|items|words)\b/i,
    step: () =>
      l10n.t(
        'Check the input of this step: a request for no memory at all means that the input is empty, or of another format than the program expects.',
      ),
  },
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
    when: /\bmutually exclusive\b|\bnot allowed with\b|\b(?:can ?not|can't|may not|must not) be (?:used|combined|specified|given|set) (?:together|with|at the same time|simultaneously|in combination)\b|\bonly one of\b|\b(?:options?|arguments?|flags?|parameters?|settings?|keywords?)\b.{0,80}\b(?:conflicts? with|(?:is|are) (?:incompatible|not compatible) with)\b/i,
    step: (_, quote) => l10n.t('Leave out or change one of the two that exclude each other: “{0}”.', quote),
    ofSeveral: () => l10n.t('Leave out or change one of the two that exclude each other.'),
  },
  {
    when: listedValues,
    step: (found, quote) => {
      const values = found.replace(/(?<![.,])[.,]+$/, '');
      const name = findGroup(wrongValue.exec(quote));
      return name === undefined
        ? l10n.t('Use one of the values that the message lists: {0}.', values)
        : l10n.t('Check {name}: use one of the values that the message lists, {values}.', {
            name: redactText(name),
            values,
          });
    },
    ofSeveral: () => l10n.t('Use one of the values that the message lists.'),
  },
  {
    when: /\b(?:built|compiled|generated|serialized|optimi[sz]ed|prepared) (?:for|on|with) \S.{1,60}\b(?:but|whereas|while)\b.{0,40}\b(?:this|current|running|device|has|have|is)\b|\bno (?:binary |compiled )?(?:kernels?|device code|code object)(?: image)?s? (?:is |are )?(?:available |found )?(?:for|in)\b.{0,60}\b(?:card|capability|architecture|device|gfx\w+|sm_\d+)\b/i,
    step: (_, quote) =>
      l10n.t(
        'Build it again on a node of the VM size and the image that run it, or run it on the node that it was built for: “{0}”.',
        quote,
      ),
    ofSeveral: () => l10n.t('Build it again on a node of the VM size and the image that run it.'),
  },
  {
    when: /\b(?:plug-?in|module|extension|library|context|session|pool|instance|backend|service|client|driver|device|environment|runtime|engine|repository|workspace) ["'`]?([\w.-]{2,40})?["'`]? ?(?:(?:is|was|has) (?:not|n't)(?: been)?|not|n't|is un)[ -]?(?:yet )?(?:loaded|initiali[sz]ed|registered|enabled|activated|started|running|mounted)\b|["'`]([\w.-]{2,40})["'`] (?:plug-?in|module|extension|library) (?:is|was) not (?:loaded|enabled|initiali[sz]ed|registered)\b/i,
    step: (_, quote) => l10n.t('Load, start or initialize first what the message says is not: “{0}”.', quote),
    ofSeveral: () => l10n.t('Load, start or initialize first what the message says is not.'),
  },
  {
    when: /\block ?file\b.{0,80}\b(?:exists?|present|found)\b|\.(?:lock|lck|pid)["'`]? (?:already )?exists\b|\block\b.{0,40}\balready (?:held|taken|exists)\b|\balready locked\b/i,
    step: adviseLock,
  },
  {
    when: /\bclass (?:is )?not registered\b|\bREGDB_E_CLASSNOTREG\b|\b(?:0x)?80040154\b/i,
    step: () =>
      l10n.t(
        'Install the program that brings this COM class in the start task or the image, in the same bitness (32 or 64 bit) as the program that uses it.',
      ),
  },
  {
    when: /\b(?:without(?: an?)?|missing(?: the)?|(?:could(?: not|n't)|can(?:not|'t)|unable to|fail(?:ed)? to) (?:find|load|locate|open|retrieve|read)(?: the| an?)?) (?:\w+ )?index(?: files?)?\b(?! (?:out|error|\d|column|name|entry|entries))|\bno index (?:file )?(?:was )?(?:found|available|exists?|for)\b|\bindex(?: files?)? (?:(?:for|of) \S{1,100} )?(?:(?:was |is )?not found|does not exist|(?:is )?missing|could not be (?:found|loaded|opened)|(?:is )?required)\b|\b(?:not|un)[ -]?indexed\b/i,
    step: () =>
      l10n.t(
        'Make the index first, with the command that the program or its suite has for it, and give the task the data and the index in one folder.',
      ),
  },
  {
    when: /\bno (?:\w+ )?(?:handler|codec|decoder|encoder|loader|reader|writer|plug-?in|backend|parser|converter|delegate|decode delegate)s? (?:was |were )?(?:found |available |registered |installed )?(?:for|to (?:read|write|decode|load|open))(?:(?: \w+){0,4}:? ["'`‘“.]([\w+/-]{1,40})(?=["'`’”\s,;)]|$)|(?: this| the)?(?: \w+)? ([\w+/-]{1,40})(?=[.,;)]|$))/i,
    step: (name) =>
      l10n.t(
        'Install what reads or writes {0} (a plug-in, an optional package, or a build that has it), or convert the data to a format that the program knows.',
        name,
      ),
    ofSeveral: () =>
      l10n.t(
        'Install what reads or writes this format (a plug-in, an optional package, or a build that has it), or convert the data to a format that the program knows.',
      ),
  },
  {
    when: /^(?!.*\b(?:looking for|json|ya?ml|xml|tokens?|syntax)\b).*\b(?:invalid|illegal|unrecogni[sz]ed|unknown|bad|non-ASCII|unprintable|disallowed) (?:\w+ )?(?:symbol|character|letter|residue|nucleotide|amino acid)s? (?!in\b|at\b|set\b|encoding\b|class\b)["'`‘“(]{0,2}(\S{1,12}?)["'`’”)]{0,2}(?=[\s.,]|$)/i,
    step: (name) =>
      l10n.t(
        'Remove or replace {0} in the input, where the message says: the program does not know this character.',
        name,
      ),
    ofSeveral: () => l10n.t('Remove or replace the character in the message: the program does not know it.'),
    isVague: true,
  },
  {
    when: /\bsingular (?:\w+ )?(?:matri|system|jacobian|equation)|\bmatri\w+ (?:is|are|was|to be) (?:\w+ )?(?:singular|not (?:of )?full rank|rank[- ]deficient|not (?:symmetric )?positive[- ](?:semi-?)?definite|not invertible|ill-conditioned)\b|\bnot (?:of )?full rank\b|\brank[- ]deficient\b|\b(?:not|must be|to be)(?: \w+)? positive[- ](?:semi-?)?definite\b|\bzero (?:pivot|diagonal entry)\b|\b(?:perfectly |multi-?)collinear/i,
    step: () =>
      l10n.t(
        'Look for what the model leaves undetermined: columns or equations that depend on each other, parts without support or connection, zero coefficients.',
      ),
  },
  {
    when: /(?<![./_-])\bunsorted\b(?![./_-]\w)|\bnot (?:been )?(?:correctly |properly )?sorted\b|\bmust be (?:\w+[ -])?sorted\b|\bsorted input\b|\bout[- ]of[- ](?:order|sequence) (?:records?|rows?|lines?|entr(?:y|ies)|positions?)\b|\bnot in (?:sorted|ascending|increasing|chronological) order\b/i,
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
    when: /\b(?:all|every) (?:\w+ ){1,3}(?:have|has|are|were) (?:missing|invalid|excluded|removed|filtered|dropped|NaN?\b)|\bno (?!space|memory|disk|room|inodes?)(?:\w+ ){1,3}(?:left|remain(?:ing|s)?) (?:after|to|for|in)\b|\bno (?:common|overlapping|shared) \w|\bdo(?:es)? not (?:overlap|intersect)\b|\barg is an empty\b|\bempty (?:array|data ?frame|vector)\b|\bdimension is zero\b|\b0 \(non-NA\) cases\b|\bhas no (?:reads|cells|features|records|rows|samples|points)\b|\b(?:no|only 0|0) (?:features?|reads?|records?|samples?|sequences?|variants?|points?) (?:were |was )?(?:loaded|found|read|matched)\b|\bnone of the (?:\w+ ){1,3}(?:match|are (?:in|found|present))\b/i,
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
    when: /\b(?:(?:unknown|unrecogni[sz]ed|unsupported|undefined|no such)(?! (?:token|character|symbol|reference|byte|escape|file))(?: [\w-]+){1,3}|(?:invalid|illegal|unexpected)(?: [\w-]+){0,2} (?:name|element|option|parameter|keyword|argument|field|attribute|style|type|method|band|variable|dimension|driver|enum))(?: with name)?:? ["'`‘“]([^\s"'`’”][^"'`’”]{0,80})["'`’”]|\binvalid (?:[\w-]+ ){0,3}name: ?([\w+-][\w.+-]{1,60}\w)|\b(?:unknown|unrecogni[sz]ed|undefined|no such) (?:\w+ )?(?:directive|keyword|option|command|procedure|element|object|variable|property|specifier|style|model|method|function|parameter|field|unit|operator|scheme|species|material)(?: name)?(?:: ?| \[?)(?!(?:in|for|of|at|on|was|is|to|given|found|specified|or|and|has|with|error)\b)([\w][\w.+-]{1,60})|["'`‘“]([^\s"'`’”][^"'`’”]{0,80})["'`’”](?: is| was)?(?: not|n't) (?:an? )?(?:valid(?! (?:value|day|date|time|number|integer|float|real|boolean)\b)|recogni[sz]ed|known|supported|allowed|implemented|one of)\b|\b(?:relation|table|column|view|schema|dataset|variable|group|sequence|contig|chromosome|sample|transcript|genome|property|attribute|setting|entry|section|field|layer|band|label|element|species|material|operator|identifier):? ["'`‘“>]([^\s"'`’”<]{1,80})["'`’”<] (?:(?:does not|doesn't) exist|(?:was |is )?not found)\b|\bvalue for ["'`][^"'`]{1,60}["'`] is (?:invalid|not valid): ["'`]([^"'`]{1,80})["'`]|\b(?:could not|couldn't|cannot|can't|failed to|unable to) (?:create|find|instantiate) (?:an? |the )?(?:\w+ ){1,3}(?:of type|named|called) ["'`]([^"'`]{1,80})["'`]|\b(?:could not|couldn't|cannot|can't|failed to|unable to) (?:create|find|instantiate) (?:an? |the )?(?!(?:\w+ )?(?:file|folder|directory)\b)(?:\w+ ){1,3}(?:of type|named|called) (\w[\w.+-]{1,60})/i,
    ...noSuchName,
  },
  {
    when: /\b(?:variable|columns?|object|label|dimension)s? ["'`‘“]?(?!(?:is|was|name|names|not|does|has|in|of|for)\b)([A-Za-z_][\w.:-]{0,60})["'`’”]? (?:(?:does not|doesn't) exist|(?:was |is )?not (?:found|defined))\b/i,
    ...noSuchData,
  },
  {
    when: /\bincorrect \w+ value: ["'`]([^"'`]{1,60})["'`]|["'`]([^"'`]{1,60})["'`] is not a valid (?:value|day|date|time|number|integer|float|real|boolean)\b|\bconvert string to (?:float|int): ["'`]([^"'`]{1,60})["'`]|\binvalid literal for int.{0,20}: ["'`]([^"'`]{1,60})["'`]|\bNumberFormatException: .{0,30}["'`]([^"'`]{1,60})["'`]|\binvalid input syntax for (?:type )?(?:integer|numeric|double|date|timestamp)\b[\w ]{0,20}: ["'`]([^"'`]{1,60})["'`]|\bbad (?:integer|real|value) (?:number )?(?:for item|in item|during)\b|\bis not a number\b|\billegal numeric value\b|\btime data ["'`]([^"'`]{1,60})["'`] does not match/i,
    step: (value) =>
      value === ''
        ? l10n.t('Correct the value that the message names: the program expects another type or format at this point.')
        : l10n.t('Correct the value {0}: the program expects another type or format at this point.', value),
    ofSeveral: () =>
      l10n.t('Correct the value that the message names: the program expects another type or format at this point.'),
    isVague: true,
  },
  {
    when: /(?:\b(?=[A-Z\d]*_)|(?<![a-z] )\b|\b(?=[A-Z\d_]{3,60} (?:environment|variable)\b))([A-Z][A-Z\d_]{2,60})(?: environment)?(?: variable)? (?:must|has to|needs to|should|is required to) be (?:set|defined)\b|\b(?:environment|env\.?) variable:? ["'`$]{0,2}([A-Z][A-Z\d_]{2,60})\}?["'`]? (?:(?:is|was|has) (?:not|n't|un) ?(?:been )?(?:set|defined)|(?:is )?(?:unset|undefined|required|missing))\b|\b(?:set|define|export) (?:the )?(?:environment|env) variable ["'`$]{0,2}([A-Z][A-Z\d_]{2,60})\b/,
    step: adviseVariable,
    ofSeveral: () => adviseVariable(),
  },
  {
    when: /\b(?:[Aa]n?|[Tt]he) ([A-Za-z][\w.-]*(?: [\w.-]+){0,3}) (?:must|has to|needs to) be (?:set|specified|defined|configured|given|provided) in (?:your|the|its) (?:\w+ )?(?:config\w*|settings|properties)\b/,
    step: (name) =>
      l10n.t('Set what the message asks for where the program reads its configuration, or with an option: {0}.', name),
    ofSeveral: () =>
      l10n.t('Set what the message asks for where the program reads its configuration, or with an option.'),
  },
  {
    when: unresolved,
    step: (name) =>
      l10n.t(
        'Give {0} a value where the program reads its settings, such as the environment settings of the task: nodes have only what the task brings.',
        name,
      ),
    ofSeveral: () =>
      l10n.t(
        'Give the setting a value where the program reads it, such as the environment settings of the task: nodes have only what the task brings.',
      ),
  },
  {
    when: /\blimit(?:s|ed)?\b.{0,60}\b(?:controlled|set|defined|configured|given|changed|raised|increased) (?:by|with|in|through|via|using) (?:the )?["'`‘“]?(?!the\b)([a-z][\w.-]{3,60}[\w-])\b|\bexceed\w*\b.{0,120}\((?:option|setting|parameter) ["'`‘“]([\w.-]{3,60})["'`’”]\)/i,
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
    when: /\bdo(?:es)? not (?:appear|occur) in (?:the |any )?\w|\b(?:do(?:es)? not|doesn't|don't) (?:contain|have) (?:an? |the |any )?["'`]?[\w.-]+["'`]? (?:attributes?|columns?|fields?|tags?|variables?|bands?|layers?|dimensions?|propert(?:y|ies)|keys?)\b|\b(?:do(?:es)? not|doesn't|don't) contain (?:the )?(?:label|column|field|attribute|variable|band|layer|key|tag|entry|property) \S|\b(?:find|locate|lacks?|missing|without) (?:an? |the |any )?(?:[\w'"-]+ ){0,4}(?:attributes?|columns?|fields?|tags?|variables?|bands?|layers?|dimensions?|propert(?:y|ies)|keys?)\b|\brequired (?:field|attribute|column|element|parameter|property)\b.{0,80}\b(?:blank|empty|missing)\b/i,
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
  {
    when: /\b(?:contains?|has|have|found|with|includes?|handle) (?:\w+ ){0,3}(?:NaNs?|NAs|infs?|infinity|(?:missing|null|non-?finite) values?)\b|\bmissing values? (?:in|are not|not allowed|found)\b|\bNA\/NaN\/Inf\b/i,
    step: () =>
      l10n.t(
        'Remove or fill the missing values (NaN, NA, infinite) in the data that the program got, and see which step left them there.',
      ),
  },
  {
    when: /\b(?:same|identical|common) (?:physical |spatial |coordinate )?(?:space|grid|extent|projection|CRS|SRS|reference system|coordinate system|origin|spacing|geometry)\b|\b(?:heterogeneous|different|differing|inconsistent|conflicting) (?:\w+ )?(?:projections?|CRS|SRS|grids?|extents?|coordinate (?:reference )?systems?|origins?)\b|\b(?:does|do) not cover (?:the |all )|\boutside (?:of )?(?:the |its )?(?:\w+ )?(?:domain|grid|extent|bounding box|raster|mesh|region)\b/i,
    step: () =>
      l10n.t(
        'Bring the inputs onto one grid and into one coordinate system (reproject, resample, crop), or take those that belong together.',
      ),
  },
  {
    when: asksForDevice,
    step: (_, quote) =>
      l10n.t(
        'Use a VM size whose GPU is of the kind that the message asks for, or turn off the feature that needs it: “{0}”.',
        quote,
      ),
    ofSeveral: () =>
      l10n.t(
        'Use a VM size whose GPU is of the kind that the message asks for, or turn off the feature that needs it.',
      ),
  },
  {
    when: condition,
    step: (_, quote) => {
      const name = findGroup(bound.exec(quote));
      return name === undefined
        ? l10n.t('Keep to the condition that the message names: “{0}”.', quote)
        : l10n.t('Change {name} so that it keeps to the condition in the message: “{message}”.', {
            name,
            message: quote,
          });
    },
    ofSeveral: () => l10n.t('Keep to the condition that the message names.'),
    isVague: true,
  },
  {
    when: /\b(?:see|check|consult|refer to|look (?:at|in|into)|inspect|examine) (?:the |its |your |this )?(?:\S+ ){0,3}(?:log|logs|log ?files?|logfiles?|error files?|output files?|message files?|report|trace)\b(?! (?:in|into|on) to\b)|\b(?:see|check|look (?:at|in)) (?:the )?\S{0,80}\.(?:log|err|out|txt|dat|msg|sta)\b/i,
    step: (_, quote) => l10n.t('Read the log that the message speaks of, which has the reason: “{0}”.', quote),
    ofSeveral: () => l10n.t('Read the log that the message speaks of, which has the reason.'),
  },
];

/**
 * Returns the step that the words of a message imply, whatever program printed it; undefined without such words. It says
 * where to look, so that the cause isn't called certain.
 */
export function adviseMeaning(text: string, quote: string, namesFile = false): Fix | undefined {
  for (const { when, step, isVague, ofSeveral } of meanings) {
    const found = namesFile && isVague === true ? null : when.exec(text);
    if (found === null) continue;
    const said = step(redactText(findGroup(found) ?? '').slice(0, longestName), quote);
    return { text: said, ...(ofSeveral === undefined ? {} : { ofSeveral: ofSeveral() }), isSearch: true };
  }
  return undefined;
}
