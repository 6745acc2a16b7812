/**
 * Every entry of a paged list. A page may be empty and still have a next one, so only a missing token ends it
 * (facts `databricks-api.md` §3).
 */
export async function allPages<P extends { next_page_token?: string | undefined }, T>(
  page: (token: string | undefined) => Promise<P>,
  entries: (page: P) => readonly T[] | undefined,
): Promise<T[]> {
  const all: T[] = [];
  let token: string | undefined;
  do {
    const answer = await page(token);
    all.push(...(entries(answer) ?? []));
    token = answer.next_page_token || undefined;
  } while (token !== undefined);
  return all;
}
