import type { RemoteFile } from '../../src/app/evidence/readLog.ts';
import { BatchError } from '../../src/core/model/batchError.ts';
import type { NodeFileProperties } from '../../src/core/model/nodeFile.ts';

/** A file that a test writes to; `transferred` counts the requested bytes, and `requests` the requests. */
export class WrittenFile implements RemoteFile {
  bytes: Buffer<ArrayBufferLike> = Buffer.alloc(0);
  transferred = 0;
  requests = 0;
  /** Time of the last write; a different number for each write unless the test sets it. */
  modified: string | undefined;
  #writes = 0;

  get content(): string {
    return this.bytes.toString();
  }

  write(text: string): void {
    this.bytes = Buffer.concat([this.bytes, Buffer.from(text)]);
    this.#writes += 1;
  }

  /** Replaces the file by another one. */
  replace(text: string): void {
    this.bytes = Buffer.alloc(0);
    this.write(text);
  }

  async getProperties(): Promise<NodeFileProperties> {
    return { contentLength: this.bytes.length, lastModified: this.modified ?? String(this.#writes) };
  }

  async read({ start, end }: { readonly start: number; readonly end: number }): Promise<Uint8Array> {
    if (start >= this.bytes.length)
      throw new BatchError({ code: 'InvalidRange', message: 'no such bytes', status: 416 });
    const bytes = new Uint8Array(this.bytes.subarray(start, end + 1));
    this.transferred += bytes.length;
    this.requests += 1;
    return bytes;
  }
}
