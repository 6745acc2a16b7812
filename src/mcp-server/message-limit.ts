/** The bytes that one message of a client may have; a statement has half a million at the most. */
export const messageLimit = 4 * 1024 * 1024;
