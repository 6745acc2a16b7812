import type { Socket } from 'node:net';

const longestWaitMs = 10_000;
const mostBytes = 65_536;

/** What a client sends at first, with the name that it asks for; no name where it does not begin TLS, or hides it. */
type Greeting = { readonly name?: string; readonly bytes: Buffer };

/** Waits until a client has said which name it asks for. What it has sent is kept for whom it asks. */
export function greetingOf(client: Socket, head: Buffer): Promise<Greeting> {
  return new Promise((resolve) => {
    let bytes = head;
    const look = (more: Buffer = Buffer.alloc(0)) => {
      bytes = Buffer.concat([bytes, more]);
      const name = serverName(bytes);
      if (name === 'unfinished' && bytes.length <= mostBytes) return;
      end(name === 'unfinished' ? undefined : name);
    };
    const end = (name?: string) => {
      clearTimeout(timer);
      client.off('data', look).off('close', onClose).pause();
      resolve({ bytes, ...(name === undefined ? {} : { name }) });
    };
    const onClose = () => end();
    const timer = setTimeout(end, longestWaitMs);
    client.on('data', look).on('close', onClose);
    look();
  });
}

/** The name in a ClientHello, which may come in several records (RFC 8446 §4.1.2 and §5.1, RFC 6066 §3). */
function serverName(bytes: Buffer): string | 'unfinished' | undefined {
  const handshake = 22;
  const clientHello = 1;
  const parts: Buffer[] = [];
  for (let at = 0; at < bytes.length; ) {
    if (bytes[at] !== handshake) return undefined;
    if (bytes.length < at + 5) break;
    const end = at + 5 + bytes.readUInt16BE(at + 3);
    if (bytes.length < end) break;
    parts.push(bytes.subarray(at + 5, end));
    at = end;
    const message = Buffer.concat(parts);
    if (message.length < 4) continue;
    if (message[0] !== clientHello) return undefined;
    const whole = 4 + message.readUIntBE(1, 3);
    if (message.length >= whole) return nameInHello(message.subarray(4, whole));
  }
  return 'unfinished';
}

function nameInHello(hello: Buffer): string | undefined {
  try {
    let at = 34;
    at += 1 + hello.readUInt8(at);
    at += 2 + hello.readUInt16BE(at);
    at += 1 + hello.readUInt8(at);
    const end = at + 2 + hello.readUInt16BE(at);
    const names: string[] = [];
    for (at += 2; at < end; ) {
      const [type, length] = [hello.readUInt16BE(at), hello.readUInt16BE(at + 2)];
      // A list with one name, of type 0.
      if (type === 0) names.push(hello.subarray(at + 9, at + 4 + length).toString('latin1'));
      at += 4 + length;
    }
    const [name] = names;
    return names.length === 1 ? name?.toLowerCase() : undefined;
  } catch {
    return undefined;
  }
}
