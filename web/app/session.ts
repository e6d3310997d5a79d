/**
 * The one store of the page. Commands go in, immutable snapshots come out; nothing else changes
 * what is shown. It knows the rooms below it and never touches the DOM: threads, storage, the
 * address bar and the clock come in through the constructor.
 *
 * Invariants: a snapshot is never mutated; a result of an older scenario never replaces one of a
 * newer; a refused input changes nothing but the notices.
 */
import { withMoment, withValue } from '../scenario/edit.ts';
import { hasClock, type Scenario } from '../scenario/scenario.ts';
import { session as words } from '../strings/en/session.ts';
import { Annex } from './annex.ts';
import { Aside } from './aside.ts';
import { Chapters } from './chapters.ts';
import { isAnnex, type Command, type PageCommand } from './command.ts';
import { DesignChoice } from './design-choice.ts';
import { reportBug } from './failure.ts';
import { DAY_SECONDS, firstSnapshot } from './first.ts';
import { History, type Step } from './history.ts';
import { commandIn, readImport } from './import.ts';
import { LinkKeeper } from './link-keeper.ts';
import { Memory } from './memory.ts';
import { NoseTrace } from './nose-trace.ts';
import { fitScenario, openLink, pageOf, screenOf, type Opening } from './opening.ts';
import { Player, slotsLater } from './player.ts';
import { recall } from './recall.ts';
import { ReproduceJob } from './reproduce-job.ts';
import type { Rim } from './rim.ts';
import { SitingJob } from './siting-job.ts';
import type { Snapshot } from './snapshot.ts';
import { Solving } from './solving.ts';
import { Stage, type Listener } from './stage.ts';
import { Stars } from './stars.ts';
import { nextWorld, sameButCluster, sameCase, sameScenario } from './world.ts';

/** One function for each thing a person can ask for. */
type Handlers = {
  readonly [Kind in PageCommand['kind']]: (command: Extract<PageCommand, { kind: Kind }>) => void;
};

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
  readonly annex: Annex;
  readonly #leave: readonly (() => void)[];
  readonly #handlers: Handlers;
  readonly #chapters: Chapters;

  constructor(rim: Rim) {
    const { hash } = rim.address;
    const opening = openLink(hash);
    this.#rim = rim;
    this.#chapters = new Chapters(rim.address.chapter, opening.scenario);
    this.#stage = new Stage(firstSnapshot(opening.scenario));
    this.#address = new LinkKeeper(rim);
    this.#memory = new Memory(this.#stage, rim);
    this.#player = new Player(this.#stage, rim.clock, () => this.#moveTime(1));
    this.#solving = new Solving(this.#stage, rim, () => {
      this.#stars.refresh();
      this.#nose.refresh();
      this.#aside.loadTables();
    });
    this.#siting = new SitingJob(this.#stage, rim, this.#memory.store);
    this.#reproduce = new ReproduceJob(this.#stage, rim);
    this.#stars = new Stars(this.#stage, rim);
    this.#nose = new NoseTrace(this.#stage, rim);
    this.#choice = new DesignChoice(this.#stage, rim);
    this.#aside = new Aside(this.#stage, rim);
    this.annex = new Annex({
      ...{ stage: this.#stage, rim, store: this.#memory.store },
      change: this.#change.bind(this),
      show: this.#show.bind(this),
      settle: this.#settle.bind(this),
    });
    this.#handlers = this.#handlersOf(rim);
    this.#leave = [
      rim.address.watch((hash) => this.#addressChanged(hash)),
      rim.offline?.watch((offline) => this.#stage.publish({ offline })) ?? (() => undefined),
      rim.leaving(() => this.#keepAll()),
    ];
    this.#adopt(opening);
    this.#solving.request();
    this.recalled = recall(
      {
        stage: this.#stage,
        memory: this.#memory,
        siting: this.#siting,
        show: (scenario) => {
          this.#chapters.start = scenario;
          this.#show(scenario);
        },
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
      if (isAnnex(command)) this.annex.dispatch(command);
      else (this.#handlers[command.kind] as (command: PageCommand) => void)(command);
      this.#stage.withdraw((offered) => offered === command);
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
    await Promise.all([this.annex.dispose(), this.#memory.store.close()]);
  }

  #handlersOf(rim: Rim): Handlers {
    return {
      view: ({ view }) => this.#stage.publish({ view }),
      change: ({ scenario, words: name, gesture }) => this.#change(scenario, name, gesture),
      undo: () => this.#go(this.#history.undo(this.#scenario)),
      redo: () => this.#go(this.#history.redo(this.#scenario)),
      reset: () => {
        this.#player.setSpeed(DAY_SECONDS);
        this.#change(this.#chapters.start, words.undo.reset);
      },
      seek: ({ minute }) => this.#show(withValue(this.#scenario, 'minute', minute)),
      step: ({ slots }) => {
        this.#player.pause();
        this.#moveTime(Math.trunc(slots));
      },
      play: () => this.#play(),
      pause: () => this.#player.pause(),
      speed: ({ daySeconds }) => this.#player.setSpeed(daySeconds),
      'pin-baseline': () => this.#stage.publish({ baseline: this.snapshot.world }),
      'drop-baseline': () => this.#stage.publish({ baseline: null }),
      'trace-nose': () => this.#nose.trace(),
      'search-start': () => this.#siting.start(this.#scenario),
      'search-cancel': () => this.#siting.cancel(),
      'search-resume': () => this.#siting.resume(),
      'select-design': ({ index }) => this.#choice.select(index),
      'use-design': ({ index }) => this.#useDesign(index),
      reproduce: ({ tables }) => this.#reproduce.start(tables),
      'reproduce-cancel': () => this.#reproduce.cancel(),
      import: (file) => void this.#import(file),
      'open-link': ({ hash }) => this.#open(openLink(hash)),
      projector: ({ on }) => this.#stage.publish({ projector: on }),
      theme: ({ theme }) => this.#stage.publish({ theme }),
      shortcuts: ({ on }) => this.#stage.publish({ shortcuts: on }),
      'update-now': () => rim.offline?.updateNow(),
      'save-offline': () => rim.offline?.saveOffline(),
      dismiss: ({ notice }) => this.#stage.dismiss(notice),
    };
  }

  get #scenario(): Scenario {
    return this.snapshot.world.scenario;
  }

  /** Builds a design of the search; the world before it becomes the baseline. */
  #useDesign(index: number): void {
    const used = this.#choice.used(index);
    if (!used) return;
    this.#stage.publish({ baseline: this.snapshot.world });
    this.#change(used, words.undo.design(index + 1));
  }

  /** A change a person made: fitted to its network and undoable. */
  #change(scenario: Scenario, name: string, gesture?: string): void {
    const before = this.#scenario;
    const { scenario: fitted, problems } = fitScenario(scenario);
    if (problems.length > 0) {
      this.#stage.say({ tone: 'info', words: words.link.leftOut, problems });
    }
    if (sameScenario(fitted, before)) return;
    this.#history.push(before, name, gesture);
    this.#show(fitted);
  }

  /** Undo and redo leave the time where it is, so that what plays goes on playing. */
  #go(step: Step | null): void {
    if (!step) return;
    const { minute } = this.#scenario;
    this.#show({ ...step.scenario, minute });
  }

  #show(scenario: Scenario): void {
    const { world } = this.snapshot;
    const next = nextWorld(world, scenario);
    if (sameButCluster(world.scenario, scenario)) {
      this.#stage.publish({ world: next });
      return;
    }
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
    if (this.snapshot.view === 'reproduce') void this.#aside.nameKernel();
  }

  /** The page may be about to go: nothing that is kept may wait any longer. */
  #keepAll(): void {
    this.#address.flush();
    this.#memory.saveNow();
    this.#siting.saveNow();
  }

  #moveTime(slots: number): void {
    this.#show(slotsLater(this.#scenario, slots));
    this.#settle();
  }

  #play(): void {
    this.#change(withMoment(this.#scenario, 'day'), words.undo.toDay);
    this.#player.play();
  }

  /** Takes over how a link wants to be shown. */
  #adopt(opening: Opening): void {
    const { extras, problems, scenario } = opening;
    this.#address.adopt(extras);
    this.#stage.publish(screenOf(opening, this.snapshot));
    if (problems.length > 0) {
      this.#stage.say({ tone: 'warning', words: words.link.damaged(problems.length), problems });
    }
    const still = extras.paused || this.#rim.prefersStill || !hasClock(scenario.moment);
    this.#player[still ? 'pause' : 'play']();
    this.#settle();
  }

  #open(opening: Opening, start = opening.scenario): void {
    this.#change(opening.scenario, words.undo.link);
    this.#chapters.start = start;
    this.#adopt(opening);
  }

  #addressChanged(hash: string): void {
    this.#address.overwritten();
    const opening = openLink(hash);
    const turned = this.#chapters.turnTo(this.#rim.address.chapter, opening, this.#scenario);
    if (turned) this.#open(...turned);
    else this.#stage.publish(pageOf(opening, this.snapshot));
    this.#settle();
  }

  async #import(file: { readonly name: string; readonly text: string }): Promise<void> {
    try {
      const asked = commandIn(file);
      if (asked) {
        this.dispatch(asked);
        return;
      }
      const imported = await readImport(() => this.#scenario, file);
      if (imported.scenario) this.#change(imported.scenario, imported.words);
      this.#stage.say(imported.notice);
      this.#settle();
    } catch (error) {
      reportBug(this.#stage, error);
    }
  }
}
