import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { rootCertificates } from 'node:tls';

/**
 * Files that make clients trust the simulator's certificate, and the variables for their paths. Node.js trusts its file
 * in addition to its known authorities; other programs trust only the authorities in their file, which therefore
 * contains all of them.
 */
export class TrustFiles {
  readonly #folder: string;

  /** Creates a new folder for the files, which only its owner can change. */
  static async make(): Promise<TrustFiles> {
    return new TrustFiles(await mkdtemp(path.join(tmpdir(), 'azure-batch-simulator-ca-')));
  }

  private constructor(folder: string) {
    this.#folder = folder;
  }

  /** The certificate alone. */
  get certificate(): string {
    return path.join(this.#folder, 'ca.pem');
  }

  /** Environment variables that make programs use the files. */
  get environment(): Readonly<Record<string, string>> {
    return { NODE_EXTRA_CA_CERTS: this.certificate, REQUESTS_CA_BUNDLE: this.#all, SSL_CERT_FILE: this.#all };
  }

  get #all(): string {
    return path.join(this.#folder, 'all.pem');
  }

  async write(certificate: string): Promise<void> {
    await writeFile(this.certificate, certificate);
    await writeFile(this.#all, [...rootCertificates, certificate].join('\n'));
  }

  async remove(): Promise<void> {
    await rm(this.#folder, { recursive: true, force: true });
  }
}
