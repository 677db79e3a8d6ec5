import type { App } from '../app.ts';
import type { Contribution } from './contribution.ts';

/**
 * A command. `args` come from the front end: a row and the selection, an address, a resource, or nothing. May throw
 * `BatchError` and `Cancelled`.
 */
export type Command<Services extends App = App> = (services: Services, args: readonly unknown[]) => Promise<unknown>;

/** The exports of a command's file. */
export interface CommandFile<Services extends App = App> {
  /** The title of the command, and where it is shown. */
  readonly contribution: Contribution;
  readonly run: Command<Services>;
}
