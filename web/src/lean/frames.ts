// In place of engine.io-parser: the same protocol (4) for text alone.
export const protocol = 4;
const TYPES = ["open", "close", "ping", "pong", "message", "upgrade", "noop"];
const BETWEEN = "\x1e";

interface Packet {
  type: string;
  data?: string;
}

export function encodePacket({ type, data }: Packet, _binary: boolean, done: (text: string) => void): void {
  done(TYPES.indexOf(type) + (data ?? ""));
}

export function decodePacket(text: string): Packet {
  const type = TYPES[+text[0]!];
  return type ? { type, data: text.slice(1) } : { type: "error", data: "parser error" };
}

export function encodePayload(packets: Packet[], done: (text: string) => void): void {
  done(packets.map(({ type, data }) => TYPES.indexOf(type) + (data ?? "")).join(BETWEEN));
}

export function decodePayload(text: string): Packet[] {
  return text.split(BETWEEN).map(decodePacket);
}
