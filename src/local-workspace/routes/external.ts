import type { ExternalLinks } from '../services/external-links.ts';
import type { Answer, Route } from '../services/route.ts';
import type { StatementService } from '../services/statement-service.ts';

/** A refusal in the words of an object store, which on Databricks serves these links: an XML document. */
function storeRefusal(status: number, code: string, message: string): Answer {
  const xml = `<?xml version="1.0" encoding="UTF-8"?>\n<Error><Code>${code}</Code><Message>${message}</Message></Error>`;
  return { status, headers: { 'content-type': 'application/xml' }, bytes: once(xml) };
}

async function* once(text: string): AsyncGenerator<Uint8Array> {
  yield Buffer.from(text);
}

const TYPES = { JSON_ARRAY: 'application/json', CSV: 'text/csv', ARROW_STREAM: 'application/octet-stream' } as const;

/**
 * What the links of EXTERNAL_LINKS lead to. A link carries its own right, so it takes no token, and refuses one as S3
 * refuses a presigned link with an Authorization header (S3 error codes: InvalidArgument, AccessDenied,
 * SignatureDoesNotMatch, NoSuchKey).
 */
export function externalRoutes(statements: StatementService, links: ExternalLinks): Route[] {
  return [
    {
      method: 'GET',
      path: '/external/:statement_id/:chunk_index',
      open: true,
      answer: async ({ params, query, headers }) => {
        if (headers.authorization !== undefined)
          return storeRefusal(400, 'InvalidArgument', 'Only one auth mechanism allowed.');
        const [id, index] = [params.statement_id ?? '', Number(params.chunk_index)];
        if (!/^\d{1,9}$/.test(params.chunk_index ?? ''))
          return storeRefusal(404, 'NoSuchKey', 'The specified key does not exist.');
        const verdict = links.check(id, index, query);
        if (verdict === 'forged')
          return storeRefusal(403, 'SignatureDoesNotMatch', 'The signature of the link is not valid.');
        if (verdict === 'expired') return storeRefusal(403, 'AccessDenied', 'Request has expired');
        const record = statements.find(id);
        const bytes = record && (await statements.readChunk(record, index));
        if (!record || !bytes) return storeRefusal(404, 'NoSuchKey', 'The specified key does not exist.');
        const type = TYPES[record.asked.format ?? 'JSON_ARRAY'];
        const size = String(record.result.chunks[index]?.bytes ?? 0);
        return { headers: { 'content-type': type, 'content-length': size, 'accept-ranges': 'none' }, bytes };
      },
    },
  ];
}
