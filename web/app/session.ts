/**
 * The one store of the page. Commands go in, immutable snapshots come out; nothing else changes
 * what is shown. It knows the rooms below it and never touches the DOM: threads, storage, the
 * address bar and the clock come in through the constructor.
 *
 * Invariants: a snapshot is never mutated; a result of an older scenario never replaces one of a
 * newer; a refused input changes nothing but the notices.
 */
import { withMoment, withValue } from '../scenario/edit.ts';
import type { Scenario } from '../scenario/scenario.ts';
import { session as words } from '../strings/en/session.ts';
import { Aside } from './aside.ts';
import type { Command } from './command.ts';
import { DesignChoice } from './design-choice.ts';
import { reportBug } from './failure.ts';
import { DAY_SECONDS, firstSnapshot } from './first.ts';
import { History, type Step } from './history.ts';
import { linkIn, readImport } from './import.ts';
import { LinkKeeper } from './link-keeper.ts';
import { Memory } from './memory.ts';
import { NoseTrace } from './nose-trace.ts';
import { fitScenario, openLink, type Opening } from './opening.ts';
import { Player, slotsLater } from './player.ts';
import { recall } from './recall.ts';
import { ReproduceJob } from './reproduce-job.ts';
import type { Rim } from './rim.ts';
import { SitingJob } from './siting-job.ts';
import type { Snapshot } from './snapshot.ts';
import { Solving } from './solving.ts';
import { Stage, type Listener } from './stage.ts';
import { Stars } from './stars.ts';
import { nextWorld, sameCase } from './world.ts';

export class Session {
  /** Settles when what an earlier visit left has been looked at. */
  readonly recalled: Promise<void>;
  readonly #rim: Rim;
  readonly #stage: Stage;
  readonly #address: LinkKeeper;
  readonly #memory: Memory;
  readonly #history = new History();
  readonly #player: Player;
  readonly #solving: Solving;
  readonly #siting: SitingJob;
  readonly #reproduce: ReproduceJob;
  readonly #stars: Stars;
  readonly #nose: NoseTrace;
  readonly #choice: DesignChoice;
  readonly #aside: Aside;
  readonly #leave: readonly (() => void)[];
  /** What Reset returns to. */
  #start: Scenario;

  constructor(rim: Rim) {
    const { hash } = rim.address;
    const opening = openLink(hash);
    this.#rim = rim;
    this.#start = opening.scenario;
    this.#stage = new Stage(firstSnapshot(opening.scenario));
    this.#address = new LinkKeeper(rim);
    this.#memory = new Memory(this.#stage, rim);
    this.#player = new Player(this.#stage, rim.clock, () => this.#moveTime(1));
    this.#solving = new Solving(this.#stage, rim, () => this.#afterSolve());
    this.#siting = new SitingJob(this.#stage, rim, this.#memory.store);
    this.#reproduce = new ReproduceJob(this.#stage, rim);
    this.#stars = new Stars(this.#stage, rim);
    this.#nose = new NoseTrace(this.#stage, rim);
    this.#choice = new DesignChoice(this.#stage, rim);
    this.#aside = new Aside(this.#stage, rim);
    this.#leave = [
      rim.address.watch((hash, ours) => this.#addressChanged(hash, ours)),
      rim.offline?.watch((offline) => this.#stage.publish({ offline })) ?? (() => undefined),
    ];
    this.#adopt(opening);
    this.#solving.request();
    this.recalled = recall(
      {
        stage: this.#stage,
        memory: this.#memory,
        siting: this.#siting,
        show: (scenario) => this.#show(scenario),
        setSpeed: (daySeconds) => this.#player.setSpeed(daySeconds),
        pinAgain: (baseline) => this.#aside.pin(baseline),
      },
      hash,
      opening,
    ).then(() => this.#settle());
  }

  get snapshot(): Snapshot {
    return this.#stage.snapshot;
  }

  /** Calls `listener` after every change until the returned function is called. */
  subscribe(listener: Listener): () => void {
    return this.#stage.subscribe(listener);
  }

  dispatch(command: Command): void {
    try {
      this.#handle(command);
      this.#settle(command.kind === 'view');
    } catch (error) {
      reportBug(this.#stage, error);
    }
  }

  /** Ends workers, timers and watchers; the session is not to be used afterwards. */
  async dispose(): Promise<void> {
    for (const leave of this.#leave) leave();
    this.#player.pause();
    this.#rim.compute.dispose();
    await this.#memory.store.close();
  }

  #handle(command: Command): void {
    const { world } = this.snapshot;
    switch (command.kind) {
      case 'view':
        return this.#stage.publish({ view: command.view });
      case 'change':
        return this.#change(command.scenario, command.words, command.gesture);
      case 'undo':
        return this.#go(this.#history.undo(world.scenario));
      case 'redo':
        return this.#go(this.#history.redo(world.scenario));
      case 'reset':
        this.#player.setSpeed(DAY_SECONDS);
        return this.#change(this.#start, words.undo.reset);
      case 'seek':
        return this.#show(withValue(world.scenario, 'minute', command.minute));
      case 'step':
        this.#player.pause();
        return this.#moveTime(Math.trunc(command.slots));
      case 'play':
        return this.#play();
      case 'pause':
        return this.#player.pause();
      case 'speed':
        return this.#player.setSpeed(command.daySeconds);
      case 'pin-baseline':
        return this.#stage.publish({ baseline: world });
      case 'drop-baseline':
        return this.#stage.publish({ baseline: null });
      case 'use-design': {
        const used = this.#choice.used(command.index);
        if (!used) return;
        this.#stage.publish({ baseline: world });
        return this.#change(used, words.undo.design(command.index + 1));
      }
      case 'import':
        return void this.#import(command.name, command.text);
      case 'open-link':
        return this.#open(command.hash);
      case 'trace-nose':
        return this.#nose.trace();
      default:
        return this.#handleRest(command);
    }
  }

  #handleRest(command: Command): void {
    switch (command.kind) {
      case 'search-start':
        return this.#siting.start(this.snapshot.world.scenario);
      case 'search-cancel':
        return this.#siting.cancel();
      case 'search-resume':
        return this.#siting.resume();
      case 'select-design':
        return this.#choice.select(command.index);
      case 'reproduce':
        return this.#reproduce.start(command.tables);
      case 'reproduce-cancel':
        return this.#reproduce.cancel();
      case 'projector':
        return this.#stage.publish({ projector: command.on });
      case 'theme':
        return this.#stage.publish({ theme: command.theme });
      case 'shortcuts':
        return this.#stage.publish({ shortcuts: command.on });
      case 'update-now':
        return this.#rim.offline?.updateNow();
      case 'save-offline':
        return this.#rim.offline?.saveOffline();
      case 'dismiss':
        return this.#stage.dismiss(command.notice);
      default:
        return;
    }
  }

  /** A change a person made: fitted to its network and undoable. */
  #change(scenario: Scenario, name: string, gesture?: string): void {
    const before = this.snapshot.world.scenario;
    const { scenario: fitted, problems } = fitScenario(scenario);
    if (problems.length > 0) {
      this.#stage.say({ tone: 'info', words: words.link.leftOut, problems });
    }
    if (fitted === before || JSON.stringify(fitted) === JSON.stringify(before)) return;
    this.#history.push(before, name, gesture);
    this.#show(fitted);
  }

  /** Undo and redo leave the time where it is, so that what plays goes on playing. */
  #go(step: Step | null): void {
    if (!step) return;
    const { minute } = this.snapshot.world.scenario;
    this.#show({ ...step.scenario, minute });
  }

  #show(scenario: Scenario): void {
    const { world } = this.snapshot;
    const next = nextWorld(world, scenario);
    const another = !sameCase(world.scenario, scenario);
    if (another) this.#nose.forget();
    this.#stage.publish({ world: next, stamp: '', ...(another ? { baseline: null } : {}) });
    this.#solving.request();
  }

  /** Keeps what follows from the rest in step: link, undo words, address bar, autosave. */
  #settle(newEntry = false): void {
    const { undoWords, redoWords } = this.#history;
    const link = this.#address.linkOf(this.snapshot);
    this.#stage.publish({
      link,
      undoWords,
      redoWords,
      canUndo: undoWords !== '',
      canRedo: redoWords !== '',
    });
    this.#address.follow(link, newEntry);
    this.#memory.saveSoon(this.snapshot);
  }

  #moveTime(slots: number): void {
    const { scenario } = this.snapshot.world;
    this.#show(withValue(scenario, 'minute', slotsLater(scenario.minute, slots)));
    this.#settle();
  }

  #play(): void {
    const { scenario } = this.snapshot.world;
    this.#change(withMoment(scenario, 'day'), words.undo.toDay);
    this.#player.play();
  }

  /** Takes over how a link wants to be shown. */
  #adopt({ view, extras, problems, scenario }: Opening): void {
    this.#address.adopt(extras);
    this.#stage.publish({
      view,
      projector: extras.mode === 'projector',
      mode: extras.mode === 'embed' ? 'embed' : 'full',
      hidden: extras.hide,
      locked: extras.lock,
    });
    if (problems.length > 0) {
      this.#stage.say({ tone: 'warning', words: words.link.damaged(problems.length), problems });
    }
    const still = extras.paused || this.#rim.prefersStill || scenario.moment !== 'day';
    this.#player[still ? 'pause' : 'play']();
    this.#settle();
  }

  #open(hash: string): void {
    const opening = openLink(hash);
    this.#change(opening.scenario, words.undo.link);
    this.#start = opening.scenario;
    this.#adopt(opening);
  }

  #addressChanged(hash: string, ours: boolean): void {
    if (!ours) return this.#open(hash);
    this.#stage.publish({ view: openLink(hash).view });
    this.#settle();
  }

  async #import(name: string, text: string): Promise<void> {
    try {
      const link = linkIn(text);
      if (link !== '') return this.dispatch({ kind: 'open-link', hash: link });
      const before = this.snapshot.world.scenario;
      const { scenario, words: step, notice } = await readImport(before, { name, text });
      if (scenario) this.#change(scenario, step);
      this.#stage.say(notice);
      this.#settle();
    } catch (error) {
      reportBug(this.#stage, error);
    }
  }

  /** What follows from a solved world. */
  #afterSolve(): void {
    this.#stars.refresh();
    this.#nose.refresh();
    this.#aside.loadTables();
  }
}
