/** The whole year behind a heading: loaded when it is first opened, or when the year is on show. */
import { LitElement, type PropertyValues, css, html, nothing, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { Snapshot } from '../../app/snapshot.ts';
import { year as words } from '../../strings/en/grid-year.ts';
import type { Provenance } from '../chart/series.ts';
import { sections } from '../section-style.ts';

@customElement('gl-year-fold')
export class GlYearFold extends LitElement {
  static override readonly styles = [
    sections,
    css`
      :host {
        font: var(--size-s) / 1.4 var(--font);
      }
      summary {
        flex-wrap: wrap;
        column-gap: 8px;
        row-gap: 0;
        font-size: var(--size-m);
        font-weight: var(--weight-strong);
      }
      summary:focus-visible {
        outline: 2px solid var(--focus);
      }
      .soft {
        color: var(--ink-soft);
        font-size: var(--size-s);
        font-weight: var(--weight);
      }
    `,
  ];

  @property({ attribute: false }) snapshot!: Snapshot;
  @property({ attribute: false }) provenance: Provenance | null = null;
  @state() private open = false;
  @state() private stage: 'away' | 'coming' | 'here' | 'missing' = 'away';

  protected override willUpdate(changed: PropertyValues<this>): void {
    const before = changed.get('snapshot');
    const { moment } = this.snapshot.world.scenario;
    if (moment === 'year' && before?.world.scenario.moment !== 'year') this.open = true;
    if (this.open && this.stage === 'away') this.load();
  }

  private load(): void {
    this.stage = 'coming';
    import('../year/gl-year.ts').then(
      () => {
        this.stage = 'here';
      },
      (error: unknown) => {
        // A part that did not arrive is the network's failure, said where it would stand.
        if (!(error instanceof TypeError)) throw error;
        this.stage = 'missing';
      },
    );
  }

  private inside(): unknown {
    if (!this.open) return nothing;
    if (this.stage === 'missing') return html`<p role="alert">${words.missing}</p>`;
    if (this.stage !== 'here') return html`<p>${words.loading}</p>`;
    return html`<gl-year
      .snapshot=${this.snapshot}
      .provenance=${this.provenance}
      @gl-to-feeder=${this.toFeeder}
    ></gl-year>`;
  }

  /** The feeder stands beside this fold; keys go on from there. */
  private toFeeder(): void {
    const root = this.getRootNode() as ShadowRoot;
    const feeder = root.querySelector<HTMLElement>('gl-feeder');
    feeder?.scrollIntoView({ block: 'center' });
    feeder?.shadowRoot?.querySelector<HTMLElement>('.box')?.focus({ preventScroll: true });
  }

  protected override render(): TemplateResult {
    return html`<details
      ?open=${this.open}
      @toggle=${(event: Event) => {
        this.open = (event.target as HTMLDetailsElement).open;
      }}
    >
      <summary>${words.heading} <span class="soft">${words.lead}</span></summary>
      ${this.inside()}
    </details>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'gl-year-fold': GlYearFold;
  }
}
