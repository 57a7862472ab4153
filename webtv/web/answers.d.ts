// The API's answers as far as the page uses them; answers.py has all of them, and describes them.

export type Kind = "programme" | "rerun" | "filler" | "slate" | "takeover" | "live";

export interface ShotLine {
  start_s: number;
  prompt: string;
  line: string;
}

export interface NextUp {
  kind: Kind;
  title: string;
}

export interface OnAirAnswer {
  kind: Kind;
  programme: string | null;
  title: string;
  logline: string;
  prompt: string;
  started_at: string;
  ends_at: string;
  ai_generated: boolean;
  shots: ShotLine[];
}

export interface ShotProgress {
  state: "waiting" | "running" | "done" | "dropped";
}

export interface ProductionAnswer {
  line: string;
  making: string;
  done: number;
  shots: ShotProgress[];
  note: string;
}

export interface WriterAnswer {
  name: string;
  note: string;
}

export interface SignalAnswer {
  live: boolean;
  edge: string | null;
  low_latency: boolean;
}

export interface AddressesAnswer {
  hls: string;
  rtmp: string;
  flv: string;
  thumbnail: string | null;
}

export interface AudienceAnswer {
  page: string;
  suggestions: boolean;
  hearts: boolean;
  longest: number;
}

export interface ChannelAnswer {
  id: string;
  number: number;
  title: string;
  description: string;
  as_of: string;
  on_air: OnAirAnswer | null;
  just_aired: OnAirAnswer | null;
  next: NextUp | null;
  config_error: string | null;
  writer: WriterAnswer | null;
  pictures: string;
  production: ProductionAnswer | null;
  audience: AudienceAnswer | null;
  signal: SignalAnswer;
  urls: AddressesAnswer;
}

export interface Fact {
  name: string;
  lines: string[];
}

export interface ExplainedShot {
  number: number;
  of: number;
  line: string;
  prompt: string;
  details: string[];
}

export interface ExplainAnswer {
  label: string;
  why: string;
  title: string;
  shot: ExplainedShot | null;
  facts: Fact[];
}
