/** The Cluster view. */
import { LitElement, html, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { Session } from '../app/session.ts';
import { controls } from './controls.ts';
import { sections } from './section-style.ts';
import { SessionController } from './session-controller.ts';

@customElement('gl-cluster')
export class GlCluster extends LitElement {
  static override styles = [controls, sections];

  @property({ attribute: false }) session!: Session;

  constructor() {
    super();
    new SessionController(this);
  }

  protected override firstUpdated(): void {
    this.session.dispatch({ kind: 'cluster-open' });
  }

  protected override render(): TemplateResult {
    return html`<p>${this.session.snapshot.cluster.words}</p>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'gl-cluster': GlCluster;
  }
}
