import { readFile } from 'node:fs/promises';
import { LakegooseError, reasonOf } from '../base/errors.ts';

type Environment = Readonly<Record<string, string | undefined>>;

/** Who else names a file of certificates: OpenSSL and Go (the Databricks CLI), Python's requests (its SDK), curl. */
const names = ['SSL_CERT_FILE', 'REQUESTS_CA_BUNDLE', 'CURL_CA_BUNDLE'] as const;

/**
 * The certificates of the file that the environment names, to be trusted besides those of Node.js, which reads
 * `NODE_EXTRA_CA_CERTS` itself. Undefined where no file is named. Throws `databricks.ca_unreadable`.
 */
export async function ownCertificates(environment: Environment): Promise<string | undefined> {
  const name = names.find((one) => environment[one]);
  const path = name && environment[name];
  if (name === undefined || !path) return undefined;
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    throw new LakegooseError('databricks.ca_unreadable', { name, path, reason: reasonOf(error) }, { cause: error });
  }
}
