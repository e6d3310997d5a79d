/** A session that only remembers what was asked of it. */
import type { Command } from '../../web/app/command.ts';
import { firstSnapshot } from '../../web/app/first.ts';
import type { Session } from '../../web/app/session.ts';
import type { Snapshot } from '../../web/app/snapshot.ts';
import { openingScenario } from '../../web/scenario/default.ts';

export interface StubSession {
  readonly session: Session;
  readonly commands: Command[];
  publish(changes: Partial<Snapshot>): void;
}

export function stubSession(changes: Partial<Snapshot> = {}): StubSession {
  let snapshot: Snapshot = { ...firstSnapshot(openingScenario()), ...changes };
  const listeners = new Set<() => void>();
  const commands: Command[] = [];
  const session = {
    get snapshot(): Snapshot {
      return snapshot;
    },
    dispatch: (command: Command) => void commands.push(command),
    subscribe(listener: () => void) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
  return {
    session: session as unknown as Session,
    commands,
    publish(more) {
      snapshot = { ...snapshot, ...more };
      for (const listener of listeners) listener();
    },
  };
}

/** Collects the commands that bubble up to `element`. */
export function commandsOf(element: HTMLElement): Command[] {
  const commands: Command[] = [];
  element.addEventListener('gl-command', ({ detail }) => commands.push(detail));
  return commands;
}
