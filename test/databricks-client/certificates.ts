import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { execa } from 'execa';

/** A root certificate of its own in `directory`, and a certificate that it gave to each host. */
export async function rootWithHosts(directory: string, hosts: readonly string[]) {
  const openssl = (...words: readonly string[]) => execa('openssl', [...words], { cwd: directory });
  const root = 'req -x509 -newkey rsa:2048 -nodes -keyout root.key -out root.pem -days 2 -subj /CN=Test-Root';
  await openssl(...root.split(' '));
  const certificates = new Map<string, { readonly key: Buffer; readonly cert: Buffer }>();
  for (const host of hosts) {
    await openssl(...`req -newkey rsa:2048 -nodes -keyout ${host}.key -out ${host}.csr -subj /CN=${host}`.split(' '));
    await writeFile(join(directory, `${host}.ext`), `subjectAltName=DNS:${host}\n`);
    const sign = `x509 -req -in ${host}.csr -CA root.pem -CAkey root.key -CAcreateserial -days 1 -extfile ${host}.ext`;
    await openssl(...sign.split(' '), '-out', `${host}.pem`);
    const [key, cert] = await Promise.all(['key', 'pem'].map((end) => readFile(join(directory, `${host}.${end}`))));
    if (key !== undefined && cert !== undefined) certificates.set(host, { key, cert });
  }
  return { root: join(directory, 'root.pem'), of: (host: string) => certificates.get(host) ?? {} };
}
