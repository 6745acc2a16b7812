import { randomUUID } from 'node:crypto';

/** Larger images are fetched from a file (databricks-sdk-py, compute Results `file_name`). */
const LARGE_BYTES = 512 * 1024;
const KEPT_BYTES = 128 * 1024 * 1024;

/** Large images of notebooks, `/FileStore/plots/….png`: the newest ones, for who has made them only. */
export class Plots {
  private readonly files = new Map<string, { readonly owner: string; readonly bytes: Buffer }>();
  private size = 0;

  /** What a result says of an image: itself, or where it is. */
  refer(owner: string, png: string): string {
    const bytes = Buffer.from(png, 'base64');
    if (bytes.length <= LARGE_BYTES) return `data:image/png;base64,${png}`;
    const name = `${randomUUID()}.png`;
    this.files.set(name, { owner, bytes });
    this.size += bytes.length;
    for (const [oldest, file] of this.files) {
      if (this.size <= KEPT_BYTES || oldest === name) break;
      this.files.delete(oldest);
      this.size -= file.bytes.length;
    }
    return `/plots/${name}`;
  }

  read(owner: string, name: string): Buffer | undefined {
    const file = this.files.get(name);
    return file?.owner === owner ? file.bytes : undefined;
  }
}
