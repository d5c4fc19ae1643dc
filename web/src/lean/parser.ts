// In place of socket.io-parser: the same protocol (5) for text alone. Neither side here ever sends bytes.
import { Emitter } from "@socket.io/component-emitter";

export const protocol = 5;
export const PacketType = { CONNECT: 0, DISCONNECT: 1, EVENT: 2, ACK: 3, CONNECT_ERROR: 4, BINARY_EVENT: 5, BINARY_ACK: 6 };

interface Packet {
  type: number;
  nsp?: string;
  id?: number;
  data?: unknown;
}

export class Encoder {
  encode({ type, id, data }: Packet): string[] {
    return [`${type}${id ?? ""}${data == null ? "" : JSON.stringify(data)}`];
  }
}

// type, namespace (only the first one, "/", is served), id, data
const FORM = /^([0-4])(?:\/,)?(\d*)([[{"].*)?$/s;

export class Decoder extends Emitter<object, object, { decoded: (packet: Packet) => void }> {
  /** Throws for what is no packet; the manager then hangs up and connects anew. */
  add(text: string): void {
    const [, type, id, data] = FORM.exec(text)!;
    const packet: Packet = { type: +type!, nsp: "/" };
    if (id) packet.id = +id;
    if (data) packet.data = JSON.parse(data);
    if ((packet.type === PacketType.EVENT || packet.type === PacketType.ACK) !== Array.isArray(packet.data)) throw text;
    this.emitReserved("decoded", packet);
  }

  destroy(): void {}
}
