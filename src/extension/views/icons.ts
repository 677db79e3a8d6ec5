import { ThemeColor, ThemeIcon } from 'vscode';
import type { RowIcon } from '../../app/rows/row.ts';

/**
 * Codicon and theme color of every icon in our views. The colors of test results don't include one for failures in high
 * contrast themes, and their green is too light in light themes.
 */
const icons: Readonly<Record<RowIcon, readonly [codicon: string, color?: string]>> = {
  error: ['error', 'problemsErrorIcon.foreground'],
  warning: ['warning', 'problemsWarningIcon.foreground'],
  // Not animated, because VS Code animates icons even for users who prefer reduced motion.
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

/** Returns the icon for VS Code; undefined for rows that have no icon. */
export function toIcon(icon: RowIcon): ThemeIcon | undefined {
  const [codicon, color] = icons[icon];
  if (codicon === '') return undefined;
  return color === undefined ? new ThemeIcon(codicon) : new ThemeIcon(codicon, new ThemeColor(color));
}
