/** Terminal sequences that color or erase text, as inserted into a matched name. */
const terminalSign = '\\x1b(?:\\[[\\d;?]{0,20}[A-Za-z])?';

/** Invisible characters other than white space that split a name or a value unnoticed. */
export const unseen = new RegExp(
  `${terminalSign}|(?![\\t-\\r])[\\p{Cc}\\p{Cf}\\p{Default_Ignorable_Code_Point}]`,
  'gu',
);
