/** What a person says for the local workspace, in place of an address. */
export const localName = 'local';
