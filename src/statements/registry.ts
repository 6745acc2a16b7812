import { join } from 'node:path';
import { reasonOf } from '../base/errors.ts';
import { makeDirectory } from '../base/make-directory.ts';
import { type Changeable, type Entry, isDamaged, keptMs, putAside, RegistryFile } from './registry-file.ts';

/** What a person should know of the file, told once each. */
export type RegistryNotice =
  | { readonly code: 'registry.put_aside'; readonly facts: { readonly path: string; readonly aside: string } }
  | { readonly code: 'registry.unusable'; readonly facts: { readonly path: string; readonly reason: string } };
export type OnNotice = (notice: RegistryNotice) => void;

/** Nobody waits for what is written so much later. */
const soonMs = 20;

/**
 * The statements that lakegoose submits for this person, in a file that all its processes share: any of them may poll a
 * statement, and the next start ends those that a killed one left running. No text and no rows are kept. Nothing here
 * throws: whatever cannot be written to the file is kept in memory, for this process.
 */
export class Registry {
  private readonly path: string;
  private readonly onNotice: OnNotice;
  private file: RegistryFile | undefined;
  /** What this process has written, by tag, until it is over. */
  private readonly own = new Map<string, Entry>();
  /** Of these, those of which the file does not have the last word. */
  private readonly unwritten = new Set<string>();
  /** What the file is to be told soon, by tag. */
  private readonly waiting = new Map<string, Partial<Changeable>>();
  private soon: NodeJS.Timeout | undefined;
  private readonly told = new Set<string>();

  private constructor(path: string, onNotice: OnNotice) {
    this.path = path;
    this.onNotice = onNotice;
  }

  static async open(directory: string, onNotice: OnNotice): Promise<Registry> {
    const registry = new Registry(join(directory, 'statements.db'), onNotice);
    try {
      await makeDirectory(directory, 0o700);
      registry.file = registry.openFile();
    } catch (error) {
      registry.tellUnusable(error);
    }
    return registry;
  }

  add(entry: Entry): void {
    this.forgetOld();
    this.own.set(entry.tag, entry);
    this.write(entry.tag, (file) => file.add(entry));
  }

  set<K extends keyof Changeable>(tag: string, field: K, value: Changeable[K]): void {
    const own = this.own.get(tag) ?? this.ask((file) => file.withTag(tag));
    if (own !== undefined) this.own.set(tag, { ...own, [field]: value });
    this.waiting.set(tag, { ...this.waiting.get(tag), [field]: value });
    // A short statement brings its identifier and its end at once. One whose process is killed before is found by its tag.
    if (field === 'session' || field === 'ending') this.writeOut();
    else this.soon ??= setTimeout(() => this.writeOut(), soonMs).unref();
  }

  /** The statement was never begun. */
  remove(tag: string): void {
    this.waiting.delete(tag);
    this.write(tag, (file) => file.remove(tag));
    this.own.delete(tag);
    this.unwritten.delete(tag);
  }

  /** By the identifier of the workspace, or by the tag. */
  find(handle: string): Entry | undefined {
    this.writeOut();
    const own = this.ownOf(handle);
    if (own !== undefined && this.unwritten.has(own.tag)) return own;
    return this.ask((file) => (own === undefined ? file.find(handle) : file.withTag(own.tag))) ?? own;
  }

  tagOf(id: string): string | undefined {
    return (this.ownOf(id) ?? this.find(id))?.tag;
  }

  /** Those of a host that have not ended as far as is known. */
  underWay(host: string): Entry[] {
    this.writeOut();
    const own = [...this.own.values()].filter((one) => one.over === 0 && one.host === host);
    const kept = this.ask((file) => file.underWay(host));
    if (kept === undefined) return own;
    return [...kept.filter(({ tag }) => !this.unwritten.has(tag)), ...own.filter(({ tag }) => this.unwritten.has(tag))];
  }

  /** Writes what waits: other processes are to see it. */
  writeOut(): void {
    clearTimeout(this.soon);
    this.soon = undefined;
    for (const [tag, changes] of this.waiting) {
      this.waiting.delete(tag);
      this.write(tag, (file) => file.change(tag, changes));
      if (changes.over === 1 && !this.unwritten.has(tag)) this.own.delete(tag);
    }
  }

  close(): void {
    this.writeOut();
    this.file?.close();
    this.file = undefined;
  }

  private ownOf(handle: string): Entry | undefined {
    return this.own.get(handle) ?? [...this.own.values()].find(({ id }) => id === handle);
  }

  private openFile(): RegistryFile {
    try {
      return new RegistryFile(this.path);
    } catch (error) {
      if (!isDamaged(error)) throw error;
      this.tell({ code: 'registry.put_aside', facts: { path: this.path, aside: putAside(this.path) } });
      return new RegistryFile(this.path);
    }
  }

  private write(tag: string, work: (file: RegistryFile) => void): void {
    const isWritten = this.ask((file) => {
      work(file);
      return true;
    });
    if (!isWritten) this.unwritten.add(tag);
  }

  private ask<T>(work: (file: RegistryFile) => T): T | undefined {
    if (this.file === undefined) return undefined;
    try {
      return work(this.file);
    } catch (error) {
      if (isDamaged(error)) this.replace(this.file);
      else this.tellUnusable(error);
      return undefined;
    }
  }

  /** A new file in the place of a damaged one, which another process may have made already. */
  private replace(damaged: RegistryFile): void {
    this.file = undefined;
    try {
      damaged.close();
      if (!damaged.isReplaced()) {
        this.tell({ code: 'registry.put_aside', facts: { path: this.path, aside: putAside(this.path) } });
      }
      const file = this.openFile();
      for (const entry of this.own.values()) file.add(entry);
      this.file = file;
    } catch (error) {
      this.tellUnusable(error);
    }
  }

  private forgetOld(): void {
    for (const { tag, submitted } of this.own.values()) {
      if (submitted > Date.now() - keptMs) break;
      this.own.delete(tag);
      this.unwritten.delete(tag);
    }
  }

  private tellUnusable(error: unknown): void {
    this.tell({ code: 'registry.unusable', facts: { path: this.path, reason: reasonOf(error) } });
  }

  private tell(notice: RegistryNotice): void {
    if (this.told.has(notice.code)) return;
    this.told.add(notice.code);
    this.onNotice(notice);
  }
}
