// What travels between a page and the server; bot/channels/web/socket.py tells the events.

export interface Choice {
  title: string;
  payload: string;
}

export interface Reply {
  text: string;
  buttons?: Choice[];
  sources?: string[];
  image?: string;
  alt?: string;
  /** What is drawn, as rows; the first one are the headings. */
  table?: string[][];
  draws?: string;
  /** A copy of everything can be taken here. */
  copy?: boolean;
}

export interface Exchange {
  id: string;
  person: string | null;
  replies: Reply[];
}

export interface Entry {
  label: string;
  often: string;
  when: string;
  words: string;
}

export interface Plan {
  title: string;
  when: string;
  action: string;
  obstacle: string;
  sentence: string;
  smaller: string;
  confidence: string;
}

export interface View {
  leans: Entry[];
  holds: Entry[];
  held_back: boolean;
  plan: Plan | null;
}

/** A message on its way: kept until the server says that it is answered and stored. */
export interface Outgoing {
  id: string;
  kind: "say" | "press";
  words: string;
  shown: string;
}

/** How the connection is, as far as a person needs to know. */
export type Link = "connecting" | "open" | "reconnecting" | "offline" | "slow" | "trouble";

/** All that is kept: a page to read, and the same for programs. */
export interface Copy {
  html: string;
  json: string;
}

export interface Ack {
  ok: boolean;
  why?: string;
  after?: number;
  token?: string;
  exchanges?: Exchange[];
  earlier?: boolean;
  exchange?: Exchange;
  view?: View;
  erased?: boolean;
  copy?: Copy;
}
