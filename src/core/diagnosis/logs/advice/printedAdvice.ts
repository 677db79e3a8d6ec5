import { redactText } from '../../../text/redact.ts';
import type { FailureCategory } from '../../explanation/category.ts';
import { type Finding, toLastLine } from '../engine/finding.ts';
import { isCalm } from '../engine/text/levels.ts';
import type { LogText } from '../engine/text/logText.ts';
import { says } from '../engine/words.ts';
import { frame } from './message.ts';

/** Number of lines below the line at fault, and of warnings above it, that may contain a program's advice. */
const linesBelow = 16;
const longestAdvice = 200;
const shortestAdvice = 16;
/** Maximum length of a line that can be a sentence meant for people. */
const longestLine = 1000;

/** Categories in which a program's advice is for a person at a terminal, not for a task: refusals, identities. */
const notAsked: ReadonlySet<FailureCategory> = new Set([
  'auth-storage',
  'sas-expired',
  'permission',
  'network-tls',
  'network-dns',
  'network',
  'image-pull',
]);

const label =
  /^(?:[\w.]{1,60}(?:Error|Exception): )?(?:error|fatal|warning|note|info)?\W{0,3}(?:solution|suggestion|suggested (?:fix|solution)|possible (?:fix|solution|remedy)|recommend(?:ed (?:action|fix|solution)|ation)|remedy|workaround|try|how to fix)\s?:\s*(?=[a-z`'"])/i;
const ofCompiler = /^\s*(?:= )?(?:help|note): /;
const addressed =
  /^(?:please (?!(?:be|note|wait|see|check|read|refer|consult|visit|contact|submit|send|post|open|file|cite|tell|ask|confirm)\b)|try (?:to |(?:an? )?(?:smaller|larger|lower|higher|different|bigger|shorter|longer|newer|older) |(?:again )?with |\w+ing\b|`|'|--?[a-z])|consider (?:\w+ly )?(?:\w+ing|to \w+)\b|you (?:can|could|(?:may|might) (?!(?:have|be|see|get|find|experience|encounter|lose|need to (?:close|restart))\b)|must|need to|should(?! only need)|have to|will need to)\b|did you (?:perhaps )?mean\b|(?:perhaps|maybe) you (?:meant|forgot)\b|are you sure\b.{8,}\?$|did you (?:forget|remember)\b|have (?:you|(?:all )?(?:the )?[\w -]{3,40} been) (?:already )?(?:run|installed|set|built|loaded|created|indexed|sorted|started)\b|either (?:request|use|set|reduce|increase|specify|provide|install|add|choose|give)\b|instead,? (?:use|set|add|pass|load|import|change|replace|specify|install|call)\b|make sure\b|ensure\b|to (?:fix|solve|resolve|avoid|prevent|enable|allow|force|work around)\b|if you\b.{3,100}?,? (?:use|set|try|add|please|consider|you|run|specify)\b|if using \S.{2,60}? (?:use|set|add|pass|specify) ["'`-]|if (?:that|this|it) is (?:the case|so|intended|wanted)\b.{0,40}?, (?:use|set|try|add|please|consider|run|specify|increase)\b|when \w+ing\b.{3,60}?, (?:use|set|add|please|you)\b)/i;
/** Matches imperatives that also begin headings and progress messages; they count only with a literal to write. */
const imperative =
  /^(?:Use|Set|Add|Install|Increase|Decrease|Reduce|Raise|Lower|Specify|Provide|Pass|Run|Rerun|Re-run|Rebuild|Recompile|Reinstall|Upgrade|Update|Downgrade|Convert|Rename|Choose|Select|Replace|Change|Export|Enable|Check(?=.{1,140} --[a-z]))\s/;
/** Matches the mark of a tip, after which any imperative is meant for people. */
const tip = /^(?:hint|tip)\s?: /i;
const imperativeOfTip = new RegExp(imperative, 'i');
const literal = /[`'"‘“]\S|(?:^|[\s(])--?[a-z][\w-]+|\b[A-Za-z_]\w{2,}=\S|\b(?:pip|conda|mamba|npm|apt|dnf|yum) \w+/;
const beforeList = /(\s--[a-z][\w-]+(?:[ =][^\s:]+)?):(?:\s.*)?$/;
const inside =
  /\b(?:you (?:must|need to|should|have to) (?:first |probably )?\w+|by executing [`'"]|please check (?:if|that|whether)\b.{3,120}\b(?:correct|right|match(?:es)?|valid|compatible|sorted)\b|please (?:use|set|install|add|specify|provide|update|upgrade|increase|reduce|run|re-?run|make|ensure|rebuild|choose|define|select|change|convert|rename|sort|index|replace|correct|decrease|lower|raise|re-?start|re-?install|re-?build|re-?compile|supply|give)\b|^to \w[\w -]{2,60}?,? (?:please )?(?:use|re-?run|run|set|add|pass|specify)\b.{0,80}(?:--?[a-z]|[`'"])|(?:^|[,;(] ?)(?:use|try|add|set|run) (?:[`'"]|--?\w|[A-Z_]{3,}=)|[,;] (?:use|try|choose|set) [\w .-]{3,60} or (?:use|try|choose|set|run|reduce|increase|lower|raise|switch)\b|(?:^|[,;] )(?:use \d|increase the|reduce the|decrease the)|^(?:increas|reduc|decreas|lower|rais|sett|us|add|install|upgrad|updat|chang|switch|pass|runn|specify|provid|choos|convert|sort|rebuild)ing\b.{3,120}? (?:may|might|could|should|will|can|usually|often|sometimes)(?: also)? (?:helps?|fix(?:es)?|solves?|resolves?|avoids?|works?)\b|\b(?:has|have|needs?) to be (?:run|built|indexed|sorted|compiled|initiali[sz]ed|created|loaded|set|given) (?:first|before)\b|\b(?:run|use|build|create|initiali[sz]e|index|sort|load) \S.{1,80} first[.!]?$)/i;

/** Matches the end of a line whose sentence continues, even if the next line begins with a capital letter. */
const joining = /(?:,|\b(?:a|an|and|by|for|from|in|is|of|on|or|the|to|use|with)|command:)$/i;
const another = /^\s*(?:[-*•]\s|\d{1,2}[.)]\s|(?:error|fatal|warning|hint|note|info)\b\s?:)/i;

const unsafe: readonly RegExp[] = [
  // Passes something to a shell, or downloads it.
  /[|&;>]\s*(?:[^\s|&;>]*\/)?(?:sudo\b|(?:ba|z|da|k|c|tc|fi)?sh\b|python|perl|ruby|node\b|php|iex\b|powershell|pwsh|tee\b)|\$\(|<\(|\beval\b|\bexec\b|base64|\b(?:curl|wget|iwr|irm|iex|nc|ncat|scp|ftp|bitsadmin|certutil|mshta)\b|Invoke-|DownloadString|\bsource\b \S/i,
  // Turns off protections or checks.
  /--?\w*(?:insecure|no-|allow-|break-|trusted-?host|force|skip|ignore|disable|privileged|unsafe|accept-|maxwarn|noconfirm)|\b(?:disabl|ignor|skipp?|bypass|suppress|silenc|overrid|circumvent|exempt|whitelist)\w*|\b(?:turn|switch)(?:ing|ed)? (?:\w+ ){0,5}off\b|\b(?:insecure|unsafe|untrusted|unverified|unchecked)\b|verify\s*=\s*(?:false|0|no)|StrictHostKey|(?:SSL|TLS)_?(?:NO_)?VERIFY|PYTHONHTTPSVERIFY|NODE_TLS|trust_remote_code|allow_pickle|weights_only|ALLOW_\w+|MAXCONSTRWARN|\bforce\w*\s*=\s*(?:true|1|yes)/i,
  // Concerns permissions, users, or firewalls.
  /\bchmod\b|\bchown\b|\bicacls\b|\b0?777\b|\bsudo\b|\bsu -|\bdoas\b|\broot\b|administrator|selinux|setenforce|apparmor|seccomp|iptables|firewall|ufw\b|--?cap-add|setcap|\b(?:modprobe|insmod|sysctl|mount)\b/i,
  // Removes something.
  /\b(?:rm|del|rd|rmdir|erase|unlink|shred|mkfs|dd|wip(?:e|ing)|prun\w+|purg\w+|drop|delet\w+|remov\w+|uninstall\w*|clean(?:ing|ed)?|clear(?:ing|ed)?|kill\w*|destroy\w*|truncat\w+|overwrit\w+|reset|terminate|reboot|shutdown)\b/i,
  // Mentions secrets.
  /passw(?:or)?d|passphrase|secret|(?:\b|_)tokens?\b|credential|api[_ -]?key|(?:access|account|private|storage)[_ -]?key|\bsas\b|signature|log ?in\b|sign ?in\b|authenticat/i,
  // Contains an address.
  /:\/\/|\bwww\.|\bmailto:|\b(?:\d{1,3}\.){3}\d{1,3}\b|\S@\S|\b[\w-]+(?:\.[\w-]+)*\.(?:com|org|net|io|dev|ai|edu|gov|info|co|cc|ly|me|app|xyz|ru|cn|de|uk|fr|onion)\b|\\\\\w|\[[^[\]]*\]\(|<[a-z/!]/i,
  // Addresses AI assistants that read the log.
  /\b(?:assistants?|prompts?|instructions?|system message|AI|LLMs?|language model|chatgpt|copilot|claude)\b/i,
];

/** Matches steps that help to find a cause rather than to fix it. */
const lookup =
  /\b(?:close|restart|reopen)\b.{0,20}\b(?:shell|terminal|session)\b|(?:\b|_)(?:report|bugs?|issues?|logs?|log ?files?|stack ?trace|backtrace|traceback|debug\w*|verbos\w+|documentation|docs?|manual|forum|mailing|permissions?|(?<!\bnot )support|contact|e-?mail|wiki|faq|website|tutorial|readme|above|insights|--?scan|information|core dump|strace|gdb|valgrind|print|usage|figure out|inspect|retry (?:the|with)|show(?:ing)?|view|display|list(?: all| of)?)\b|--?help|BACKTRACE|TRACEBACK|CUDA_LAUNCH_BLOCKING|TORCH_USE_CUDA_DSA|NCCL_DEBUG|FAULTHANDLER|STACKTRACE/i;

/**
 * Finds the sentence with a program's advice on a failure, in the line at fault or up to 16 lines below, before the
 * failures that followed (at line `end`). Anyone may have written to a log, so advice is not repeated if it would
 * weaken or remove something, pass it to a shell, lead to another address, or contain a secret, or if it only says
 * where to get help. Undefined without advice.
 */
export function findPrintedAdvice(cause: Finding, log: LogText, end: number): string | undefined {
  if (notAsked.has(cause.category)) return undefined;
  const last = Math.min(log.lineCount, end, toLastLine(cause) + linesBelow + 1);
  const below = listParagraphs(log, cause.line, last, cause.line);
  const above = cause.category.startsWith('missing-')
    ? listParagraphs(log, Math.max(0, cause.line - linesAbove), cause.line).filter((one) => withPackage.test(one))
    : Array.from({ length: Math.min(linesBelow, cause.line) }, (_, back) => cause.line - back - 1)
        .filter(
          (line) =>
            (cause.line - line <= linesOfSpeaker && isOfSpeaker(log.text(line), log.text(cause.line))) ||
            (log.level(line) === 'warning' && isOnSameMatter(log.text(line), log.text(cause.line))),
        )
        .map((line) => log.text(line));
  for (const paragraph of [...below, ...above])
    for (const sentence of paragraph
      .slice(0, longestLine)
      .split(/(?<=[.!?][)\]]?)\s+(?=["'`‘“(]?[A-Z])|(?<!\s)\s+(?=\((?!-))/)) {
      const whole = sentence.replace(beforeList, '$1');
      // The first of two ways may be repeated even if the second one may not.
      for (const said of [whole, whole.split(/, or (?=[a-z]+ )/)[0] ?? '']) {
        const advice = [said.slice(said.lastIndexOf(': ') + 1), said].map((one) => one.trim()).find(isAdvice);
        if (advice !== undefined && isRepeated(said)) return trim(advice);
      }
    }
  return undefined;
}

/** Matches the start of a list of packages. Programs print a list per distribution, first for Debian and Ubuntu. */
const beforePackages = /\binstall(?:ing)?(?: \w+){0,5}:$/i;
const withPackage = /\binstall(?:ing)?(?: \w+){0,5}: \S/i;
const listed = /^\s*[-*•]\s+\S/;
/** Number of lines above the one at fault in which a script may say what to install before a compiler's message. */
const linesAbove = 12;

/** Number of lines above the one at fault in which the same program may name the setting that it lacks. */
const linesOfSpeaker = 3;

/** Checks whether a line begins as the line at fault does, and asks for a variable. */
function isOfSpeaker(line: string, atFault: string): boolean {
  const [speaker = ''] = /^\S{1,60}: /.exec(atFault) ?? [];
  return speaker !== '' && line.startsWith(speaker) && says(line, [/\bplease \w/, / [A-Z]{2,20}_[A-Z]/]);
}

/** Matches words that messages about different matters share. */
const common =
  /^(?:a|an|the|and|are|as|at|be|been|by|can|cannot|could|did|do|does|error|exist|failed|file|files|for|found|from|has|have|if|in|input|invalid|is|it|line|missing|no|not|of|on|open|or|such|that|this|to|unable|unknown|using|was|will|with)$/;

/** Checks whether two messages share two specific words in a row. */
function isOnSameMatter(line: string, atFault: string): boolean {
  const pairs = new Set(listPairs(line));
  return listPairs(atFault).some((pair) => pairs.has(pair));
}

function listPairs(text: string): readonly string[] {
  const words =
    text
      .slice(0, longestLine)
      .toLowerCase()
      .match(/[a-z]{2,40}/g) ?? [];
  return words.slice(1).flatMap((word, index) => {
    const before = words[index] ?? '';
    return common.test(before) || common.test(word) ? [] : [`${before} ${word}`];
  });
}

/** Joins each line with those that continue its sentence. Includes the line at fault even if it is informational. */
function listParagraphs(log: LogText, first: number, last: number, atFault = -1): readonly string[] {
  const paragraphs: string[] = [];
  let open = '';
  for (let line = first; line < last; line++) {
    const whole = log.text(line).slice(0, longestLine);
    const text = whole.replace(frame, '');
    const isSkipped = text === '' || ofCompiler.test(whole) || (line !== atFault && isCalm(log.level(line)));
    // The text after a colon may follow an empty line.
    if (isSkipped) open = open.endsWith(':') ? open : '';
    else {
      const goesOn =
        open !== '' &&
        (another.test(whole)
          ? listed.test(whole) && beforePackages.test(open)
          : /^[^A-Z.=~]/.test(text) || joining.test(open));
      if (goesOn) paragraphs.push(`${paragraphs.pop() ?? ''} ${text}`);
      else paragraphs.push(text);
      open = /[.!?][)\]]?$/.test(text) ? '' : text;
    }
  }
  return paragraphs;
}

function isAdvice(sentence: string): boolean {
  if (sentence.length < shortestAdvice || sentence.length > longestAdvice) return false;
  const said = sentence.replace(label, '').replace(/^[("'`‘“\s]+/, '');
  const ofTip = said.replace(tip, '');
  return (
    label.test(sentence) ||
    addressed.test(ofTip) ||
    (ofTip !== said && imperativeOfTip.test(ofTip)) ||
    (imperative.test(said) && (literal.test(said) || withPackage.test(said))) ||
    inside.test(sentence)
  );
}

function isRepeated(sentence: string): boolean {
  return (
    !sentence.endsWith(':') &&
    areClosed(sentence) &&
    !lookup.test(sentence) &&
    !unsafe.some((form) => form.test(sentence)) &&
    redactText(sentence) === sentence
  );
}

function areClosed(sentence: string): boolean {
  return ['`', '"'].every((sign) => (sentence.split(sign).length - 1) % 2 === 0);
}

function trim(sentence: string): string {
  return sentence
    .replace(/\s+/g, ' ')
    .replace(
      /^(?:\W{0,3}(?:solution|suggestion|hint|tip|recommended (?:action|fix|solution))\s?: |[^,;."'`]{1,80}? (?=please (?:check|re-?run|re-?start|use|set)\b))/i,
      '',
    )
    .replace(/\?\).*$/, '?')
    .replace(/^\((.*?)\)?$/, '$1')
    .replace(/^([^()]*)\)$/, '$1')
    .replace(/^([^[\]]*)\]$/, '$1')
    .replace(/(?<![\s;,:])[\s;,:]+$/, '');
}
