/**
 * How tabs and seats reach each other: addresses to which anything structured-clonable is posted.
 * Nothing arrives where nobody listens, and nobody hears himself.
 *
 * One BroadcastChannel an address, so that a message is cloned only for its addressee. Where a
 * browser has none, the page carries messages between its own workers and that is all there is.
 */

/** 'seat/3', 'tab/2.x', 'all' (control), 'show' (status for pages). */
export type Address = string;

export interface Wire {
  post(address: Address, message: unknown): void;
  /** The returned function ends it. */
  listen(address: Address, on: (message: unknown) => void): () => void;
  close(): void;
}

export function hasChannels(): boolean {
  return typeof BroadcastChannel === 'function';
}

/** Reaches every tab of this origin in this browser profile. */
export class ChannelWire implements Wire {
  readonly #prefix: string;
  readonly #channels = new Map<Address, BroadcastChannel>();

  constructor(cluster: string) {
    this.#prefix = `gridledger/${cluster}/`;
  }

  post(address: Address, message: unknown): void {
    this.#channel(address).postMessage(message);
  }

  listen(address: Address, on: (message: unknown) => void): () => void {
    const channel = this.#channel(address);
    const heard = ({ data }: MessageEvent): void => on(data);
    channel.addEventListener('message', heard);
    return () => channel.removeEventListener('message', heard);
  }

  close(): void {
    for (const channel of this.#channels.values()) channel.close();
    this.#channels.clear();
  }

  #channel(address: Address): BroadcastChannel {
    const known = this.#channels.get(address);
    if (known) return known;
    const channel = new BroadcastChannel(this.#prefix + address);
    this.#channels.set(address, channel);
    return channel;
  }
}

/** What travels between a page and its workers where there are no channels. */
export type Carried =
  | { readonly carry: 'post'; readonly address: Address; readonly message: unknown }
  | { readonly carry: 'listen'; readonly address: Address };

function isCarried(data: unknown): data is Carried {
  return typeof data === 'object' && data !== null && 'carry' in data;
}

/** One end of a port: a worker's own scope, or the page's hold on a worker. */
export interface Port {
  postMessage(message: unknown): void;
  addEventListener(kind: 'message', on: (event: MessageEvent) => void): void;
}

/** The worker's end: everything goes to the page. */
export class CarriedWire implements Wire {
  readonly #port: Port;
  readonly #listeners = new Map<Address, Set<(message: unknown) => void>>();

  constructor(port: Port) {
    this.#port = port;
    port.addEventListener('message', ({ data }) => {
      if (!isCarried(data) || data.carry !== 'post') return;
      this.#listeners.get(data.address)?.forEach((on) => on(data.message));
    });
  }

  post(address: Address, message: unknown): void {
    this.#send({ carry: 'post', address, message });
  }

  listen(address: Address, on: (message: unknown) => void): () => void {
    const there = this.#listeners.get(address) ?? new Set();
    this.#listeners.set(address, there.add(on));
    this.#send({ carry: 'listen', address });
    return () => void there.delete(on);
  }

  close(): void {
    this.#listeners.clear();
  }

  #send(carried: Carried): void {
    this.#port.postMessage(carried);
  }
}

/** The page's end: hands every message on to whoever listens, here or in a worker. */
export class HubWire implements Wire {
  readonly #here = new Map<Address, Set<(message: unknown) => void>>();
  readonly #there = new Map<Address, Set<Port>>();

  /** Carries for this worker from now on. */
  attach(port: Port): void {
    port.addEventListener('message', ({ data }) => {
      if (!isCarried(data)) return;
      if (data.carry === 'post') this.#hand(data.address, data.message, port);
      else this.#there.set(data.address, this.#portsOf(data.address).add(port));
    });
  }

  detach(port: Port): void {
    for (const ports of this.#there.values()) ports.delete(port);
  }

  post(address: Address, message: unknown): void {
    const carried: Carried = { carry: 'post', address, message };
    this.#there.get(address)?.forEach((port) => port.postMessage(carried));
  }

  listen(address: Address, on: (message: unknown) => void): () => void {
    const there = this.#here.get(address) ?? new Set();
    this.#here.set(address, there.add(on));
    return () => void there.delete(on);
  }

  close(): void {
    this.#here.clear();
    this.#there.clear();
  }

  #hand(address: Address, message: unknown, from: Port): void {
    this.#here.get(address)?.forEach((on) => on(message));
    const carried: Carried = { carry: 'post', address, message };
    for (const port of this.#portsOf(address)) if (port !== from) port.postMessage(carried);
  }

  #portsOf(address: Address): Set<Port> {
    return this.#there.get(address) ?? new Set();
  }
}
