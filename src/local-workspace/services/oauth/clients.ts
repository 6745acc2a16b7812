/** The public OAuth apps that every Databricks workspace knows, by the ids in their own sources. */
const CLIENTS: Readonly<Record<string, string>> = {
  // databricks-sdk-go credentials/u2m, databricks-sdk-py oauth.py, goose
  'databricks-cli': 'Databricks CLI',
  // databricks-sql-python auth.py
  'databricks-sql-python': 'Databricks SQL Connector for Python',
  // databricks-jdbc DatabricksJdbcConstants
  'databricks-sql-jdbc': 'Databricks JDBC Driver',
};

export const clientName = (id: string): string | undefined => (Object.hasOwn(CLIENTS, id) ? CLIENTS[id] : undefined);

/** These apps run on the machine of their user and nowhere else: any port, but loopback only (RFC 8252 §7.3). */
export function isLoopbackRedirect(text: string): boolean {
  if (!URL.canParse(text)) return false;
  const { protocol, hostname, username, password, hash } = new URL(text);
  const isLoopback = ['127.0.0.1', 'localhost', '[::1]'].includes(hostname);
  return protocol === 'http:' && isLoopback && username === '' && password === '' && hash === '' && !text.includes('#');
}
