import { PEOPLE } from '../principals.ts';
import type { AuthorizationRequest } from './authorization-request.ts';

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};
const escaped = (text: string): string => text.replace(/[&<>"']/g, (character) => ENTITIES[character] ?? '');

const STYLE = `body{font:16px/1.5 system-ui,sans-serif;max-width:34em;margin:4em auto;padding:0 1em}
label{display:block;padding:.3em 0}button{font:inherit;padding:.4em 1.6em;margin:1em .6em 0 0}`;

/** The question whether an app may act in somebody's name; it says that nothing here is real. */
export function consentPage(request: AuthorizationRequest, antiForgery: string): string {
  const { hostname, port } = new URL(request.redirect);
  const people = PEOPLE.map(
    ({ id, userName, displayName }, index) =>
      `<label><input type="radio" name="user" value="${id}"${index === 0 ? ' checked' : ''}> ${escaped(displayName)} (${escaped(userName)})</label>`,
  );
  return `<!doctype html>
<html lang="en">
<meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>Sign in to the local workspace</title>
<style>${STYLE}</style>
<h1>Sign in to the local workspace</h1>
<p>This is lakegoose's <strong>local workspace</strong> on this machine, not Databricks. Its data is synthetic and its
users are made up, so no password is asked for.</p>
<p lang="ja">これは、この PC で動く lakegoose の<strong>ローカルワークスペース</strong>です（Databricks ではありません）。
データは合成、ユーザーは架空のものなので、パスワードは要りません。</p>
<form method="post" action="/oidc/v1/authorize">
<input type="hidden" name="anti_forgery" value="${antiForgery}">
<fieldset><legend>Sign in as</legend>
${people.join('\n')}
</fieldset>
<p><strong>${escaped(request.clientName)}</strong> at ${escaped(hostname)}${port === '' ? '' : `:${port}`} asks for:
<code>${escaped(request.scopes.join(' '))}</code></p>
<button name="decision" value="allow">Allow</button><button name="decision" value="deny">Deny</button>
</form>
</html>
`;
}

/**
 * Nothing is loaded, nobody may frame the page. A browser holds `form-action` against the redirect after the form too, so
 * the app's own address is named.
 */
export function consentHeaders(request: AuthorizationRequest): Record<string, string> {
  const { origin } = new URL(request.redirect);
  return {
    'content-type': 'text/html; charset=utf-8',
    'content-security-policy': `default-src 'none'; style-src 'unsafe-inline'; form-action 'self' ${origin}; frame-ancestors 'none'; base-uri 'none'`,
    'x-frame-options': 'DENY',
    'cache-control': 'no-store',
    'referrer-policy': 'no-referrer',
  };
}
