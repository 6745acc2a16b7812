import { readFile } from 'node:fs/promises';
import { LakegooseError, reasonOf } from '../base/errors.ts';

type Environment = Readonly<Record<string, string | undefined>>;

/** Who else names a file of certificates: OpenSSL and Go (the Databricks CLI), Python's requests (its SDK), curl. */
const names = ['SSL_CERT_FILE', 'REQUESTS_CA_BUNDLE', 'CURL_CA_BUNDLE'] as const;

/** The file of certificates that the environment names, and the name of the variable. */
export function certificateFile(
  environment: Environment,
): { readonly name: string; readonly path: string } | undefined {
  const name = names.find((one) => environment[one]);
  const path = name && environment[name];
  return name === undefined || !path ? undefined : { name, path };
}

/**
 * The certificates of the file that the environment names, to be trusted besides those of Node.js, which reads
 * `NODE_EXTRA_CA_CERTS` itself. Undefined where no file is named. Throws `databricks.ca_unreadable`.
 */
export async function ownCertificates(environment: Environment): Promise<string | undefined> {
  const file = certificateFile(environment);
  if (file === undefined) return undefined;
  const { name, path } = file;
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    throw new LakegooseError('databricks.ca_unreadable', { name, path, reason: reasonOf(error) }, { cause: error });
  }
}
