/**
 * Which key does what. Single keys need `shortcuts`, no field with the focus and no dialog; a
 * presenter's remote sends PageDown, PageUp, '.' and Space. Undo is a chord and always there.
 */
import type { Command } from '../../app/command.ts';
import { VIEWS, type Snapshot } from '../../app/snapshot.ts';
import type { FrameWish } from './frame-event.ts';
import { timeShown } from './time-shown.ts';
import { hasClock } from '../../scenario/scenario.ts';

export interface KeyPress {
  readonly key: string;
  /** Control, or Command on a Mac. */
  readonly chord: boolean;
  readonly alt: boolean;
  readonly shift: boolean;
  /** 'text' takes letters, 'control' takes Space and Enter, 'free' neither. */
  readonly focus: 'text' | 'control' | 'free';
  /** A dialog or panel is open. */
  readonly covered: boolean;
}

export type KeyAct = { readonly command: Command } | { readonly wish: FrameWish };

/** What `press` asks for; null: leave the key to the browser. */
export function keyAct(press: KeyPress, snapshot: Snapshot): KeyAct | null {
  if (press.covered || press.alt || press.focus === 'text') return null;
  if (press.chord) return chordAct(press, snapshot);
  if (press.key === 'Escape') {
    return snapshot.projector ? { command: { kind: 'projector', on: false } } : null;
  }
  if (!snapshot.shortcuts) return null;
  return timeAct(press, snapshot) ?? letterAct(press.key.toLowerCase(), snapshot);
}

function chordAct({ key, shift }: KeyPress, { canUndo, canRedo }: Snapshot): KeyAct | null {
  const letter = key.toLowerCase();
  if (letter === 'z' && !shift) return canUndo ? { command: { kind: 'undo' } } : null;
  if (letter === 'y' || letter === 'z') return canRedo ? { command: { kind: 'redo' } } : null;
  return null;
}

/** Forth, back, play: the day's, or the simulated run's where that is on show. */
function timeAct({ key, focus }: KeyPress, snapshot: Snapshot): KeyAct | null {
  // Outside projector mode the page keys scroll, as everywhere.
  const paged = snapshot.projector;
  const on = key === '.' || (paged && key === 'PageDown');
  const back = key === ',' || (paged && key === 'PageUp');
  if (!on && !back && (key !== ' ' || focus !== 'free')) return null;
  const shown = timeShown(snapshot);
  if (shown !== 'day') {
    const { run } = snapshot.cluster;
    if (shown === 'live' || !run) return null;
    if (on || back) return { command: { kind: 'run-step', steps: on ? 1 : -1 } };
    return { command: { kind: run.playing ? 'run-pause' : 'run-play' } };
  }
  if (!hasClock(snapshot.world.scenario.moment) || snapshot.locked.includes('time')) return null;
  if (on || back) return { command: { kind: 'step', slots: on ? 1 : -1 } };
  return { command: { kind: snapshot.playing ? 'pause' : 'play' } };
}

function letterAct(letter: string, snapshot: Snapshot): KeyAct | null {
  const view = VIEWS[Number(letter) - 1];
  if (view) return { command: { kind: 'view', view } };
  switch (letter) {
    case 'p':
      return { command: { kind: 'projector', on: !snapshot.projector } };
    case 'b':
      return { command: { kind: snapshot.baseline ? 'drop-baseline' : 'pin-baseline' } };
    case 's':
      return { wish: { open: 'share' } };
    case '?':
      return { wish: { open: 'help' } };
    default:
      return null;
  }
}

/** The press behind a browser event, through shadow roots. */
export function pressOf(event: KeyboardEvent): KeyPress {
  const path = event.composedPath();
  const covered = path.some(
    (each) => each instanceof HTMLElement && each.matches('dialog[open], :popover-open'),
  );
  return {
    key: event.key,
    chord: event.ctrlKey || event.metaKey,
    alt: event.altKey,
    shift: event.shiftKey,
    focus: isField(path[0]) ? 'text' : isControl(path[0]) ? 'control' : 'free',
    covered,
  };
}

const LETTERLESS = new Set(['range', 'checkbox', 'radio', 'button', 'submit', 'file']);

/** true for what takes typed text. */
export function isField(target: EventTarget | undefined): boolean {
  if (target instanceof HTMLInputElement) return !LETTERLESS.has(target.type);
  return (
    target instanceof HTMLTextAreaElement ||
    target instanceof HTMLSelectElement ||
    (target instanceof HTMLElement && target.isContentEditable)
  );
}

function isControl(target: EventTarget | undefined): boolean {
  return (
    target instanceof Element &&
    target.matches('a, button, input, summary, label, [role="button"], [role="slider"], [tabindex]')
  );
}
