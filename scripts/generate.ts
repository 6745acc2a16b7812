import { join } from 'node:path';
import { writeFileWhole } from '../src/base/files.ts';
import { envExample } from './env-example.ts';
import { errorsPage } from './errors-page.ts';
import { parityPage } from './parity-page.ts';
import { settingsPage } from './settings-page.ts';
import { thirdPartyNotices } from './third-party-notices.ts';
import { toolsPage } from './tools-page.ts';

/** Every file of the repository that a program writes; a convention test compares them. */
export const generated: readonly { readonly path: string; readonly text: () => Promise<string> | string }[] = [
  { path: '.env.example', text: envExample },
  { path: 'docs/tools.md', text: toolsPage },
  { path: 'docs/errors.md', text: errorsPage },
  { path: 'docs/settings.md', text: settingsPage },
  { path: 'docs/parity.md', text: parityPage },
  { path: 'THIRD_PARTY_NOTICES.md', text: thirdPartyNotices },
];

if (import.meta.main) {
  for (const { path, text } of generated) await writeFileWhole(join(import.meta.dirname, '..', path), await text());
}
