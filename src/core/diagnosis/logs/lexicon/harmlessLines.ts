import { says, type Words } from '../engine/words.ts';
import { withoutNames } from './names.ts';

/**
 * Matches lines that programs print without failing: warnings of Python and its libraries, and TensorFlow's own log,
 * which reports a missing GPU as an error.
 */
const livedWith: readonly Words[] = [
  /^[EWI] (?:tensorflow|external|xla)\//,
  /^qt\.qpa\.xcb: /,
  [/^[EWI]\d{4} /, /cuda|xla|tensorflow|memcache\.go:/],
  /^\S+: \w*Warning: |^\w*Warning: |^\(node:\d+\) \w*Warning: /,
];

/**
 * Matches messages about terminals, fonts, sound, logging, and name lookups, which are unavailable on a node without a
 * screen and not needed there.
 */
const meaningless =
  /^(?:During handling of the above|The above exception was|Fontconfig (?:error|warning)|libGL error|libEGL warning|MESA: |invoke-rc\.d: |update-rc\.d: |hwloc|modprobe: |W: Download is performed|MESA-LOADER|ALSA lib |AL lib: |error: XDG_RUNTIME_DIR not set|QStandardPaths: |SLF4J: |log4j:(?:WARN|ERROR) |ERROR StatusLogger |sudo: unable to resolve host |\S+: \d+: cannot open \/dev\/tty|mesg: ttyname |stty: |tput: |bash: (?:cannot set terminal process group|no job control|warning: )|debconf: |dpkg-preconfigure: |perl: warning: |Xlib: |No protocol specified|Authorization required, but no|Gtk-|octave: (?:(?:X11|unable to open X11) DISPLAY|disabling GUI)|dbus\[|libibverbs: |ERROR: ld\.so: object |OMP: (?:Info|Warning) )|^\([\w.-]+:\d{1,7}\): [\w-]+-(?:CRITICAL|WARNING) \*\*|setlocale: |Failed to connect to bus|pip's dependency resolver|XDG_RUNTIME_DIR|illegal reflective access|OpenFabrics device|Read -1, expected|user configuration file \S+\/povray\.conf|^No file \S+\.(?:aux|toc|lof|lot|out|bbl|ind)\.$|^LogWindows: (?:Failed to load|File) '/;

/** Matches progress of Nextflow and wget, Snakemake's reasons for a job and its end, and loggers' debug output. */
const progress =
  /^\s*reason: (?:Missing output|Input files? updated|Updated input|Forced execution|Set of input|Code has|Params have|Software environment|Rules with)|^(?:Removing output files of failed job|Shutting down, this might take|Exiting because a job execution failed|Complete log: )|^HTTP request sent, awaiting response\.\.\. |^~> TaskHandler\[|^\[[\da-f]{2}\/[\da-f]{6}\] (?!NOTE)|\b(?:Submitted|Cached|Task completed) (?:process )?> |(?:^|[\])\d|-] ?)[[(]?(?:LOG_)?DEBUG\b/;

/** Matches a counter of failures in a closing summary; what failed is in the lines above it. */
const counter =
  /^\W{0,4}(?:(?:Total|Number of) (?:\w+ ){0,4})?(?:\w+ )?(?:Failed|Failures|Errors)(?: \w+)?\s*[:=]\s*\d{1,9}$/i;

/** Matches a setting in a dump of options, with a blank on both sides of the colon: `mem-limit : 32 GB`. */
const setting =
  /^\s*(?:(?!(?:\w+-)?(?:errors?|status|code|results?|reason|fail\w*|exit\w*)\b)[a-z]+(?:[-_][a-z]+){0,4} +: \d[\d.]*(?: ?[A-Za-z]{1,3})?|[a-z]+(?:[-_][a-z]+){1,4} +: (?:true|false|yes|no|on|off|none))$/;

/** Matches what was not released when a program ended, and what a program does without. */
const doneWithout =
  /\binvalid locale\b|\bfalling back to (?:an? |the )?(?:dummy|default|software)\b|\b(?:leaked|still in use|still reachable|not (?:freed|released)) at (?:exit|shutdown)\b|\bleaked (?:\w+ )?objects to clean up\b|\bNot freed memory blocks\b/i;

/** Matches the header of a table, whose columns are single words. */
const tableHeader = /^\s*[A-Za-z]+(?:\s{2,}[A-Za-z]+){3,}\s*$/;

const seenBefore =
  /\b(?:see|shown|listed|reported) (?:the )?(?:errors?|messages?|output|logs?)? ?above\b|^(?:Error: )*The process '.+' failed with exit code \d+|\bSubprocess failed\b|: Command failed\.$|^Error executing job with overrides: |^-- Configuring incomplete, errors occurred|(?:^|[|:\]] ?)(?:Check|See|Inspect|Look (?:at|in|into)|Refer to) (?:the )?(?:\w+ )?(?:std(?:out|err)|logs?|output)\b(?:\/std(?:out|err))?(?: (?:file|files|log|logs))? (?:in|at|under|file|for)\b/;

const boxTitle = /[-=*#] ?[A-Z]{3}[A-Z ]{0,60}[-=*#]{3,99}$/;

/** Checks whether a line only reports a failure whose reason is elsewhere. */
export function isReReport(text: string): boolean {
  return seenBefore.test(text) || counter.test(text) || boxTitle.test(text);
}

/** Checks whether a line is meaningless anywhere, shows a command about to run, or says that the program continues. */
export function isMeaningless(text: string): boolean {
  return meaningless.test(text) || isTraced(text) || ignored.test(text) || tableHeader.test(text);
}

/** Checks whether a line only shows progress. */
export function isProgress(text: string): boolean {
  return progress.test(text);
}

/** Checks whether a line is a harmless message that programs print at every start. */
export function isSmallTalk(text: string): boolean {
  return (
    meaningless.test(text) ||
    tableHeader.test(text) ||
    doneWithout.test(text) ||
    progress.test(text) ||
    livedWith.some((words) => says(text, words)) ||
    setting.test(text)
  );
}

/** Checks whether a line is a shell's trace of a command about to run, before its output. */
export function isTraced(text: string): boolean {
  return /^(?:\++|(?:Running|Executing)(?: (?:shell )?command)?:|[\w.-]+@[\w.-]+:\S*[$#]) \S/i.test(text);
}

const ignored = /(?:\(ignored\)|, ignoring(?: it)?)\.?$/;

/** Matches the words after a failure with which Ansible reports that it continues nevertheless. */
const ignoring = /^\.{3} ?(?:ignoring|ignored|skipping|skipped)\b/;

/** Checks whether a line says that the failure above it is ignored. */
export function isIgnoring(text: string): boolean {
  return ignoring.test(text);
}

const advice =
  /^\s*(?:\[\w{1,20}\] ?|\w{1,20}: ?|npm ERR! |npm error ){0,2}(?:Please(?! (?:wait|specify|provide (?:an? |the )?(?:valid )?(?:\S+ )?(?:option|argument|value)))|Consider|Try(?! again)|Perhaps|Maybe|To (?:avoid|enable|fix|get|learn|reuse|see|show)|For (?:further|more)|Re-?run|Tell the author|You can (?:find|get|see)|This (?:error originates|is (?:most )?likely)|See(?= https?:)) \w|^\[Help \d\] /;

/** Matches requests to check something that go on to say what is wrong with it: `Please check header -> a != b`. */
const saysWhatIsWrong = /\bPlease check [^.]{1,80} -> ./;

/** Checks whether a line is advice rather than an error. */
export function isAdvice(text: string): boolean {
  return advice.test(text) && !saysWhatIsWrong.test(text);
}

/** Matches programs whose complaints rarely end a script. */
const tidying = /^(?:rm|find|rmdir|kill|pkill|killall|which|umount|ls|stat|unlink|test|ps): |command -v/;

/**
 * Checks whether a script is expected to survive an error, because it cleans up or creates something that already
 * exists.
 */
export function isHarmless(text: string): boolean {
  return tidying.test(text) || (/\b(?:mkdir|ln): /.test(text) && text.includes('File exists'));
}

/** Matches a missing item and its replacement in one line: `no GPU found, training on CPU`. */
const without =
  /\b(?:not (?:found|present|installed|available|reachable|there|ready|set|supported)|no \w{1,30}(?: found| available| present| detected| installed|(?=[,;]))|missing|unavailable|absent|unreachable)\b[^\n,;:(–—]{0,60}[,;:(–—].{0,40}\b(?:go(?:ing)? on|continu(?:e|ing)|proceeding|us(?:e|ing)|on (?:the )?CPU|fall(?:s|ing)? back|instead|skipp(?:ed|ing)|ignor(?:ed|ing)|optional|default)\b/i;

/** Checks whether a log says that a program continues without something missing. */
export function goesWithout(text: string): boolean {
  return without.test(text);
}

const noise =
  /\b(?:0|no|without) (?:errors?|failures?|failed)\b|(?:errors?|fail(?:ed|ures?))[ =:]+(?:0|none|null|false)\b(?!:)|\bwarn(?:ing)?\b|Warning\b|deprecat|\bretrying\b|\bretry\b(?! (?:after|later))|if (?:an )?errors?\b|error[ _-]?(?:rate|bars?|handling|handler|log|model|correction|tolerance|code 0)|ignor(?:ed|ing)|continue on error/i;

/** Checks whether a line mentions errors although none happened: counts of zero, warnings, retries, and options. */
export function isNoise(text: string): boolean {
  return noise.test(text) && noise.test(withoutNames(text));
}

const success =
  /\b(?:complet|finish|succeed|execut|process)\w* successful|\bsuccessfully (?:complet|finish|execut|process)|\bBUILD SUCCESS|\ball tests passed\b/i;

/** Checks whether a line reports success. */
export function isSuccess(text: string): boolean {
  return success.test(text);
}
