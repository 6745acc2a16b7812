import { join } from 'node:path';

/** The program of the kernel that Jupyter and VS Code start; beside ours also where it is published. */
export const kernelModule = join(import.meta.dirname, '../notebooks/lakegoose_kernel.py');
