// A second Raft, slow and plain, to hold the first one against. Written from the paper (Ongaro and
// Ousterhout 2014), Ongaro's dissertation and what etcd's documentation says about flow control and
// membership; it knows nothing of web/raft. Everything is mutable, sets are Sets, every append
// carries all that the receiver lacks, a snapshot is one message, clocks stand still.

import { after, changeCount, copy } from './raft-members.ts';
import type { Body, Members, Snap, TwinChange, TwinDisk } from './raft-members.ts';
import type { TwinEntry, TwinMessage } from './raft-members.ts';

/** A leader's view of another seat. */
interface Peer {
  match: number;
  next: number;
  mode: 'probe' | 'replicate' | 'snapshot';
  paused: boolean;
  active: boolean;
}

export interface TwinOptions {
  readonly preVote: boolean;
  readonly checkQuorum: boolean;
}

export class TwinSeat {
  readonly id: number;
  readonly options: TwinOptions;
  role: 'follower' | 'pre-candidate' | 'candidate' | 'leader' = 'follower';
  term: number;
  vote: number;
  commit: number;
  snap: Snap;
  /** Entries after the snapshot. */
  log: TwinEntry[];
  members: Members;
  lead = 0;
  /** An election timeout has passed without a word from a leader. */
  stale = false;
  outbox: TwinMessage[] = [];
  private answers = new Map<number, boolean>();
  private peers = new Map<number, Peer>();
  private pendingChange = 0;
  private transferee = 0;

  constructor(id: number, options: TwinOptions, disk: TwinDisk) {
    this.id = id;
    this.options = options;
    this.term = disk.term;
    this.vote = disk.vote;
    this.commit = Math.max(disk.commit, disk.snap.index);
    this.snap = disk.snap;
    this.log = [...disk.log];
    this.members = copy(disk.snap.members);
    for (let i = this.snap.index + 1; i <= this.commit; i++) {
      const { change } = this.at(i);
      if (change) this.members = after(this.members, change);
    }
  }

  disk(): TwinDisk {
    const { term, vote, commit, snap } = this;
    return { term, vote, commit, snap, log: [...this.log] };
  }

  get last(): number {
    return this.snap.index + this.log.length;
  }

  private at(index: number): TwinEntry {
    return this.log[index - this.snap.index - 1]!;
  }

  /** 0 before the first entry and past the last one; −1 where compacted away. */
  private termAt(index: number): number {
    if (index < this.snap.index) return -1;
    if (index === this.snap.index) return this.snap.term;
    return index > this.last ? 0 : this.at(index).term;
  }

  private get everyone(): number[] {
    const { voters, outgoing, learners, learnersNext } = this.members;
    const all = new Set([...voters, ...outgoing, ...learners, ...learnersNext]);
    return [...all].sort((a, b) => a - b);
  }

  private votes(id: number): boolean {
    return this.members.voters.has(id) || this.members.outgoing.has(id);
  }

  /** true if `holds` is true of a majority, of both halves while the change is joint. */
  private majority(holds: (id: number) => boolean): boolean {
    return [this.members.voters, this.members.outgoing].every((half) => {
      const yes = [...half].filter(holds).length;
      return half.size === 0 || yes > half.size / 2;
    });
  }

  private send(to: number, body: Body, term = this.term): void {
    this.outbox.push({ ...body, from: this.id, to, term });
  }

  // -- elections

  private follow(term: number, lead: number): void {
    if (term !== this.term) this.vote = 0;
    this.term = term;
    this.role = 'follower';
    this.lead = lead;
    this.settleDown();
  }

  private settleDown(): void {
    this.stale = false;
    this.answers.clear();
    this.peers.clear();
    this.pendingChange = 0;
    this.transferee = 0;
  }

  campaign(transfer = false): void {
    if (this.role === 'leader' || !this.votes(this.id)) return;
    const pre = this.options.preVote && !transfer;
    if (pre) {
      this.role = 'pre-candidate';
      this.answers.clear();
      this.stale = false;
    } else this.stand();
    this.lead = 0;
    this.ask(pre, transfer);
  }

  private stand(): void {
    this.settleDown();
    this.role = 'candidate';
    this.lead = 0;
    this.term++;
    this.vote = this.id;
  }

  private ask(pre: boolean, transfer: boolean): void {
    this.answers.set(this.id, true);
    if (this.count()) return;
    const ballot = { pre, transfer, lastIndex: this.last, lastTerm: this.termAt(this.last) };
    for (const to of this.everyone) {
      if (to === this.id || !this.votes(to)) continue;
      this.send(to, { kind: 'vote', ...ballot }, pre ? this.term + 1 : this.term);
    }
  }

  /** Acts if the election is decided; true if it was. */
  private count(): boolean {
    if (this.majority((id) => this.answers.get(id) === true)) {
      if (this.role === 'pre-candidate') {
        this.stand();
        this.ask(false, false);
      } else this.takeTheLead();
      return true;
    }
    // Lost once one half can no longer reach a majority.
    const lost = [this.members.voters, this.members.outgoing].some((half) => {
      const open = [...half].filter((id) => this.answers.get(id) !== false).length;
      return half.size > 0 && open <= half.size / 2;
    });
    if (lost) this.follow(this.term, 0);
    return lost;
  }

  private takeTheLead(): void {
    this.settleDown();
    this.role = 'leader';
    this.lead = this.id;
    const next = this.last + 1;
    for (const id of this.everyone) this.peers.set(id, this.newPeer(next));
    this.pendingChange = this.last;
    this.write({ term: this.term, data: null, change: null });
    if (!this.advance()) this.tellAll();
  }

  private newPeer(next: number): Peer {
    return { match: 0, next, mode: 'probe', paused: false, active: false };
  }

  // -- what others say

  step(m: TwinMessage): void {
    if (m.term > this.term) {
      if (m.kind === 'vote') {
        const hears = this.options.checkQuorum && this.lead !== 0 && !this.stale;
        if (hears && !m.transfer) return;
      }
      const hypothetical =
        (m.kind === 'vote' && m.pre) || (m.kind === 'voteReply' && m.pre && m.granted);
      const fromLeader = m.kind === 'append' || m.kind === 'heartbeat' || m.kind === 'snapshot';
      if (!hypothetical) this.follow(m.term, fromLeader ? m.from : 0);
    } else if (m.term < this.term) {
      const guards = this.options.preVote || this.options.checkQuorum;
      if (guards && (m.kind === 'append' || m.kind === 'heartbeat')) {
        this.send(m.from, { kind: 'appendReply', index: 0, reject: false, hint: 0, hintTerm: 0 });
      } else if (m.kind === 'vote' && m.pre) {
        this.send(m.from, { kind: 'voteReply', pre: true, granted: false });
      }
      return;
    }
    if (m.kind === 'vote') this.onVote(m);
    else if (m.kind === 'voteReply') this.onVoteReply(m);
    else if (m.kind === 'appendReply') this.onAppendReply(m);
    else if (m.kind === 'heartbeatReply') this.onHeartbeatReply(m);
    else if (m.kind === 'timeoutNow') {
      if (this.role === 'follower') this.campaign(true);
    } else if (this.role !== 'leader') {
      if (this.role !== 'follower') this.follow(m.term, m.from);
      this.lead = m.from;
      this.stale = false;
      if (m.kind === 'append') this.onAppend(m);
      else if (m.kind === 'heartbeat') this.onHeartbeat(m);
      else this.onSnapshot(m);
    }
  }

  private onVote(m: TwinMessage & { kind: 'vote' }): void {
    const free = this.vote === m.from || (this.vote === 0 && this.lead === 0);
    const mine = this.termAt(this.last);
    const complete = m.lastTerm > mine || (m.lastTerm === mine && m.lastIndex >= this.last);
    const granted = complete && (free || (m.pre && m.term > this.term));
    if (granted && !m.pre) {
      this.vote = m.from;
      this.stale = false;
    }
    this.send(m.from, { kind: 'voteReply', pre: m.pre, granted }, granted ? m.term : this.term);
  }

  private onVoteReply(m: TwinMessage & { kind: 'voteReply' }): void {
    if (this.role !== (m.pre ? 'pre-candidate' : 'candidate')) return;
    // A grant of a pre-vote from before this seat's term grew is about another election.
    if (m.pre && m.granted && m.term !== this.term + 1) return;
    if (!this.answers.has(m.from)) this.answers.set(m.from, m.granted);
    this.count();
  }

  private onAppend(m: TwinMessage & { kind: 'append' }): void {
    const agree = (index: number): void =>
      this.send(m.from, { kind: 'appendReply', index, reject: false, hint: 0, hintTerm: 0 });
    if (m.index < this.commit) {
      agree(this.commit);
      return;
    }
    if (m.index > this.last || this.termAt(m.index) !== m.prevTerm) {
      let hint = Math.min(m.index, this.last);
      while (this.termAt(hint) > m.prevTerm) hint--;
      const hintTerm = Math.max(0, this.termAt(hint));
      this.send(m.from, { kind: 'appendReply', index: m.index, reject: true, hint, hintTerm });
      return;
    }
    m.entries.forEach((entry, i) => {
      const index = m.index + 1 + i;
      if (index <= this.last && this.termAt(index) === entry.term) return;
      if (index <= this.commit) throw new Error(`twin ${this.id} lost a committed entry`);
      this.log.length = index - this.snap.index - 1;
      this.log.push(entry);
    });
    const last = m.index + m.entries.length;
    this.commitTo(Math.min(m.commit, last));
    agree(last);
  }

  private onHeartbeat(m: TwinMessage & { kind: 'heartbeat' }): void {
    this.commitTo(Math.min(m.commit, this.last));
    this.send(m.from, { kind: 'heartbeatReply' });
  }

  private onSnapshot({ from, snap }: TwinMessage & { kind: 'snapshot' }): void {
    if (snap.index > this.commit) {
      if (snap.index <= this.last && this.termAt(snap.index) === snap.term) {
        this.commitTo(snap.index);
      } else {
        this.snap = snap;
        this.log = [];
        this.commit = snap.index;
        this.members = copy(snap.members);
      }
    }
    const index = this.commit;
    this.send(from, { kind: 'appendReply', index, reject: false, hint: 0, hintTerm: 0 });
  }

  // -- leading

  private write(entry: TwinEntry): void {
    this.log.push(entry);
    const own = this.peers.get(this.id);
    if (own) own.match = this.last;
  }

  propose(data: string): void {
    if (!this.mayWrite()) return;
    this.write({ term: this.term, data, change: null });
    if (!this.advance()) this.tellAll();
  }

  private mayWrite(): boolean {
    return this.role === 'leader' && this.peers.has(this.id) && this.transferee === 0;
  }

  proposeChange(change: TwinChange): void {
    if (!this.mayWrite() || this.pendingChange > this.commit) return;
    const joint = this.members.outgoing.size > 0;
    if (joint !== (changeCount(change) === 0)) return;
    if (changeCount(change) > 0 && after(this.members, change).voters.size === 0) return;
    this.write({ term: this.term, data: null, change });
    this.pendingChange = this.last;
    if (!this.advance()) this.tellAll();
  }

  transfer(to: number): void {
    if (this.role !== 'leader' || !this.votes(to) || this.transferee === to) return;
    // To itself: it stays, whomever it meant before.
    this.transferee = to === this.id ? 0 : to;
    if (to === this.id) return;
    if (this.peers.get(to)!.match === this.last) this.send(to, { kind: 'timeoutNow' });
    else this.tell(to);
  }

  heartbeat(): void {
    if (this.role !== 'leader') return;
    for (const [to, { match }] of this.peers) {
      if (to !== this.id)
        this.send(to, { kind: 'heartbeat', commit: Math.min(match, this.commit) });
    }
  }

  /** An election timeout passes on a leader: heartbeats go out, then the quorum is checked. */
  electionTimeout(): void {
    if (this.role !== 'leader') return;
    this.heartbeat();
    this.transferee = 0;
    if (!this.options.checkQuorum) return;
    const heard = (id: number): boolean => id === this.id || this.peers.get(id)?.active === true;
    if (!this.majority(heard)) this.follow(this.term, 0);
    for (const peer of this.peers.values()) peer.active = false;
  }

  silence(): void {
    if (this.role !== 'leader') this.stale = true;
  }

  private tellAll(): void {
    for (const to of this.peers.keys()) this.tell(to);
  }

  /** Sends what `to` lacks, or an empty append, unless one is out already. */
  private tell(to: number, evenEmpty = true): void {
    const peer = this.peers.get(to);
    if (!peer || to === this.id || peer.paused || peer.mode === 'snapshot') return;
    const prevTerm = this.termAt(peer.next - 1);
    if (prevTerm < 0) {
      peer.mode = 'snapshot';
      this.send(to, { kind: 'snapshot', snap: this.snap });
      return;
    }
    const entries = this.log.slice(peer.next - 1 - this.snap.index);
    if (entries.length === 0 && !evenEmpty) return;
    const index = peer.next - 1;
    this.send(to, { kind: 'append', index, prevTerm, entries, commit: this.commit });
    if (peer.mode === 'probe') peer.paused = true;
    else peer.next = this.last + 1;
  }

  private onAppendReply(m: TwinMessage & { kind: 'appendReply' }): void {
    const peer = this.peers.get(m.from);
    if (this.role !== 'leader' || !peer) return;
    peer.active = true;
    if (m.reject) {
      this.onReject(m, peer);
      return;
    }
    const news = m.index > peer.match || (m.index === peer.match && peer.mode === 'probe');
    if (!news) return;
    const waited = peer.paused || peer.mode === 'snapshot';
    peer.match = m.index;
    if (peer.mode === 'snapshot' ? peer.match >= this.snap.index : peer.mode === 'probe') {
      peer.mode = 'replicate';
      peer.next = peer.match + 1;
    }
    peer.next = Math.max(peer.next, peer.match + 1);
    peer.paused = false;
    if (!this.advance()) this.tell(m.from, waited);
    else this.tell(m.from, false);
    const whole = this.peers.get(m.from)?.match === this.last;
    if (this.transferee === m.from && whole) this.send(m.from, { kind: 'timeoutNow' });
  }

  private onReject(m: TwinMessage & { kind: 'appendReply' }, peer: Peer): void {
    if (peer.mode === 'replicate') {
      if (m.index <= peer.match) return;
      peer.mode = 'probe';
      peer.next = peer.match + 1;
    } else {
      if (peer.mode === 'snapshot' || peer.next - 1 !== m.index) return;
      let hint = Math.min(m.hint, this.last);
      while (m.hintTerm > 0 && this.termAt(hint) > m.hintTerm) hint--;
      peer.next = Math.max(Math.min(m.index, hint + 1), peer.match + 1);
    }
    peer.paused = false;
    this.tell(m.from);
  }

  private onHeartbeatReply(m: TwinMessage): void {
    const peer = this.peers.get(m.from);
    if (this.role !== 'leader' || !peer) return;
    peer.active = true;
    peer.paused = false;
    if (peer.mode === 'snapshot') this.send(m.from, { kind: 'snapshot', snap: this.snap });
    else if (peer.match < this.last || peer.mode === 'probe') this.tell(m.from);
  }

  /** Commits what a majority holds if its last entry is of this term; true if anything was. */
  private advance(): boolean {
    for (let index = this.last; index > this.commit; index--) {
      if (this.termAt(index) !== this.term) return false;
      if (!this.majority((id) => (this.peers.get(id)?.match ?? 0) >= index)) continue;
      this.commitTo(index);
      return true;
    }
    return false;
  }

  private commitTo(index: number): void {
    const before = this.commit;
    if (index <= before) return;
    this.commit = index;
    // Before a change takes effect, those who leave by it are told.
    if (this.role === 'leader') this.tellAll();
    for (let i = before + 1; i <= index; i++) {
      const { change } = this.at(i);
      if (change) this.adopt(after(this.members, change));
    }
    const { autoLeave } = this.members;
    if (this.role === 'leader' && autoLeave && this.commit >= this.pendingChange) {
      this.write({ term: this.term, data: null, change: {} });
      this.pendingChange = this.last;
      if (!this.advance()) this.tellAll();
    }
  }

  private adopt(members: Members): void {
    this.members = members;
    if (this.role !== 'leader') return;
    if (!this.votes(this.id)) {
      // §4.2.2 of the dissertation: it leads until its removal is committed.
      this.follow(this.term, 0);
      return;
    }
    const all = this.everyone;
    for (const id of [...this.peers.keys()]) if (!all.includes(id)) this.peers.delete(id);
    for (const id of all) {
      if (!this.peers.has(id)) this.peers.set(id, { ...this.newPeer(this.last), active: true });
    }
    if (!this.votes(this.transferee)) this.transferee = 0;
    if (this.advance()) return;
    for (const id of all) this.tell(id, false);
  }

  compact(index: number): void {
    if (index > this.commit || index <= this.snap.index) return;
    let members = copy(this.snap.members);
    for (let i = this.snap.index + 1; i <= index; i++) {
      const { change } = this.at(i);
      if (change) members = after(members, change);
    }
    const term = this.termAt(index);
    this.log = this.log.slice(index - this.snap.index);
    this.snap = { index, term, members };
  }
}
