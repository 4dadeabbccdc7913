// A button that its own click may turn off: `disabled` would take the focus from under the keyboard and drop it to the start of the page.
// Off like this it looks and is announced the same, does nothing, and stays where the focus is.

export interface OffInPlace {
  readonly 'data-disabled'?: true;
  readonly 'aria-disabled'?: true;
  readonly onClick: () => void;
}

export function offInPlace(isOff: boolean, onClick: () => void): OffInPlace {
  return isOff ? { 'data-disabled': true, 'aria-disabled': true, onClick: () => undefined } : { onClick };
}
