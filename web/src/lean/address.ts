// In place of engine.io-client's own reading of addresses, older than URL.
export function parse(address: string): { host: string; protocol: string; port: string; query: string } {
  const { hostname, protocol, port, search } = new URL(address);
  return { host: hostname.replace(/^\[|\]$/g, ""), protocol: protocol.slice(0, -1), port, query: search.slice(1) };
}
