import type { ApiVersion } from './apiVersion.ts';
import type { Directory } from './arm/directory.ts';
import type { Monitoring } from './arm/monitoring.ts';
import type { Clock } from './clock.ts';
import type { Controls } from './control/controls.ts';
import type { Executor } from './executors/executor.ts';
import type { PlannedOutcome } from './executors/outcomePlan.ts';
import type { Fault } from './http/fault.ts';
import type { Role } from './http/roles.ts';
import type { IdSource } from './ids.ts';
import type { CompletionRecord, RequestRecord, ServedRequest } from './logRecords.ts';
import type { ContainerImages, Scenario } from './scenarios/scenario.ts';

/** Options of `startSimulator`; all optional. */
export interface SimulatorOptions {
  /** TCP port; 0 (the default) lets the system choose. */
  readonly port?: number;
  /**
   * Address to listen on; 127.0.0.1 when absent. An address that other computers can reach requires `accountKey`, and
   * TLS or `allowPlainHttp`.
   */
  readonly host?: string;
  /** URL by which clients reach the account (`http://batch:8080`), if it differs from the listening address. */
  readonly externalUrl?: string | undefined;
  /** Additional host names for clients, on any port. Requests for other names and from web pages are refused. */
  readonly allowedHosts?: readonly string[];
  /** TCP port of Resource Manager and the token endpoint; chosen by the system when absent. */
  readonly armPort?: number;
  /** Allows serving other computers without TLS. */
  readonly allowPlainHttp?: boolean;
  /** Allows tasks added from other computers to run programs, if the executor does. */
  readonly allowRemoteCommands?: boolean;
  /** Set to serve the account with TLS as well, so that clients send tokens to it. The certificate is `ca`. */
  readonly isTls?: boolean;
  /** Scenario, or the name of one in `scenarios/`; when absent, an empty account with ample quota. */
  readonly scenario?: string | Scenario | undefined;
  /**
   * The scripted executor when absent. Callers that may run programs pass the process executor; as a function
   * (`createProcessExecutor`), it is called with the clock and the folder of the simulator.
   */
  readonly executor?: Executor | ((surroundings: Surroundings) => Executor) | undefined;
  /** Factor by which the simulator's own delays are shorter than in real time. */
  readonly speed?: number;
  readonly accountName?: string | undefined;
  /** Base64; random when absent. */
  readonly accountKey?: string | undefined;
  readonly clock?: Clock;
  /**
   * Without `clock`: start time of the clock, in milliseconds since the epoch, and whether the clock moves only on
   * request.
   */
  readonly startMs?: number | undefined;
  readonly isHeld?: boolean;
  /**
   * Folder that keeps the account and its files after the simulator ends; created if it doesn't exist. If the folder
   * has content, that content alone determines the initial account. The folder contains everything that clients sent,
   * including secrets.
   */
  readonly stateFolder?: string | undefined;
  readonly ids?: IdSource;
  readonly faults?: readonly Fault[];
  /** Milliseconds between the arrivals of a pool's new nodes; all at once when absent. */
  readonly nodeArrivalMs?: number;
  /**
   * Effect on a job of a failure that no exit condition of the task covers, if the job's `onTaskFailure` is
   * `performexitoptionsjobaction`: `terminate` when absent, as for exit conditions without an action.
   */
  readonly defaultJobAction?: 'none' | 'terminate';
  /** Additional images (`publisher/offer/sku` or `publisher/offer/sku=agent`) and VM sizes. */
  readonly images?: readonly string[];
  readonly vmSizes?: readonly string[];
  /** Behavior of container images by name, in addition to the scenario's; an image that isn't listed works. */
  readonly containerImages?: ContainerImages;
  /** Environment variables of command lines, in addition to those of Batch and their own. */
  readonly environment?: Readonly<Record<string, string>>;
  /** Supported API versions; all when absent. Others are refused like unknown versions. */
  readonly apiVersions?: readonly ApiVersion[];
  /**
   * Set to serve clients with other versions as the nearest supported version, and to accept unknown images and sizes,
   * and Windows, instead of refusing them.
   */
  readonly isLenient?: boolean;
  /** Contents of Resource Manager in addition to the account; empty when absent. */
  readonly directory?: Directory;
  /** Configuration of Azure Monitor for the account; when absent, Log Analytics has its service log. */
  readonly monitoring?: Monitoring;
  /** Roles in the account of clients that use tokens, by client ID; a client that isn't listed may do everything. */
  readonly roles?: Readonly<Record<string, Role>>;
  /**
   * Token that control requests may carry as `Authorization: Bearer` instead of a signature: at least 16 ASCII
   * characters.
   */
  readonly controlToken?: string | undefined;
  /** Outcomes of runs, which replace the effects of their command lines. */
  readonly outcomes?: readonly PlannedOutcome[];
  /** Called for every request when its response is sent. */
  readonly onRequest?: (request: ServedRequest) => void;
}

/** Parts that an executor shares with its simulator. */
interface Surroundings {
  readonly clock: Clock;
  readonly stateFolder?: string | undefined;
}

export interface Simulator {
  /** `http://127.0.0.1:PORT`, or `https:` with TLS, or the external URL, without a slash at the end. */
  readonly url: string;
  readonly accountName: string;
  readonly accountKey: string;
  /** URL of Resource Manager and the token endpoint, on a second listener with TLS. */
  readonly armUrl: string;
  readonly tokenUrl: string;
  /** PEM certificate of everything that is served with TLS. */
  readonly ca: string;
  /** Every request so far, oldest first (bounded). */
  readonly requests: readonly RequestRecord[];
  /** All runs so far that left their task completed, oldest first (bounded). */
  readonly completions: readonly CompletionRecord[];
  /** Test controls beyond the service's operations, the same as over the wire. */
  readonly controls: Controls;
  addFault(fault: Fault): void;
  clearFaults(): void;
  /** Replaces the settings of Azure Monitor from now on. */
  setMonitoring(monitoring: Monitoring): void;
  /** Replaces a client's role in the account; without a role, it may do everything. */
  assignRole(clientId: string, role: Role | undefined): void;
  /** Stops the servers and all runs; may be called more than once. */
  close(): Promise<void>;
}
