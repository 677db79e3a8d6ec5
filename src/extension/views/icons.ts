import { ThemeColor, ThemeIcon } from 'vscode';
import type { RowIcon } from '../../app/rows/row.ts';

/**
 * Codicon and theme colour of every icon of our views. Those of test results have none for failures in themes of high
 * contrast, and too light a green in light ones.
 */
const icons: Readonly<Record<RowIcon, readonly [codicon: string, color?: string]>> = {
  error: ['error', 'problemsErrorIcon.foreground'],
  warning: ['warning', 'problemsWarningIcon.foreground'],
  // Still: VS Code turns icons also for those who asked for less motion.
  transition: ['sync'],
  ok: ['pass', 'charts.green'],
  waiting: ['circle-outline'],
  paused: ['debug-pause'],
  unknown: ['question'],
  account: ['account'],
  folder: ['folder'],
  file: ['file'],
  stored: ['cloud'],
  more: ['ellipsis'],
  history: ['history'],
  muted: ['bell-slash'],
  none: [''],
};

/** The icon as VS Code wants it; undefined for rows without one. */
export function toIcon(icon: RowIcon): ThemeIcon | undefined {
  const [codicon, color] = icons[icon];
  if (codicon === '') return undefined;
  return color === undefined ? new ThemeIcon(codicon) : new ThemeIcon(codicon, new ThemeColor(color));
}
