/*
 * How much an answer may be. Everything in it is parsed and read by its shape in one go, while no other extension of the
 * window gets its turn: an answer within these limits takes at most about 200 ms of a processor, which people hardly
 * notice. Honest answers are far below. A task of an account that was recorded has 2.5 kB, so that a page of 1,000
 * (Batch documentation: "maxresults") has 2.5 MB and 50,000 values; with 100 environment settings each it has 7 MB and
 * 335,000 values. Where a page is larger nonetheless, the list is asked for in smaller ones (`pages.ts`).
 */

/** What is asked for: part of a list, or one thing. */
export type AnswerKind = 'page' | 'object';

/**
 * Bytes of the body of a success, after it is unpacked. A page has 33 kB for each of 1,000 items. A definition is less than
 * 1 MB when it is sent (Batch: 413 `RequestBodyTooLarge`), and comes back with its state, its errors and escapes.
 */
export const maxAnswerBytes: Readonly<Record<AnswerKind, number>> = {
  page: 32 * 1024 * 1024,
  object: 8 * 1024 * 1024,
};

/** A whole file; parts of files are as long as they were asked for. */
export const maxFileBytes = 256 * 1024 * 1024;

/** No error of Batch is longer. A longer one is cut off, and its status still shows what it is. */
export const maxErrorBytes = 256 * 1024;

/** Values of JSON: each object, list, text, number, … counts as one, whatever it is in. */
export const maxValues = 500_000;

/** Ten times what Batch puts on a page now: newer versions may put more there, and subtasks come on one page. */
export const maxItems = 10_000;

/** Characters of the address of a next page. Servers on Windows take no more (HTTP.sys: `MaxRequestBytes`, 16 KiB). */
export const maxLinkLength = 16 * 1024;
