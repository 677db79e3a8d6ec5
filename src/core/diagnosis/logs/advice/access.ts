import * as l10n from '@vscode/l10n';
import type { Advice } from './advice.ts';

/** How many licenses there are, where a line says that so many are in use: `all 4 in use`. One is said without a number. */
function readSeats(text: string): string | undefined {
  const count = /\ball (\d{1,6}) (?:(?:seats?|licen[cs]es?) )?(?:are )?in use\b/i.exec(text)?.[1];
  return count === undefined || Number(count) < 2 ? undefined : count;
}

/** A number with a decimal comma; three digits after it may be thousands. */
const decimalComma = /["'`“]\s?([-+]?\d{1,15},(?:\d{1,2}|\d{4,15}))\s?["'`”]/;

/** Networks, storage, registries, licenses, arguments and inputs. */
export const accessAdvice: readonly Advice[] = [
  {
    category: 'network',
    when: /localhost|127\.0\.0\.1|\[::1\]|\bon socket "|through socket '/,
    fix: () =>
      l10n.t(
        'The address is the node itself: start the service there first, or give the address of the host that has it.',
      ),
  },
  {
    category: 'network',
    when: /proxy/i,
    fix: () => l10n.t('Check HTTP_PROXY, HTTPS_PROXY and NO_PROXY in the environment of the task.'),
  },
  {
    category: 'network',
    when: /address already in use|EADDRINUSE/i,
    fix: () => l10n.t('Tasks on one node share its ports: let each use a free one (port 0), or run one task per node.'),
  },
  {
    category: 'network-tls',
    when: /local issuer|self[- ]signed|unknown authority|PKIX|not trusted|verify failed/i,
    fix: () =>
      l10n.t(
        'Install ca-certificates on the node or in the container, and the certificate of your own authority if there is one.',
      ),
  },
  {
    category: 'network-tls',
    when: /not yet valid/i,
    fix: () => l10n.t('Renew the certificate of the server if it has run out; else the clock of the node is wrong.'),
  },
  {
    category: 'network-tls',
    when: /^(?!.*not yet valid).*expired/i,
    fix: () => l10n.t('Renew the certificate of the server, or of the authority that signed it: it has expired.'),
    isWhole: true,
  },
  {
    category: 'license',
    when: /connect|-15|-96|server(?!.{0,200}\b(?:in use|busy)\b)/i,
    fix: () =>
      l10n.t(
        'Check the variable that names the license server, and that the nodes reach its ports (also the vendor daemon’s).',
      ),
  },
  {
    category: 'license',
    when: /users? already reached|-4\b|no (?:more )?licenses? (?:are )?available|all licenses|\ball (?:\d+ )?(?:seats? |licen[cs]es? )?(?:are )?in use|checked out/i,
    fix: (text) => {
      const count = readSeats(text);
      return count === undefined
        ? l10n.t(
            'All licenses are taken: run fewer tasks at once (max parallel tasks of the job, task slots), let the program wait for one, or get more seats.',
          )
        : l10n.t(
            'All {0} licenses are taken: run fewer tasks that need one at once (max parallel tasks of the job, task slots), let the program wait for one, or get more seats.',
            count,
          );
    },
    isWhole: true,
  },
  {
    category: 'bad-arguments',
    when: /\$\{?[A-Z_]{3,}|%[A-Z_]{3,}%/,
    fix: () =>
      l10n.t(
        'A variable was not expanded: Batch starts no shell, so wrap the command line in /bin/bash -c "…" or cmd /c.',
      ),
  },
  {
    category: 'bad-arguments',
    when: [/unrecogni[sz]ed arguments?|unexpected argument|extra operand|too many arguments/i, /&&|[|;>]/],
    fix: () =>
      l10n.t('Operators of the shell reached the program as arguments: wrap the command line in /bin/bash -c "…".'),
  },
  {
    category: 'bad-arguments',
    when: /environment|env(?:ironment)? var|not set|unset|KeyError/i,
    fix: () =>
      l10n.t('Set the variable in the environment settings of the task or the job: nodes do not inherit yours.'),
  },
  {
    category: 'bad-input',
    when: [/\bfloat\b|\bdouble\b|\bdecimal\b|\bnumber|\bnumeric\b|\bliteral\b|input string/i, decimalComma],
    fix: (line, input) => {
      const number = decimalComma.exec(line)?.[1] ?? '';
      const ofSeveral = l10n.t(
        'Numbers such as {0} have a decimal comma, and the program expects a point: write the input with points, or let the program read numbers as the locale of the input writes them.',
        number,
      );
      const text =
        input === undefined
          ? l10n.t(
              'The number {0} has a decimal comma, and the program expects a point: write the input with points, or let the program read numbers as the locale of the input writes them.',
              number,
            )
          : l10n.t(
              'The number {number} in {input} has a decimal comma, and the program expects a point: write the file with points, or let the program read numbers as the locale of the file writes them.',
              { number, input },
            );
      return { text, ofSeveral };
    },
    isWhole: true,
  },
  {
    category: 'bad-input',
    when: /truncated|unexpected (?:end|EOF)|premature|EOF marker|Unexpected end|CRC|checksum|incomplete/i,
    fix: () => l10n.t('The file is not whole: compare its size with the original, and upload or download it again.'),
  },
  {
    category: 'bad-input',
    when: /not (?:in )?g(?:z|un)zip|not a (?:zip|gzip)|magic|header|file format|unknown format/i,
    fix: () =>
      l10n.t(
        'The content is not what the name says: look at its first bytes (a download may have saved an error page instead).',
      ),
  },
  {
    category: 'bad-input',
    when: /JSON|Expecting value|Unexpected token|YAML|XML/,
    fix: () =>
      l10n.t(
        'Validate the document at the place that the message names; an empty file or an HTML error page gives the same error.',
      ),
  },
  {
    category: 'bad-input',
    when: /\bcolumns?\b(?! \d)|\bfields?\b/i,
    fix: () =>
      l10n.t(
        'Compare the columns of the input with those that the program expects; separators and header lines matter.',
      ),
  },
  {
    category: 'exception-in-user-code',
    when: /unbound variable|parameter not set/,
    fix: () => l10n.t('Set the variable in the environment settings of the task, or give it a default in the script.'),
  },
  {
    category: 'exception-in-user-code',
    when: /SyntaxError|syntax error|IndentationError|ParserError/,
    fix: () => l10n.t('The code could not be parsed: check it with the version of the interpreter that the node has.'),
  },
];
