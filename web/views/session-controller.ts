import type { ReactiveController, ReactiveControllerHost } from 'lit';
import type { Session } from '../app/session.ts';

interface SessionHost extends ReactiveControllerHost {
  /** May be set after the element stands in the page, and replaced by another. */
  readonly session: Session | undefined;
}

/** Re-renders its host whenever the host's session publishes a new snapshot. */
export class SessionController implements ReactiveController {
  readonly #host: SessionHost;
  #session: Session | undefined;
  #connected = false;
  #unsubscribe: () => void = () => undefined;

  constructor(host: SessionHost) {
    this.#host = host;
    host.addController(this);
  }

  hostConnected(): void {
    this.#connected = true;
    this.#follow();
  }

  hostUpdate(): void {
    if (this.#connected) this.#follow();
  }

  hostDisconnected(): void {
    this.#connected = false;
    this.#unsubscribe();
    this.#session = undefined;
  }

  #follow(): void {
    const { session } = this.#host;
    if (session === this.#session) return;
    this.#unsubscribe();
    this.#session = session;
    this.#unsubscribe = session?.subscribe(() => this.#host.requestUpdate()) ?? (() => undefined);
  }
}
