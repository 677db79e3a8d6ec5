/**
 * Limits on the size of a response. A response is parsed and read by its shape in one go, during which no other
 * extension of the window runs: within these limits, this takes at most about 200 ms of processor time, which is hardly
 * noticeable. Legitimate responses are far smaller. A task of a recorded account has 2.5 kB, so a page of 1,000 (Batch
 * documentation: "maxresults") has 2.5 MB and 50,000 values; with 100 environment settings each it has 7 MB and 335,000
 * values. If a page is larger nonetheless, the list is requested in smaller pages (`pages.ts`).
 */

/** The requested item: part of a list, or one object. */
export type AnswerKind = 'page' | 'object';

/**
 * Maximum number of bytes of a successful response's body, decompressed. A page has 33 kB for each of 1,000 items. A
 * definition is smaller than 1 MB when it is sent (Batch: 413 `RequestBodyTooLarge`), and comes back with its state,
 * its errors, and escapes.
 */
export const maxAnswerBytes: Readonly<Record<AnswerKind, number>> = { page: 32 * 1024 * 1024, object: 8 * 1024 * 1024 };

/** Maximum number of bytes of a whole file; parts of files are as long as requested. */
export const maxFileBytes = 256 * 1024 * 1024;

/** Maximum number of bytes of an error, longer than any from Batch. The rest is cut off; the status identifies it. */
export const maxErrorBytes = 256 * 1024;

/** Maximum number of values in JSON: each object, list, string, number, … counts as one, at any depth. */
export const maxValues = 500_000;

/** Maximum number of items on a page: ten times Batch's limit, which may grow. All subtasks come on one page, too. */
export const maxItems = 10_000;

/**
 * Maximum number of characters of the address of a next page. Servers on Windows accept no more (HTTP.sys:
 * `MaxRequestBytes`, 16 KiB).
 */
export const maxLinkLength = 16 * 1024;
