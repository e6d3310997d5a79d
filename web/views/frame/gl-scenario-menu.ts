import { LitElement, css, html, nothing, type TemplateResult } from 'lit';
import { customElement, property, query } from 'lit/decorators.js';
import type { Snapshot } from '../../app/snapshot.ts';
import { cases } from '../../grid/cases.ts';
import { withCase } from '../../scenario/edit.ts';
import type { Scenario } from '../../scenario/scenario.ts';
import { menu } from '../../strings/en/frame.ts';
import { ask } from '../command-event.ts';
import { controls } from '../controls.ts';
import { wish } from './frame-event.ts';
import './gl-flyout.ts';
import type { GlFlyout } from './gl-flyout.ts';
import { icon, type IconName } from '../icon.ts';
import { STORIES } from './stories.ts';

/**
 * Which network and which state: built-in ones, the user's own files, and back.
 *
 * @fires gl-command
 * @fires gl-frame
 */
@customElement('gl-scenario-menu')
export class GlScenarioMenu extends LitElement {
  static override styles = [
    controls,
    css`
      :host {
        display: inline-flex;
        min-inline-size: 0;
      }
      .face {
        overflow: hidden;
        text-overflow: ellipsis;
      }
      .columns {
        display: grid;
        grid-template-columns: repeat(auto-fit, minmax(min(260px, 100%), 1fr));
        gap: 4px 20px;
        inline-size: min(640px, calc(100vw - 44px));
      }
      h3 {
        margin: 0 8px 2px;
        font-size: var(--size-s);
        font-weight: var(--weight);
        color: var(--ink-soft);
      }
      section {
        display: grid;
        align-content: start;
      }
      section button {
        justify-content: start;
        text-align: start;
        white-space: normal;
      }
      .files {
        grid-column: 1 / -1;
        grid-template-columns: repeat(auto-fit, minmax(min(200px, 100%), 1fr));
        border-block-start: 1px solid var(--rule);
        padding-block-start: 8px;
      }
      .files > p,
      .files > h3 {
        grid-column: 1 / -1;
      }
      p {
        margin: 4px 8px 0;
      }
    `,
  ];

  @property({ attribute: false }) snapshot!: Snapshot;
  @query('gl-flyout') private readonly flyout!: GlFlyout;
  @query('input') private readonly picker!: HTMLInputElement;

  protected override render(): TemplateResult {
    const { world, locked } = this.snapshot;
    return html`
      <gl-flyout .label=${menu.label(world.grid.name)}>
        <span slot="face" class="name"
          ><span class="face">${world.grid.name}</span>${icon('down')}</span
        >
        <div class="columns">
          ${
            locked.includes('case')
              ? html`<p>${menu.locked}</p>`
              : html`${this.stories()}${this.networks()}`
          }
          ${this.files(locked.includes('case'))}
        </div>
      </gl-flyout>
      <input type="file" accept=".m,.json,.txt,.csv,.tsv" hidden @change=${this.picked} />
    `;
  }

  private stories(): TemplateResult {
    return html`<section>
      <h3>${menu.stories}</h3>
      ${STORIES.map(
        ({ name, scenario }) =>
          html`<button @click=${() => this.change(scenario(), name)}>${name}</button>`,
      )}
    </section>`;
  }

  private networks(): TemplateResult {
    const { scenario } = this.snapshot.world;
    return html`<section>
      <h3>${menu.cases}</h3>
      ${cases().map(
        ({ id, name }) =>
          html`<button
            aria-current=${id === scenario.caseId ? 'true' : nothing}
            @click=${() => this.change(withCase(scenario, id), name)}
          >
            ${name} ${id === scenario.caseId ? icon('check') : nothing}
          </button>`,
      )}
    </section>`;
  }

  private files(caseLocked: boolean): TemplateResult {
    const entry = (name: IconName, words: string, act: () => void): TemplateResult =>
      html`<button
        @click=${() => {
          this.flyout.close();
          act();
        }}
      >
        ${icon(name)} ${words}
      </button>`;
    return html`<section class="files">
      <h3>${menu.files}</h3>
      ${
        caseLocked
          ? nothing
          : html`${entry('file', menu.open, () => this.picker.click())}
            ${entry('paste', menu.paste, () => wish(this, { open: 'paste' }))}`
      }
      ${entry('download', menu.save, () => wish(this, { save: 'scenario' }))}
      ${entry('reset', menu.reset, () => ask(this, { kind: 'reset' }))}
      ${caseLocked ? nothing : html`<p class="soft">${menu.accepts}</p>`}
    </section>`;
  }

  private change(scenario: Scenario, name: string): void {
    this.flyout.close();
    ask(this, { kind: 'change', scenario, words: menu.changed(name) });
  }

  private picked(): void {
    const file = this.picker.files?.[0];
    if (file) wish(this, { file });
    // The same file may be chosen again after it was mended.
    this.picker.value = '';
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'gl-scenario-menu': GlScenarioMenu;
  }
}
