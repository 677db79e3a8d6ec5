/** True in the nightly run, which includes everything that takes turns, and tests that take too long for every run. */
export const isNight = process.env.NIGHTLY !== undefined;

const dayMs = 86_400_000;

/** Returns the number of today, which decides whose turn it is. */
export const findToday = () => Math.floor(Date.now() / dayMs);

/** Number of days on which each file or item that takes turns runs once. */
export const turns = 5;

/** Checks whether today is the turn of the item with this number, as every day is in the nightly run. */
export const isTurn = (index) => isNight || index % turns === findToday() % turns;
