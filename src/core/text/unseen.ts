/** What colours or erases text on a terminal, as it writes within a name that it has found. */
const terminalSign = '\\x1b(?:\\[[\\d;?]{0,20}[A-Za-z])?';

/** Invisible characters that part a name or a value without a reader's noticing; no white space. */
export const unseen = new RegExp(
  `${terminalSign}|(?![\\t-\\r])[\\p{Cc}\\p{Cf}\\p{Default_Ignorable_Code_Point}]`,
  'gu',
);
