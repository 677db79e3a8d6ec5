import * as l10n from '@vscode/l10n';
import { isKernelPath } from '../../../text/dropFolder.ts';
import { findGroup } from '../../../text/findGroup.ts';
import { redactText } from '../../../text/redact.ts';
import { adviseMemory } from '../../catalogue/exit.ts';
import { storageRefusals } from '../../catalogue/storageRefusals.ts';
import type { FailureCategory } from '../../explanation/category.ts';
import type { Instruction } from '../../explanation/instruction.ts';
import { mentionsAnother } from '../lexicon/codes.ts';
import { adviseDevice, adviseMade, adviseProgram, adviseUnopened, library, pathNotFound } from './absent.ts';
import { adviseDisplay, display } from './access.ts';
import { findContentFault, isAboutDevice, saysAbsent, saysUnequal, shows } from './evidence.ts';
import { adviseLicense } from './license.ts';
import { adviseLock, adviseMeaning, adviseWithoutValue, asksForDevice, unresolved } from './meaning.ts';
import { adviseNamed, findNamed, findPlace } from './named.ts';
import { adviseRefusal } from './refusals.ts';
import { adviseLacking, adviseRebuild, adviseThrower, asksForVersion, saysTwoVersions } from './versions.ts';

export interface Blamed {
  readonly text: string;
  /** Part of the line that a step can quote, without secrets; undefined for a failure that no program printed. */
  readonly quote?: string | undefined;
  /** The malformed or missing file, if the log names it. */
  readonly file?: string | undefined;
  readonly subject?: string | undefined;
  /** The line of code at fault, if the log shows it. */
  readonly source?: string | undefined;
  /** Owner of the code that failed; undefined if no line of code is indicated. */
  readonly fault?: 'own' | 'foreign' | undefined;
  /** The installed package whose code threw the exception. */
  readonly thrower?: string | undefined;
  readonly os?: 'linux' | 'windows' | undefined;
  /** The task's command line, if it is known. */
  readonly commandLine?: string | undefined;
  /** True if only the words of the line suggest its category. */
  readonly isGuess?: boolean | undefined;
}

/** Matches hosts in Azure's own domains, for which network settings are a likelier cause than a misspelling. */
const isAzureHost =
  /\.(?:core\.windows\.net|azurecr\.io|batch\.azure\.com|database\.windows\.net|vault\.azure\.net|azurewebsites\.net|documents\.azure\.com|servicebus\.windows\.net)\b/i;
/** Returns the first step for a host that was not found, if nothing shows that the host exists. */
export function checkSpelling(): string {
  return l10n.t('Check the spelling of the host name.');
}

/** Matches names without a domain where a message says that a host was not found. */
const bareHost =
  /\b(?:UnknownHostException:|(?:resolve|translate|unknown) host(?: ?name| address)?:?|resolv(?:e|ing)(?= ["'‘])|lookup|ENOTFOUND|EAI_AGAIN) ["'‘]?(?!address\b)[\w-]{1,63}["'’]?(?=[:,;\s(]|$)/i;
function nameHost(): string {
  return l10n.t(
    "DNS servers usually don't know names without a domain, such as those of nodes: use the address or the full name, or add the name to /etc/hosts in the start task.",
  );
}

/** Matches what only a shell knows: builtins and operators. */
const ofShell = /^(?:\.|cd|export|source|set|if|for|ulimit|dir|copy|del|echo|type|call|[A-Z_]+=.*|[|&;<>]+)$/;
const saidByShell = /: (?:line )?\d{1,9}: |command not found|not recognized as (?:an internal|the name|a name)/i;

const absolutePath = /[\s'"(=](?:\/(?!path\/to\/|\S{0,300}\/wd\/)|[A-Za-z]:[\\/](?!\S{0,300}[\\/]wd[\\/]))\w/;

/** Matches the place in code that reports a missing file, not the file. */
const placeInCode = /\b(?:in|at) (?:file )?[^\s:]+(?:,? (?:on |at )?line \d|:\d)/gi;

const partOfInput = /\b(?:row|record|cell|column|field)s? \d/i;

const written =
  /\b(?:writ(?:e|ing|able)|creat|mk(?:dir|temp)|touch|sav(?:e|ing)|copy|move|renam|remov|delet|unlink|append|output|extract|unpack|install|log)/i;

const noSingleFile = /[\\/]$|[*?]/;

/** Matches a reason after the name of a file, except that the file couldn't be opened. */
const reason =
  /^["'`’”]?(?: \([^)]*\))?: (?!(?:\w+ )?(?:cannot|can't|could not|failed to|unable to|error) (?:be )?(?:open|read|access|load)\w*\s?(?:it|file|the file|for \w+)?$)\S+ \S/i;

const ofFile =
  /(?<!\b(?:in|inside|from|of) (?:the |an? |its |this )?(?:[\w.-]+ ){0,3})\b(?:files?|filename|director(?:y|ies)|folders?|paths?)\b|\b(?:open(?:ed|ing)?|no such|ENOENT)\b|[\w.~]\/\w|\w\.(?!(?:py|cc?|cpp|[jt]s|[Rr]):)\w{1,8}["'`’”]|[^\t -~]/i;

/** Advises on a missing file; other tasks with the same failure may lack other files. */
function adviseMissing(blamed: Blamed): readonly Instruction[] {
  const { text, quote, file } = blamed;
  if (file === undefined && display.test(text)) return [adviseDisplay()];
  if (!saysAbsent(text)) {
    if (findContentFault(text) === 'damaged') return [adviseInput(blamed)];
    const implied = file === undefined ? adviseMeaning(text, quote ?? '') : undefined;
    if (implied !== undefined) return [implied];
    if (file !== undefined && quote !== undefined)
      return text.endsWith(':') || reason.test(text.slice(text.lastIndexOf(file) + file.length))
        ? [adviseUnknown(blamed)]
        : [adviseMade(file) ?? adviseUnopened(redactText(file))];
  }
  const relative = l10n.t(
    "Check what the path is relative to: the program starts in the task's working directory (AZ_BATCH_TASK_WORKING_DIR).",
  );
  const ofSeveral = l10n.t(
    'Check what should put the file at this path: a resource file, or an earlier step that writes it.',
  );
  if (/^(?!file:)[a-z][a-z\d+.-]{1,20}:\/\//i.test(file ?? ''))
    return [l10n.t('Compare the address with what its service has, letter by letter: {0}.', redactText(file ?? ''))];
  if (file !== undefined && isKernelPath(file)) return [adviseDevice(redactText(file))];
  if (absolutePath.test(file === undefined ? text.replace(placeInCode, '') : ` ${file}`))
    return [
      l10n.t('The path is absolute: check that the image, the start task or a mount puts the file there on this node.'),
    ];
  if (file === undefined) {
    if (quote !== undefined && !ofFile.test(text)) return [adviseUnknown(blamed)];
    if (quote === undefined) return /\w[\\/]\w/.test(text) ? [relative] : [];
    return [
      {
        text: l10n.t('Find out which file is meant by “{0}”, and check that the task has it at this path.', quote),
        ofSeveral: l10n.t('Find out which file the message means, and check that the task has it at this path.'),
      },
      relative,
    ];
  }
  if (noSingleFile.test(file)) return [relative];
  const made = adviseMade(file);
  if (made !== undefined) return [made, relative];
  const provided = l10n.t(
    'Check what should put {0} at this path: a resource file, or an earlier step that writes it.',
    redactText(file),
  );
  return [{ text: provided, ofSeveral }, relative];
}

/** Matches what package managers lock, or their names. */
const ofPackages = /\b(?:apt|dpkg|yum|dnf|rpm|zypper|apk|pacman|packages?|snapd?|msi|installation)\b|in use|busy/i;

const required =
  /\bno (?:\w+ ){1,3}(?:(?:was|were|has been) )?(?:provided|given|specified|supplied)\b|^(?:\S+(?:Error|Exception): )?(?!(?:an?|the|no|this|it|that)\b)\S{2,60} (?:is|are) required (?:to|for|by)\b|\b(?:must|has to|have to|needs? to) be (?:supplied|specified|provided|given|passed)\b|\bwithout (?:setting|specifying|providing|passing|supplying|defining|configuring) \S/i;

/** Returns a general step for a failure about which nothing is known: to look at what the message itself names. */
function adviseUnknown({ text, quote, thrower }: Blamed): Instruction {
  const compare = l10n.t('Compare the input and the arguments with those of a run that succeeded.');
  if (quote === undefined) return { text: compare, isSearch: true };
  return (
    adviseWords(text, quote) ??
    adviseNamed(text, quote) ??
    adviseThrower(thrower) ?? {
      isSearch: true,
      text: l10n.t(
        'No rule knows what helps against “{0}”: compare the input and the arguments with those of a run that succeeded.',
        quote,
      ),
      ofSeveral: compare,
    }
  );
}

/** Returns the step that the words of a message imply, without knowing its program; undefined without such words. */
function adviseWords(text: string, quote: string, namesFile = false): Instruction | undefined {
  // Words of a heading announce what only the quotation has.
  const said = text.trimEnd().endsWith(':') ? quote : text;
  if (saysUnequal(said)) return adviseUnequal(quote);
  return required.test(said) ? adviseRequired(quote) : adviseMeaning(said, quote, namesFile);
}

function adviseRequired(quote: string): Instruction {
  return {
    text: l10n.t('Install or provide what the message says is required: “{0}”.', quote),
    ofSeveral: l10n.t('Install or provide what the message says is required.'),
  };
}

/** Advises on two items that have to agree, because the log does not show which of them is wrong. */
function adviseUnequal(quote: string): Instruction {
  return {
    text: l10n.t('Compare the two that have to agree, and correct the one that is wrong: “{0}”.', quote),
    ofSeveral: l10n.t('Compare the two that have to agree, and correct the one that is wrong.'),
  };
}

/** Matches the type of an exception before its message, except panics of the Go runtime for mistakes in code. */
const thrown =
  /(?:^|[\s.:])(?:(?:[a-z_]\w*\.)+([A-Z]\w*)|([A-Z]\w*(?:Error|Exception)|SystemExit|panic(?!: (?:runtime|assignment to|close of|send on)\b)))\b[^:]{0,3}: (?=\S+ \S+ \S)/;
/** Matches a message that consists of words where a runtime would give only a name. */
const inWords = /^(?:\w+\.)*(?:Key|Index|Lookup)Error: ['"]?\S+(?: \S+){3}/;
const ofMistake =
  /^(?:Key|Index|Type|Attribute|Name|UnboundLocal|Syntax|Indentation|Tab|ZeroDivision|Recursion|NotImplemented|Reference|Range|Lookup|Overflow|Arithmetic|StackOverflow|NullPointer|NullReference|ClassCast|InvalidCast|InvalidOperation|ArrayIndexOutOfBounds|IndexOutOfBounds|IndexOutOfRange|ArgumentOutOfRange|ArgumentNull|Argument|KeyNotFound|NoSuchElement|NoMethod|Undef\w*|BoundsError|Method|Dimension\w*|Broadcast\w*)(?:Error|Exception)?$/;

/** Checks whether an exception has a developer's message, not one that the runtime created for a mistake. */
function saysOwnWords(text: string): boolean {
  const type = findGroup(thrown.exec(text));
  return type !== undefined && (!ofMistake.test(type) || inWords.test(text));
}

/** Advises on an error in code whose line is not known to be wrong. */
function adviseCode(blamed: Blamed): Instruction {
  const { text, quote } = blamed;
  if (/\bnot an? (?:[\w.]+ ){1,3}file\b/i.test(text)) return adviseInput(blamed);
  const implied = quote === undefined ? undefined : adviseWords(text, quote);
  if (implied !== undefined) return implied;
  const ofSeveral = l10n.t('Check the code that says so, and what it was given.');
  return {
    text: quote === undefined ? ofSeveral : l10n.t('Check the code that says “{0}”, and what it was given.', quote),
    ofSeveral,
    isSearch: true,
  };
}

/** Matches exceptions that data which lacks something causes as often as wrong code. */
const ofData =
  /^(?:\w{1,60}\.){0,8}(?:Key|Index|ZeroDivision|StopIteration|Bounds)Error\b|\b(?:KeyNotFound|(?:Array)?IndexOutOf(?:Bounds|Range)|NoSuchElement)Exception\b|\bindex out of (?:range|bounds)\b|\bdivi(?:de|sion) by zero\b/i;

/** Matches words for the content of a file, which neither an option nor a setting has. */
const ofContent = /\bmalformed\b|\bsyntax\b|\bpars(?:e|ing)\b|\brecords?\b|\brows?\b|\binput (?:file|deck)s?\b/i;

const aboutFile = /file|archive|image|document|\binput\b|stream|zip|tar\b|\bbam\b|download|format/i;

/** Advises on input. Blames the content of a file only if the line mentions a file. */
function adviseInput(blamed: Blamed): Instruction {
  const { text, quote, file } = blamed;
  const fault = findContentFault(text);
  if (fault === 'damaged' && (file !== undefined || aboutFile.test(text)))
    return {
      text:
        file === undefined
          ? l10n.t(
              'Check the input file: it may be truncated, empty, or in a different format than the program expects.',
            )
          : l10n.t(
              'Check the input file {0}: it may be truncated, empty, or in a different format than the program expects.',
              file,
            ),
      ofSeveral: l10n.t(
        'Check the input files: they may be truncated, empty, or in a different format than the program expects.',
      ),
    };
  const implied = quote === undefined ? undefined : adviseWords(text, quote, file !== undefined);
  if (implied !== undefined) return implied;
  const ofSeveral = l10n.t('Correct the input that the message speaks of.');
  const place = quote === undefined || findPlace(text) === undefined ? undefined : adviseNamed(text, quote);
  if (place !== undefined) return place;
  if (file !== undefined)
    return {
      text:
        quote === undefined
          ? l10n.t('Check {0}, which the message names.', file)
          : l10n.t('Check {file}, which the message names: “{message}”.', { file, message: quote }),
      ofSeveral,
    };
  const settings = findSettings(blamed.commandLine);
  if (settings !== undefined && quote !== undefined && adviseNamed(text, quote) === undefined)
    return {
      text: l10n.t('Check what the message speaks of in {file}, which the command line names: “{message}”.', {
        file: redactText(settings),
        message: quote,
      }),
      ofSeveral,
      isSearch: true,
    };
  if (fault === undefined || quote === undefined) return adviseUnknown(blamed);
  return (
    adviseNamed(text, quote) ??
    (blamed.isGuess === true && !ofContent.test(text)
      ? {
          text: l10n.t('Check the input, or the option or setting, that the message speaks of: “{0}”.', quote),
          ofSeveral: l10n.t('Check the input, or the option or setting, that the message speaks of.'),
          isSearch: true,
        }
      : { text: l10n.t('Correct the input that the message speaks of: “{0}”.', quote), ofSeveral })
  );
}

/** Matches a message about settings, which no command line has. */
const ofSettings =
  /\b(?:config(?:uration)?|settings?|propert(?:y|ies)|sections?|keys?|attributes?|DataSource|secrets?|templates?|ya?ml|json|toml|xml)\b/i;
/** Matches a file of settings, or an input deck, in a command line. */
const settingsFile =
  /(?:^|[\s"'=])([\w./\\+-]{1,150}\.(?:json|ya?ml|toml|ini|cfg|conf|config|xml|nml|prm|properties|params?|inp?|com|gjf|k|key|geo|sif|mdp|jou|export|comm|fds|lmp|lammps|namd|idf|mac))(?=[\s"',;)]|$)/gi;

/** Returns the file of settings or the input deck that a command line names; undefined if it names several. */
function findSettings(commandLine = ''): string | undefined {
  const files = new Set([...commandLine.matchAll(settingsFile)].map(([, file = '']) => file));
  return files.size === 1 ? [...files][0] : undefined;
}

/** Matches a message about an option that was not given. */
const absentArgument =
  /\b(?:missing|required|requires)\b|\b(?:not|without|must be|needs? to be|no)\b.{0,40}\b(?:given|specified|provided|supplied|passed|set)\b/i;

/** Advises on an option that a program requires and did not get. */
function adviseMissingOption(name: string): Instruction {
  return {
    text: l10n.t(
      'Add {0} where the program gets its arguments, in the command line of the task or in what that starts: the program requires it.',
      name,
    ),
    ofSeveral: l10n.t(
      'Add what the message asks for where the program gets its arguments, in the command line of the task or in what that starts.',
    ),
  };
}

/**
 * Advises on arguments. Blames the task's command line only if that has what the message names, or is unknown: a script
 * or a file of settings may have passed it.
 */
function adviseArguments(blamed: Blamed): Instruction {
  const { text, quote, commandLine } = blamed;
  const ofSeveral = l10n.t("Correct the arguments in the task's command line.");
  if (quote === undefined) return ofSeveral;
  if (unresolved.test(text)) return adviseMeaning(text, quote) ?? ofSeveral;
  if (/\bline \d{1,7} of\b/i.test(text)) return adviseNamed(text, quote) ?? ofSeveral;
  const name = findNamed(text);
  if (name?.startsWith('-') === true && absentArgument.test(text)) return adviseMissingOption(name);
  const isInCommand = name !== undefined && commandLine?.includes(name) === true;
  const place = findPlace(text);
  if (!isInCommand && place !== undefined) return adviseNamed(text, quote) ?? ofSeveral;
  const file = findSettings(commandLine);
  if (!isInCommand && file !== undefined)
    return {
      text: l10n.t(
        'Correct this in {file}, which the command line names, or in the command line itself: “{message}”.',
        {
          file: redactText(file),
          message: quote,
        },
      ),
      ofSeveral: l10n.t('Correct this in the settings that the command line names, or in the command line itself.'),
    };
  if (!isInCommand && ofSettings.test(text))
    return {
      text: l10n.t('Correct the setting that the message names, where the program reads it: “{0}”.', quote),
      ofSeveral: l10n.t('Correct the setting that the message names, where the program reads it.'),
    };
  if (commandLine !== undefined && name !== undefined && !isInCommand)
    return {
      text: l10n.t(
        "Correct the arguments where the program is called, for example in a script that the task's command line starts: “{0}”.",
        quote,
      ),
      ofSeveral: l10n.t(
        "Correct the arguments where the program is called, for example in a script that the task's command line starts.",
      ),
    };
  return { text: l10n.t("Correct the arguments in the task's command line: “{0}”.", quote), ofSeveral };
}

function adviseRights(blamed: Blamed): readonly Instruction[] {
  if (written.test(blamed.text) && !/[\\/]tasks[\\/]shared[\\/]/.test(blamed.text))
    return [
      blamed.os === 'windows'
        ? l10n.t('Write only under AZ_BATCH_TASK_WORKING_DIR or AZ_BATCH_NODE_SHARED_DIR.')
        : l10n.t(
            'Write only under AZ_BATCH_TASK_WORKING_DIR or AZ_BATCH_NODE_SHARED_DIR, and make scripts executable (chmod +x).',
          ),
    ];
  if (/[\\/]|\.\w|\bfile\b|['"‘]\w/.test(blamed.text))
    return [
      blamed.os === 'windows'
        ? l10n.t(
            'Check which users have rights to what the message names (icacls): a task runs as a user of its own, without administrator rights.',
          )
        : l10n.t(
            'Check the owner and mode of what the message names (ls -l): a task runs as a user of its own, without administrator rights.',
          ),
    ];
  return /privilege|not permitted/i.test(blamed.text) ? [] : [adviseUnknown(blamed)];
}

function adviseVersion(blamed: Blamed): Instruction {
  const { text, quote } = blamed;
  const lacked = adviseLacking(text);
  if (lacked !== undefined) return lacked;
  const rebuild = quote === undefined ? undefined : adviseRebuild(text, quote);
  if (rebuild !== undefined) return rebuild;
  if (quote !== undefined && saysUnequal(text) && !/\d\.\d/.test(text)) return adviseUnequal(quote);
  if (quote !== undefined && asksForVersion(text))
    return {
      text: l10n.t('Install the version that the message asks for, and pin it: “{0}”.', quote),
      ofSeveral: l10n.t('Install the version that the message asks for, and pin it.'),
    };
  return saysTwoVersions(text)
    ? l10n.t('Install versions that are compatible with each other, and pin them.')
    : adviseUnknown(blamed);
}

/** Matches crashes that a program chose, and said why: a debugger shows no more than the message. */
const saidWhy = /\bCheck failed: |\bthrowing an instance of |\bexception of type /;
const openCheck = /\bis_open\b|\bopen\w*\(/;

/** Advises on a crash by the message of a failed check or an uncaught exception; undefined without one. */
function adviseCrash(blamed: Blamed): readonly Instruction[] | undefined {
  if (blamed.quote === undefined || !saidWhy.test(blamed.text)) return undefined;
  const path = openCheck.test(blamed.text) ? / ((?:[A-Za-z]:)?[\\/]\S+)$/.exec(blamed.text.trim())?.[1] : undefined;
  return [path === undefined ? adviseUnknown(blamed) : adviseUnopened(redactText(path))];
}

/** Matches code that reads an environment variable: `os.environ['N']`, `process.env.N`, `getenv("N")`. */
const readsVariable =
  /\b(?:environ(?:\.get)?|getenv|ENV|process\.env|env::var|GetEnvironmentVariable)(?:\.|[[(]["'])([A-Za-z_]\w{1,60})/;

const saysUntrusted =
  /expired|not (?:yet )?valid|valid(?:ity)? (?:from|until|period)|verif|self[- ]?signed|unknown (?:authority|ca)|issuer|\btrust|PKIX|unable to get local|certification path|certificate (?:chain|problem|error)/i;
const ofHandshake = /handshake|protocol|version|cipher|secure channel|alert|renegotiat/i;

/** Advises on a secure connection that failed before, or without, a check of the certificate. */
function adviseHandshake(blamed: Blamed): Instruction {
  if (!ofHandshake.test(blamed.text)) return adviseUnknown(blamed);
  return l10n.t(
    'Check that the address and port are those of a TLS server, and that the program and the server have a version of TLS in common.',
  );
}

/** Matches messages of MPI about where its processes run, or how they reach each other. */
const aboutPlacing =
  /\bslots?\b|\bnot enough\b|\bhosts?\b|\bhostfile\b|connect|timed? ?out|unreachable|fabric|daemon|network|\blost\b|\bpeer\b|communicat(?!or)|process(?:es)? per\b|\bOFI\b|\bUCX\b|launch|_Init/i;
/** Matches messages of MPI about a process that ended, which gives the reason itself. */
const endsOthers = /\bMPI_Abort\b|\baborting\b|\bterminated without\b|\bexited\b|\bnon-zero\b/i;

/** Categories that a message gets if it only says that a program failed. */
const unexplained: ReadonlySet<FailureCategory> = new Set(['exception-in-user-code', 'bad-input', 'other']);

/** Advises on a program's message that another program failed, which gives no reason. */
function adviseReport(): Instruction {
  return {
    text: l10n.t(
      "The message only says that another program failed: look for that program's own message above or in its log, or run its command by itself.",
    ),
    isSearch: true,
  };
}

/** Returns the category's usual advice if the line at fault shows such a failure, or general advice otherwise. */
export function adviseUsual(category: FailureCategory, blamed: Blamed): readonly Instruction[] {
  const variable = readsVariable.exec(blamed.source ?? '')?.[1];
  if (variable !== undefined && (category === 'exception-in-user-code' || category === 'bad-input'))
    return [
      {
        text: l10n.t('Check the value of the environment variable {0}, which the code at fault uses.', variable),
        ofSeveral: l10n.t('Check the values of the environment variables that the code at fault uses.'),
        isSearch: true,
      },
    ];
  if (blamed.quote !== undefined && unexplained.has(category) && mentionsAnother(blamed.text))
    return [adviseMeaning(blamed.text, blamed.quote) ?? adviseReport()];
  const isShown = blamed.isGuess !== true || shows(category, blamed.text);
  return isShown ? cures[category](blamed) : [adviseUnknown(blamed)];
}

/** Advice for each kind of failure, most likely cure first, without cures that the line at fault rules out. */
export const cures: Readonly<Record<FailureCategory, (blamed: Blamed) => readonly Instruction[]>> = {
  'missing-file': adviseMissing,
  'missing-program': (blamed) => {
    const { text, subject } = blamed;
    if (library.test(subject ?? '')) return adviseMissing({ ...blamed, file: subject });
    return [
      adviseProgram(subject ?? pathNotFound.exec(text)?.[1], text),
      ...(!saidByShell.test(text) && (subject === undefined || ofShell.test(subject))
        ? [l10n.t('Batch starts command lines without a shell: use /bin/bash -c "…" (or cmd /c) where one is needed.')]
        : []),
    ];
  },
  'missing-module': ({ text, subject }) => {
    const ofSeveral = l10n.t(
      'Install the library in the start task or the image, in the same environment that runs the program.',
    );
    const named = l10n.t(
      'Install what provides {0} in the start task or the image, in the same environment that runs the program.',
      redactText(subject ?? ''),
    );
    const pin = l10n.t(
      'Pin the installed versions (requirements.txt, lock file) so that all nodes have the same ones.',
    );
    return [
      subject === undefined ? ofSeveral : { text: named, ofSeveral },
      ...(/\.so\b|\.dll\b|assembly|plug-?in/i.test(text) ? [] : [pin]),
    ];
  },
  permission: (blamed) => [
    ...adviseRights(blamed),
    l10n.t('Run the task with an elevated user identity if it needs administrator rights.'),
  ],
  'out-of-memory': ({ text }) => [
    adviseMemory(),
    /\bMemoryError|bad_alloc|NoMemoryError/.test(text)
      ? l10n.t("If the node has memory left, raise the process's limit (ulimit -v, or --memory for the container).")
      : l10n.t('Process the input in smaller parts.'),
  ],
  'disk-full': () => [
    l10n.t(
      'Delete intermediate files, shorten the task retention time, or use a VM size with a larger temporary disk.',
    ),
  ],
  'network-dns': ({ text }) => {
    const settings = l10n.t(
      "Check the virtual network's DNS settings and the private DNS zones for private endpoints.",
    );
    if (isAzureHost.test(text)) return [settings, checkSpelling()];
    return [bareHost.test(text) ? nameHost() : checkSpelling(), settings];
  },
  'network-tls': (blamed) =>
    blamed.quote === undefined || saysUntrusted.test(blamed.text)
      ? [
          l10n.t("Check that the node's clock is correct and that its CA certificates are up to date."),
          l10n.t("Add the certificate of an intercepting proxy to the program's trusted certificates."),
        ]
      : [adviseHandshake(blamed)],
  network: () => [
    l10n.t(
      'Check that the address and port are correct and that the firewall and network security group let the nodes reach them.',
    ),
    { text: l10n.t('Run the task again if the failure was temporary.'), remedies: ['task.retry'] },
  ],
  'auth-storage': ({ text }) => adviseRefusal(text),
  'sas-expired': ({ text }) =>
    /\bSAS\b|signature|\bsig=|storage|blob/i.test(text)
      ? storageRefusals.time.advise()
      : [l10n.t('Renew the token or credential in the message: it has to outlast the queue time and run time.')],
  'image-pull': () => [
    l10n.t("Check the image's name and tag, and the pool's container registry credentials."),
    l10n.t('Check that the nodes can reach the registry.'),
  ],
  'crash-signal': (blamed) =>
    adviseCrash(blamed) ?? [
      l10n.t('Run the program on the same input under a debugger, or with a build that has symbols and a sanitizer.'),
      l10n.t("Check that the binary and its libraries were built for the node's processor and image."),
    ],
  'bad-arguments': (blamed) => [adviseArguments(blamed)],
  'bad-input': (blamed) => [adviseInput(blamed)],
  license: (blamed) => [adviseLicense(blamed)],
  'lock-contention': ({ text }) => [
    !ofPackages.test(text)
      ? adviseLock()
      : l10n.t('Wait for the other process or retry; on a new node, package managers are busy for a few minutes.'),
  ],
  timeout: () => [l10n.t('Raise the time limit, or find out what made the operation slow.')],
  'dependency-version': (blamed) => [adviseVersion(blamed)],
  'encoding-lineendings': () => [
    l10n.t(
      'Convert the file to UTF-8 with Unix line endings (dos2unix), and check the editor or Git settings that changed the encoding or line endings.',
    ),
  ],
  'exception-in-user-code': (blamed) => {
    const absent = adviseWithoutValue(blamed.text);
    if (absent !== undefined) return [absent];
    if (blamed.fault === 'foreign') return [adviseUnknown(blamed)];
    const isOfInput = partOfInput.test(blamed.text);
    if (blamed.fault === undefined || (saysOwnWords(blamed.text) && !isOfInput)) return [adviseCode(blamed)];
    if (isOfInput)
      return [l10n.t('Check the input that the message mentions, or correct the code at the indicated line.')];
    return [
      ofData.test(blamed.text)
        ? l10n.t('Check the data that the code had at the indicated line, or correct the code there.')
        : l10n.t('Correct the code at the indicated line.'),
    ];
  },
  gpu: (blamed) => [
    (blamed.quote !== undefined && (blamed.isGuess === true || asksForDevice.test(blamed.text))
      ? adviseMeaning(blamed.text, blamed.quote)
      : undefined) ??
      (blamed.quote === undefined || isAboutDevice(blamed.text)
        ? l10n.t(
            "Check that the VM size has a GPU, that its driver is compatible with the CUDA version, and that no other task uses the GPU's memory.",
          )
        : adviseUnknown(blamed)),
  ],
  mpi: (blamed) => [
    blamed.quote === undefined || aboutPlacing.test(blamed.text)
      ? l10n.t(
          "Check that the number of processes matches the nodes' slots, and that the nodes can communicate with each other.",
        )
      : endsOthers.test(blamed.text)
        ? adviseReport()
        : adviseUnknown(blamed),
  ],
  quota: () => [l10n.t('Ask for a higher quota, or use less at once.')],
  allocation: () => [l10n.t('Try another VM size or region, or fewer nodes.')],
  node: () => [
    {
      text: l10n.t("Take the node that it ran on offline until it's fixed: tasks then run on other nodes."),
      remedies: ['node.disableScheduling'],
    },
  ],
  interrupted: () => [
    {
      text: l10n.t("Run the task again; have it save its progress if it's interrupted often."),
      remedies: ['task.retry'],
    },
  ],
  service: () => [l10n.t('Retry later; if the problem persists, ask the owner of the service.')],
  throttled: () => [l10n.t('Send fewer requests at once, and retry with increasing delays.')],
  conflict: (blamed) => [
    adviseMeaning(blamed.text, blamed.quote ?? '') ??
      l10n.t('Remove or rename the existing item, or let the program overwrite it.'),
  ],
  other: () => [l10n.t('Look at the lines around this one.')],
};
