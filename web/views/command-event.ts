import type { Command } from '../app/command.ts';

/** A command on its way up to the view that holds the session. */
export type CommandEvent = CustomEvent<Command>;

/** Sends `command` upwards from `element`; crosses shadow roots. */
export function ask(element: HTMLElement, command: Command): void {
  element.dispatchEvent(
    new CustomEvent('gl-command', { detail: command, bubbles: true, composed: true }),
  );
}

declare global {
  interface HTMLElementEventMap {
    'gl-command': CommandEvent;
  }
}
