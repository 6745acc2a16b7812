import { isJSONRPCNotification, type RequestId } from '@modelcontextprotocol/server';

/** The requests that a message, or each of a batch, takes back. */
export function cancelledIn(message: unknown): RequestId[] {
  return [message].flat().flatMap((one) => {
    if (!isJSONRPCNotification(one) || one.method !== 'notifications/cancelled') return [];
    const id = one.params?.requestId;
    return typeof id === 'string' || typeof id === 'number' ? [id] : [];
  });
}
