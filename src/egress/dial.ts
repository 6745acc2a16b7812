import { request } from 'node:http';
import { request as requestSecurely } from 'node:https';
import { connect, type Socket } from 'node:net';
import type { Address } from './addresses.ts';

const longestWaitMs = 20_000;

/** Connects to port 443 at one of the addresses, and at no other. */
export function dialStraight(addresses: readonly Address[], host: string): Promise<Socket> {
  const socket = connect({
    host,
    port: 443,
    autoSelectFamily: true,
    lookup: (_host, _options, done) => done(null, [...addresses]),
  });
  return new Promise((resolve, reject) => {
    const signal = AbortSignal.timeout(longestWaitMs);
    const giveUp = () => socket.destroy(new Error('silent'));
    signal.addEventListener('abort', giveUp);
    socket.once('error', reject).once('connect', () => {
      signal.removeEventListener('abort', giveUp);
      resolve(socket);
    });
  });
}

/** Has a company's proxy connect to port 443 of a host. Which address that is, the proxy finds out by itself. */
export function dialThrough(proxy: URL, host: string): Promise<Socket> {
  const target = `${host}:443`;
  const { username, password } = proxy;
  const credentials = Buffer.from(`${decodeURIComponent(username)}:${decodeURIComponent(password)}`).toString('base64');
  const asking = (proxy.protocol === 'https:' ? requestSecurely : request)({
    host: proxy.hostname.replace(/^\[|\]$/g, ''),
    ...(proxy.port === '' ? {} : { port: proxy.port }),
    method: 'CONNECT',
    path: target,
    headers: { host: target, ...(username === '' ? {} : { 'proxy-authorization': `Basic ${credentials}` }) },
    agent: false,
    signal: AbortSignal.timeout(longestWaitMs),
  });
  return new Promise((resolve, reject) => {
    asking.once('error', reject).once('connect', ({ statusCode = 0 }, socket, head) => {
      if (statusCode >= 200 && statusCode < 300) {
        socket.unshift(head);
        resolve(socket);
        return;
      }
      socket.destroy();
      reject(new Error(`proxy-says-${statusCode}`));
    });
    asking.end();
  });
}
