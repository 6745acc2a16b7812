/** The administrators' file of a new hardened folder. */
export function policyText(hosts: readonly string[], words: readonly string[]): string {
  const [top = '', egress = '', setUp = '', again = ''] = words;
  const list = hosts.length === 0 ? ' []' : hosts.map((host) => `\n  - ${host}`).join('');
  return [
    ...comment(top),
    'sql_policy: read',
    'results: inline',
    ...comment(egress),
    `egress:${list}`,
    ...comment(setUp),
    'setup_hosts: []',
    ...comment(again),
    'setup_number: 1',
    '',
  ].join('\n');
}

function comment(text: string): string[] {
  return text.split('\n').map((line) => `# ${line}`);
}
