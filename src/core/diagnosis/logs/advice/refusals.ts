import * as l10n from '@vscode/l10n';
import { type RefusalKind, readStorageRefusal, storageRefusals } from '../../evidence/storageRefusals.ts';
import type { LogText } from '../engine/text/logText.ts';

/** Words of credentials that are missing or wrong, which no firewall is the reason for. */
const ofCredentials =
  /\b401\b|credential|signature|\bkeys?\b|token|authenticat|unauthorized|\blog ?in\b|\bsign in\b|identity/i;

/** What may come of rights, credentials or a firewall. */
const ofAnything = /\b403\b|permission/i;

/** Lines around the one to blame in which storage may have said more, such as the headers and body of an answer. */
const widestGap = 20;

/** What storage says of a refused authentication, in lines that follow. */
const details: ReadonlySet<RefusalKind> = new Set(['time', 'policy', 'resource', 'signature']);

/** What helps a program that was refused, by the words of the line that says so: of storage's own, what they call for alone. */
export function adviseRefusal(text: string): readonly string[] {
  const kind = readStorageRefusal(text);
  if (kind !== undefined) return storageRefusals[kind].advise();
  return ofCredentials.test(text) && !ofAnything.test(text)
    ? [
        l10n.t(
          'Check that the program gets credentials (key, token, SAS or managed identity), and that they are still valid.',
        ),
      ]
    : [l10n.t('Check the rights of the SAS or of the managed identity, and the firewall of the storage account.')];
}

/**
 * The line, `line` or one near it, in which storage says most of why it refused the request that `line` is about.
 * Undefined where storage says nothing.
 */
export function findRefusalLine(log: LogText, line: number): string | undefined {
  const gaps = Array.from({ length: widestGap }, (_, index) => index + 1);
  const near = [line, ...gaps.flatMap((gap) => [line + gap, line - gap])];
  const said = near.find((index) => readKind(log, index) !== undefined);
  if (said === undefined) return undefined;
  if (readKind(log, said) !== 'authentication') return log.text(said);
  const detail = gaps.map((gap) => said + gap).find((index) => details.has(readKind(log, index) ?? 'authentication'));
  return log.text(detail ?? said);
}

function readKind(log: LogText, line: number): RefusalKind | undefined {
  return line < 0 || line >= log.lineCount ? undefined : readStorageRefusal(log.text(line));
}
