/** What the parts of the frame ask of the shell; nothing here touches the scenario. */
export type FrameWish =
  | { readonly open: 'share' | 'help' | 'paste' }
  /** A page of the folder docs, such as 'model.md'. */
  | { readonly read: string }
  | { readonly save: 'scenario' }
  /** The address for the code in the corner; '' takes it away. */
  | { readonly corner: string }
  /** A sentence for the message list. */
  | { readonly say: string }
  | { readonly file: File };

export type FrameEvent = CustomEvent<FrameWish>;

export function wish(element: HTMLElement, detail: FrameWish): void {
  element.dispatchEvent(new CustomEvent('gl-frame', { detail, bubbles: true, composed: true }));
}

declare global {
  interface HTMLElementEventMap {
    'gl-frame': FrameEvent;
  }
}
