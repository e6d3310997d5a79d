/** Messages on the ring, apart from each other: as numbers, and under a real pointer. */
import { expect, fixture, html } from '@open-wc/testing';
import { stream } from '../../web/rng.ts';
import type { MessageShow } from '../../web/raft/show.ts';
import { Flight } from '../../web/views/cluster/flight.ts';
import '../../web/views/cluster/gl-ring.ts';
import type { GlRing } from '../../web/views/cluster/gl-ring.ts';
import { gapOf, spread, stacks, type Mover, type Place } from '../../web/views/cluster/lane.ts';
import { ringLayout, trackOf, type RingLayout } from '../../web/views/cluster/layout.ts';
import { pictureOf } from '../../web/views/cluster/picture.ts';
import type { Selection } from '../../web/views/cluster/selection.ts';
import { FIRST_CLUSTER } from '../../web/app/annex-first.ts';
import { live, message, run } from './cluster-fixture.ts';
import { wearTheme } from './theme-sheet.ts';

wearTheme();

const SEED = 0x1a9e;
const SIZES = [
  { width: 966, height: 460, em: 14 },
  { width: 366, height: 360, em: 14 },
  { width: 1310, height: 400, em: 20.5 },
];
const ringOf = (count: number, size: RingLayout['size']): RingLayout =>
  ringLayout(
    Array.from({ length: count }, (_, i) => ({ seat: i + 1 })),
    size,
  );

describe('lanes', () => {
  it('keep what is drawn a finger apart, and stack the rest where it can be counted', () => {
    const rng = stream(SEED, 'lanes');
    for (let round = 0; round < 300; round++) {
      const where = `seed ${SEED.toString(16)}, round ${round}`;
      const seats = [3, 5, 7][rng.below(3)]!;
      const layout = ringOf(seats, SIZES[rng.below(SIZES.length)]!);
      const gap = gapOf(layout);
      expect(gap, where).to.be.at.least(24);
      const movers: Mover[] = [];
      for (let id = 1; id <= 1 + rng.below(60); id++) {
        const from = 1 + rng.below(seats);
        const track = trackOf(layout, from, 1 + ((from + rng.below(seats - 1)) % seats));
        if (track) movers.push({ id, track, share: rng.below(101) / 100 });
      }
      const places = spread(movers, { gap, before: new Map() });
      expect([...places.keys()].sort((a, b) => a - b)).to.deep.equal(movers.map(({ id }) => id));
      const drawn = [...places.values()].filter(({ under }) => under === 0);
      for (const [i, a] of drawn.entries()) {
        for (const b of drawn.slice(i + 1)) {
          const apart = Math.hypot(a.x + a.dx - b.x - b.dx, a.y + a.dy - b.y - b.dy);
          expect(apart, where).to.be.at.least(gap * 0.9);
        }
      }
      const counted = [...stacks(places).values()].reduce((sum, ids) => sum + ids.length - 1, 0);
      expect(drawn.length + counted, where).to.equal(movers.length);
      const again = spread(movers, { gap, before: places });
      const moved = [...again].filter(([id, { slot }]) => slot > places.get(id)!.slot);
      expect(moved, where).to.deep.equal([]);
    }
  });

  it('show one of a burst of the same kind among live seats, not a heap', () => {
    const flight = new Flight();
    const at = { sentAt: 0, arrivesAt: 0 };
    const messages = [1, 2, 3, 4].flatMap(() => [
      message('heartbeat', 3, 1, at),
      message('heartbeatReply', 1, 3, at),
      message('append', 3, 1, at),
    ]);
    const picture = pictureOf({ ...FIRST_CLUSTER, mode: 'live', live: live({ messages }) })!;
    flight.take(picture, { nowMs: 1000, slow: false });
    const kinds = flight.all().map(({ show }) => show.kind);
    expect(kinds).to.deep.equal(['heartbeat', 'heartbeatReply', 'append']);
  });

  it('leave a message alone in the middle of its way', () => {
    const layout = ringOf(5, SIZES[0]!);
    const track = trackOf(layout, 1, 2)!;
    const place = spread([{ id: 1, track, share: 0.5 }], {
      gap: gapOf(layout),
      before: new Map<number, Place>(),
    }).get(1)!;
    expect([place.dx, place.dy, place.under].map(Math.abs)).to.deep.equal([0, 0, 0]);
    expect(place.x).to.be.closeTo((track.x1 + track.x2) / 2, 1e-9);
  });

  it('count what is stacked when nothing is free', () => {
    const layout = ringOf(3, { width: 300, height: 300, em: 14 });
    const track = trackOf(layout, 1, 2)!;
    const movers = Array.from({ length: 40 }, (_, i) => ({ id: i + 1, track, share: 0.5 }));
    const places = spread(movers, { gap: gapOf(layout), before: new Map() });
    const sizes = [...stacks(places).values()].map((ids) => ids.length);
    expect(sizes.reduce((sum, size) => sum + size, 0)).to.be.above(20);
  });
});

describe('messages under a pointer', () => {
  const shown = async (messages: readonly MessageShow[]): Promise<GlRing> => {
    const cluster = { ...FIRST_CLUSTER, ...run({ messages }) };
    const box = await fixture<HTMLElement>(
      html`<div style="inline-size: 900px">
        <gl-ring .picture=${pictureOf(cluster)!}></gl-ring>
      </div>`,
    );
    // Until they have flown to where they stand, and stepped aside.
    await new Promise((done) => setTimeout(done, 700));
    return box.querySelector('gl-ring')!;
  };
  const hits = (ring: GlRing): readonly SVGCircleElement[] => [
    ...ring
      .shadowRoot!.querySelector('gl-messages')!
      .shadowRoot!.querySelectorAll<SVGCircleElement>('g:not(.under) > .aside .hit'),
  ];

  it('can each be pressed where they are drawn, all at once and both ways', async () => {
    const at = { sentAt: 100, arrivesAt: 104 };
    const burst = [
      message('append', 3, 1, at),
      message('append', 3, 1, at),
      message('heartbeat', 3, 1, at),
      message('append', 3, 1, { held: true }),
      message('append', 3, 1, { held: true }),
      message('appendReply', 1, 3, at),
      message('heartbeatReply', 1, 3, at),
      message('vote', 2, 5, at),
      message('vote', 4, 2, at),
    ];
    const ring = await shown(burst);
    const picked: number[] = [];
    ring.addEventListener('gl-pick', (event) => {
      const { detail } = event as CustomEvent<Selection>;
      if (detail.kind === 'message') picked.push(detail.id);
    });
    ring.scrollIntoView();
    const layer = ring.shadowRoot!.querySelector('gl-messages')!.shadowRoot!;
    for (const hit of hits(ring)) {
      const { left, top, width, height } = hit.getBoundingClientRect();
      expect(Math.min(width, height)).to.be.at.least(23.9);
      const found = layer.elementFromPoint(left + width / 2, top + height / 2);
      expect(found === hit, 'the topmost there is its own').to.equal(true);
      found!.dispatchEvent(new MouseEvent('click', { bubbles: true, composed: true }));
    }
    expect(picked).to.deep.equal(burst.map(({ id }) => id));
  });
});
