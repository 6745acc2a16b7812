import dns from 'node:dns';

const answers = new Map([
  ['no-such.example', 'ENOTFOUND'],
  ['silent-dns.example', 'EAI_AGAIN'],
]);
const { lookup } = dns;

/** Loaded into a server of ours (`node --import`): the names of these hosts are looked up as if the network said so. */
dns.lookup = Object.assign((name: string, ...rest: readonly unknown[]) => {
  const code = answers.get(name);
  if (code === undefined) return Reflect.apply(lookup, dns, [name, ...rest]);
  const done = rest.at(-1);
  const error = Object.assign(new Error(code), { code, syscall: 'getaddrinfo', hostname: name });
  if (typeof done === 'function') process.nextTick(() => done(error));
}, lookup);
