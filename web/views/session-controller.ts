import type { ReactiveController, ReactiveControllerHost } from 'lit';
import type { Command } from '../app/command.ts';
import type { Session } from '../app/session.ts';
import type { Snapshot } from '../app/snapshot.ts';

/** Re-renders its host whenever the session publishes a new snapshot. */
export class SessionController implements ReactiveController {
  readonly #host: ReactiveControllerHost;
  readonly #session: Session;
  #unsubscribe: (() => void) | null = null;

  constructor(host: ReactiveControllerHost, session: Session) {
    this.#host = host;
    this.#session = session;
    host.addController(this);
  }

  get snapshot(): Snapshot {
    return this.#session.snapshot;
  }

  dispatch(command: Command): void {
    this.#session.dispatch(command);
  }

  hostConnected(): void {
    this.#unsubscribe ??= this.#session.subscribe(() => this.#host.requestUpdate());
  }

  hostDisconnected(): void {
    this.#unsubscribe?.();
    this.#unsubscribe = null;
  }
}
