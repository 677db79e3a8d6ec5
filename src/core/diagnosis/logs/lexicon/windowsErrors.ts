import { findWindowsError } from '../../catalogue/windowsErrors.ts';
import type { FailureCategory } from '../../explanation/category.ts';

/** What the number of an error of Windows says, as Python quotes it: `[WinError 5]`. */
export function categoryOfWindowsError(text: string): FailureCategory | undefined {
  const number = /\bWinError (\d{1,5})\b/.exec(text)?.[1];
  return number === undefined ? undefined : findWindowsError(Number(number))?.category;
}
