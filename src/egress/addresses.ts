import { BlockList, isIPv6 } from 'node:net';

export type Address = { readonly address: string; readonly family: number };

/** This machine and its nearest: where a cloud keeps the credentials of a machine, among others. */
const never = blockList([
  '0.0.0.0/8',
  '127.0.0.0/8',
  '169.254.0.0/16',
  '224.0.0.0/3',
  '::/127',
  'fe80::/10',
  'ff00::/8',
]);
/** Networks of a company or a machine. Only a name on a list may lead there. */
const inside = blockList([
  '10.0.0.0/8',
  '100.64.0.0/10',
  '172.16.0.0/12',
  '192.168.0.0/16',
  '198.18.0.0/15',
  'fc00::/7',
]);

/** Whether a name may lead to all of these; to networks of a company only where it stands on a list. */
export function mayLeadTo(addresses: readonly Address[], isNamed: boolean): boolean {
  return !addresses.some((one) => isIn(never, one) || (!isNamed && isIn(inside, one)));
}

function blockList(ranges: readonly string[]): BlockList {
  const list = new BlockList();
  for (const range of ranges) {
    const [net = '', bits] = range.split('/');
    list.addSubnet(net, Number(bits), isIPv6(net) ? 'ipv6' : 'ipv4');
  }
  return list;
}

/** An IPv4 address in the clothes of IPv6 is judged as what it is. */
function isIn(list: BlockList, { address }: Address): boolean {
  return list.check(address, isIPv6(address) ? 'ipv6' : 'ipv4');
}
