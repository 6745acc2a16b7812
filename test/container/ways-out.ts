/** The workspace that stays within reach. */
export const host = 'work.example';

/** A name that the container could look up and reach while it was set up. */
export const packages = 'export PACKAGES=$(node -p "new URL(process.argv[1]).hostname" "$(npm config get registry)")';

function lookup(server: string): string {
  const program = `const r = new (require("dns").promises.Resolver)({ timeout: 1000, tries: 1 });
    r.setServers(["${server}"]); r.resolve4(process.env.PACKAGES).then(console.log)`;
  return `node -e '${program}'`;
}

/** Ways out of the hardened container, and what whoever tries them is told. */
export const waysOut = [
  ['another host', 'curl --silent --show-error https://$PACKAGES', 'CONNECT tunnel failed, response 403'],
  ['another host without TLS', 'curl --silent --show-error --fail http://$PACKAGES', '403'],
  ['a raw address', 'curl --silent --show-error https://1.1.1.1', 'CONNECT tunnel failed, response 403'],
  ['another port', `curl --silent --show-error https://${host}:22`, 'CONNECT tunnel failed, response 403'],
  ['another host, past the proxy', 'curl --silent --show-error --noproxy "*" https://$PACKAGES', 'resolve host'],
  [
    'a raw address, past the proxy',
    'curl --silent --show-error --noproxy "*" https://1.1.1.1',
    'Failed to connect|unreachable',
  ],
  [
    'an address of IPv6, past the proxy',
    'curl --silent --show-error --noproxy "*" https://[2606:4700:4700::1111]',
    'Failed to connect|unreachable|assign',
  ],
  ['the way out itself, through itself', 'curl --silent --show-error --noproxy none https://egress', 'response 403'],
  ['a name server of its own', lookup('1.1.1.1'), 'ECONNREFUSED|ENETUNREACH|ETIMEOUT'],
  ['a name, asked of Docker', lookup('127.0.0.11'), 'SERVFAIL|NOTFOUND|ECONNREFUSED|ETIMEOUT|EREFUSED'],
] as const;

/** What somebody inside may try, to have more rights or a wider policy. */
export const attempts = [
  ['more rights', 'sudo --non-interactive true'],
  ['a world of its own, to mount things in', 'unshare --user --map-root-user true'],
  ['mounting anew', 'mount --options remount,rw /etc/lakegoose'],
  ['a setting of the kernel', 'echo 1 > /proc/sys/net/ipv4/ip_forward'],
  ['the engine of the machine', 'ls /var/run/docker.sock /run/docker.sock'],
  ['another set-up', 'touch .devcontainer/hardened/state/set-up-2'],
  ['another way to the policy', 'ln .devcontainer/hardened/policy.yaml mine'],
  ['another folder in the place of this one', 'mv $PWD $PWD-2'],
  ['a change of .devcontainer', 'touch .devcontainer/devcontainer.json'],
  ['another .devcontainer in its place', 'mv .devcontainer elsewhere'],
  ['a task that runs outside', 'touch .vscode/tasks.json'],
  ['a change of the policy', 'touch /etc/lakegoose/policy.yaml'],
  ['a wider policy by settings', 'LAKEGOOSE_SQL_POLICY=update lakegoose sql check "INSERT INTO t VALUES (1)"'],
] as const;
