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
  /** Address to listen on; 127.0.0.1 when absent. What others reach needs `accountKey`, and TLS or `allowPlainHttp`. */
  readonly host?: string;
  /** What clients call the account by (`http://batch:8080`), where that isn't the address it listens on. */
  readonly externalUrl?: string | undefined;
  /** Further names by which clients may address it, on any port. Others are refused, as are web pages. */
  readonly allowedHosts?: readonly string[];
  /** TCP port of Resource Manager and the token endpoint; chosen by the system when absent. */
  readonly armPort?: number;
  /** Serves others than this computer without TLS. */
  readonly allowPlainHttp?: boolean;
  /** Lets tasks of others than this computer run programs, with an executor that does. */
  readonly allowRemoteCommands?: boolean;
  /** Whether the account is served with TLS as well, so that clients send it tokens; its certificate is `ca`. */
  readonly isTls?: boolean;
  /** A world, or the name of one of `scenarios/`, or none for an empty account with ample quota. */
  readonly scenario?: string | Scenario | undefined;
  /**
   * The scripted executor when absent. The process executor is handed in by those who may run programs; as a function
   * (`createProcessExecutor`) it is given the clock and the folder of the simulator.
   */
  readonly executor?: Executor | ((surroundings: Surroundings) => Executor) | undefined;
  /** How many times faster than real time the simulator's own delays pass. */
  readonly speed?: number;
  readonly accountName?: string | undefined;
  /** Base64; random when absent. */
  readonly accountKey?: string | undefined;
  readonly clock?: Clock;
  /** Without `clock`: the time at which it starts, in milliseconds since the epoch, and whether it stays until it is moved. */
  readonly startMs?: number | undefined;
  readonly isHeld?: boolean;
  /**
   * Folder in which the account outlives the simulator, with its files; made if it is not there. Only what is in it decides
   * what the account begins with, once there is something. It holds what clients sent, secrets included.
   */
  readonly stateFolder?: string | undefined;
  readonly ids?: IdSource;
  readonly faults?: readonly Fault[];
  /** Milliseconds from the arrival of one new node of a pool to that of the next; all at once when absent. */
  readonly nodeArrivalMs?: number;
  /**
   * What a failure of which the task has no exit conditions does to a job whose `onTaskFailure` is
   * `performexitoptionsjobaction`: `terminate` when absent, which is what those do that name no action.
   */
  readonly defaultJobAction?: 'none' | 'terminate';
  /** Images (`publisher/offer/sku` or `publisher/offer/sku=agent`) and sizes of virtual machines besides those that it knows. */
  readonly images?: readonly string[];
  readonly vmSizes?: readonly string[];
  /** How container images fare, by name, besides those of the scenario; one that is not named works. */
  readonly containerImages?: ContainerImages;
  /** Variables that command lines find besides those of Batch and their own. */
  readonly environment?: Readonly<Record<string, string>>;
  /** Versions of the API that are spoken; all when absent. What is left out is refused as an unknown version is. */
  readonly apiVersions?: readonly ApiVersion[];
  /** Whether clients of other versions are served as the nearest of these, and images, sizes and Windows are taken, instead of refused. */
  readonly isLenient?: boolean;
  /** What Resource Manager shows besides the account; nothing when absent. */
  readonly directory?: Directory;
  /** How Azure Monitor is set up for the account; Log Analytics has its service log when absent. */
  readonly monitoring?: Monitoring;
  /** Roles in the account of those who use tokens, by the id of their client; who is not named may do everything. */
  readonly roles?: Readonly<Record<string, Role>>;
  /** What requests of Control may carry as `Authorization: Bearer`, instead of a signature: at least 16 ASCII characters. */
  readonly controlToken?: string | undefined;
  /** How runs end, whatever their command lines do. */
  readonly outcomes?: readonly PlannedOutcome[];
  /** Called for every request when it is answered. */
  readonly onRequest?: (request: ServedRequest) => void;
}

/** What an executor shares with its simulator. */
interface Surroundings {
  readonly clock: Clock;
  readonly stateFolder?: string | undefined;
}

export interface Simulator {
  /** `http://127.0.0.1:PORT`, or `https:` with TLS, or the external URL, without a final slash. */
  readonly url: string;
  readonly accountName: string;
  readonly accountKey: string;
  /** Resource Manager and token endpoint, on a second listener with TLS. */
  readonly armUrl: string;
  readonly tokenUrl: string;
  /** PEM of the certificate of all that is served with TLS. */
  readonly ca: string;
  /** Every request so far, oldest first (bounded). */
  readonly requests: readonly RequestRecord[];
  /** Every end of a task's run so far that left it completed, oldest first (bounded). */
  readonly completions: readonly CompletionRecord[];
  /** What may be done to it besides what clients do, as over the wire. */
  readonly controls: Controls;
  addFault(fault: Fault): void;
  clearFaults(): void;
  /** Sets up Azure Monitor otherwise from now on. */
  setMonitoring(monitoring: Monitoring): void;
  /** Gives a client another role in the account from now on; everything when there is none. */
  assignRole(clientId: string, role: Role | undefined): void;
  /** Ends everything; may be called twice. */
  close(): Promise<void>;
}
