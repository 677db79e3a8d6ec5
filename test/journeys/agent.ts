import { createServer, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';

/** A present or future request of the stand-in agent. */
class Turn<T> {
  #resolve: (value: T) => void = () => undefined;
  #promise = this.#renew();

  /** Of several values that nobody has taken, the last one counts: the others may be of windows that have ended. */
  give(value: T): void {
    this.#resolve(value);
    this.#promise = Promise.resolve(value);
  }

  async take(): Promise<T> {
    const value = await this.#promise;
    this.#promise = this.#renew();
    return value;
  }

  #renew(): Promise<T> {
    return new Promise((resolve) => {
      this.#resolve = resolve;
    });
  }
}

/** An agent in another extension (`test/workbench/agentStandIn`), controlled by a journey. */
export class Agent {
  readonly #server: Server;
  readonly #asking = new Turn<ServerResponse>();
  readonly #answering = new Turn<string>();
  #patient: ServerResponse | undefined;

  private constructor() {
    this.#server = createServer((request, response) => {
      if (request.url === '/next') this.#asking.give(response);
      else if (request.url === '/given-up') this.#patient = response;
      else
        void text(request).then((answer) => {
          response.end();
          this.#patient?.destroy();
          this.#answering.give(answer);
        });
    });
  }

  static async start(): Promise<Agent> {
    const agent = new Agent();
    await new Promise<void>((resolve) => agent.#server.listen(0, '127.0.0.1', resolve));
    return agent;
  }

  /** Environment variables for starting the editor. */
  get env(): Readonly<Record<string, string>> {
    return { AGENT_STAND_IN: `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}` };
  }

  /** Calls a tool, and returns its answer. */
  async call(name: string, input: object): Promise<string> {
    const asking = await this.#asking.take();
    asking.end(JSON.stringify({ name, input }));
    return this.#answering.take();
  }

  /** Cancels the call in progress. */
  giveUp(): void {
    this.#patient?.end();
  }

  close(): void {
    this.#server.close();
    this.#server.closeAllConnections();
  }
}
