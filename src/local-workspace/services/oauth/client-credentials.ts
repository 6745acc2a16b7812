import { oauthError } from './oauth-error.ts';

export type ClientCredentials = { readonly id: string; readonly secret: string };

/** Who calls, by the Basic header or the form, but not by both (RFC 6749 §2.3.1). */
export function readCredentials(
  header: string | undefined,
  form: { readonly client_id?: string | undefined; readonly client_secret?: string | undefined },
): ClientCredentials | undefined {
  const basic = header === undefined ? undefined : readBasic(header);
  if (basic && form.client_secret !== undefined) {
    throw oauthError(400, 'invalid_request', 'Client credentials are there twice: in the header and in the form.');
  }
  if (basic) return basic;
  const { client_id: id, client_secret: secret } = form;
  return id === undefined || secret === undefined ? undefined : { id, secret };
}

/** Id and secret are form-encoded before they are put together (RFC 6749 §2.3.1). */
function readBasic(header: string): ClientCredentials {
  const encoded = /^Basic +([\w+/]+={0,2})$/i.exec(header)?.[1];
  const [id, secret, ...rest] = Buffer.from(encoded ?? '', 'base64')
    .toString('utf8')
    .split(':');
  if (!id || secret === undefined || rest.length > 0) throw badHeader();
  return { id: formDecode(id), secret: formDecode(secret) };
}

function formDecode(text: string): string {
  try {
    return decodeURIComponent(text.replaceAll('+', ' '));
  } catch {
    throw badHeader();
  }
}

const badHeader = () => oauthError(401, 'invalid_client', 'The Authorization header is not one of Basic credentials.');
