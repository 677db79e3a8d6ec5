import type { App } from '../app.ts';
import type { Contribution } from './contribution.ts';

/**
 * One command. `args` are what the front end hands over: a row and the selection, an address, a resource, or nothing. May
 * throw `BatchError` and `Cancelled`.
 */
export type Command<Services extends App = App> = (services: Services, args: readonly unknown[]) => Promise<unknown>;

/** What the file of a command exports. */
export interface CommandFile<Services extends App = App> {
  /** What it is called and where it shows. */
  readonly contribution: Contribution;
  readonly run: Command<Services>;
}
