// Draws one component as the page does, for the tests of those with logic: under Mantine's provider, in a document
// without layout. What that document lacks is told here: the size of a scroller, and what a media query answers.

import { MantineProvider } from '@mantine/core';
import { cleanup, configure, render } from '@testing-library/react';
import { userEvent, type UserEvent } from '@testing-library/user-event';
import type { ReactNode } from 'react';
import { afterEach, vi } from 'vitest';

import { theme } from './theme.ts';

// When to give up what must come about: a slow machine takes longer than the usual second.
configure({ asyncUtilTimeout: 60_000 });

afterEach(cleanup);

/** Nothing changes its size here. */
class StillObserver implements ResizeObserver {
  observe(): void {}
  unobserve(): void {}
  disconnect(): void {}
}
vi.stubGlobal('ResizeObserver', StillObserver);

vi.stubGlobal('matchMedia', (query: string) => ({
  matches: false,
  media: query,
  addEventListener: () => undefined,
  removeEventListener: () => undefined,
}));

// A table draws the rows that its height shows, so an element is as high as its style says, and what scrolls in it as
// high as the highest within.
const styledHeight = (element: HTMLElement) => Number.parseFloat(element.style.height) || 0;
Object.defineProperty(HTMLElement.prototype, 'clientHeight', {
  configurable: true,
  get(this: HTMLElement) {
    return styledHeight(this);
  },
});
Object.defineProperty(HTMLElement.prototype, 'scrollHeight', {
  configurable: true,
  get(this: HTMLElement) {
    return Math.max(styledHeight(this), ...[...this.querySelectorAll<HTMLElement>('*')].map(styledHeight));
  },
});
HTMLElement.prototype.scrollTo = function scrollTo(this: HTMLElement, to?: ScrollToOptions | number) {
  const top = typeof to === 'object' ? (to.top ?? this.scrollTop) : this.scrollTop;
  if (top === this.scrollTop) return;
  this.scrollTop = top;
  this.dispatchEvent(new Event('scroll'));
};

/** A text area that grows with its text measures it anew when a font arrives; none does. */
Object.defineProperty(document, 'fonts', { configurable: true, value: new EventTarget() });

/** Draws it; whoever acts on it afterwards is the user. */
export function draw(component: ReactNode): UserEvent {
  render(component, {
    wrapper: ({ children }) => (
      <MantineProvider theme={theme} env="test">
        {children}
      </MantineProvider>
    ),
  });
  return userEvent.setup();
}
