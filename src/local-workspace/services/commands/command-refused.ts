import { WireError } from '../wire-error.ts';

/** API 1.2 refuses with `{"error": "Name: text"}`. */
export const commandRefused = (status: number, name: string, text: string): WireError =>
  new WireError(status, { error: `${name}: ${text}` });

/** Clients make a new context when they read this (facts `databricks-api.md` §7). */
export const contextNotFound = (id: string): WireError =>
  commandRefused(404, 'ContextNotFound', `The execution context ${id} does not exist.`);
