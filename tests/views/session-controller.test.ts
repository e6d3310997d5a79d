import { expect, fixture, html } from '@open-wc/testing';
import { LitElement, type TemplateResult } from 'lit';
import type { Session } from '../../web/app/session.ts';
import { SessionController } from '../../web/views/session-controller.ts';
import { stubSession } from './stub-session.ts';

class Follower extends LitElement {
  static override properties = { session: { attribute: false } };
  declare session: Session | undefined;
  rendered = 0;

  constructor() {
    super();
    new SessionController(this);
  }

  protected override render(): TemplateResult {
    this.rendered += 1;
    return html``;
  }
}
customElements.define('test-follower', Follower);

const follower = (): Promise<Follower> => fixture<Follower>(html`<test-follower></test-follower>`);

/** How often `element` renders because of `act`. */
async function renders(element: Follower, act: () => void): Promise<number> {
  await element.updateComplete;
  const { rendered } = element;
  act();
  await element.updateComplete;
  return element.rendered - rendered;
}

describe('the session controller', () => {
  it('follows a session that is set later, and only the newest', async () => {
    const element = await follower();
    const [first, second] = [stubSession(), stubSession()];
    element.session = first.session;
    expect(await renders(element, () => first.publish({}))).to.equal(1);
    element.session = second.session;
    expect(await renders(element, () => first.publish({}))).to.equal(0);
    expect(await renders(element, () => second.publish({}))).to.equal(1);
  });

  it('lets go of the session while it is out of the page', async () => {
    const element = await follower();
    const { session, publish } = stubSession();
    element.session = session;
    await element.updateComplete;
    const home = element.parentElement!;
    element.remove();
    expect(await renders(element, () => publish({}))).to.equal(0);
    home.append(element);
    expect(await renders(element, () => publish({}))).to.equal(1);
  });

  it('does not follow a session that is set while it is out of the page', async () => {
    const element = await follower();
    element.remove();
    const { session, publish } = stubSession();
    element.session = session;
    expect(await renders(element, () => publish({}))).to.equal(0);
  });
});
