import { readFileSync, writeFileSync } from 'node:fs';

/** A line that the entry in the extension host writes (test/editor/index.ts). */
export interface TestEvent {
  readonly event: 'run' | 'load' | 'start' | 'pass' | 'fail' | 'skip' | 'end';
  readonly title?: string;
  /** File of the suite. */
  readonly file?: string;
  readonly error?: string;
  readonly ms?: number;
}

/** Results that a run in the extension host has reported so far. */
export class TestLog {
  readonly file: string;
  passed = 0;
  failed = 0;
  skipped = 0;
  /** True if the entry was called. */
  begun = false;
  /** True if the run itself reported its end. */
  ended = false;
  lastEventAtMs = Date.now();
  /** The current test or step of the run. */
  running = 'the run has not begun';
  readonly #onEvent: (event: TestEvent) => void;
  #consumed = 0;

  constructor(file: string, onEvent: (event: TestEvent) => void = () => undefined) {
    this.file = file;
    this.#onEvent = onEvent;
    writeFileSync(file, '');
  }

  /** Reads the results since the last call. */
  read(): void {
    const lines = readFileSync(this.file, 'utf8').slice(this.#consumed).split('\n');
    for (const line of lines.slice(0, -1)) {
      this.#consumed += line.length + 1;
      this.#take(JSON.parse(line));
    }
  }

  #take(event: TestEvent): void {
    this.lastEventAtMs = Date.now();
    if (event.event === 'run') {
      this.begun = true;
      this.running = 'the suites are being loaded';
    }
    if (event.title) this.running = event.event === 'start' ? event.title : `what follows ${event.title}`;
    if (event.event === 'pass') this.passed += 1;
    if (event.event === 'fail') this.failed += 1;
    if (event.event === 'skip') this.skipped += 1;
    if (event.event === 'end') this.ended = true;
    this.#onEvent(event);
  }
}
