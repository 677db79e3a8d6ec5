import type { FailureCategory } from '../../../explanation/category.ts';
import type { Finding } from '../../engine/finding.ts';
import type { Rules } from '../../engine/rule.ts';
import type { LogText } from '../../engine/text/logText.ts';
import { statusCategory } from '../../lexicon/httpStatus.ts';

/** curl's exit codes, which it prints before its message. */
const curlCodes: Readonly<Record<number, FailureCategory>> = {
  1: 'bad-arguments',
  2: 'bad-arguments',
  3: 'bad-arguments',
  5: 'network-dns',
  6: 'network-dns',
  7: 'network',
  9: 'permission',
  16: 'network',
  18: 'network',
  23: 'other',
  26: 'missing-file',
  28: 'timeout',
  35: 'network-tls',
  37: 'missing-file',
  47: 'network',
  51: 'network-tls',
  52: 'network',
  53: 'network-tls',
  55: 'network',
  56: 'network',
  58: 'network-tls',
  59: 'network-tls',
  60: 'network-tls',
  66: 'network-tls',
  67: 'permission',
  77: 'network-tls',
  78: 'missing-file',
  80: 'network-tls',
  83: 'network-tls',
  91: 'network-tls',
  92: 'network',
};

/** curl, wget, scp, rsync, mounts, S3 and Google clients. */
export const transferRules = {
  'transfer-curl': { on: ['curl: ('], read: readCurl },

  'transfer-wget': { on: ['ERROR 4', 'ERROR 5'], read: readWget },

  'transfer-curl-can-t': { like: "curl: Can't open '{what}'", category: 'missing-file' },

  'transfer-accessdeniedexception-403': {
    like: ['AccessDeniedException: 403', 'AccessDenied: Access Denied'],
    category: 'auth-storage',
  },

  'transfer-resolving-failed': {
    like: '^Resolving {}... failed: ',
    category: 'network-dns',
    weight: 'error',
  },

  'transfer-curl-option': { like: 'curl: option ', category: 'bad-arguments' },

  'transfer-curl-try-curl': { like: "curl: try 'curl", category: 'bad-arguments', weight: 'hint' },

  'transfer-unable-to-resolve': {
    like: [
      'unable to resolve host address ‘{what}',
      "unable to resolve host address '{what}",
      'unable to resolve host address "{what}',
    ],
    category: 'network-dns',
  },

  'transfer-cannot-verify-s': {
    like: ["cannot verify {}'s certificate", 'Unable to establish SSL', 'no certificate subject'],
    category: 'network-tls',
  },

  'transfer-wget-missing-url': { like: 'wget: missing URL', category: 'bad-arguments' },

  'transfer-giving-up': { like: 'Giving up.', category: 'network', weight: 'echo' },

  'transfer-failed-connection-refused': {
    like: ['failed: Connection refused', 'failed: Connection timed out', 'failed: Connection reset'],
    category: 'network',
  },

  'transfer-read-error-at': { like: 'Read error at byte', category: 'network' },

  'transfer-cannot-write-to': {
    like: ['Cannot write to ‘', "Cannot write to '", 'Cannot write to "'],
    category: 'disk-full',
    narrow: 'kind',
  },

  'transfer-mount-unknown-filesystem': {
    like: ['mount: {}unknown filesystem type', 'filesystem not supported by the system'],
    category: 'missing-program',
  },

  'transfer-didn-t-find': { like: "didn't find section in config file", category: 'bad-arguments' },

  'transfer-configuration-file-not': { like: 'Configuration file not available', category: 'missing-file' },

  'transfer-mount-error-13': { like: ['mount error(13)', 'mount.nfs: access denied'], category: 'permission' },

  'transfer-mount-error-115': {
    like: ['mount error(115)', 'mount error(112)', 'mount error(113)', 'mount error(111)'],
    category: 'network',
  },

  'transfer-mount-error-could': { like: 'mount error: could not resolve address', category: 'network-dns' },

  'transfer-404': {
    like: '(404)',
    category: 'missing-file',
  },

  'transfer-accessdenied': {
    like: ['(AccessDenied)', '(403) when calling', 'Unable to locate credentials'],
    category: 'auth-storage',
  },

  'transfer-throttling': { like: '(Throttling', category: 'throttled' },

  'transfer-could-not-connect': { like: 'Could not connect to the endpoint URL', category: 'network' },

  'transfer-ssh-connect-to': {
    like: 'ssh: connect to host {what} port {}: ',
    category: 'network',
  },

  'transfer-ssh-could-not': { like: 'ssh: Could not resolve hostname', category: 'network-dns' },

  'transfer-permission-denied-publickey': {
    like: [
      'Permission denied (publickey',
      'Permission denied (password',
      'Permission denied (keyboard',
      'Too many authentication failures',
    ],
    category: 'permission',
  },

  'transfer-lost-connection': {
    like: ['^lost connection$', '^scp: lost connection$'],
    category: 'network',
    weight: 'echo',
  },

  'transfer-remote-host-identification': { like: 'REMOTE HOST IDENTIFICATION HAS CHANGED', category: 'permission' },

  'transfer-load-key': { like: ['Load key "', 'UNPROTECTED PRIVATE KEY FILE'], category: 'permission' },
} satisfies Rules;

function readCurl(log: LogText, line: number): Finding | undefined {
  const found = /curl: \((\d{1,3})\) (.*)/.exec(log.text(line));
  if (found?.[2] === undefined) return undefined;
  const code = Number(found[1]);
  const message = found[2];
  const status = /returned error: (\d{3})/.exec(message)?.[1];
  const category =
    status === undefined ? curlCategory(code, message) : statusCategory(Number(status), isAzureStorage(log, line));
  return {
    line,
    category,
    weight: 'cause',
    narrow: 'exact',
    subject: /resolve host:? ([\w.-]+)/.exec(message)?.[1],
  };
}

function curlCategory(code: number, message: string): FailureCategory {
  if (code === 28 && /Failed to connect|Connection timed out|connect timeout/i.test(message)) return 'network';
  if (code === 28 && /[Rr]esolving timed out/.test(message)) return 'network-dns';
  if (code === 23 && /No space/.test(message)) return 'disk-full';
  return curlCodes[code] ?? 'other';
}

/** `2024-01-01 10:00:00 ERROR 404: Not Found.` */
function readWget(log: LogText, line: number): Finding | undefined {
  const status = /(?:^|\s)ERROR (\d{3}): ./.exec(log.text(line))?.[1];
  if (status === undefined) return undefined;
  const storage = /authenticat|blob/i.test(log.text(line)) || isAzureStorage(log, line);
  return { line, category: statusCategory(Number(status), storage), weight: 'cause', narrow: 'exact' };
}

function isAzureStorage(log: LogText, line: number): boolean {
  for (let at = line, seen = 0; at >= 0 && seen < 12; at--, seen++)
    if (/\.(?:blob|file|dfs|queue|table)\.(?:core\.|storage\.)|windows\.net/.test(log.text(at))) return true;
  return false;
}
