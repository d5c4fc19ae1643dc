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
  draws?: string;
  course?: Course;
  /** A copy of everything goes with the bubble. */
  copy?: boolean;
}

/** How the picture went over the days; points are [0 to 1 along the line, 0 to 3 upwards]. */
export interface Course {
  title: string;
  span: string;
  first: string;
  last: string;
  days: string[];
  /** `days` of a lane: how often it was on each of the days, empty where it was not looked at. */
  lanes: { label: string; side: string; went: string; points: [number, number][]; days: string[] }[];
}

export interface Copy {
  page: string;
  file: string;
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

export interface Ack {
  ok: boolean;
  why?: string;
  after?: number;
  token?: string;
  exchanges?: Exchange[];
  earlier?: boolean;
  exchange?: Exchange;
  view?: View;
  copy?: Copy;
  erased?: boolean;
}
