import * as l10n from '@vscode/l10n';
import { findGroup } from '../../../text/findGroup.ts';
import { redactText } from '../../../text/redact.ts';
import type { Advice } from './advice.ts';
import { answeredLate, unanswered } from './evidence.ts';
import { findAbsent } from './named.ts';

/**
 * Extracts the number of licenses from a line that says that all are in use: `all 4 in use`. Undefined for a single
 * license, which needs no number.
 */
function readSeats(text: string): string | undefined {
  const count = /\ball (\d{1,6}) (?:(?:seats?|licen[cs]es?) )?(?:are )?in use\b/i.exec(text)?.[1];
  return count === undefined || Number(count) < 2 ? undefined : count;
}

/** Matches a number with a decimal comma. Three digits after the comma may be thousands, so they don't match. */
const decimalComma = /["'`“]\s?([-+]?\d{1,15},(?:\d{1,2}|\d{4,15}))\s?["'`”]/;

/** Matches the name of an environment variable where a message speaks of one. */
const variable =
  /\$\{?([A-Z][A-Z\d_]{2,60})\b|\b(?:set|define|export|variable) (?:the )?["'`]?([A-Z][A-Z\d_]{2,60})\b|\b([A-Z][A-Z\d]{0,30}_[A-Z\d_]{1,60})\b|\b([A-Z][A-Z\d]{2,60}) (?:environment )?(?:variable|is not set|not set)\b|KeyError: '([A-Z\d_]{3,60})'/;

export const display =
  /\bX(?:11)? (?:server|display)\b|\bconnect to display\b|\bopen (?:a |the )?display\b|\bDISPLAY\b|\bGLEW init\w+ (?:error|failed)|\b(?:create|initiali[sz]e) (?:an? |the )?(?:\w+ )?OpenGL context\b/i;
export function adviseDisplay(): string {
  return l10n.t('A node has no screen: start the program with xvfb-run, or in a mode that needs none.');
}

/** Advises to set an environment variable; one without a known name if `name` is empty. */
export function adviseVariable(name = ''): string {
  return name === ''
    ? l10n.t("Set the variable in the environment settings of the task or job: nodes don't inherit your environment.")
    : l10n.t("Set {0} in the environment settings of the task or job: nodes don't inherit your environment.", name);
}

function adviseColumns(): string {
  return l10n.t(
    'Compare the columns of the input with those that the program expects; separators and header lines matter.',
  );
}

/** Advice on networks, storage, registries, licenses, arguments, and inputs. */
export const accessAdvice: readonly Advice[] = [
  {
    category: 'network',
    when: /localhost|127\.0\.0\.1|\[::1\]|\bon socket "|through socket '/,
    fix: () =>
      l10n.t(
        'The address is the node itself: start the service there first, or specify the address of the host that runs it.',
      ),
  },
  {
    category: 'network',
    when: /\b(?:connection|session|socket)\b.{0,60}\b(?:closed|lost|dropped|terminated)\b|\b(?:closed|lost|dropped|terminat(?:ed|ing)) (?:the )?(?:\w+ )?connection\b|gone away|SSL SYSCALL error/i,
    fix: () =>
      l10n.t(
        'The connection was there, and was closed while it was in use or idle: look at the log of the server at that time, and let the program connect again.',
      ),
    isWhole: true,
  },
  {
    category: 'network',
    when: display,
    fix: adviseDisplay,
    isWhole: true,
  },
  {
    category: 'bad-arguments',
    when: /\bDISPLAY\b/,
    fix: adviseDisplay,
    isWhole: true,
  },
  {
    category: 'network',
    when: /\/dev\/tty\b/,
    fix: () =>
      l10n.t('A task has no terminal: give the program the option with which it asks nothing (--batch, --yes, -y).'),
    isWhole: true,
  },
  {
    category: 'network',
    when: [
      /assign requested address|EADDRNOTAVAIL|requested address is not valid in its context/i,
      /\bbind\w*|\blisten|\bserv(?:er|ice)\b/i,
    ],
    fix: () =>
      l10n.t(
        'The address to listen on is none of this node: let the program take 0.0.0.0 or 127.0.0.1 as its binding address (for Spark SPARK_LOCAL_IP).',
      ),
    isWhole: true,
  },
  {
    category: 'network',
    when: /proxy/i,
    fix: () => l10n.t("Check HTTP_PROXY, HTTPS_PROXY, and NO_PROXY in the task's environment."),
  },
  {
    category: 'network',
    when: /\bconnect\w*\b.{0,80}\brefused\b|ECONNREFUSED|\bactively refused\b/i,
    fix: () =>
      l10n.t(
        'The host was reached, but nothing accepts connections on that port: check that the service is running there, and that the address and port are correct.',
      ),
    isWhole: true,
  },
  {
    category: 'network',
    when: /address already in use|EADDRINUSE/i,
    fix: () =>
      l10n.t(
        'Tasks on the same node share its ports: have each task use a free one (port 0), or run one task per node.',
      ),
  },
  {
    category: 'network',
    when: answeredLate,
    fix: () =>
      l10n.t(
        'The server accepted the connection but did not answer in time: check that it works and is not overloaded, or allow more time for the answer.',
      ),
    isWhole: true,
  },
  {
    category: 'network',
    when: unanswered,
    fix: () =>
      l10n.t(
        'There was no response: check that the firewall, network security group, and routes let the nodes reach the address, then retry.',
      ),
    isWhole: true,
  },
  {
    category: 'network-tls',
    // Authorities that the node knows don't help a certificate that isn't valid at this time.
    when: /^(?!.*(?:expired|not yet valid|NotAfter|NotBefore)).*(?:local issuer|self[- ]signed|unknown authority|PKIX|not trusted|verify failed)/i,
    fix: () =>
      l10n.t(
        "Install ca-certificates on the node or in the container, and your own authority's certificate if you have one.",
      ),
  },
  {
    category: 'network-tls',
    when: /not yet valid|NotBefore/i,
    fix: () => l10n.t("Renew the server's certificate if it has expired; otherwise, the node's clock is wrong."),
  },
  {
    category: 'network-tls',
    when: /^(?!.*not yet valid).*(?:expired|NotAfter)/i,
    fix: () => l10n.t("Renew the certificate that has expired: the server's, or that of the authority that signed it."),
    isWhole: true,
  },
  {
    category: 'license',
    when: /(?<!connection (?:was )?)\b(?:denied|rejected|refused)\b/i,
    fix: () =>
      l10n.t(
        'The license server was reached and refused: check in its log whether the license includes what the message names, for these users and nodes, and whether all seats are taken.',
      ),
    isWhole: true,
  },
  {
    category: 'license',
    when: /connect|-15|-96|server(?!.{0,200}\b(?:in use|busy|denied|rejected|refused)\b)/i,
    fix: () =>
      l10n.t(
        "Check the variable that names the license server, and that the nodes can reach its ports (including the vendor daemon's).",
      ),
  },
  {
    category: 'license',
    when: /users? already reached|-4\b|no (?:more )?licenses? (?:are )?available|all licenses|\ball (?:\d+ )?(?:seats? |licen[cs]es? )?(?:are )?in use|checked out/i,
    fix: (text) => {
      const count = readSeats(text);
      return count === undefined
        ? l10n.t(
            "All licenses are taken: run fewer tasks at once (the job's max parallel tasks, task slots), let the program wait for one, or get more seats.",
          )
        : l10n.t(
            "All {0} licenses are taken: run fewer tasks that need one at once (the job's max parallel tasks, task slots), let the program wait for one, or get more seats.",
            count,
          );
    },
    isWhole: true,
  },
  {
    category: 'lock-contention',
    when: [/\block/i, /not implemented|No locks available|not supported|errno = (?:37|38|95)\b/i],
    fix: () =>
      l10n.t(
        "This file system has no locks: write under AZ_BATCH_TASK_WORKING_DIR on the node's local disk, and copy the result to the share.",
      ),
    isWhole: true,
  },
  {
    category: 'lock-contention',
    when: /device or resource busy/i,
    fix: () =>
      l10n.t(
        'A program uses it, or a file system is mounted there: end the program or unmount it (`fuser -vm` shows it).',
      ),
    isWhole: true,
  },
  {
    category: 'bad-arguments',
    // Excludes messages about the variables that a program reads.
    when: /^(?!.*\b(?:[Ll]ook\w*|[Ss]earch\w*|[Ee]nvironment|[Vv]ariables?|[Ss]et|[Ee]xport|[Dd]efin\w*|undefined)\b).*(?:\$\{?[A-Z_]{3,}|%[A-Z_]{3,}%)/,
    fix: () =>
      l10n.t(
        'A variable wasn\'t expanded: Batch doesn\'t start a shell, so wrap the command line in /bin/bash -c "…" or cmd /c.',
      ),
  },
  {
    category: 'bad-arguments',
    when: [/unrecogni[sz]ed arguments?|unexpected argument|extra operand|too many arguments/i, /&&|[|;>]/],
    fix: () => l10n.t('Shell operators reached the program as arguments: wrap the command line in /bin/bash -c "…".'),
  },
  {
    category: 'bad-arguments',
    when: /\benv(?:ironment)? ?var|(?!\b(?:ERROR|FATAL|WARN|CRITICAL))\b[A-Z][A-Z\d_]{3,}\b.{0,40}\b(?:set|unset|undefined|given|missing|empty|required)\b|\b(?:set|define|export) (?:the )?[A-Z][A-Z\d]*_[A-Z\d_]+|KeyError: '[A-Z\d_]+'/,
    fix: (text) => {
      const name = findGroup(variable.exec(text));
      return name === undefined ? adviseVariable() : { text: adviseVariable(name), ofSeveral: adviseVariable() };
    },
    isWhole: true,
  },
  {
    category: 'bad-input',
    when: [/\bfloat\b|\bdouble\b|\bdecimal\b|\bnumber|\bnumeric\b|\bliteral\b|input string/i, decimalComma],
    fix: (line, input) => {
      const number = decimalComma.exec(line)?.[1] ?? '';
      const ofSeveral = l10n.t(
        "Numbers such as {0} have a decimal comma, but the program expects a decimal point: write the input with points, or have the program read numbers in the input's locale.",
        number,
      );
      const text =
        input === undefined
          ? l10n.t(
              "The number {0} has a decimal comma, but the program expects a decimal point: write the input with points, or have the program read numbers in the input's locale.",
              number,
            )
          : l10n.t(
              "The number {number} in {input} has a decimal comma, but the program expects a decimal point: write the file with points, or have the program read numbers in the file's locale.",
              { number, input },
            );
      return { text, ofSeveral };
    },
    isWhole: true,
  },
  {
    category: 'bad-input',
    when: /truncated|\b(?:inflat|decompress)\w* (?:\w+ )?(?:failed|error)|\bwhile (?:inflat|decompress)ing|invalid (?:block type|stored block|distance|code lengths|bit length)|\b(?:header|block) at offset [1-9]|\b(?:large|long|many) for (?:the )?file size\b|unexpected (?:end|EOF)|premature|EOF marker|\bCRC\b|checksum|\bincomplete (?:file|archive|block|download)|\b(?:file|archive|download)\b.{0,40}\bincomplete\b/i,
    fix: () =>
      l10n.t(
        'The file is incomplete or damaged: compare its size and checksum with the original, and transfer it again.',
      ),
  },
  {
    category: 'bad-input',
    when: /^(?!.*(?:at offset [1-9]|inflate)).*(?:not (?:in )?g(?:un)?zip|not a (?:zip|gzip|gzipped)|does not look like a tar archive|magic|(?:invalid|bad|unknown|unsupported|incorrect|wrong|corrupt(?:ed)?|unrecogni[sz]ed) (?:\w+ )?header(?! (?:line|row|field|column))|header (?:check|is (?:invalid|corrupt))|\b(?:zip|[A-Z]{4}|main) (?:END )?header\b|improper (?:\w+ )?header|header bytes|file format|unknown format)/i,
    fix: () =>
      l10n.t(
        "The start of the file isn't what the program expects: check its first bytes (it may be an error page that was saved in its place).",
      ),
  },
  {
    category: 'bad-input',
    when: /(?:JSON|YAML|XML).{0,80}(?:pars|decod|syntax|malform|valid|unexpected|formed|line \d|col|position)|(?:[Pp]ars|[Dd]ecod|[Ii]nvalid|[Mm]alform).{0,80}(?:JSON|YAML|XML)|JSONDecode|YAML\w*(?:Error|Exception)|Expecting value|Unexpected token/,
    fix: () =>
      l10n.t(
        'Validate the document at the location given in the message; an empty file or an HTML error page causes the same error.',
      ),
  },
  {
    category: 'bad-input',
    when: /UndefinedColumn|\bno such column\b|\bUnknown column\b|\bInvalid column name\b|\bcolumn "?[\w.]{1,100}"? (?:of relation "?[\w.]{1,100}"? )?does not exist/,
    fix: () =>
      l10n.t(
        'The database has no column of this name: use a version of the program that fits the version of the database and its tables.',
      ),
    isWhole: true,
  },
  {
    category: 'bad-input',
    when: /^(?!.*(?:\brequired field\b|\battribute\b|\bvalue\b|UndefinedColumn|\bcolumn \S{1,200} (?:of relation \S{1,200} )?does not exist|no such column|Unknown column|Invalid column name)).*\bcolumns?\b(?! \d)|^(?!.*(?:\brequired field\b|\b(?:invalid|illegal|bad) (?:number|value)|\bnot an? (?:valid )?(?:number|integer)\b))(?=.*\b(?:lines?|rows?|records?|[ct]sv|headers?|tabs?|delimit\w*|separat\w*|expected|saw|found)\b).*\bfields?\b/i,
    fix: (text) => {
      const name = findAbsent(text);
      return name === undefined
        ? adviseColumns()
        : {
            text: l10n.t(
              'Look under which name the input has {0} (separators and header lines matter), and correct the input or the name that the program was given.',
              redactText(name),
            ),
            ofSeveral: adviseColumns(),
          };
    },
  },
  {
    category: 'exception-in-user-code',
    when: /unbound variable|parameter not set/,
    fix: () => l10n.t("Set the variable in the task's environment settings, or give it a default in the script."),
  },
  {
    // A shell that was given a script by -c names no file: "bash: -c: line 1", "/bin/sh: 1", "zsh:1".
    category: 'exception-in-user-code',
    when: /^(?:\/\S{1,40}\/)?(?:bash: (?:-c: )?line \d+: syntax error near unexpected token `?[()&;|<>]|(?:da)?sh: \d+: Syntax error: "[()&;|<>]{1,2}" unexpected|zsh:\d+: parse error near `[()&;|<>])/,
    fix: () =>
      l10n.t(
        'Put the argument with this character in quotation marks in the command line, or escape it: the shell reads the character as its own syntax.',
      ),
    isWhole: true,
  },
  {
    category: 'exception-in-user-code',
    when: /SyntaxError|(?<!-c: line \d{1,3}: )syntax error|IndentationError|ParserError/,
    fix: () => l10n.t('The code could not be parsed: check it with the interpreter version that the node has.'),
  },
];
