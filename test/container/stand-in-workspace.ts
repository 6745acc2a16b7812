import { readFile } from 'node:fs/promises';
import { createServer as createProxy, request } from 'node:http';
import { createServer } from 'node:https';
import { connect } from 'node:net';
import { join } from 'node:path';
import { startLocalWorkspace } from '../../src/local-workspace/index.ts';

// The local workspace behind TLS at port 443, as a program of a container of its own: somebody's workspace, for all that others
// can see. Takes the folder with its certificate; tells how to sign in on its first line. At port 3128 it is a company's proxy, too,
// which tells on a line each what it was asked for.
const [folder = ''] = process.argv.slice(2);
// As the folder's, for its cluster.
const workspace = await startLocalWorkspace({ python: '/app/.venv/bin/python' });
const [key, cert] = await Promise.all(['key', 'pem'].map((end) => readFile(join(folder, `work.example.${end}`))));
const server = createServer({ key: key ?? '', cert: cert ?? '' }, (incoming, outgoing) => {
  const { method, url = '', headers } = incoming;
  const to = { host: '127.0.0.1', port: workspace.port, method, path: url };
  const told = { ...headers, host: `127.0.0.1:${workspace.port}` };
  const onwards = request({ ...to, headers: told }, (answer) => {
    outgoing.writeHead(answer.statusCode ?? 502, answer.headers);
    answer.pipe(outgoing);
  });
  incoming.pipe(onwards);
});
const proxy = createProxy();
proxy.on('connect', ({ url }, socket) => {
  process.stdout.write(`CONNECT ${url}\n`);
  const onwards = connect(443, '127.0.0.1', () => {
    socket.write('HTTP/1.1 200 OK\r\n\r\n');
    onwards.pipe(socket).pipe(onwards);
  });
  onwards.on('error', () => socket.destroy());
  socket.on('error', () => onwards.destroy());
});
proxy.listen(3128);
server.listen(443, () => process.stdout.write(`${JSON.stringify({ token: workspace.token })}\n`));
