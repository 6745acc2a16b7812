import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { DevContainer } from './dev-container.ts';

/** A person before the page of a sign-in, who allows it. Prints the address that the browser is sent to then. */
const lastPage = `#!/bin/sh
page=$(curl --silent "$1")
value() { printf '%s' "$page" | sed --quiet "s/.*name=\\"$1\\" value=\\"\\([^\\"]*\\)\\"$2.*/\\1/p"; }
exec curl --silent --output /dev/null --write-out '%{redirect_url}' --data decision=allow \\
  --data-urlencode "user=$(value user ' checked')" --data-urlencode "anti_forgery=$(value anti_forgery)" \\
  "\${1%%\\?*}"
`;

/** Returns at once and holds nothing of who calls it, as a real browser's command does. */
const browse = `#!/bin/sh
setsid sh -c 'curl --silent "$("$0" "$1")"' "\${0%/*}/last-page" "$1" </dev/null >/dev/null 2>&1 &
`;

/** Puts a browser into the container's folder: \`./browse LINK\` shows a page, \`./last-page LINK\` tells where it ends. */
export async function putBrowser({ folder }: DevContainer): Promise<void> {
  await writeFile(join(folder, 'last-page'), lastPage, { mode: 0o755 });
  await writeFile(join(folder, 'browse'), browse, { mode: 0o755 });
}
