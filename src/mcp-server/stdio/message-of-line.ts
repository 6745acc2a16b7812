import { type JSONRPCMessage, parseJSONRPCMessage, type RequestId } from '@modelcontextprotocol/server';

/** Why a message is not taken. The `id` is null where it cannot be known (JSON-RPC 2.0 §5). */
export type Refusal = {
  readonly refused: { readonly code: number; readonly message: string };
  readonly id: RequestId | null;
};

export function refusal(id: RequestId | null, code: number, message: string): Refusal {
  return { id, refused: { code, message } };
}

const utf8 = new TextDecoder('utf-8', { fatal: true });

/** The message that a line is, or why it is none. */
export function messageOfLine(line: Uint8Array): JSONRPCMessage | Refusal {
  let json: unknown;
  try {
    json = JSON.parse(utf8.decode(line));
  } catch {
    return refusal(null, -32_700, 'The line is not JSON in UTF-8.');
  }
  try {
    return parseJSONRPCMessage(json);
  } catch {
    return refusal(idOf(json), -32_600, 'This is not a message of JSON-RPC 2.0 as MCP has it.');
  }
}

function idOf(json: unknown): RequestId | null {
  const id: unknown = typeof json === 'object' && json !== null && 'id' in json ? json.id : null;
  return typeof id === 'string' || typeof id === 'number' ? id : null;
}
