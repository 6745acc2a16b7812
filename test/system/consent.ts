import { readFile } from 'node:fs/promises';
import { expect } from 'vitest';

/** Answers the consent page that a scripted browser left at `path`, as a person with a browser would. */
export async function answerConsent(path: string, host: string, answer: Readonly<Record<string, string>>) {
  await expect.poll(() => readFile(path, 'utf8').catch(() => '')).not.toBe('');
  const html = await readFile(path, 'utf8');
  const antiForgery = /name="anti_forgery" value="([^"]+)"/.exec(html)?.[1] ?? '';
  const body = new URLSearchParams({ anti_forgery: antiForgery, ...answer });
  const response = await fetch(`${host}/oidc/v1/authorize`, { method: 'POST', body });
  await response.text();
  return html;
}
