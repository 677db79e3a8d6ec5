/** Shown in place of a secret. */
export const hiddenText = '[hidden]';
